//! The options of `check --live`.

use std::path::PathBuf;

use clap::Args;

use super::SecretArgs;

/// Options of the live check.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Live check")]
pub struct LiveArgs {
    /// Fetch a token and log in to the mail server; send nothing without --send-to
    #[arg(long)]
    pub live: bool,
    /// Send a small test message to this address
    #[arg(long, value_name = "ADDRESS", requires = "live")]
    pub send_to: Option<String>,
    /// Sender, as webclient names its users [default: smtpUsername]
    #[arg(long, value_name = "ADDRESS", requires = "live")]
    pub send_as: Option<String>,
    /// Microsoft's cloud [default: as smtpServer says]
    #[arg(long, value_name = "CLOUD", requires = "live", value_parser = ["worldwide", "gcc-high", "dod", "china"])]
    pub cloud: Option<String>,
    /// Fetch the token here; #TenantID# stands for the tenant
    #[arg(long, value_name = "URL", requires = "live")]
    pub token_endpoint: Option<String>,
    /// Let this mail server, too, have the token
    #[arg(long, value_name = "HOST", requires = "live")]
    pub allow_host: Vec<String>,
    /// Trust the authorities of this PEM file beside the system's
    #[arg(long, value_name = "PEM", requires = "live")]
    pub ca_file: Option<PathBuf>,
    /// Time for each stage; AUTH and a message get at least 30
    #[arg(long, value_name = "SECONDS", requires = "live", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: u64,
    /// Where the client secret comes from, if not from the file.
    #[command(flatten)]
    pub secret: SecretArgs,
}
