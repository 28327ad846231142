"""Runs programs: that of Windows under Wine, that of Linux, and the helper that looks at files as Windows does."""

import os
import pathlib
import subprocess
import sys
import tempfile

EXE, PROGRAM, FILE = (path and pathlib.Path(path).resolve() for path in sys.argv[1:4])
ROOT = pathlib.Path(__file__).resolve().parents[2]
# In front of a program of Windows.
WINE = [] if os.name == "nt" else ["/usr/lib/wine/wine64"]


class Result:
    """Exit code, and what was printed, with the line ends and paths of Linux."""

    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, text(done.stdout), text(done.stderr)
        self.raw = done.stdout

    def __str__(self):
        return f"exit {self.code}\n--- stdout\n{self.out}\n--- stderr\n{self.err}"


def text(raw):
    return raw.decode("utf-8", "backslashreplace").replace("\r\n", "\n")


def environment(more):
    keep = ("PATH", "HOME", "WINEPREFIX", "WINEDEBUG", "LC_ALL", "SYSTEMROOT", "TEMP")
    # The certificates of Windows' own store are what is tested.
    return {name: os.environ[name] for name in keep if name in os.environ} | dict(more)


def run(command, folder, stdin=b"", env=()):
    done = subprocess.run(command, cwd=folder, input=stdin, env=environment(env), capture_output=True, timeout=120, check=False)
    return Result(done)


def windows(*arguments, folder=ROOT, stdin=b"", env=()):
    return run([*WINE, EXE, *map(str, arguments)], folder, stdin, env)


def linux(*arguments, folder=ROOT, stdin=b"", env=()):
    return run([PROGRAM, *map(str, arguments)], folder, stdin, env)


def cmd(line, folder):
    """A line as it is typed into cmd, with the program in Path."""
    # As a batch file: Wine would escape the quotation marks of an argument.
    (folder / "typed.cmd").write_text(f"@{line}\r\n")
    return run([*WINE, "cmd", "/c", "typed.cmd"], folder, env={"WINEPATH": dos(EXE.parent)})


def dos(path):
    """The path of a file of Linux as Wine shows it."""
    return "Z:" + str(path).replace("/", "\\")


def file(*arguments, folder):
    return run([*WINE, FILE, *arguments], folder)


class Held:
    """A file that another program has open while the block runs."""

    def __init__(self, how, path, folder, *more):
        self.command, self.folder = [*WINE, str(FILE), how, path, *more], folder

    def __enter__(self):
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(self.command, cwd=self.folder, env=environment(()), stdin=pipe, stdout=pipe)
        assert self.process.stdout.readline().strip() == b"held"
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=60)


def folder(**files):
    """A folder with files; `osweb_prod_yml` is osweb-prod.yml."""
    made = pathlib.Path(tempfile.mkdtemp(prefix="osweb windows "))
    for name, content in files.items():
        stem, ending = name.rsplit("_", 1)
        path = made / f"{stem.replace('_', '-')}.{ending}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return made
