#!/usr/bin/env bash
# Needed for: tests/places/delivery.rs, which lints the workflows (zizmor, actionlint) and the image's description, and installs the
# hooks from a folder of wheels. Versions are pinned in tests/lint; everything goes below target/tests/lint.
set -euo pipefail
. "$(dirname "$0")/lib/apt.sh"

bash "$(dirname "$0")/node.sh"
bash "$(dirname "$0")/python.sh"
pins=$root_of_clone/tests/lint
installed=$root_of_clone/target/tests/lint
if ! cat "$pins/package-lock.json" "$pins/requirements.txt" | cmp -s - "$installed/installed-pins"; then
    rm -rf "$installed"
    mkdir -p "$installed"
    cp "$pins/package.json" "$pins/package-lock.json" "$installed/"
    (cd "$installed" && npm ci --ignore-scripts --no-audit --no-fund)
    python3 -m venv "$installed/python"
    "$installed/python/bin/pip" install --quiet --disable-pip-version-check --requirement "$pins/requirements.txt"
    # What pip builds the hooks' empty package with, where it may not ask an index.
    "$installed/python/bin/pip" download --quiet --disable-pip-version-check --no-deps --dest "$installed/wheels" setuptools==82.0.1
    # Written last: what is cut off half way is installed again.
    cat "$pins/package-lock.json" "$pins/requirements.txt" >"$installed/installed-pins"
fi
