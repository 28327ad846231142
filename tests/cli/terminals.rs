//! Colours, links, frames and widths: what is used where.

use osweb_config::choice::Choice;
use osweb_config::report::ReportFormat;

use super::*;

const CHECK: [&str; 3] = ["check", "--select=encryption-not-tls", "osweb-prod.yml"];

fn piped(extra: &[&str], environment: &[(&str, &str)]) -> String {
    let folder = folder_with(FAULTY);
    stdout(&run(folder.path(), &[&CHECK[..], extra].concat(), environment))
}

/// Runs the program on a terminal of its own; `script` gives it one.
fn on_terminal(extra: &[&str], environment: &[(&str, &str)]) -> String {
    let folder = folder_with(FAULTY);
    let line = [&[env!("CARGO_BIN_EXE_osweb-config")], &CHECK[..], extra].concat().join(" ");
    let output = Command::new("script")
        .args(["-q", "-e", "-c", &format!("stty cols 60; exec {line}"), "/dev/null"])
        .current_dir(folder.path())
        .env_clear()
        .envs([("LANG", "C.UTF-8"), ("TERM", "xterm-256color"), ("SHELL", "/bin/sh"), ("PATH", "/usr/bin:/bin")])
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .output()
        .expect("script (bsdutils) runs");
    assert_eq!(output.status.code(), Some(1));
    stdout(&output)
}

const COLOUR: &str = "\u{1b}[31m";
const LINK: &str = "\u{1b}]8;;https://";

#[test]
fn a_pipe_gets_neither_colours_nor_links() {
    for environment in [&[][..], &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("FORCE_HYPERLINK", "1")]] {
        assert!(!piped(&[], environment).contains('\u{1b}'), "{environment:?}");
    }
}

#[test]
fn a_terminal_gets_colours_and_links() {
    let text = on_terminal(&[], &[("FORCE_HYPERLINK", "1")]);
    assert!(text.contains(COLOUR) && text.contains(LINK), "{text:?}");
    assert!(!on_terminal(&[], &[("FORCE_HYPERLINK", "0")]).contains(LINK));
    assert!(!on_terminal(&[], &[("TERM", "dumb")]).contains('\u{1b}'));
}

#[test]
fn the_environment_and_the_option_decide_about_colours() {
    assert!(!on_terminal(&[], &[("NO_COLOR", "1"), ("FORCE_HYPERLINK", "1")]).contains('\u{1b}'));
    assert!(!on_terminal(&["--color=never"], &[("FORCE_HYPERLINK", "1")]).contains('\u{1b}'));
    assert!(on_terminal(&["--color=always"], &[("NO_COLOR", "1")]).contains(COLOUR));
    assert!(piped(&[], &[("CLICOLOR_FORCE", "1")]).contains(COLOUR));
    assert!(piped(&["--color=always"], &[]).contains(COLOUR));
    assert!(!piped(&["--color=never"], &[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
    // Links belong to terminals, whatever the colours.
    assert!(!piped(&["--color=always"], &[("FORCE_HYPERLINK", "1")]).contains(LINK));
}

#[test]
fn only_reports_for_people_are_coloured() {
    for format in
        ReportFormat::ALL.iter().filter(|format| **format != ReportFormat::Human).map(|format| format.as_str())
    {
        assert!(!piped(&["--color=always", "--format", format], &[]).contains('\u{1b}'), "{format}");
    }
    let folder = folder_with(FAULTY);
    run(folder.path(), &[&CHECK[..], &["--color=always", "--output", "human=report.txt"]].concat(), &[]);
    let file = std::fs::read_to_string(folder.path().join("report.txt")).unwrap();
    assert!(file.contains("╭─[osweb-prod.yml:5:21]") && !file.contains('\u{1b}'), "{file}");
}

#[test]
fn a_locale_without_utf_8_gets_ascii() {
    let plain = [
        &[("LANG", "C")][..],
        &[("LANG", "de_DE.ISO-8859-1")],
        &[("LC_ALL", "POSIX"), ("LANG", "C.UTF-8")],
        &[("LC_CTYPE", "C")],
    ];
    for environment in plain {
        let text = piped(&[], environment);
        assert!(text.is_ascii() && text.contains(",-[osweb-prod.yml:5:21]"), "{environment:?}: {text}");
        let folder = folder_with(FAULTY);
        for arguments in [&["explain", "encryption-not-tls"][..], &["explain", "--all"], &["show", "osweb-prod.yml"]] {
            let text = stdout(&run(folder.path(), arguments, environment));
            assert!(text.is_ascii(), "{arguments:?}: {text}");
        }
    }
    for environment in [
        &[("LANG", "de_DE.utf8")][..],
        &[("LC_ALL", "en_US.UTF-8"), ("LANG", "C")],
        &[("LC_ALL", ""), ("LANG", "C.UTF-8")],
    ] {
        assert!(piped(&[], environment).contains("╭─[osweb-prod.yml:5:21]"), "{environment:?}");
    }
}

#[test]
fn the_report_fits_the_terminal() {
    let width = |text: &str| text.lines().map(|line| line.trim_end().chars().count()).max();
    assert!(width(&on_terminal(&["--color=never"], &[])) <= Some(60));
    assert!(width(&piped(&[], &[])) <= Some(80));
    assert!(width(&piped(&[], &[("COLUMNS", "60")])) <= Some(60));
}
