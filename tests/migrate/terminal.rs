//! The questions of `migrate` on a real pseudo-terminal: what is typed is judged, a secret is not shown.

use std::path::Path;
use std::process::{Command, Output};

use crate::common::folder_with;

/// Runs `migrate` on a pseudo-terminal in a folder with a legacy file, and answers its questions.
fn at_a_terminal(answers: &[(&str, &str)], arguments: &[&str]) -> (tempfile::TempDir, Output) {
    let folder = folder_with(include_str!("../../fixtures/legacy/nested-prod.yml"));
    let output = at_a_terminal_in(folder.path(), "", answers, arguments);
    (folder, output)
}

/// The same in a folder that is there, after some commands of a shell.
fn at_a_terminal_in(folder: &Path, before: &str, answers: &[(&str, &str)], arguments: &[&str]) -> Output {
    let answers: String = answers.iter().map(|(question, answer)| format!("{question}\t{answer}\n")).collect();
    std::fs::write(folder.join("answers"), answers).unwrap();
    let (program, first) =
        if before.contains("mount ") { ("unshare", &["-m", "sh", "-c"][..]) } else { ("sh", &["-c"][..]) };
    Command::new(program)
        .args(first)
        .args([&format!("{before}exec \"$@\""), "sh", "python3"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/migrate/terminal.py"))
        .args(["answers", env!("CARGO_BIN_EXE_osweb-config"), "migrate"])
        .args(arguments)
        .current_dir(folder)
        .env("LANG", "C.UTF-8")
        .output()
        .expect("python3 is there: tests/install/python.sh")
}

const GIVEN: [&str; 3] = ["--client-secret-placeholder", "MAIL_SECRET", "osweb-prod.yml"];

#[test]
fn a_plan_is_carried_out_when_the_answer_is_yes() {
    let answers = [
        ("Application (client) ID: ", "3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69"),
        ("Directory (tenant) ID: ", "contoso.onmicrosoft.com"),
        ("[y/N] ", "y"),
    ];
    let (folder, output) = at_a_terminal(&answers, &GIVEN);
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{shown}");
    assert!(shown.contains("App registrations"), "the question says where the ID is found: {shown}");
    assert!(shown.contains("osweb-config check --live osweb-prod.yml"), "{shown}");
    let written = std::fs::read_to_string(folder.path().join("osweb-prod.yml")).unwrap();
    assert!(written.contains("oAuthTenantId: contoso.onmicrosoft.com"), "{written}");
    assert!(folder.path().join("osweb-prod.yml.bak").exists());
}

#[test]
fn what_was_typed_is_not_lost_when_the_answer_is_no() {
    let answers = [
        ("Application (client) ID: ", "3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69"),
        ("Directory (tenant) ID: ", "contoso.onmicrosoft.com"),
        ("[y/N] ", ""),
    ];
    let (folder, output) = at_a_terminal(&answers, &GIVEN);
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{shown}");
    let command = "osweb-config migrate --write --client-id 3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69 \
                   --client-secret-placeholder MAIL_SECRET --tenant-id contoso.onmicrosoft.com osweb-prod.yml";
    assert!(shown.contains(command), "{shown}");
    let kept = std::fs::read_to_string(folder.path().join("osweb-prod.yml")).unwrap();
    assert_eq!(kept, include_str!("../../fixtures/legacy/nested-prod.yml"));
}

#[test]
fn what_is_missing_is_asked_for_and_the_secret_is_not_echoed() {
    const SECRET: &str = "kV28Q~w3RtYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_UiB";
    let hidden = format!("{SECRET}\thidden");
    let answers = [
        ("Application (client) ID: ", "3f0d6c2a-5b1e-4c77-9a48"),
        ("Application (client) ID: ", "3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69"),
        ("(not shown while you type): ", hidden.as_str()),
        ("Directory (tenant) ID: ", "contoso.onmicrosoft.com"),
    ];
    let (folder, output) = at_a_terminal(&answers, &["--write", "osweb-prod.yml"]);
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{shown}{}", String::from_utf8_lossy(&output.stderr));
    assert!(shown.contains("which is not a GUID"), "a bad answer is asked for again: {shown}");
    assert!(!shown.contains(SECRET), "the secret is shown: {shown}");
    let written = std::fs::read_to_string(folder.path().join("osweb-prod.yml")).unwrap();
    for line in
        ["oAuthClientId: 3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69", SECRET, "oAuthTenantId: contoso.onmicrosoft.com"]
    {
        assert!(written.contains(line), "{line} is missing:\n{written}");
    }
    assert!(!written.contains("smtpPassword"), "{written}");
}

/// A file that is mounted by itself, or has other hard links, is written into where somebody says so.
#[test]
fn what_cannot_be_replaced_is_written_into_after_a_question() {
    const LEGACY: &str = include_str!("../../fixtures/legacy/nested-prod.yml");
    let given =
        ["--write", "--client-id", "3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69", "--tenant-id", "contoso.onmicrosoft.com"];
    let arguments = [&given[..], &GIVEN].concat();
    let prepared = [
        ("ln osweb-prod.yml outside; ", "hard links"),
        ("cp osweb-prod.yml outside && mount --bind outside osweb-prod.yml || exit 77; ", "is a mount of its own"),
    ];
    for (before, cause) in prepared {
        for (answer, written) in [("y", true), ("", false)] {
            let folder = folder_with(LEGACY);
            let output =
                at_a_terminal_in(folder.path(), before, &[("kept beside it first [y/N] ", answer)], &arguments);
            if before.contains("mount ") && matches!(output.status.code(), Some(1 | 77)) && output.stdout.is_empty() {
                eprintln!("no file may be mounted here");
                break;
            }
            let shown = String::from_utf8_lossy(&output.stdout);
            assert!(shown.contains(cause), "{shown}");
            assert_eq!(output.status.code(), Some(if written { 0 } else { 2 }), "{shown}");
            assert_eq!(shown.contains("written in place, not atomically"), written, "{shown}");
            let outside = std::fs::read_to_string(folder.path().join("outside")).unwrap();
            assert_eq!(outside.contains("MS_OAUTH"), written, "{outside}");
            assert_eq!(folder.path().join("osweb-prod.yml.bak").exists(), written, "{shown}");
        }
    }
}
