#!/usr/bin/env bash
# Mutation testing: what the tests would not notice if it were wrong. `.cargo/mutants.toml` says which files in full, with which tests, and which
# mutants nobody can notice; MUTANTS='src/rules/*.rs' tests/full mutants looks at other files. Each mutant is a build of its own: hours on two
# processors. What is missed is listed in target/mutants/mutants.out/missed.txt.
set -euo pipefail
tools=$PWD/target/full
[ -x "$tools/bin/cargo-mutants" ] || cargo install --quiet --locked --debug --root "$tools" --target-dir "$tools/build" cargo-mutants
arguments=()
if [ -n "${MUTANTS:-}" ]; then
    mkdir -p target/mutants
    # Files of the command line are added to those of the configuration.
    grep -v '^examine_globs' .cargo/mutants.toml > target/mutants/others.toml
    arguments=(--config target/mutants/others.toml)
    set -f
    for file in $MUTANTS; do arguments+=(--file "$file"); done
    set +f
fi
"$tools/bin/cargo-mutants" mutants "${arguments[@]}"
