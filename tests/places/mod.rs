//! The program in the places where it is used, each with the real thing that runs it there.
//!
//! What these tests need is installed by `tests/install/places.sh`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

mod checkout;
mod ci;
mod delivery;
mod editors;
mod extension;
mod matchers;
mod packages;
mod policy;
mod pre_commit;

/// The repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What `tests/install/places.sh` has put below `target/`.
fn installed(path: &str) -> PathBuf {
    let path = root().join("target/tests/places").join(path);
    assert!(path.exists(), "{} is missing: run tests/install/places.sh", path.display());
    path
}

/// Runs a command to its end; nothing is read from standard input.
fn run(command: &mut Command) -> Output {
    command.stdin(std::process::Stdio::null());
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// Runs a command that has to succeed; gives what it prints.
fn succeed(command: &mut Command) -> String {
    let output = run(command);
    assert!(output.status.success(), "{command:?}\n{}", both(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// Standard output and standard error, for a message.
fn both(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Compares with the expected output that lies beside a fixture; UPDATE_FIXTURES=1 writes it.
fn compare(path: &Path, printed: &str) {
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(path, printed).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(printed, expected, "{}: read the difference; UPDATE_FIXTURES=1 accepts it", path.display());
}
