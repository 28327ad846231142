//! The page in a real browser: built for the browser from this tree, opened from disk, driven as a person would (page/drive.mjs), and
//! compared with the program. Firefox drives the released page in tests/full; page/pictures.mjs and page/measure.mjs are run by hand.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What `tests/install/page.sh` has put below `target/`.
fn installed(path: &str) -> PathBuf {
    let path = root().join("target/tests/page").join(path);
    assert!(path.exists(), "{} is missing: run tests/install/page.sh", path.display());
    path
}

fn succeed(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}\n{out}{err}");
    out.into_owned()
}

#[test]
fn the_page_does_what_the_program_does_and_sends_nothing() {
    let profile = std::env::var("PAGE_PROFILE").unwrap_or_else(|_| "dev".to_owned());
    succeed(Command::new("bash").args(["dist/build", "page"]).current_dir(root()).env("PROFILE", profile));
    let scratch = tempfile::tempdir().unwrap();
    let mut node = Command::new("node");
    node.arg(root().join("tests/page/drive.mjs")).arg("chromium").arg(installed("node_modules"));
    node.arg(root().join("target/dist/osweb-config.html")).arg(env!("CARGO_BIN_EXE_osweb-config"));
    node.arg(root().join("fixtures")).arg(scratch.path());
    let seen: serde_json::Value = serde_json::from_str(&succeed(&mut node)).unwrap();
    assert!(seen["compared"].as_u64() > Some(100), "{seen}");
}

#[test]
fn the_scripts_of_the_page_are_typed() {
    let compiler = installed("node_modules/typescript/bin/tsc");
    succeed(Command::new("node").arg(compiler).args(["-p", "jsconfig.json"]).current_dir(root().join("web/page")));
}
