#!/bin/sh
# Installs what tests/lab/lab.sh starts: Postfix, Dovecot's SASL server, openssl, Node.js
# (Debian's packages, only those that are missing) and the token server (npm, pinned by its lock file).
# No system service is started: the lab runs its own daemons with its own configuration.
set -eu
lab=$(cd "$(dirname "$0")/../lab" && pwd)

missing=
command -v postfix > /dev/null || missing="$missing postfix"
command -v dovecot > /dev/null || missing="$missing dovecot-core"
command -v openssl > /dev/null || missing="$missing openssl"
command -v node > /dev/null || missing="$missing nodejs"
command -v npm > /dev/null || missing="$missing npm"
if [ -n "$missing" ]; then
    # Debian asks this file before a package starts a service; 101 means no.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' > "$policy"
        chmod 755 "$policy"
        trap 'rm -f "$policy"' EXIT
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update
    # shellcheck disable=SC2086 # one word for each package
    apt-get install -y --no-install-recommends $missing
fi

installed="$lab/node_modules/.package-lock.json"
if [ ! -e "$installed" ] || [ "$lab/package-lock.json" -nt "$installed" ]; then
    (cd "$lab" && npm ci --no-audit --no-fund)
fi
