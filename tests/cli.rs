//! The command line at a terminal, in a pipe and in a shell.

mod explain;
mod help;
mod parallel;
#[cfg(unix)]
mod pipes;
#[cfg(unix)]
mod terminals;
mod typed;
mod version;

use std::path::Path;
use std::process::{Command, Stdio};

use crate::common::{folder_with, osweb_config, run, stderr, stdout};

/// A file with exactly one error.
const FAULTY: &str = "featureSwitches:
  sendEmail:
    smtpServer: smtp.office365.com
    smtpPort: 587
    smtpEncryption: SSL
    smtpAuthentication: MS_OAUTH
    smtpUsername: noreply@contoso.com
    oAuthClientId: 3f2504e0-4f89-41d3-9a0c-0305e82c3301
    oAuthClientSecret: ${OSWEB_MAIL_SECRET}
    oAuthTenantId: 7c9e6679-7425-40de-944b-e07fc1f90ae7
";
