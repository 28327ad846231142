//! `show`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ReadArgs;

/// Shown below `--help`.
const EXAMPLES: &str = "Examples:
  osweb-config show osweb-prod.yml           the e-mail settings
  osweb-config show --all --format json osweb-prod.yml";

/// Options of `show`.
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ShowArgs {
    /// The file, or `-` for standard input
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Every property of the file, not only the settings
    #[arg(long)]
    pub all: bool,
    /// Format of the output
    #[arg(long, value_enum, default_value_t = ShowFormat::Human)]
    pub format: ShowFormat,
    /// How the file is read.
    #[command(flatten)]
    pub read: ReadArgs,
}

/// The format of `show`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShowFormat {
    /// A table
    Human,
    /// JSON
    Json,
}
