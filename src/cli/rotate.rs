//! `rotate`.

use std::path::PathBuf;

use clap::Args;

use super::{ReadArgs, SecretArgs};
use crate::date::Date;

/// Shown below `--help`.
const EXAMPLES: &str = "Examples:
  osweb-config rotate osweb-prod.yml          asks for the new secret
  osweb-config rotate --expires 2028-05-31 --client-secret-env NEW a.yml
  osweb-config rotate --diff --client-secret-env NEW osweb-prod.yml
Then: restart or Reload, check --live, delete the old secret in Entra";

/// Options of `rotate`.
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct RotateArgs {
    /// The file that holds the client secret
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// When the new secret expires: written into the comment
    #[arg(long, value_name = "DATE")]
    pub expires: Option<Date>,
    /// Show what would change; write nothing, fetch nothing
    #[arg(long)]
    pub diff: bool,
    /// Do not try the new secret before it is written
    #[arg(long)]
    pub offline: bool,
    /// Sign in to the mail server with it, too
    #[cfg(feature = "live")]
    #[arg(long, conflicts_with = "offline")]
    pub login: bool,
    /// Keep no backup, which would hold the old secret
    #[arg(long)]
    pub no_backup: bool,
    /// Write into the file (mounts, links); not atomic
    #[arg(long, conflicts_with = "no_backup")]
    pub in_place: bool,
    /// How the file is read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// Where the new secret comes from.
    #[command(flatten)]
    pub secret: SecretArgs,
    /// How the servers are reached.
    #[cfg(feature = "live")]
    #[command(flatten)]
    pub reach: super::ReachArgs,
}
