#!/usr/bin/env bash
# Needed for: tests that run Python packages; each of them lives in an environment of its own below target/.
set -euo pipefail
. "$(dirname "$0")/lib/apt.sh"

if ! python3 -c 'import ensurepip, venv' >/dev/null 2>&1; then
    apt_install "Python environments" python3 python3-venv
fi
