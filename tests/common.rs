//! The program, run as a user runs it.
#![allow(dead_code, reason = "each of the two test programs uses a part of it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The day that it is in all tests.
pub const TODAY: &str = "2026-11-26";

/// A file with exactly one error (`encryption-not-tls`).
pub const FAULTY: &str = "featureSwitches:
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
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("LANG", "C.UTF-8")
        .env("OSWEB_CONFIG_TODAY", TODAY)
        .stdin(Stdio::null());
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

/// Writes a file into a folder.
pub fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("a writable folder");
    path
}

/// Standard output of a run that must end with 0.
pub fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments, &[]);
    assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
    stdout(&output)
}

/// The words of a command line: what is in quotes is one.
pub fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for char in line.chars() {
        match (quote, char) {
            (None, '\'' | '"') => quote = Some(char),
            (Some(open), _) if open == char => quote = None,
            (None, ' ') => words.push(String::new()),
            _ => words.last_mut().expect("there is one").push(char),
        }
    }
    words
}
