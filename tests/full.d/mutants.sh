#!/usr/bin/env bash
# Mutation testing: what the tests would not notice if it were wrong. In full the folders that hold secrets, edits, proofs and migrations;
# MUTANTS='src/rules/*.rs' tests/full mutants looks at others. Each mutant is a build of its own: hours on two processors. What is missed is
# listed in target/mutants/mutants.out/missed.txt: a test that a user's need speaks for, or a reason why nobody could notice.
set -euo pipefail
tools=$PWD/target/full
[ -x "$tools/bin/cargo-mutants" ] || cargo install --quiet --locked --debug --root "$tools" --target-dir "$tools/build" cargo-mutants
files=${MUTANTS:-'src/secret.rs src/secret/*.rs src/edit.rs src/edit/*.rs src/fix.rs src/proof.rs src/migration.rs src/migration/**/*.rs'}
arguments=()
set -f
for file in $files; do arguments+=(--file "$file"); done
set +f
# The unit tests first, which take seconds, then what runs the program; not what looks for bugs at random or waits for servers.
"$tools/bin/cargo-mutants" mutants --all-features --output target/mutants --minimum-test-timeout 120 "${arguments[@]}" -- \
    --lib --test main -- --skip laws::hostile --skip laws::printable --skip laws::secrets --skip laws::devices --skip live:: --skip lsp:: --skip docs::
