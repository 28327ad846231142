//! Where a client secret comes from. There is no option that takes the secret itself: other users of a machine can see
//! the arguments of a command.

use std::path::PathBuf;

use clap::Args;

/// Options that say where the client secret comes from.
#[derive(Clone, Debug, Default, Args)]
pub struct SecretArgs {
    /// Client secret: from this variable
    #[arg(long, value_name = "VAR")]
    pub client_secret_env: Option<String>,
    /// Client secret: from this file
    #[arg(long, value_name = "FILE", conflicts_with = "client_secret_env")]
    pub client_secret_file: Option<PathBuf>,
    /// Client secret: from standard input
    #[arg(long, conflicts_with_all = ["client_secret_env", "client_secret_file"])]
    pub client_secret_stdin: bool,
}
