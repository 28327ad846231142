//! Readers that go away, disks that are full, and Ctrl-C.

use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;

use osweb_config::choice::Choice;
use osweb_config::report::ReportFormat;

use super::*;

#[test]
fn a_reader_that_goes_away_changes_nothing_but_the_output() {
    // Far more than a pipe holds.
    let folder = folder_with(FAULTY);
    for number in 0..400 {
        std::fs::write(folder.path().join(format!("osweb-{number}.yml")), FAULTY).unwrap();
    }
    for format in ReportFormat::ALL.iter().map(|format| format.as_str()) {
        let file = folder.path().join("report.json");
        let mut child =
            osweb_config(folder.path(), &["check", "--format", format, "--output", "json=report.json"], &[])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
        let mut first = [0; 16];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(stderr(&output), "", "{format}");
        assert_eq!(output.status.code(), Some(1), "{format}");
        let report: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        assert_eq!(report["summary"]["files"], 401, "{format}");
        std::fs::remove_file(file).unwrap();
    }
}

#[test]
fn help_into_a_closed_pipe_is_no_failure() {
    let mut child = osweb_config(Path::new("."), &["check", "--help"], &[])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_printed_is_not_done() {
    let folder = folder_with(FAULTY);
    for arguments in [&["check", "osweb-prod.yml"][..], &["show", "osweb-prod.yml"], &["explain", "--all"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = osweb_config(folder.path(), arguments, &[]).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).starts_with("error: standard output cannot be written: "), "{}", stderr(&output));
    }
}

#[test]
fn ctrl_c_ends_the_program_at_once_and_leaves_nothing() {
    let folder = folder_with(FAULTY);
    let mut child = osweb_config(folder.path(), &["check", "--output", "json=report.json", "osweb-prod.yml", "-"], &[])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // It waits for standard input, which never ends.
    child.stdin.as_mut().unwrap().write_all(b"a: 1\n").unwrap();
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let mut left = String::new();
    child.stdout.take().unwrap().read_to_string(&mut left).unwrap();
    assert_eq!(child.wait().unwrap().signal(), Some(2));
    assert_eq!(left, "");
    assert!(!folder.path().join("report.json").exists());
}

#[test]
fn a_named_pipe_and_a_device_are_read_like_files() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.yml");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = std::thread::spawn(move || std::fs::write(pipe, FAULTY).unwrap());
    let output = run(folder.path(), &["check", "--format", "short", "--select", "encryption-not-tls", "pipe.yml"], &[]);
    writer.join().unwrap();
    assert!(stdout(&output).starts_with("pipe.yml:5:21: error[encryption-not-tls]"), "{}", stdout(&output));
    let output = run(folder.path(), &["show", "--all", "/dev/null"], &[]);
    assert!(output.status.success() && stdout(&output).contains("(no properties)"), "{}", stdout(&output));
}
