//! The real servers: `tests/lab/lab.sh`, started once for all tests. It ends when its standard input is closed, which
//! happens when the test process ends, however it ends.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use serde_json::Value;

/// The lab, running.
pub struct Lab {
    facts: Value,
    /// Holds the pipe whose end ends the lab.
    _process: Mutex<Child>,
}

/// The lab; the first call starts it.
pub fn lab() -> &'static Lab {
    static LAB: OnceLock<Lab> = OnceLock::new();
    LAB.get_or_init(Lab::start)
}

impl Lab {
    fn start() -> Self {
        let script: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "lab", "lab.sh"].iter().collect();
        let mut process = Command::new("bash")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("bash starts the lab");
        let mut line = String::new();
        let stdout = process.stdout.take().expect("it is piped");
        BufReader::new(stdout).read_line(&mut line).expect("the lab says where it is");
        assert!(!line.is_empty(), "the lab did not start: see its words above, and run tests/install/lab.sh as root");
        Self { facts: serde_json::from_str(&line).expect("one line of JSON"), _process: Mutex::new(process) }
    }

    /// A text of the lab's facts.
    pub fn text(&self, name: &str) -> &str {
        self.facts[name].as_str().expect("the lab tells it")
    }

    /// The port of a service.
    pub fn port(&self, service: &str) -> u16 {
        self.facts["ports"][service].as_u64().expect("the lab has this service") as u16
    }

    /// The client ID that gets a token of this kind.
    pub fn client(&self, kind: &str) -> &str {
        self.facts["clients"][kind].as_str().expect("the lab has this client")
    }

    /// The token endpoint.
    pub fn token_endpoint(&self) -> String {
        format!("https://localhost:{}/#TenantID#/oauth2/v2.0/token", self.port("token"))
    }

    /// What Postfix wrote about the sessions of a service, once one of them has ended.
    pub fn sessions(&self, service: &str) -> Vec<String> {
        let mark = format!("lab-{}/", service.replace('_', "-"));
        eventually(|| {
            let log = std::fs::read_to_string(self.text("mail_log")).expect("Postfix writes its log");
            let lines: Vec<_> = log.lines().filter(|line| line.contains(&mark)).map(str::to_owned).collect();
            lines.iter().any(|line| line.contains("disconnect from")).then_some(lines)
        })
        .expect("Postfix logs the end of the session")
    }

    /// The delivered message that holds a text.
    pub fn delivered(&self, text: &str) -> Option<String> {
        let folder = format!("{}/new", self.text("maildir"));
        eventually(|| {
            let files = std::fs::read_dir(&folder).ok()?;
            files
                .flatten()
                .filter_map(|file| std::fs::read_to_string(file.path()).ok())
                .find(|mail| mail.contains(text))
        })
    }
}

/// What comes up within ten seconds.
fn eventually<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        if let Some(found) = look() {
            return Some(found);
        }
        if Instant::now() > deadline {
            return None;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}
