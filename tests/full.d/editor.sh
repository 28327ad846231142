#!/usr/bin/env bash
# The language server over 10,000 random edits: both texts stay equal, nothing panics, memory stays flat; then how long an editor waits.
set -euo pipefail
cargo build --release --locked
LSP_EDITS=${LSP_EDITS:-3400} cargo test --locked --release --all-features --test main lsp::edits
MEMORY=1 benches/editor
