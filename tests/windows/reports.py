"""Every fixture: the same reports and the same migration as on Linux, byte for byte."""

import shutil

from wine import ROOT, folder, linux, windows

FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "fixtures").rglob("*")
    if path.suffix in (".yml", ".yaml", ".properties", ".reg", ".json") and path.is_file()
)
# A command line of Windows has at most 32,767 characters.
AT_ONCE = 200


def same_in(format, env=()):
    for start in range(0, len(FILES), AT_ONCE):
        arguments = ["check", "--format", format, *FILES[start : start + AT_ONCE]]
        here, there = linux(*arguments, env=env), windows(*arguments)
        assert (here.code, here.out) == (there.code, there.out), difference(here.out, there.out)
    return len(FILES)


def difference(one, other):
    lines = [(a, b) for a, b in zip(one.splitlines(), other.splitlines(), strict=False) if a != b]
    return f"{len(lines)} lines differ, the first is\n{lines[0][0]}\n{lines[0][1]}" if lines else "one is longer, or the exit code differs"


def test_json():
    return same_in("json")


def test_sarif():
    return same_in("sarif")


def test_short():
    # Redirected on Windows it is ASCII, as in a locale without UTF-8.
    return same_in("short", {"LC_ALL": "C"})


def test_what_migrate_and_fix_write():
    places = [ROOT / "fixtures/migrate", ROOT / "fixtures/legacy"]
    inputs = [path for place in places for path in sorted(place.rglob("*")) if path.suffix in (".yml", ".properties", ".json") and path.is_file()]
    values = [
        "--client-id=3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69", "--tenant-id=contoso.onmicrosoft.com",
        "--client-secret-placeholder=SMTP_SECRET", "--username=enaio@contoso.com",
    ]
    here, there = folder(), folder()
    for number, path in enumerate(inputs):
        for place in (here, there):
            shutil.copy(path, place / f"osweb-{number}{path.suffix}")
    names = [f"osweb-{number}{path.suffix}" for number, path in enumerate(inputs)]
    for command in (["migrate", "--write", "--all-documents", *values], ["check", "--fix", "--no-backup"]):
        one, other = linux(*command, *names, folder=here), windows(*command, *names, folder=there)
        assert one.code == other.code, other
        for name in names:
            assert (here / name).read_bytes() == (there / name).read_bytes(), f"{command[0]}: {inputs[names.index(name)]}"
    return 2 * len(inputs)
