"""What is typed into cmd and PowerShell, and what they make of the output."""

import re

from wine import cmd, dos, folder, linux, windows
from writes import LEGACY, SOUND

BROKEN = "featureSwitches:\n  sendEmail:\n    smtpServer: [\n"
FAULTY = SOUND.replace("tls", "SSL")


def test_patterns_are_expanded():
    place = folder(osweb_prod_yml=FAULTY, osweb_test_yml=FAULTY, application_prod_yml=FAULTY)
    done = cmd("osweb-config check --format short OSWEB*.yml", place)
    assert done.code == 1, done
    assert [line.split(":")[0].lower() for line in done.out.splitlines()] == ["osweb-prod.yml", "osweb-test.yml"], done
    done = windows("check", "--format", "short", dos(place) + "\\osweb-p*.yml", folder=place)
    assert done.code == 1 and len(done.out.splitlines()) == 1, done
    done = windows("check", "none-*.yml", folder=place)
    assert done.code == 2 and "pattern that no file matches" in done.err, done
    return 3


def test_a_quotation_mark_that_a_backslash_took():
    place = folder(osweb_prod_yml=SOUND)
    done = cmd(f'osweb-config check "{dos(place)}\\" --format short', place)
    assert done.code == 2 and "quotation mark" in done.out + done.err, done


def test_redirected_reports_are_ascii():
    place = folder(osweb_prod_yml=FAULTY)
    for command in (["check", "osweb-prod.yml"], ["explain", "encryption-not-tls"], ["migrate", "osweb-prod.yml"]):
        done = windows(*command, folder=place)
        assert done.raw.isascii(), done
    assert windows("check", "--output", "human=report.txt", "osweb-prod.yml", folder=place).code == 1
    assert (place / "report.txt").read_bytes().isascii()
    here = linux("check", "osweb-prod.yml", folder=place, env={"LC_ALL": "C"}).out
    assert here == windows("check", "osweb-prod.yml", folder=place).out
    return 5


def test_no_colours_where_nobody_asked():
    place = folder(osweb_prod_yml=BROKEN)
    for command in ("show", "check", "setup"):
        done = windows(command, "osweb-prod.yml", folder=place)
        assert "\x1b" not in done.out + done.err, done
    return 3


def test_a_secret_as_windows_powershell_writes_it():
    secret = "Xp8~planted.secret-ONE_1"
    line = secret + "\r\n"
    written = {
        "UTF-16LE": b"\xff\xfe" + line.encode("utf-16-le"),
        "UTF-16LE without a mark": line.encode("utf-16-le"),
        "UTF-8 with a mark": b"\xef\xbb\xbf" + line.encode(),
    }
    for encoding, content in written.items():
        for option in ("--client-secret-file=secret.txt", "--client-secret-stdin"):
            place = folder(osweb_prod_yml=LEGACY, secret_txt=content)
            values = ["--client-id=3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69", "--tenant-id=contoso.onmicrosoft.com", option]
            done = windows("migrate", "--write", "osweb-prod.yml", *values, folder=place, stdin=content)
            assert done.code == 0, f"{encoding}: {done}"
            assert f"oAuthClientSecret: {secret}\n" in (place / "osweb-prod.yml").read_text(), encoding
    return 6


def test_copied_commands_work():
    place = folder()
    (place / "my files (old)").mkdir()
    (place / "my files (old)" / "osweb-prod.yml").write_text(LEGACY)
    values = "--client-id=3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69 --tenant-id=contoso.onmicrosoft.com --client-secret-placeholder=S"
    done = windows("migrate", "--write", *values.split(), "my files (old)\\osweb-prod.yml", folder=place)
    assert done.code == 0, done
    copied = re.search(r"osweb-config check --live .*", done.out).group().replace(" --live", "")
    again = cmd(copied, place)
    assert again.code == 0, f"{copied}: {again}"


def test_the_schema_is_written_as_editors_read_it():
    place = folder()
    assert windows("schema", "--output", "osweb.schema.json", folder=place).code == 0
    assert (place / "osweb.schema.json").read_text() == linux("schema").out


def test_set_up_files_have_line_ends_of_windows():
    place = folder(osweb_prod_yml=SOUND)
    for form in ("powershell", "text"):
        assert windows("setup", "--format", form, "--output", "setup.txt", "osweb-prod.yml", folder=place).code == 0
        content = (place / "setup.txt").read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n") > 10, form
    return 2


def test_ignore_files_mind_no_case():
    place = folder(osweb_prod_yml=FAULTY, osweb_test_yml=FAULTY)
    (place / ".gitignore").write_text("OSWEB-TEST.YML\n")
    done = windows("check", "--format", "short", ".", folder=place)
    assert done.code == 1 and "osweb-test" not in done.out, done


def test_addresses_of_files():
    place = folder(osweb_prod_yml=FAULTY)
    absolute = dos(place / "osweb-prod.yml")
    uri = "file:///" + absolute.replace("\\", "/").replace(" ", "%20")
    for typed in (absolute, "\\\\?\\" + absolute, absolute[2:]):
        done = windows("check", "--format", "sarif", typed, folder=place)
        assert f'"uri": "{uri}"' in done.out, f"{typed}: {done.out[-2000:]}"
    for format, mark in (("github", "file=osweb-prod.yml,"), ("gitlab", '"path": "osweb-prod.yml"')):
        for typed in (absolute, absolute[:3] + absolute[3:].replace("tmp", "TMP"), "\\\\?\\" + absolute):
            done = windows("check", "--format", format, typed, folder=place)
            assert mark in done.out, f"{typed}: {done}"
    return 9
