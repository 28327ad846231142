//! Every rule has a name, a page, a broken file with the report beside it, a sound file, and a fix that holds.
//!
//! `fixtures/rules/NAME/`: `invalid.*` with `invalid.out`, `invalid-*.*` for more ways to break the rule, `valid.*`, and
//! `fixed.*` where a safe fix exists. `UPDATE_FIXTURES=1` writes the outputs and the fixed files anew: read them.

use std::path::{Path, PathBuf};
use std::process::Output;

use osweb_config::diagnostic::Severity;
use osweb_config::rules::{RULES, Rule};

use crate::cli::{run, stderr, stdout};

mod spellings;

/// The published names, so that a rename shows in review.
const NAMES: &str = include_str!("rules/names.txt");

fn folder(rule: &Rule) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules").join(rule.name)
}

/// The fixture files of a rule whose names begin with `stem`.
fn files(rule: &Rule, stem: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder(rule)).unwrap_or_else(|_| panic!("fixtures/rules/{} is missing", rule.name));
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        file.file_name().unwrap().to_string_lossy().starts_with(stem) && file.extension().is_none_or(|end| end != "out")
    });
    files.sort();
    files
}

/// Runs `check` on a copy outside of any working copy, with what else the rule's folder holds; with `--fix` gives the fixed file.
fn check(rule: &Rule, file: &Path, more: &[&str]) -> Output {
    let place = tempfile::tempdir().unwrap();
    let name = file.file_name().unwrap().to_str().unwrap();
    std::fs::copy(file, place.path().join(name)).unwrap();
    let mut arguments = vec!["check", "--profile", "prod", name];
    for (other, option) in [("policy.yml", Some("--policy")), ("server.reg", None)] {
        if std::fs::copy(folder(rule).join(other), place.path().join(other)).is_ok() {
            arguments.extend(option);
            arguments.push(other);
        }
    }
    arguments.extend(more);
    let output = run(place.path(), &arguments, &[("COLUMNS", "80")]);
    if more.contains(&"--fix") {
        return Output { stdout: std::fs::read(place.path().join(name)).unwrap(), ..output };
    }
    assert_eq!(stderr(&output), "", "{}: nothing goes wrong", file.display());
    output
}

/// Rule and severity of every diagnostic, in the order of the report.
fn verdict(rule: &Rule, file: &Path) -> Vec<(String, String)> {
    let report: serde_json::Value =
        serde_json::from_str(&stdout(&check(rule, file, &["--format", "json"]))).expect("the report is JSON");
    let files = report["files"].as_array().unwrap();
    let diagnostics = files.iter().flat_map(|file| file["diagnostics"].as_array().unwrap());
    diagnostics
        .map(|diagnostic| ["rule", "severity"].map(|part| diagnostic[part].as_str().unwrap().to_owned()))
        .map(|[rule, severity]| (rule, severity))
        .collect()
}

fn expect(path: &Path, actual: &[u8]) {
    let expected = std::fs::read(path).unwrap_or_default();
    if expected != actual && std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(path, actual).unwrap();
        return;
    }
    assert_eq!(
        String::from_utf8_lossy(&expected),
        String::from_utf8_lossy(actual),
        "{} (UPDATE_FIXTURES=1 writes it)",
        path.display()
    );
}

#[test]
fn names_are_those_that_were_published() {
    let names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names, NAMES.lines().collect::<Vec<_>>());
    for (at, name) in names.iter().enumerate() {
        assert!(!names[..at].contains(name), "{name} is registered twice");
        let is_kebab =
            name.split('-').all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()));
        assert!(is_kebab, "{name} is not kebab-case");
    }
}

#[test]
fn pages_are_complete() {
    for rule in osweb_config::rules::all() {
        let page = rule.page();
        assert!(page.summary.ends_with('.'), "{}: a sentence at the head", rule.name);
        for section in ["What", "Why", "What to do", "References"] {
            let text = page.section(section).unwrap_or_default();
            assert!(text.len() > 10, "{}: the section `{section}`", rule.name);
        }
        assert!(page.url().is_some(), "{}: a link among the references", rule.name);
    }
}

#[test]
fn every_folder_belongs_to_a_rule() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules");
    for entry in std::fs::read_dir(fixtures).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(RULES.iter().any(|rule| rule.name == name), "fixtures/rules/{name} belongs to no rule");
    }
}

#[test]
fn broken_files_are_reported_by_their_rule_alone() {
    for rule in RULES {
        let broken = files(rule, "invalid");
        assert!(broken.iter().any(|file| file.file_stem().unwrap() == "invalid"), "{}: invalid.*", rule.name);
        for file in broken {
            let found = verdict(rule, &file);
            let (first, _) = found.first().unwrap_or_else(|| panic!("{}: is broken", file.display()));
            assert_eq!(first, rule.name, "{}: leads the report: {found:?}", file.display());
            let noise: Vec<_> =
                found.iter().filter(|(name, severity)| name != rule.name && severity != "info").collect();
            assert!(noise.is_empty(), "{}: also reports {noise:?}", file.display());
        }
    }
}

#[test]
fn reports_are_as_written() {
    for rule in RULES {
        for file in files(rule, "invalid") {
            expect(&file.with_extension("out"), &check(rule, &file, &[]).stdout);
        }
    }
}

#[test]
fn sound_files_are_clean() {
    for rule in RULES {
        let sound = files(rule, "valid");
        assert!(!sound.is_empty(), "{}: valid.*", rule.name);
        for file in sound {
            let found = verdict(rule, &file);
            let all_right = found.iter().all(|(name, severity)| name != rule.name && severity == Severity::Info.word());
            assert!(all_right, "{}: {found:?}", file.display());
        }
    }
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/valid");
    for entry in std::fs::read_dir(forms).unwrap() {
        let file = entry.unwrap().path();
        let found = verdict(&RULES[0], &file);
        assert!(found.iter().all(|(_, severity)| severity == Severity::Info.word()), "{}: {found:?}", file.display());
    }
}

/// A safe fix gives `fixed.*` byte for byte; what it leaves does not break the rule, and fixing it again changes nothing.
#[test]
fn fixes_hold() {
    for rule in RULES {
        for file in files(rule, "invalid") {
            let fixed = check(rule, &file, &["--fix", "--select", rule.name]).stdout;
            let name = file.file_name().unwrap().to_str().unwrap().replacen("invalid", "fixed", 1);
            let beside = file.with_file_name(name);
            if fixed == std::fs::read(&file).unwrap() {
                assert!(!beside.exists(), "{}: there is no safe fix", beside.display());
                continue;
            }
            expect(&beside, &fixed);
            let again = check(rule, &beside, &["--fix", "--select", rule.name]).stdout;
            assert_eq!(fixed, again, "{}: fixing twice is fixing once", beside.display());
            let left = verdict(rule, &beside);
            assert!(left.iter().all(|(name, _)| name != rule.name), "{}: {left:?}", beside.display());
        }
    }
}
