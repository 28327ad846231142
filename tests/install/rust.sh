#!/usr/bin/env bash
# Needed for: formatting and lints. The toolchain itself must be there; only components are added.
set -euo pipefail

for component in fmt:rustfmt clippy:clippy; do
    if ! cargo "${component%%:*}" --version >/dev/null 2>&1; then
        echo "installing the toolchain component ${component##*:}"
        rustup component add "${component##*:}"
    fi
done
