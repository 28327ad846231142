"""archive.py OUT.tar.gz|OUT.zip FOLDER: packs a folder so that the same content gives the same bytes.

Entries are sorted, belong to nobody, and bear the time SOURCE_DATE_EPOCH.
"""

import gzip
import os
import pathlib
import sys
import tarfile
import time
import zipfile

out, folder = sys.argv[1], pathlib.Path(sys.argv[2])
epoch = int(os.environ["SOURCE_DATE_EPOCH"])
files = sorted(path for path in folder.rglob("*") if path.is_file())


def name(path):
    return path.relative_to(folder.parent).as_posix()


def mode(path):
    return 0o755 if os.access(path, os.X_OK) or path.suffix == ".exe" else 0o644


if out.endswith(".zip"):
    # A zip knows no year before 1980, and only even seconds.
    date = time.gmtime(max(epoch, 315532800))[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files:
            entry = zipfile.ZipInfo(name(path), date)
            entry.external_attr, entry.compress_type = mode(path) << 16, zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, path.read_bytes())
else:
    with open(out, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        with tarfile.open(mode="w", fileobj=packed, format=tarfile.USTAR_FORMAT) as archive:
            for path in files:
                entry = tarfile.TarInfo(name(path))
                entry.size, entry.mode, entry.mtime = path.stat().st_size, mode(path), epoch
                with open(path, "rb") as content:
                    archive.addfile(entry, content)
