//! The repository as somebody else gets it: a clone, and the command built from it.
//!
//! Builds are in the dev profile and share one target folder below `target/tests/places`, apart from the one of these
//! tests, whose command they must not replace.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::{installed, root, succeed};

/// A Git repository with the files of this one, as they lie in the working copy.
pub fn checkout() -> &'static Path {
    static CHECKOUT: OnceLock<PathBuf> = OnceLock::new();
    CHECKOUT.get_or_init(|| {
        let folder = root().join("target/tests/places/checkout");
        let listed = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        let files = succeed(Command::new("git").args(listed).current_dir(root()));
        // Files that are the same stay untouched, so that Cargo need not build them again.
        let files: Vec<_> = files.split('\0').filter(|file| root().join(file).is_file()).collect();
        for file in &files {
            let content = std::fs::read(root().join(file)).unwrap();
            let copy = folder.join(file);
            if std::fs::read(&copy).ok().as_ref() != Some(&content) {
                std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
                std::fs::write(&copy, content).unwrap();
            }
        }
        if !folder.join(".git").exists() {
            git(&folder, &["init", "--quiet"]);
        }
        let known = succeed(Command::new("git").args(listed).current_dir(&folder));
        for stale in known.split('\0').filter(|file| !file.is_empty() && !files.contains(file)) {
            std::fs::remove_file(folder.join(stale)).ok();
        }
        git(&folder, &["add", "--all"]);
        git(&folder, &["commit", "--quiet", "--allow-empty", "--message", "as it is"]);
        folder
    })
}

/// Runs Git as somebody, without the configuration of whoever runs the tests.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Test").env(format!("GIT_{role}_EMAIL"), "test@example.com");
    }
    succeed(&mut command)
}

/// Lets a command that builds with Cargo, however deep inside, use the shared target folder.
pub fn share_build(command: &mut Command) -> &mut Command {
    command
        .env("CARGO_TARGET_DIR", root().join("target/tests/places/build"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("MATURIN_PEP517_ARGS", "--profile dev")
        .env("PIP_DISABLE_PIP_VERSION_CHECK", "1")
        .env("PIP_CONSTRAINT", root().join("tests/places/requirements.txt"))
}

/// The wheel.
pub fn wheel() -> &'static Path {
    static WHEEL: OnceLock<PathBuf> = OnceLock::new();
    WHEEL.get_or_init(|| {
        let folder = root().join("target/tests/places/wheel");
        std::fs::remove_dir_all(&folder).ok();
        let mut pip = Command::new(installed("python").join("bin/pip"));
        succeed(share_build(pip.args(["wheel", "--quiet", "--no-deps", "--wheel-dir"]).arg(&folder).arg(checkout())));
        let mut wheels = std::fs::read_dir(&folder).unwrap();
        wheels.next().expect("pip wheel has made none").unwrap().path()
    })
}

/// A new virtual environment.
pub fn environment(name: &str) -> PathBuf {
    let folder = root().join("target/tests/places").join(name);
    std::fs::remove_dir_all(&folder).ok();
    succeed(Command::new("python3").args(["-m", "venv"]).arg(&folder));
    folder
}
