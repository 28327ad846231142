//! `config`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ReadArgs;

/// Shown below `--help`.
const EXAMPLES: &str = "Examples:
  osweb-config config customers/north/osweb-prod.yml
  osweb-config config --format json osweb-prod.yml";

/// Options of `config`.
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ConfigArgs {
    /// The file that would be checked
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Format of the output
    #[arg(long, value_enum, default_value_t = ConfigFormat::Human)]
    pub format: ConfigFormat,
    /// How the file is read.
    #[command(flatten)]
    pub read: ReadArgs,
}

/// The format of `config`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ConfigFormat {
    /// A table
    Human,
    /// JSON
    Json,
}
