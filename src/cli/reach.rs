//! How the servers are reached: options of `rotate` and `probe`, which are those of `check --live`.

use std::path::PathBuf;

use clap::Args;

use super::{LiveArgs, SecretArgs, live};

/// Options on the way to the servers.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Live check")]
pub struct ReachArgs {
    /// Cloud: worldwide, gcc-high, dod, china
    #[arg(long, value_name = "CLOUD", hide_possible_values = true, value_parser = ["worldwide", "gcc-high", "dod", "china"])]
    pub cloud: Option<String>,
    /// Fetch the token here, not at Microsoft
    #[arg(long, value_name = "URL")]
    pub token_endpoint: Option<String>,
    /// Let this mail server have the token, too
    #[arg(long, value_name = "HOST")]
    pub allow_host: Vec<String>,
    /// Trust this file's authorities, too
    #[arg(long, value_name = "PEM")]
    pub ca_file: Option<PathBuf>,
    /// Seconds for each stage
    #[arg(long, value_name = "SECONDS", default_value_t = live::TIMEOUT, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: u64,
}

impl ReachArgs {
    /// The same as `check --live` is given it.
    pub fn live(&self, secret: &SecretArgs) -> LiveArgs {
        LiveArgs {
            live: true,
            send_to: None,
            send_as: None,
            cloud: self.cloud.clone(),
            token_endpoint: self.token_endpoint.clone(),
            allow_host: self.allow_host.clone(),
            ca_file: self.ca_file.clone(),
            timeout: self.timeout,
            secret: secret.clone(),
        }
    }
}
