//! The options of `check --live`.

use std::path::PathBuf;

use clap::Args;

use super::SecretArgs;

/// Seconds for each step, unless `--timeout` says otherwise.
pub(super) const TIMEOUT: u64 = 10;

/// Options of the live check.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Live check")]
pub struct LiveArgs {
    /// Fetch a token, sign in to the mail server
    #[arg(long)]
    pub live: bool,
    /// Send a small test message to this address
    #[arg(long, value_name = "ADDRESS", requires = "live")]
    pub send_to: Option<String>,
    /// Its sender [default: smtpUsername]
    #[arg(long, value_name = "ADDRESS", requires = "live")]
    pub send_as: Option<String>,
    /// Cloud: worldwide, gcc-high, dod, china
    #[arg(long, value_name = "CLOUD", requires = "live", hide_possible_values = true, value_parser = ["worldwide", "gcc-high", "dod", "china"])]
    pub cloud: Option<String>,
    /// Fetch the token here, not at Microsoft
    #[arg(long, value_name = "URL", requires = "live")]
    pub token_endpoint: Option<String>,
    /// Let this mail server have the token, too
    #[arg(long, value_name = "HOST", requires = "live")]
    pub allow_host: Vec<String>,
    /// Trust this file's authorities, too
    #[arg(long, value_name = "PEM", requires = "live")]
    pub ca_file: Option<PathBuf>,
    /// Seconds for each stage
    #[arg(long, value_name = "SECONDS", requires = "live", default_value_t = TIMEOUT, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: u64,
    /// Where the client secret comes from, if not from the file.
    #[command(flatten)]
    pub secret: SecretArgs,
}
