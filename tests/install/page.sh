#!/usr/bin/env bash
# Needed for: tests/page.rs, which builds the page and drives it in Chromium. The driver, the accessibility rules and TypeScript are
# packages pinned by tests/page/package-lock.json and go below target/; the compiler for the browser is brought by dist/wasm.sh.
set -euo pipefail
. "$(dirname "$0")/lib/apt.sh"

bash "$(dirname "$0")/node.sh"
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v python3 >/dev/null || missing+=(python3)
if [ ${#missing[@]} -gt 0 ]; then
    apt_install "the tests of the page" "${missing[@]}"
fi

installed=$root_of_clone/target/tests/page
if ! cmp -s "$root_of_clone/tests/page/package-lock.json" "$installed/installed-lock.json"; then
    mkdir -p "$installed"
    cp "$root_of_clone/tests/page/package.json" "$root_of_clone/tests/page/package-lock.json" "$installed/"
    (cd "$installed" && npm ci --ignore-scripts --no-audit --no-fund)
    # Written last: what is cut off half way is installed again.
    cp "$root_of_clone/tests/page/package-lock.json" "$installed/installed-lock.json"
fi
