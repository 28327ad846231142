//! How a file is read: options that several commands share.

use std::path::PathBuf;

use clap::Args;

use crate::parse::Format;

/// How messages call standard input.
pub(super) const STDIN: &str = "<stdin>";

/// How files are read.
#[derive(Clone, Debug, Default, Args)]
pub struct ReadArgs {
    /// Profiles (a,b); default: prod for osweb-prod.yml
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// Format of the files; default: as content and name say
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub input_format: Option<Format>,
    /// File of lower precedence that gives settings too
    #[arg(long, value_name = "FILE")]
    pub base: Vec<PathBuf>,
    /// The project file, instead of the osweb-config.toml found
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// Read no osweb-config.toml
    #[arg(long)]
    pub no_config: bool,
    /// Name of standard input (`-`) in messages
    #[arg(long, value_name = "NAME", default_value = STDIN, hide_default_value = true)]
    pub stdin_filename: String,
}

/// What is left out of the files.
#[derive(Clone, Debug, Default, Args)]
pub struct SearchArgs {
    /// Leave out of folders what matches, as in a .gitignore
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Leave out what is excluded even where it is named
    #[arg(long)]
    pub force_exclude: bool,
}
