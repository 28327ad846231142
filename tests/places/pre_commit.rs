//! pre-commit: the real one, with the hooks of this repository in a scratch repository.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::checkout::{checkout, git, share_build, wheel};
use super::{both, installed, root, run};

/// A file without a fault.
pub const CLEAN: &str = "featureSwitches:
  sendEmail:
    smtpServer: smtp.office365.com
    smtpPort: 587
    smtpEncryption: TLS
    smtpAuthentication: MS_OAUTH
    smtpUsername: enaio@contoso.com
    oAuthClientId: 6f3d1c52-8b7e-4a09-9c35-2d41e0b7a861
    oAuthClientSecret: ${OSWEB_CLIENT_SECRET}
    oAuthTenantId: 0b9d4f7a-5c21-4e83-a6d0-7f1e8c2b9d34
";

/// A repository that uses some of the hooks.
struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    fn new() -> Self {
        // pre-commit's own pip builds from its own clone; what it shares with the wheel is built first.
        wheel();
        let folder = root().join("target/tests/places/pre-commit/scratch");
        std::fs::remove_dir_all(folder.parent().unwrap()).ok();
        std::fs::create_dir_all(&folder).unwrap();
        git(&folder, &["init", "--quiet"]);
        let scratch = Self { folder };
        scratch.uses(&["osweb-config-fix", "osweb-config"]);
        scratch
    }

    fn uses(&self, hooks: &[&str]) {
        let revision = git(checkout(), &["rev-parse", "HEAD"]);
        let hooks: String = hooks.iter().map(|hook| format!("  - id: {hook}\n")).collect();
        let source = checkout().display();
        let configuration = format!("repos:\n- repo: {source}\n  rev: {}\n  hooks:\n{hooks}", revision.trim());
        self.write(".pre-commit-config.yaml", &configuration);
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        git(&self.folder, &["add", "--all"]);
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.folder.join(file)).unwrap()
    }

    fn pre_commit(&self) -> Output {
        let mut command = Command::new(installed("python").join("bin/pre-commit"));
        command.args(["run", "--all-files", "--verbose"]).current_dir(&self.folder);
        command.env("PRE_COMMIT_HOME", Path::new("../home")).env("GIT_CONFIG_GLOBAL", "/dev/null");
        run(share_build(&mut command))
    }
}

/// What a hook has come to: `Passed`, `Failed`, `Skipped`.
fn outcome(output: &Output, hook: &str) -> String {
    let text = both(output);
    let line = text.lines().find(|line| line.starts_with(hook)).unwrap_or_else(|| panic!("no {hook}:\n{text}"));
    line.rsplit('.').next().unwrap().replace("(no files to check)", "").to_owned()
}

#[test]
fn hooks_pass_fail_and_fix() {
    let scratch = Scratch::new();
    let (check, fix) = ("osweb-config (check)", "osweb-config (fix)");

    // Only osweb's files are looked at, wherever they lie.
    for other in ["application-prod.yml", "oswebsite.yml", "osweb-prod.yml.bak", "osweb/other.yml", "my-osweb.yml"] {
        scratch.write(other, "no: [yaml");
    }
    let output = scratch.pre_commit();
    assert!(output.status.success(), "{}", both(&output));
    assert_eq!((outcome(&output, check), outcome(&output, fix)), ("Skipped".into(), "Skipped".into()));

    for file in ["config/osweb-prod.yml", "osweb.yaml", "OSWEB-TEST.YML"] {
        scratch.write(file, CLEAN);
    }
    let output = scratch.pre_commit();
    assert!(output.status.success(), "{}", both(&output));
    assert_eq!((outcome(&output, check), outcome(&output, fix)), ("Passed".into(), "Passed".into()));

    scratch.write("config/osweb-prod.yml", &CLEAN.replace(": TLS", ": SSL"));
    let output = scratch.pre_commit();
    assert!(!output.status.success(), "{}", both(&output));
    assert_eq!(outcome(&output, check), "Failed");
    assert!(
        both(&output).contains("encryption-not-tls") && both(&output).contains("config/osweb-prod.yml"),
        "{}",
        both(&output)
    );
    assert_eq!(scratch.read("config/osweb-prod.yml"), CLEAN.replace(": TLS", ": SSL"));

    // A safe fix is made, which pre-commit reports as a failure once; then everything passes.
    scratch.write("config/osweb-prod.yml", &CLEAN.replace(": TLS", ": tls"));
    let output = scratch.pre_commit();
    assert_eq!(
        (outcome(&output, fix), outcome(&output, check)),
        ("Failed".into(), "Passed".into()),
        "{}",
        both(&output)
    );
    assert_eq!(scratch.read("config/osweb-prod.yml"), CLEAN);
    git(&scratch.folder, &["add", "--all"]);
    let output = scratch.pre_commit();
    assert!(output.status.success(), "{}", both(&output));

    // One hook does both, and says everything once.
    scratch.uses(&["osweb-config-fix", "osweb-config-migrate-check"]);
    scratch.write("config/osweb-prod.yml", &CLEAN.replace(": TLS", ": SSL").replace("MS_OAUTH", "ms_oauth"));
    let output = scratch.pre_commit();
    let text = both(&output);
    assert_eq!(scratch.read("config/osweb-prod.yml"), CLEAN.replace(": TLS", ": SSL"));
    for once in ["error[encryption-not-tls]", "[authentication-not-ms-oauth]", "1 error in 1 of 3 files"] {
        assert_eq!(text.matches(once).count(), 1, "{once}:\n{text}");
    }
    assert_eq!(outcome(&output, "osweb-config (migrate --check)"), "Failed", "{text}");
    assert!(text.contains("osweb-config migrate config/osweb-prod.yml shows what changes"), "{text}");

    // What the repository excludes is left out, though hooks name every file.
    scratch.write("osweb-config.toml", "exclude = ['config/']\n");
    let output = scratch.pre_commit();
    assert!(output.status.success(), "{}", both(&output));
}
