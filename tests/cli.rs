//! The command line at a terminal, in a pipe and in a shell.

use std::path::Path;
use std::process::{Command, Output, Stdio};

mod help;
mod parallel;
#[cfg(unix)]
mod pipes;
#[cfg(unix)]
mod shells;
#[cfg(unix)]
mod terminals;
mod typed;

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

/// The program in a folder, with an environment of its own.
pub fn osweb_config(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_osweb-config"));
    command.args(arguments).current_dir(folder).env_clear().env("LANG", "C.UTF-8").stdin(Stdio::null());
    command.envs(environment.iter().copied());
    command
}

/// Runs the program.
pub fn run(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    osweb_config(folder, arguments, environment).output().expect("the program runs")
}

/// Standard output as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("standard output is UTF-8")
}

/// Standard error as text.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("standard error is UTF-8")
}

/// A folder that holds `osweb-prod.yml`.
pub fn folder_with(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("osweb-prod.yml"), text).unwrap();
    folder
}
