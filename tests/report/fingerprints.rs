//! Fingerprints name a diagnostic across changes of the file.

use serde_json::Value;

use super::*;

fn fingerprints(text: &str) -> Vec<String> {
    let diagnostics = text.match_indices("bad").map(|(at, bad)| {
        Diagnostic::new("yaml-syntax", Severity::Error, Consequence::Send, Span::new(at, at + bad.len()), "it is bad")
    });
    let report = report(vec![checked(file("a.yml", text), diagnostics.collect())]);
    let sarif: Value = serde_json::from_str(&rendered(&report, ReportFormat::Sarif)).unwrap();
    let issues: Value = serde_json::from_str(&rendered(&report, ReportFormat::Gitlab)).unwrap();
    let of_sarif = sarif["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["partialFingerprints"]["oswebConfig/v1"].clone());
    let of_gitlab = issues.as_array().unwrap().iter().map(|one| one["fingerprint"].clone());
    of_sarif
        .zip(of_gitlab)
        .map(|(one, other)| {
            assert_eq!(one, other);
            one.as_str().unwrap().to_owned()
        })
        .collect()
}

#[test]
fn a_fingerprint_survives_moved_and_indented_lines() {
    let before = fingerprints("a: bad\nb: bad\n");
    assert_eq!(before.len(), 2);
    assert_ne!(before[0], before[1]);
    assert_eq!(fingerprints("# new\n\nx:\n  b: 1\n  a: bad\n\n  b: bad\n"), before);
    assert_eq!(fingerprints("b: bad\na: bad\n"), [before[1].clone(), before[0].clone()]);
}

#[test]
fn equal_lines_are_told_apart() {
    let three = fingerprints("- bad\n- bad\n- bad\n");
    assert!(three[0] != three[1] && three[1] != three[2] && three[0] != three[2]);
    assert_eq!(fingerprints("- bad\n- bad\n")[..], three[..2]);
}

#[test]
fn a_fingerprint_is_the_same_in_every_release() {
    assert_eq!(fingerprints("a: bad\n"), ["56c585d15a749b4b"]);
}

#[test]
fn a_changed_secret_does_not_change_the_fingerprint() {
    assert_eq!(fingerprints("smtpPassword: bad hunter22\n"), fingerprints("smtpPassword: bad hunter33\n"));
}
