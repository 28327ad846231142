#!/usr/bin/env bash
# Needed for: the tests of `check --live`, which start Postfix, Dovecot and a token server (tests/lab). The token
# server's packages are pinned by tests/lab/package-lock.json and go below target/.
set -euo pipefail
. "$(dirname "$0")/lib/apt.sh"

missing=()
command -v postfix >/dev/null || missing+=(postfix)
command -v dovecot >/dev/null || missing+=(dovecot-core)
command -v openssl >/dev/null || missing+=(openssl)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
if [ ${#missing[@]} -gt 0 ]; then
    # No system service is to be started: the lab runs its own daemons with its own configuration.
    # Debian asks this program before a package starts a service; 101 means no.
    policy=/usr/sbin/policy-rc.d
    if [ "$(id -u)" -eq 0 ] && [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
        trap 'rm -f "$policy"' EXIT
    fi
    apt_install "the mail servers of the live check's tests" "${missing[@]}"
fi

installed=$root_of_clone/target/tests/lab
if ! cmp -s "$root_of_clone/tests/lab/package-lock.json" "$installed/installed-lock.json"; then
    mkdir -p "$installed"
    cp "$root_of_clone/tests/lab/package.json" "$root_of_clone/tests/lab/package-lock.json" "$installed/"
    (cd "$installed" && npm ci --no-audit --no-fund)
    # Written last: what is cut off half way is installed again.
    cp "$root_of_clone/tests/lab/package-lock.json" "$installed/installed-lock.json"
fi
