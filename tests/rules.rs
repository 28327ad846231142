//! The rules: each with its page, its fixtures and its expected report; and the laws that concern them.
//!
//! `UPDATE_FIXTURES=1 cargo test --test main rules` writes the expected reports and fixed files anew: read them before you accept
//! them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;

use osweb_config::diagnostic::{Diagnostic, Severity};
use osweb_config::inspect::{Expiry, Inspection, Options, inspect};
use osweb_config::rules::{self, Group, RULES, RUN_RULES, Rule};
use osweb_config::source::SourceFile;

use crate::common::{TODAY, run, stderr, stdout};

mod base;
mod expiry;
mod ignores;
mod pages;
mod slips;
mod spellings;

/// Names that have been published. A rule may come; one that goes or changes its name breaks its users' ignores.
const PUBLISHED: &[&str] = &[
    "authentication-not-ms-oauth",
    "basic-auth-leftover",
    "client-id-invalid",
    "client-secret-is-id",
    "client-secret-suspicious",
    "conflicting-values",
    "duplicate-key",
    "empty-setting",
    "encoding",
    "encryption-not-tls",
    "export-syntax",
    "ids-identical",
    "misplaced-setting",
    "missing-section",
    "missing-setting",
    "non-canonical-name",
    "placeholder-left",
    "policy",
    "port-invalid",
    "port-not-submission",
    "profile-refused",
    "secret-expires",
    "secret-in-plain-text",
    "server-invalid",
    "server-not-microsoft",
    "server-registry-missing",
    "server-registry-value",
    "stale-baseline",
    "surrounding-whitespace",
    "suspicious-character",
    "systems-disagree",
    "tenant-id-invalid",
    "too-complex",
    "unknown-setting",
    "unused-ignore",
    "username-not-address",
    "value-reinterpreted",
    "wrong-type",
    "yaml-syntax",
];

#[test]
fn the_published_names_are_those_of_the_rules() {
    let all = RULES.iter().chain(RUN_RULES);
    let names: BTreeSet<&str> = all.clone().map(|rule| rule.name).collect();
    assert_eq!(names.len(), all.count(), "two rules of one name");
    assert_eq!(names, PUBLISHED.iter().copied().collect());
    assert_eq!(rules::documented().len(), names.len());
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// What lies in a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn stem(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).expect("fixtures have ASCII names")
}

/// Reads a fixture as osweb's file of the profile `prod`, whatever its name is.
fn judge(path: &Path) -> Inspection {
    let source = SourceFile::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let expiry = Expiry { today: TODAY.parse().ok(), ..Expiry::default() };
    inspect(Arc::new(source), &Options { profile: Some("prod".to_owned()), expiry, ..Options::default() })
}

fn judge_text(text: &str) -> Inspection {
    inspect(Arc::new(SourceFile::from_bytes("osweb-prod.yml", text.into())), &Options::default())
}

/// `rule line:column severity` of each diagnostic.
fn found(inspection: &Inspection) -> Vec<String> {
    let place = |diagnostic: &Diagnostic| inspection.source.position(diagnostic.span.start);
    let diagnostics = inspection.diagnostics.iter();
    diagnostics
        .map(|one| format!("{} {}:{} {}", one.rule, place(one).line, place(one).column, one.severity.word()))
        .collect()
}

/// Compares with a fixture, or writes it.
fn assert_fixture(path: &Path, actual: &[u8]) {
    let expected = std::fs::read(path).unwrap_or_default();
    if expected == actual {
        return;
    }
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(path, actual).unwrap();
        return;
    }
    panic!(
        "{} is old (UPDATE_FIXTURES=1 writes it); it would be:\n{}",
        path.display(),
        String::from_utf8_lossy(actual)
    );
}

/// The files of a rule whose name begins with a word: `invalid.yml`, `invalid-tab.yml`.
fn cases(rule: &Rule, kind: &str) -> Vec<PathBuf> {
    let folder = fixtures().join("rules").join(rule.name);
    let is_case = |path: &PathBuf| {
        let name = stem(path);
        (name == kind || name.strip_prefix(kind).is_some_and(|rest| rest.starts_with('-')))
            && path.extension().unwrap() != "out"
    };
    files(&folder).into_iter().filter(is_case).collect()
}

/// What else belongs on the command line for a rule that looks beyond the file.
fn companions(folder: &Path) -> Vec<String> {
    let mut arguments = vec![];
    if folder.join("policy.yml").exists() {
        arguments.extend(["--policy".to_owned(), "policy.yml".to_owned()]);
    }
    if folder.join("server.reg").exists() {
        arguments.push("server.reg".to_owned());
    }
    arguments
}

/// Copies a rule's folder out of any working copy (whether the project itself is in one must not show) and runs `check` there.
fn check(path: &Path, options: &[&str]) -> (tempfile::TempDir, Output) {
    let folder = path.parent().unwrap();
    let copy = tempfile::tempdir().unwrap();
    for file in files(folder) {
        std::fs::copy(&file, copy.path().join(file.file_name().unwrap())).unwrap();
    }
    let mut arguments = vec!["check", path.file_name().unwrap().to_str().unwrap()];
    let companions = companions(folder);
    arguments.extend(companions.iter().map(String::as_str));
    arguments.extend(options);
    let output = run(copy.path(), &arguments, &[("COLUMNS", "80")]);
    (copy, output)
}

