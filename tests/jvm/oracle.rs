//! The JVM process that answers what Spring Boot's loader makes of a file.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, MutexGuard, OnceLock};

use serde_json::Value;

/// Debian's packages of the loader and what it needs.
const JARS: [&str; 4] = ["snakeyaml.jar", "spring3-beans.jar", "spring3-core.jar", "commons-logging.jar"];

/// The process; it ends with this one, when its standard input is closed.
pub struct Oracle {
    requests: BufWriter<ChildStdin>,
    answers: BufReader<ChildStdout>,
    _process: Child,
}

/// What the loader makes of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The documents that count.
    Loaded(Vec<Document>),
    /// The file is refused.
    Refused {
        /// The exception's class, without its package.
        class: String,
        /// Line and column, from 1, of the problem, where the exception names one.
        mark: Option<(usize, usize)>,
        /// The exception's message.
        message: String,
    },
}

/// One document's properties, in the order of the loader's map.
#[derive(Clone, Debug, PartialEq)]
pub struct Document(pub Vec<Property>);

/// One property.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// The flattened name.
    pub name: String,
    /// The value's text.
    pub value: String,
    /// The value's Java class: `String`, `Integer`, …
    pub class: String,
}

impl Oracle {
    /// The one process of this test run.
    pub fn get() -> MutexGuard<'static, Oracle> {
        static ORACLE: OnceLock<Mutex<Oracle>> = OnceLock::new();
        // A failed assertion of one test is no reason for the others to fail: every question is answered in full.
        ORACLE.get_or_init(|| Mutex::new(Oracle::start())).lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn start() -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/jvm/Oracle.java");
        let classes = Path::new(env!("CARGO_TARGET_TMPDIR")).join("jvm");
        let jars: Vec<PathBuf> = JARS.iter().map(|jar| Path::new("/usr/share/java").join(jar)).collect();
        for jar in &jars {
            assert!(jar.exists(), "{} is missing; tests/install/jvm.sh installs it", jar.display());
        }
        let path = std::env::join_paths(jars.iter().chain([&classes])).expect("no colon in a path");
        let compiled = Command::new("javac")
            .args(["-nowarn", "-d"])
            .arg(&classes)
            .arg("-cp")
            .arg(&path)
            .arg(here)
            .output()
            .expect("javac is missing; tests/install/jvm.sh installs it");
        assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
        let mut process = Command::new("java")
            .args(["-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC", "-cp"])
            .arg(&path)
            .arg("Oracle")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("java is missing; tests/install/jvm.sh installs it");
        Self {
            requests: BufWriter::new(process.stdin.take().expect("it is piped")),
            answers: BufReader::new(process.stdout.take().expect("it is piped")),
            _process: process,
        }
    }

    /// What the loader makes of one YAML file.
    pub fn load(&mut self, bytes: &[u8]) -> Answer {
        self.ask("yaml", &[bytes]).remove(0)
    }

    /// What the loader makes of several files, in their order. `kind` is one that Oracle.java lists.
    pub fn ask(&mut self, kind: &str, files: &[impl AsRef<[u8]> + Sync]) -> Vec<Answer> {
        let Self { requests, answers, .. } = self;
        // Questions and answers run side by side, so that neither pipe fills up.
        std::thread::scope(|scope| {
            scope.spawn(move || {
                for file in files {
                    let bytes = file.as_ref();
                    writeln!(requests, "{kind} {}", bytes.len()).expect("the JVM runs");
                    requests.write_all(bytes).expect("the JVM runs");
                }
                requests.flush().expect("the JVM runs");
            });
            files.iter().map(|_| read_answer(answers)).collect()
        })
    }
}

fn read_answer(answers: &mut impl BufRead) -> Answer {
    let mut line = String::new();
    answers.read_line(&mut line).expect("the JVM answers in ASCII");
    let answer: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error} in the answer {line:?}"));
    if answer["ok"] == true {
        return Answer::Loaded(answer["documents"].as_array().expect("a list").iter().map(document).collect());
    }
    let number = |name: &str| Some(answer[name].as_u64()? as usize);
    Answer::Refused {
        class: text(&answer["class"]),
        mark: number("line").zip(number("column")),
        message: text(&answer["message"]),
    }
}

fn document(answer: &Value) -> Document {
    let properties = answer["properties"].as_object().expect("an object");
    Document(
        properties
            .iter()
            .map(|(name, value)| Property {
                name: name.clone(),
                value: text(value),
                class: answer["types"][name].as_str().unwrap_or("String").to_owned(),
            })
            .collect(),
    )
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
