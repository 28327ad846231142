"""The command lines of tests/cmd: the same output, files and exit code as on Linux where only ASCII can be shown, but for the system's
own words for its errors. Without a program for Linux (on Windows itself) the expected output is held against, where it is ASCII."""

import pathlib
import re
import shutil
import tempfile
import tomllib

from wine import PROGRAM, ROOT, linux, windows

CASES = ROOT / "tests/cmd"
# What is Linux's own in a case.
NOT_ON_WINDOWS = {"quotation-mark-in-path": "Windows knows the characters of a name before it looks for the file"}


def plain(shown):
    shown = shown.replace("\r\n", "\n").replace("\\", "/").rstrip("\n")
    # The system's words for an error are its own.
    return re.sub(r"(?<=: )[^:\n]+ \(os error \d+\)", "ERROR", shown)


def tree(path):
    return {file.relative_to(path).as_posix(): plain(file.read_text(errors="backslashreplace")) for file in path.rglob("*") if file.is_file()}


def ran(run, case, wanted, more=()):
    """Runs a case in a copy of its folder: exit code, output, and the files afterwards."""
    with tempfile.TemporaryDirectory() as place:
        where = pathlib.Path(place)
        if case.with_suffix(".in").exists():
            shutil.copytree(case.with_suffix(".in"), where, dirs_exist_ok=True)
        stdin = case.with_suffix(".stdin").read_bytes() if case.with_suffix(".stdin").exists() else b""
        got = run(*wanted["args"], folder=where, stdin=stdin, env=wanted.get("env", {}).get("add", {}) | dict(more))
        return got.code, plain(got.out), plain(got.err), tree(where)


def test_command_lines():
    cases = [case for case in sorted(CASES.glob("*.toml")) if case.stem not in NOT_ON_WINDOWS]
    wrong = []
    for case in cases:
        wanted = tomllib.loads(case.read_text())
        there = ran(windows, case, wanted)
        if there[0] != wanted.get("status", {}).get("code", 0):
            wrong.append(f"{case.stem}: exit code {there[0]}\n{there[2]}")
        if PROGRAM:
            here = ran(linux, case, wanted, {"LANG": "C", "LC_ALL": "C"})
        else:
            files = [case.with_suffix(ending) for ending in (".stdout", ".stderr")]
            here = [wanted.get("status", {}).get("code", 0), *(plain(file.read_text(errors="backslashreplace")) if file.exists() else None for file in files)]
        for what, one, other in zip(("exit code", "standard output", "standard error", "files"), here, there, strict=False):
            known = PROGRAM or (one is not None and str(one).isascii() and "[" + ".." + "]" not in str(one))
            if known and one != other:
                wrong.append(f"{case.stem}, {what}: expected\n{one}\ngot\n{other}")
    assert not wrong, "\n".join(wrong)
    return len(cases)
