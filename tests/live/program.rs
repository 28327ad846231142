//! Runs the program as a user does.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A file's settings, and the options of one run.
pub struct Program {
    pub server: String,
    pub port: u16,
    pub username: String,
    pub client_id: String,
    pub secret: String,
    pub tenant: String,
    pub arguments: Vec<String>,
    pub environment: Vec<(&'static str, String)>,
}

/// What a run said, and how it ended.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Program {
    /// Settings that point to `localhost`, with the secret in the file.
    pub fn new(port: u16, secret: &str) -> Self {
        Self {
            server: "localhost".to_owned(),
            port,
            username: "mailer@example.com".to_owned(),
            client_id: "c11e0000-0000-4000-8000-000000000001".to_owned(),
            secret: secret.to_owned(),
            tenant: "7e57ab1e-0000-4000-8000-000000000001".to_owned(),
            arguments: vec![],
            environment: vec![],
        }
    }

    /// Adds arguments.
    pub fn with(mut self, arguments: &[&str]) -> Self {
        self.arguments.extend(arguments.iter().map(|argument| (*argument).to_owned()));
        self
    }

    /// Runs `check --live`.
    pub fn run(&self) -> Ran {
        let folder = tempfile::tempdir().expect("a folder of its own");
        Ran::of(&self.command(&folder).output().expect("the program runs"))
    }

    /// The command, with its file in a folder.
    pub fn command(&self, folder: &tempfile::TempDir) -> Command {
        // What the rules think of such a file is not asked here: the live check alone decides.
        self.command_of(&["check", "--live", "--fail-on", "never"], folder)
    }

    /// Another command, with the same file and options.
    pub fn command_of(&self, words: &[&str], folder: &tempfile::TempDir) -> Command {
        let file: PathBuf = folder.path().join("osweb-prod.yml");
        let yaml = format!(
            "featureSwitches:\n  sendEmail:\n    smtpServer: {}\n    smtpPort: {}\n    smtpEncryption: TLS\n    \
             smtpAuthentication: MS_OAUTH\n    smtpUsername: {}\n    oAuthClientId: {}\n    oAuthClientSecret: '{}'\n    \
             oAuthTenantId: {}\n",
            self.server, self.port, self.username, self.client_id, self.secret, self.tenant
        );
        std::fs::write(&file, yaml).expect("it can be written");
        let mut command = Command::new(env!("CARGO_BIN_EXE_osweb-config"));
        command.args(words).args(&self.arguments).arg(&file).stdin(Stdio::null());
        // The tester's own proxy and trust store have no say here.
        for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy", "SSL_CERT_FILE"] {
            command.env_remove(name);
        }
        command.envs(self.environment.iter().map(|(name, value)| (*name, value)));
        command
    }

    /// Runs with `--format json`.
    pub fn report(mut self) -> Live {
        self.arguments.extend(["--format".to_owned(), "json".to_owned()]);
        let ran = self.run();
        let report: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.all()));
        Live { ran, file: report["files"][0].clone() }
    }
}

impl Ran {
    pub fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().expect("it ends by itself"),
            stdout: String::from_utf8(output.stdout.clone()).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr.clone()).expect("UTF-8"),
        }
    }

    /// Everything that was said.
    pub fn all(&self) -> String {
        format!("{}\n{}", self.stdout, self.stderr)
    }
}

/// The report of a live check.
pub struct Live {
    pub ran: Ran,
    file: Value,
}

impl Live {
    /// A stage of the report.
    pub fn stage(&self, name: &str) -> &Value {
        let stages = self.file["live"]["stages"].as_array().expect("there are stages");
        stages.iter().find(|stage| stage["stage"] == name).expect("the stage is reported")
    }

    /// The names of the stages with this outcome.
    pub fn stages(&self, outcome: &str) -> Vec<&str> {
        let stages = self.file["live"]["stages"].as_array().expect("there are stages");
        let with = stages.iter().filter(|stage| stage["outcome"] == outcome);
        with.map(|stage| stage["stage"].as_str().expect("it has a name")).collect()
    }

    /// The diagnostic of a rule.
    pub fn diagnostic(&self, rule: &str) -> &Value {
        let diagnostics = self.file["diagnostics"].as_array().expect("there are some");
        let found = diagnostics.iter().find(|diagnostic| diagnostic["rule"] == *rule);
        found.unwrap_or_else(|| panic!("no {rule}: {}", self.ran.all()))
    }

    /// Demands that this stage failed and no other, with this code, that the remedy says this, and that the diagnostic
    /// stands at the setting responsible.
    pub fn fails_at(&self, stage: &str, code: &str, remedy: &str, setting: &str) {
        let all = self.ran.all();
        assert_eq!(self.stages("failed"), [stage], "{all}");
        let found = self.stage(stage);
        assert_eq!(found["code"], code, "{all}");
        assert!(found["remedy"].as_str().expect("there is one").contains(remedy), "{all}");
        assert_eq!(self.ran.code, 1, "{all}");
        let diagnostic = self.diagnostic(&format!("live-{stage}"));
        assert_eq!(diagnostic["property"], format!("featureSwitches.sendEmail.{setting}"), "{all}");
        assert_eq!(diagnostic["severity"], "error");
    }
}
