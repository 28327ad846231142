#!/usr/bin/env bash
# Needed by dist/: what lists licences and components, and packs for Debian. Built once, without optimisation, into target/dist/tools.
set -euo pipefail
. dist/lib.sh
for tool in cargo-bundle-licenses@5.0.0 cargo-cyclonedx@0.5.9 cargo-deb@3.8.0; do
    if [ ! -e "$TOOLS/${tool%@*}" ]; then
        CARGO_TARGET_DIR=$DIST/tools/build CARGO_PROFILE_DEV_DEBUG=0 cargo install --quiet --debug --locked --root "$DIST/tools" "$tool"
    fi
done
