#!/usr/bin/env bash
# Needed for: tests/chain.rs. hivexregedit writes registry exports that are not ours, Chromium shows the set-up page.
set -euo pipefail
. "$(dirname "$0")/lib/apt.sh"

missing=()
command -v hivexregedit >/dev/null || missing+=(libwin-hivex-perl)
command -v chromium >/dev/null || missing+=(chromium)
if [ ${#missing[@]} -gt 0 ]; then
    apt_install "the tests of the registry and of the set-up page" "${missing[@]}"
fi
