//! How a file is read: options that several commands share.

use std::path::PathBuf;

use clap::Args;

/// How files are read.
#[derive(Clone, Debug, Default, Args)]
pub struct ReadArgs {
    /// Active profile; default: what follows the dash in the file's name, `prod` for osweb-prod.yml
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// File of lower precedence that may supply settings too, such as a shared application-prod.yml
    #[arg(long, value_name = "FILE")]
    pub base: Vec<PathBuf>,
    /// Name of standard input (`-`) in messages
    #[arg(long, value_name = "NAME", default_value = "<stdin>", hide_default_value = true)]
    pub stdin_filename: String,
}
