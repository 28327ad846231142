//! The rest of the chain: enaio server's registry, the exports of a service, and the set-up of Microsoft 365.

mod browser;
mod hive;
mod powershell;
mod readme;
mod registry;
mod robust;
mod setup;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder for a test's files; removed with it.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Writes a file into a folder.
fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("a writable folder");
    path
}

/// Runs the program in a folder.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_osweb-config"))
        .args(arguments)
        .current_dir(folder)
        .env("LANG", "C.UTF-8")
        .output()
        .expect("the program runs")
}

/// Standard output of a run that must end with 0.
fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}
