"""Writes: who may read the file and how it is marked stays; a file that is open elsewhere is left alone."""

from wine import Held, file, folder, windows

SOUND = """featureSwitches:
  sendEmail:
    smtpServer: smtp.office365.com
    smtpPort: 587
    smtpEncryption: tls
    smtpAuthentication: MS_OAUTH
    smtpUsername: enaio@contoso.com
    oAuthClientId: 6f3d1c52-8b7e-4a09-9c35-2d41e0b7a861
    oAuthClientSecret: ${OSWEB_CLIENT_SECRET}
    oAuthTenantId: 0b9d4f7a-5c21-4e83-a6d0-7f1e8c2b9d34
"""
LEGACY = """featureSwitches:
  sendEmail:
    smtpServer: smtp.office365.com
    smtpPort: 587
    smtpEncryption: TLS
    smtpAuthentication: LOGIN
    smtpUsername: enaio@contoso.com
    smtpPassword: Planted-1234
"""
FIX = ["check", "--fix", "--format", "short", "osweb-prod.yml"]
MIGRATE = [
    "migrate", "--write", "osweb-prod.yml", "--client-id=3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69",
    "--tenant-id=contoso.onmicrosoft.com", "--client-secret-placeholder=SMTP_SECRET",
]
WRITES = ((FIX, SOUND), (MIGRATE, LEGACY))


def names(place):
    return sorted(path.name for path in place.iterdir())


def test_security_and_marks_stay():
    for command, text in WRITES:
        for mode in (0o600, 0o644):
            place = folder(osweb_prod_yml=text)
            (place / "osweb-prod.yml").chmod(mode)
            if mode == 0o600:
                assert file("hide", "osweb-prod.yml", folder=place).code == 0
            before = file("security", "osweb-prod.yml", folder=place)
            assert before.code == 0, before
            # The folder would give other rights: everybody may read.
            assert ("(A;;0x1200a9;;;WD)" in before.out) == (mode == 0o644), before
            done = windows(*command, folder=place)
            assert done.code == 0, done
            for name in ("osweb-prod.yml", "osweb-prod.yml.bak"):
                after = file("security", name, folder=place)
                assert after.out == before.out, f"{name}: {before.out}{after.out}"
            assert names(place) == ["osweb-prod.yml", "osweb-prod.yml.bak"], names(place)
            assert (place / "osweb-prod.yml.bak").read_text() == text
            assert (place / "osweb-prod.yml").read_text() != text
    return 4


def test_a_copy_elsewhere_is_no_more_readable():
    place = folder(osweb_prod_yml=LEGACY)
    (place / "osweb-prod.yml").chmod(0o600)
    before = file("security", "osweb-prod.yml", folder=place)
    command = [argument for argument in MIGRATE if argument != "--write"] + ["--output=new.yml"]
    assert windows(*command, folder=place).code == 0
    assert file("security", "new.yml", folder=place).out == before.out


def test_an_open_file_is_named_and_nothing_is_left():
    for command, text in WRITES:
        place = folder(osweb_prod_yml=text, osweb_prod_yml_bak="the first one\n")
        (place / "osweb-prod-yml.bak").rename(place / "osweb-prod.yml.bak")
        with Held("hold", "osweb-prod.yml", place):
            done = windows(*command, folder=place)
        assert "another program has the file open" in done.err, done
        assert done.code == 2, done
        assert names(place) == ["osweb-prod.yml", "osweb-prod.yml.bak"], names(place)
        assert (place / "osweb-prod.yml").read_text() == text
        assert (place / "osweb-prod.yml.bak").read_text() == "the first one\n"
    return 2


def test_a_file_that_is_released_in_time_is_written():
    place = folder(osweb_prod_yml=SOUND)
    with Held("release-at", "osweb-prod.yml", place, ".osweb-prod.yml"):
        done = windows(*FIX, folder=place)
    assert done.code == 0, done
    assert "smtpEncryption: TLS" in (place / "osweb-prod.yml").read_text()


def test_a_file_that_cannot_be_read_is_named():
    place = folder(osweb_prod_yml=SOUND)
    with Held("hold-read", "osweb-prod.yml", place):
        done = windows("check", "osweb-prod.yml", folder=place)
    assert done.code == 2, done
    assert "another program has the file open" in done.err, done


def test_a_read_only_file_is_left_alone():
    place = folder(osweb_prod_yml=SOUND)
    (place / "osweb-prod.yml").chmod(0o444)
    done = windows(*FIX, folder=place)
    assert done.code == 2 and "Clear the read-only attribute first" in done.err, done
    assert names(place) == ["osweb-prod.yml"] and (place / "osweb-prod.yml").read_text() == SOUND


def test_messages_name_paths_as_they_were_typed():
    place = folder(osweb_prod_yml=SOUND)
    (place / "osweb-prod.yml.bak").mkdir()
    (place / "osweb-prod.yml.bak" / "full").write_text("")
    done = windows(*FIX, folder=place)
    shown = done.out + done.err
    assert "\\\\" not in shown and "\\?\\" not in shown, done
