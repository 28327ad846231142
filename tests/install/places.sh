#!/usr/bin/env bash
# Needed for: tests/places, which put the program where people use it: editors and an extension (Node), Neovim, pre-commit and a
# wheel built by maturin (Python). Versions are pinned beside the tests; everything goes below target/.
set -euo pipefail
. "$(dirname "$0")/lib/apt.sh"

bash "$(dirname "$0")/node.sh"
bash "$(dirname "$0")/python.sh"
command -v git >/dev/null || apt_install "the scratch repositories of the pre-commit test" git

# up_to_date PINS FOLDER: whether FOLDER was filled from the very pins.
up_to_date() {
    cmp -s "$1" "$2/installed-pins"
}

pins=$root_of_clone/tests/places/editor/package-lock.json
installed=$root_of_clone/target/tests/places/editor
if ! up_to_date "$pins" "$installed"; then
    mkdir -p "$installed"
    cp "$root_of_clone/tests/places/editor/package.json" "$pins" "$installed/"
    (cd "$installed" && npm ci --no-audit --no-fund)
    # Written last: what is cut off half way is installed again.
    cp "$pins" "$installed/installed-pins"
fi

# The extension, with what it is checked and packaged by.
pins=$root_of_clone/editors/vscode/package-lock.json
installed=$root_of_clone/target/tests/places/extension
if ! up_to_date "$pins" "$installed"; then
    mkdir -p "$installed"
    cp "$root_of_clone/editors/vscode/package.json" "$pins" "$installed/"
    (cd "$installed" && npm ci --ignore-scripts --no-audit --no-fund)
    cp "$pins" "$installed/installed-pins"
fi

pins=$root_of_clone/tests/places/requirements.txt
installed=$root_of_clone/target/tests/places/python
if ! up_to_date "$pins" "$installed"; then
    rm -rf "$installed"
    python3 -m venv "$installed"
    "$installed/bin/pip" install --quiet --disable-pip-version-check --requirement "$pins"
    cp "$pins" "$installed/installed-pins"
fi
