#!/usr/bin/env bash
# Needed for: tests that run Node packages; they are installed below target/.
set -euo pipefail
. "$(dirname "$0")/lib/apt.sh"

missing=()
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
if [ ${#missing[@]} -gt 0 ]; then
    apt_install "Node" "${missing[@]}"
fi
