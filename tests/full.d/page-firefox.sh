#!/usr/bin/env bash
# The page as it is released: built twice with the same bytes, small enough, and driven in Debian's Firefox and Chromium.
set -euo pipefail
. tests/install/lib/apt.sh
bash tests/install/page.sh
missing=()
for package in firefox-esr zopfli; do command -v "$package" >/dev/null || missing+=("$package"); done
[ ${#missing[@]} = 0 ] || apt_install "the released page" "${missing[@]}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

dist/build page
page=target/dist/osweb-config.html
echo "--- again, from another folder"
git clone --quiet . "$scratch/clone"
# The compiler need not be fetched again; a link to it would be another path in the program.
[ ! -d target/rustc-web ] || { mkdir -p "$scratch/clone/target" && cp -a target/rustc-web "$scratch/clone/target/"; }
(cd "$scratch/clone" && dist/build page)
cmp "$page" "$scratch/clone/$page" || { echo "two builds differ" >&2; exit 1; }
size=$(stat -c %s "$page")
[ "$size" -lt 900000 ] || { echo "the page has $size bytes: more than 900 KB" >&2; exit 1; }

cargo build --locked --quiet
for browser in firefox chromium; do
    echo "--- $browser"
    mkdir "$scratch/$browser"
    node tests/page/drive.mjs "$browser" "$PWD/target/tests/page/node_modules" "$PWD/$page" "$PWD/target/debug/osweb-config" \
        "$PWD/fixtures" "$scratch/$browser"
done
