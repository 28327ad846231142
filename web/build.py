#!/usr/bin/env python3
"""Puts the page together: `web/build.py PROGRAM.wasm VERSION OUT.html [quick]`. One file, whose policy lets run what is in it and nothing else."""

import base64
import gzip
import shutil
import subprocess
import hashlib
import pathlib
import sys
import tempfile

PAGE = pathlib.Path(__file__).parent / "page"
# In the order in which they build on each other.
SCRIPTS = ["dom", "engine", "state", "check", "migrate", "views", "main"]


def sha256(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def compressed(program, quick):
    """By zopfli where it is installed: the same format, 4 per cent smaller, and slow."""
    if quick or not shutil.which("zopfli"):
        return gzip.compress(program, 6 if quick else 9, mtime=0)
    with tempfile.NamedTemporaryFile() as file:
        file.write(program)
        file.flush()
        return subprocess.run(["zopfli", "-c", file.name], check=True, capture_output=True).stdout


def text_of(packed):
    """As text: five characters for four bytes, 6 per cent less than base64; none of them is one of markup. worker.js reads it.
    The first character says how many bytes at the end are too many."""
    return str(-len(packed) % 4) + base64.b85encode(packed, pad=True).decode().replace("<", ",").replace("&", ".")


def main(program, version, out, how=""):
    read = lambda name: (PAGE / name).read_text(encoding="utf-8")
    style = "\n" + read("style.css")
    script = '\n"use strict";\n(() => {\n' + "\n".join(read(f"{name}.js") for name in SCRIPTS) + "})();\n"
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {sha256(script)} 'wasm-unsafe-eval'",
            f"style-src {sha256(style)}",
            "worker-src blob:",
            "connect-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
        ]
    )
    packed = text_of(compressed(pathlib.Path(program).read_bytes(), how == "quick"))
    page = read("index.html")
    for mark, text in {
        "@POLICY@": policy,
        "@STYLE@": style,
        "@SCRIPT@": script,
        "@WORKER@": read("worker.js"),
        "@PROGRAM@": packed,
        "@VERSION@": version,
    }.items():
        assert page.count(mark) == 1, mark
        page = page.replace(mark, text)
    assert "</script" not in (script + read("worker.js")).lower(), "would end the element that holds it"
    pathlib.Path(out).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
