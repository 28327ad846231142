#!/usr/bin/env bash
# What comes into the program with its dependencies, by deny.toml: licences, banned and duplicate crates, sources. Known vulnerabilities
# need a database from the network: cargo deny --all-features check advisories.
set -euo pipefail
tools=$PWD/target/full
[ -x "$tools/bin/cargo-deny" ] || cargo install --quiet --locked --debug --root "$tools" --target-dir "$tools/build" cargo-deny
"$tools/bin/cargo-deny" --all-features --locked check bans licenses sources
