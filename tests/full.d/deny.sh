#!/usr/bin/env bash
# What comes into the program with its dependencies, by deny.toml: licences, banned and duplicate crates, sources, known vulnerabilities.
# Without a way to GitHub the database of vulnerabilities comes from ADVISORY_DB, a clone of https://github.com/RustSec/advisory-db.
set -euo pipefail
tools=$PWD/target/full
[ -x "$tools/bin/cargo-deny" ] || cargo install --quiet --locked --debug --root "$tools" --target-dir "$tools/build" cargo-deny
offline=()
if [ -n "${ADVISORY_DB:-}" ]; then
    # The name that cargo-deny derives from the address.
    database=$tools/advisory-dbs/advisory-db-3157b0e258782691
    rm -rf "$database"
    git clone --quiet --no-hardlinks "$ADVISORY_DB" "$database"
    echo "vulnerabilities known on $(git -C "$database" log -1 --format=%cs)"
    offline=(--offline)
fi
"$tools/bin/cargo-deny" --all-features --locked "${offline[@]}" check
