//! `setup`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ReadArgs;
use crate::settings::validate;
use crate::setup::{Access, Part};

/// Shown below `--help`.
const EXAMPLES: &str = "Examples:
  osweb-config setup osweb-prod.yml          the steps, for this terminal
  osweb-config setup --format html --output setup.html osweb-prod.yml
  osweb-config setup --access rbac osweb-prod.yml     least privilege
  osweb-config setup --format powershell --sender me@contoso.com osweb-prod.yml
  osweb-config setup --format powershell --part secret osweb-prod.yml";

/// Options of `setup`.
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct SetupArgs {
    /// The file whose values are filled in (osweb-prod.yml, or an export), or `-` for standard input
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Format of the runbook
    #[arg(long, value_enum, default_value_t = SetupFormat::Text)]
    pub format: SetupFormat,
    /// How the app gets to the mailbox
    #[arg(long, value_enum, default_value_t = Access::Mailbox)]
    pub access: Access,
    /// Which script (with --format powershell) [default: exchange]
    #[arg(long, value_enum)]
    pub part: Option<Part>,
    /// Write to FILE instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Object ID of the enterprise application (not of the app registration)
    #[arg(long, value_name = "GUID", value_parser = guid)]
    pub object_id: Option<String>,
    /// A user who sends from webclient (several: repeat)
    #[arg(long, value_name = "ADDRESS")]
    pub sender: Vec<String>,
    /// The administrator who connects to Exchange Online
    #[arg(long, value_name = "ADDRESS")]
    pub administrator: Option<String>,
    /// Name of the app registration
    #[arg(long, value_name = "NAME")]
    pub app_name: Option<String>,
    /// How the file is read.
    #[command(flatten)]
    pub read: ReadArgs,
}

/// The format of a runbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SetupFormat {
    /// Text for a terminal
    Text,
    /// Markdown with task lists
    Markdown,
    /// A script (--part); can be run again, has -WhatIf
    Powershell,
    /// One page with check boxes, for a browser or a printer
    Html,
}

/// A GUID, without the braces that some programs put around it.
fn guid(text: &str) -> Result<String, String> {
    let bare = text.trim().trim_matches(['{', '}']);
    match validate::is_guid(bare) {
        true => Ok(bare.to_owned()),
        false => Err("an Object ID is a GUID: 32 hexadecimal digits in groups of 8-4-4-4-12, from Microsoft Entra admin center > \
                      Enterprise applications > your app > Overview"
            .to_owned()),
    }
}
