//! `lsp`.

use clap::Args;

/// Shown below `--help`.
const NOTE: &str = "Editors start it; docs/editors.md has the lines for each. What they can set
(initializationOptions): profile, base, policy, exports, select, ignore, files.";

/// Options of `lsp`.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = NOTE)]
pub struct LspArgs {
    /// Accepted, as many editors add it: no other way is spoken
    #[arg(long)]
    pub stdio: bool,
}
