//! Each folder below fixtures/migrate holds a file; beside it `migrated.*`, the file afterwards, and `plan.out`, what is said of it; or
//! `refused.out`, why it is not migrated. The file `options` changes the usual call.

use std::fs;

use super::case::*;
use crate::common::osweb_config;

/// What `check` will still say is tested with the rules.
fn without_rest(plan: &str) -> String {
    plan.split_inclusive('\n').filter(|line| !line.starts_with("  check will still say: ")).collect()
}

#[test]
fn every_fixture_becomes_what_lies_beside_it() {
    let cases = Case::all();
    assert!(cases.len() > 60, "{} fixtures", cases.len());
    for case in cases {
        let folder = case.copy();
        let path = folder.path().join(&case.file);
        let before = fs::read(&path).unwrap();
        let preview = case.run(folder.path(), &[]);
        let name = &case.name;
        assert_eq!(fs::read(&path).unwrap(), before, "{name}: a preview writes nothing");
        if preview.status.code() == Some(2) {
            assert!(preview.stdout.is_empty(), "{name}");
            case.compare("refused.out", &preview.stderr);
            let written = case.run(folder.path(), &["--write"]);
            assert_eq!(written.status.code(), Some(2), "{name}");
            assert_eq!(fs::read(&path).unwrap(), before, "{name}: what is refused stays");
            assert!(!case.folder.join("plan.out").exists() && !case.folder.join(case.migrated()).exists(), "{name}");
            continue;
        }
        assert_eq!(preview.status.code(), Some(0), "{name}: {}", text(&preview.stderr));
        assert!(!case.folder.join("refused.out").exists(), "{name} is not refused");
        case.compare("plan.out", without_rest(&text(&preview.stdout)).as_bytes());
        let checked = case.run(folder.path(), &["--check"]);
        let written = case.run(folder.path(), &["--write"]);
        assert_eq!(written.status.code(), Some(0), "{name}: {}", text(&written.stderr));
        let after = fs::read(&path).unwrap();
        if after == before {
            assert_eq!(checked.status.code(), Some(0), "{name}: nothing would change");
            assert!(!case.folder.join(case.migrated()).exists(), "{name} is not changed");
            continue;
        }
        assert_eq!(checked.status.code(), Some(1), "{name}: something would change");
        assert!(checked.stdout.is_empty(), "{name}");
        case.compare(&case.migrated(), &after);
        // What is written passes `check`, and a second migration changes nothing.
        let check = osweb_config(folder.path(), &["check", &case.file], &[]).output().unwrap();
        assert_eq!(check.status.code(), Some(0), "{name}: {}", text(&check.stdout));
        let again = case.run(folder.path(), &["--write"]);
        assert_eq!(again.status.code(), Some(0), "{name}");
        assert_eq!(fs::read(&path).unwrap(), after, "{name}: migrating twice is migrating once");
        // Only a password that a document of another profile still gives is left to do.
        let left = text(&preview.stdout).contains("--all-documents migrates that");
        assert_eq!(case.run(folder.path(), &["--check"]).status.code(), Some(i32::from(left)), "{name}");
    }
}

#[test]
fn a_diff_shows_no_line_that_the_plan_does_not_speak_of() {
    for case in Case::all().into_iter().filter(|case| case.folder.join("plan.out").exists()) {
        let plan = fs::read_to_string(case.folder.join("plan.out")).unwrap();
        let changed = plan
            .split('\n')
            .filter(|line| line.starts_with(['+', '-']) && !line.starts_with("---") && !line.starts_with("+++"));
        let speaks_of_section = |line: &str| {
            let line: String = line.to_lowercase().replace(['-', '_', '"', '\''], "");
            let keys =
                ["smtp", "oauth", "password", "kennwort", "auth", "geheim", "4711", "login", "sendemail", "hint"];
            keys.iter().any(|key| line.contains(key))
                || line.contains("***")
                || line.trim_matches(['+', '\r', ' ']).is_empty()
        };
        for line in changed {
            assert!(speaks_of_section(line), "{}: {line:?}", case.name);
        }
    }
}
