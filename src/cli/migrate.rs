//! `migrate`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{ReadArgs, SearchArgs, SecretArgs};
use crate::date::Date;
use crate::settings::{Section, Setting};

/// Shown below `--help`.
const EXAMPLES: &str = "Examples:
  osweb-config migrate osweb-prod.yml        plan and diff; asks what is missing
  osweb-config migrate --write osweb-prod.yml
  osweb-config migrate --write --client-secret-env SECRET osweb-prod.yml
  osweb-config migrate --check config/       is there anything left to migrate?
Then: osweb-config check, setup (Entra and Exchange), check --live";

/// Options of `migrate`.
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct MigrateArgs {
    /// Files, directories (searched for osweb*.yml and osweb*.yaml), or `-` for standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Replace the file; the old one is kept beside it as NAME.bak
    #[arg(long)]
    pub write: bool,
    /// Print nothing; exit code 1 if something would change
    #[arg(long, conflicts_with_all = ["write", "output"])]
    pub check: bool,
    /// Write the new file elsewhere
    #[arg(long, value_name = "FILE", conflicts_with = "write")]
    pub output: Option<PathBuf>,
    /// Keep no backup
    #[arg(long)]
    pub no_backup: bool,
    /// Write into the file (mounts, links); not atomic
    #[arg(long, requires = "write", conflicts_with = "no_backup")]
    pub in_place: bool,
    /// Migrate all documents of a file, not only the one that is active
    #[arg(long)]
    pub all_documents: bool,
    /// Format of plan and diff
    #[arg(long, value_enum, default_value_t = MigrateFormat::Human)]
    pub format: MigrateFormat,
    /// What is left out.
    #[command(flatten)]
    pub search: SearchArgs,
    /// How files are read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// Values for the settings.
    #[command(flatten)]
    pub values: ValueArgs,
}

/// Values for the settings. None of them is the secret itself: arguments are visible to other users of a machine.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Values; what is missing is asked for on a terminal")]
pub struct ValueArgs {
    /// Application (client) ID
    #[arg(long, value_name = Setting::OAuthClientId.definition().value_name)]
    pub client_id: Option<String>,
    /// Directory (tenant) ID
    #[arg(long, value_name = Setting::OAuthTenantId.definition().value_name)]
    pub tenant_id: Option<String>,
    /// Mailbox that signs in: name@domain.com
    #[arg(long, value_name = Setting::SmtpUsername.definition().value_name)]
    pub username: Option<String>,
    /// SMTP server [default: Microsoft 365]
    #[arg(long, value_name = Setting::SmtpServer.definition().value_name)]
    pub server: Option<String>,
    /// SMTP port [default: 587]
    #[arg(long, value_name = Setting::SmtpPort.definition().value_name, value_parser = clap::value_parser!(u16).range(1..))]
    pub port: Option<u16>,
    /// When the secret expires: written as a comment
    #[arg(long, value_name = "DATE")]
    pub expires: Option<Date>,
    /// Where the client secret comes from.
    #[command(flatten)]
    pub secret: SecretArgs,
    /// Write ${NAME}, which Spring fills in
    #[arg(long, value_name = "NAME", conflicts_with_all = ["client_secret_env", "client_secret_file", "client_secret_stdin"])]
    pub client_secret_placeholder: Option<String>,
}

impl ValueArgs {
    /// What the options give for each setting, the secret apart.
    pub fn open(&self) -> Section<Option<String>> {
        Section {
            smtp_server: self.server.clone(),
            smtp_port: self.port.map(|port| port.to_string()),
            smtp_encryption: None,
            smtp_authentication: None,
            smtp_username: self.username.clone(),
            oauth_client_id: self.client_id.clone(),
            oauth_client_secret: None,
            oauth_tenant_id: self.tenant_id.clone(),
        }
    }
}

/// The format of plan and diff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MigrateFormat {
    /// The plan in words, and a unified diff
    Human,
    /// JSON
    Json,
}
