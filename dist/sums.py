"""sums.py FOLDER: writes FOLDER/SHA256SUMS, over all files of the folder itself, in the form of sha256sum."""

import hashlib
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != "SHA256SUMS")
lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
(folder / "SHA256SUMS").write_text("".join(lines), newline="\n")
