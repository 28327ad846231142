#!/usr/bin/env bash
# dist/build manifests: what package managers need to know of the archives in target/dist/.
set -euo pipefail
. dist/lib.sh
python3 dist/sums.py "$DIST"
rm -rf "$DIST/manifests"
python3 dist/manifests.py "$DIST"
