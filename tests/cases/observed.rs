//! What the program says and does about a case.

use std::path::Path;

use super::{Case, run, stderr, stdout};

/// The formats of `check`.
const FORMATS: [&str; 7] = ["human", "short", "json", "sarif", "github", "gitlab", "junit"];

/// What came out.
pub struct Observed {
    exit: i32,
    said: String,
    /// `rule:LINE severity`, in the order of the report on the input.
    diagnostics: Vec<String>,
    folder: tempfile::TempDir,
}

impl Observed {
    /// Runs the program.
    pub fn of(case: &Case) -> Self {
        let diagnostics = diagnostics(case.unpack().path(), &case.file);
        let folder = case.unpack();
        let (mut said, mut exit) = (String::new(), 0);
        // What a fix has healed is no longer said.
        if case.run.iter().flatten().any(|argument| argument == "--fix") {
            let output = run(case.unpack().path(), &["check", &case.file], &[("COLUMNS", "120")]);
            said += &String::from_utf8_lossy(&output.stdout);
        }
        for arguments in &case.run {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let output = run(folder.path(), &arguments, &[("COLUMNS", "120")]);
            exit = output.status.code().unwrap_or(-1);
            said +=
                &format!("{}\n{}\n", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        }
        Self { exit, said, diagnostics, folder }
    }

    /// What is not as the case says.
    pub fn wrong(&self, case: &Case) -> Vec<String> {
        let mut wrong = vec![];
        self.verdict(case, &mut wrong);
        self.words(case, &mut wrong);
        self.files(case, &mut wrong);
        if !wrong.is_empty() {
            wrong.push(format!("it said:\n{}", self.said.trim()));
        }
        wrong
    }

    fn verdict(&self, case: &Case, wrong: &mut Vec<String>) {
        if !case.exit.is_empty() && !case.exit.contains(&self.exit) {
            wrong.push(format!("exit {}, not {:?}", self.exit, case.exit));
        }
        let is = |found: &str, wanted: &str| {
            let found = found.split(' ').next().unwrap_or_default();
            found == wanted || found.rsplit_once(':').is_some_and(|(rule, _)| rule == wanted)
        };
        let first = self.diagnostics.first().map_or("nothing", String::as_str);
        if !case.first.is_empty() && !case.first.iter().any(|wanted| is(first, wanted)) {
            wrong.push(format!("first is {first}, not {:?}", case.first));
        }
        for wanted in &case.found {
            if !self.diagnostics.iter().any(|found| is(found, wanted)) {
                wrong.push(format!("{wanted} is missing in {:?}", self.diagnostics));
            }
        }
        let known = |found: &str| case.first.iter().chain(&case.found).any(|wanted| is(found, wanted));
        let others: Vec<_> =
            self.diagnostics.iter().filter(|found| !found.ends_with(" info") && !known(found)).collect();
        if case.only && !others.is_empty() {
            wrong.push(format!("not expected: {others:?}"));
        }
    }

    fn words(&self, case: &Case, wrong: &mut Vec<String>) {
        let said = plain(&self.said);
        for phrase in &case.says {
            if !phrase.split('|').any(|one| said.contains(&plain(one))) {
                wrong.push(format!("not said: {phrase}"));
            }
        }
        for phrase in case.never.iter().filter(|phrase| said.contains(&plain(phrase))) {
            wrong.push(format!("said: {phrase}"));
        }
        if !case.hidden.is_empty() {
            let everything = self.said.clone() + &everything(case);
            for piece in case.hidden.iter().flat_map(|text| pieces(text)) {
                if everything.contains(&piece) {
                    wrong.push(format!("shown: {piece}"));
                    break;
                }
            }
        }
    }

    fn files(&self, case: &Case, wrong: &mut Vec<String>) {
        let file = self.folder.path().join(&case.file);
        let read = |path: &Path| std::fs::read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        if let Some(after) = &case.after
            && std::fs::read(&file).ok().as_ref() != Some(after)
        {
            wrong.push(format!("the file is now:\n{}", read(&file).unwrap_or_default()));
        }
        if case.clean {
            let errors: Vec<_> = diagnostics(self.folder.path(), &case.file);
            let errors: Vec<_> = errors.into_iter().filter(|found| found.ends_with(" error")).collect();
            if !errors.is_empty() {
                wrong.push(format!("left: {errors:?} in\n{}", read(&file).unwrap_or_default()));
            }
        }
        for (name, text) in &case.there {
            match read(&self.folder.path().join(name)) {
                None => wrong.push(format!("{name} is not there")),
                Some(is) if !text.is_empty() && is != *text => wrong.push(format!("{name} is:\n{is}")),
                Some(_) => {}
            }
        }
        for name in case.absent.iter().filter(|name| self.folder.path().join(name).exists()) {
            wrong.push(format!("{name} is there"));
        }
    }
}

/// `rule:LINE severity` of each diagnostic of the JSON report.
fn diagnostics(folder: &Path, file: &str) -> Vec<String> {
    let output = run(folder, &["check", "--format", "json", file], &[]);
    let report: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap_or_default();
    let files = report["files"].as_array().into_iter().flatten();
    let all = files.flat_map(|file| file["diagnostics"].as_array().cloned().unwrap_or_default());
    let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    all.map(|one| format!("{}:{} {}", word(&one["rule"]), one["span"]["start"]["line"], word(&one["severity"])))
        .collect()
}

/// Lower case, words with one space between them, without the frames of a report.
fn plain(text: &str) -> String {
    let text: String = text.chars().map(|char| if "│─╭╰├·▲┬┴▼".contains(char) { ' ' } else { char }).collect();
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All that can be printed of a file.
fn everything(case: &Case) -> String {
    let folder = case.unpack();
    let mut all = String::new();
    let mut add = |arguments: &[&str]| {
        let output = run(folder.path(), arguments, &[]);
        all += &stderr(&output);
        all += &String::from_utf8_lossy(&output.stdout);
    };
    for format in FORMATS {
        add(&["check", "--format", format, &case.file]);
    }
    for arguments in [&["check", "--diff", &case.file][..], &["show", &case.file], &["show", "--all", &case.file]] {
        add(arguments);
    }
    add(&["show", "--all", "--format", "json", &case.file]);
    all
}

/// A text that must not be shown, in runs of eight characters; a shorter one as it is.
fn pieces(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= 8 {
        return vec![text.to_owned()];
    }
    chars.windows(8).map(|window| window.iter().collect()).collect()
}
