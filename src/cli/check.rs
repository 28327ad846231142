//! `check`.

use std::path::PathBuf;

use clap::Args;

/// Options of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files, directories (searched for osweb*.yml and osweb*.yaml), or `-` for standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,
}
