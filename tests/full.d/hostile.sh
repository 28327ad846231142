#!/usr/bin/env bash
# The texts that nobody wrote, for long: FUZZ_EXECUTIONS of files (and ten times as many of what is smaller), with a seed of the day.
set -euo pipefail
export FUZZ_EXECUTIONS=${FUZZ_EXECUTIONS:-300000} FUZZ_SEED=${FUZZ_SEED:-$(date +%Y%m%d)} PROPTEST_CASES=${PROPTEST_CASES:-20000}
echo "seed $FUZZ_SEED, $FUZZ_EXECUTIONS executions"
cargo test --locked --release --all-features --test main laws:: -- --nocapture