fn report(path: &Path, options: &[&str]) -> String {
    let (_, output) = check(path, options);
    assert_eq!(stderr(&output), "", "{}", path.display());
    stdout(&output)
}

/// The file after `--fix` by one rule.
fn fixed(path: &Path, rule: &Rule) -> Vec<u8> {
    let (copy, _) = check(path, &["--fix", "--select", rule.name, "--profile", "prod"]);
    std::fs::read(copy.path().join(path.file_name().unwrap())).unwrap()
}

#[test]
fn every_rule_has_its_fixtures_and_every_folder_its_rule() {
    let folders: BTreeSet<String> =
        files(&fixtures().join("rules")).iter().map(|folder| stem(folder).to_owned()).collect();
    for rule in RULES {
        assert!(folders.contains(rule.name), "fixtures/rules/{} is missing", rule.name);
        assert!(!cases(rule, "invalid").is_empty(), "{}: no invalid file", rule.name);
        assert!(!cases(rule, "valid").is_empty() || !cases(rule, "fixed").is_empty(), "{}: no sound file", rule.name);
    }
    for folder in folders {
        assert!(rules::find(&folder).is_some(), "fixtures/rules/{folder} belongs to no rule");
    }
}

#[test]
fn invalid_files_report_their_rule_first_and_as_written() {
    for rule in RULES {
        for path in cases(rule, "invalid") {
            let short = report(&path, &["--format", "short"]);
            let first = short.lines().next().unwrap_or_default();
            assert!(first.contains(&format!("[{}]", rule.name)), "{}: {short}", path.display());
            let mut errors = short.lines().filter(|line| line.contains(": error["));
            let own = format!(": error[{}]", rule.name);
            assert!(errors.all(|line| line.contains(&own)), "{}: one fault: {short}", path.display());
            assert_fixture(&path.with_extension("out"), report(&path, &[]).as_bytes());
        }
    }
}

#[test]
fn sound_files_do_not_report_their_rule() {
    for rule in RULES {
        for path in cases(rule, "valid") {
            let short = report(&path, &["--format", "short", "--profile", "prod"]);
            assert!(!short.contains(&format!("[{}]", rule.name)), "{}: {short}", path.display());
            assert!(!short.contains(": error["), "{}: {short}", path.display());
        }
    }
}

/// Law 3: what a fix writes passes the rule, and fixing twice is fixing once.
#[test]
fn fixes_give_the_fixed_files() {
    for rule in RULES {
        for path in cases(rule, "invalid") {
            let text = fixed(&path, rule);
            let name = path.file_name().unwrap().to_str().unwrap().replacen("invalid", "fixed", 1);
            let beside = path.with_file_name(name);
            if text == std::fs::read(&path).unwrap() {
                assert!(!beside.exists(), "{}: there is no safe fix", beside.display());
                continue;
            }
            assert_fixture(&beside, &text);
            assert_eq!(fixed(&beside, rule), text, "{}", beside.display());
            let left = report(&beside, &["--format", "short", "--profile", "prod"]);
            assert!(!left.contains(&format!("[{}]", rule.name)), "{}: {left}", beside.display());
        }
    }
}

/// Laws 1 and, for every rule, what a diagnostic must say.
#[test]
fn diagnostics_have_a_place_and_say_what_to_do() {
    for rule in RULES {
        for path in cases(rule, "invalid") {
            let inspection = judge(&path);
            let length = inspection.source.text().len();
            for diagnostic in &inspection.diagnostics {
                let at = format!("{}: {}", path.display(), diagnostic.rule);
                assert!(diagnostic.span.range().end <= length, "{at}");
                assert!(
                    !diagnostic.message.is_empty() && !diagnostic.message.ends_with('.'),
                    "{at}: {}",
                    diagnostic.message
                );
                assert!(diagnostic.help.ends_with(['.', ')']), "{at}: {}", diagnostic.help);
                let group = rules::find(diagnostic.rule).map(|rule| rule.group);
                assert!(group == Some(Group::Reading) || !diagnostic.label.is_empty(), "{at}");
                let of_setting = matches!(group, Some(Group::Structure | Group::Values | Group::Secrets));
                assert!(!of_setting || !inspection.reading.faults.is_empty() || diagnostic.property.is_some(), "{at}");
                for label in &diagnostic.related {
                    assert!(label.file.is_some() || label.span.range().end <= length, "{at}");
                }
            }
        }
    }
}

#[test]
fn sound_files_in_every_form_are_clean() {
    for path in files(&fixtures().join("valid")) {
        let worse: Vec<_> =
            found(&judge(&path)).into_iter().filter(|one| !one.ends_with(Severity::Info.word())).collect();
        assert!(worse.is_empty(), "{}: {worse:?}", path.display());
    }
}

#[test]
fn legacy_files_in_every_form_have_one_error_that_names_migrate() {
    for path in files(&fixtures().join("legacy")) {
        let inspection = judge(&path);
        let severe: Vec<_> =
            inspection.diagnostics.iter().filter(|one| one.severity > Severity::Info).map(|one| one.rule).collect();
        assert_eq!(severe.len(), 1, "{}: {severe:?}", path.display());
        let first = &inspection.diagnostics[0];
        assert_eq!(first.severity, Severity::Error, "{}", path.display());
        assert!(first.help.contains("osweb-config migrate "), "{}: {}", path.display(), first.help);
    }
}
