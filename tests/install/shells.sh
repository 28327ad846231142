#!/usr/bin/env bash
# Needed for: tests/cli/shells.rs, where real shells complete the program's options and mandoc reads its man pages.
set -euo pipefail
. "$(dirname "$0")/lib/apt.sh"

missing=()
for command in bash zsh fish elvish mandoc; do
    command -v "$command" >/dev/null || missing+=("$command")
done
if [ ${#missing[@]} -gt 0 ]; then
    apt_install "the tests of completions and man pages" "${missing[@]}"
fi
