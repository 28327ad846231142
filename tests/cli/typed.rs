//! What is typed and what is copied: paths that a shell would split, and secrets in the encodings that shells write.

use std::path::Path;
use std::process::Command;

use super::{folder_with, run, stderr, stdout};

const LEGACY: &str = include_str!("../../fixtures/legacy/nested-prod.yml");
const SECRET: &str = "Xp8~planted.secret-ONE_1";

/// Folders that a shell splits, expands or takes for an option.
const FOLDERS: &[&str] = &["my files", "it's", "a&b;c", "$(id)", "`id`", "-x", "Müller (alt)", "50% \"x\""];

/// The first command of a text, from `osweb-config` to the end of the line or of its quotes.
fn command(text: &str, name: &str) -> String {
    let from = text.find(&format!("osweb-config {name}")).unwrap_or_else(|| panic!("no command {name}:\n{text}"));
    let in_ticks = text[..from].ends_with('`');
    let end = if in_ticks { text[from..].rfind("` ") } else { text[from..].find('\n') };
    text[from..from + end.unwrap_or(text.len() - from)].to_owned()
}

/// Types a command into `sh`. Gives its exit code and what it prints.
#[cfg(unix)]
fn typed(folder: &Path, command: &str) -> (Option<i32>, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_osweb-config"));
    let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
    let output =
        Command::new("sh").arg("-c").arg(command).current_dir(folder).env_clear().env("PATH", path).output().unwrap();
    (output.status.code(), stdout(&output) + &stderr(&output))
}

#[cfg(unix)]
#[test]
fn a_command_that_is_copied_names_the_file() {
    for name in FOLDERS {
        let folder = tempfile::tempdir().unwrap();
        let path = format!("{name}/osweb-prod.yml");
        std::fs::create_dir(folder.path().join(name)).unwrap();
        std::fs::write(folder.path().join(&path), LEGACY).unwrap();
        let argument = format!("./{path}");

        let report = stdout(&run(folder.path(), &["check", "--format", "short", &argument], &[]));
        assert!(report.contains("basic-auth"), "{report}");
        let help = stdout(&run(folder.path(), &["check", "--format", "json", &argument], &[]));
        let help: serde_json::Value = serde_json::from_str(&help).unwrap();
        let help = help["files"][0]["diagnostics"][0]["help"].as_str().unwrap().to_owned();
        let (code, printed) = typed(folder.path(), &command(&help, "migrate"));
        assert_eq!(code, Some(2), "{name}: {printed}");
        assert!(printed.contains("missing for the OAuth form"), "{name}: {printed}");

        let values = ["--client-id=3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69", "--tenant-id=contoso.onmicrosoft.com"];
        let write = ["migrate", "--write", "--client-secret-placeholder=SMTP_SECRET", &argument];
        let written = stdout(&run(folder.path(), &[&write[..], &values].concat(), &[]));
        let (code, printed) = typed(folder.path(), &command(&written, "check").replace(" --live", ""));
        assert_eq!(code, Some(0), "{name}: {printed}");
    }
}

#[test]
fn a_failed_write_elsewhere_is_named_once() {
    let folder = folder_with(LEGACY);
    let options = [
        "migrate",
        "osweb-prod.yml",
        "--client-secret-placeholder=SMTP_SECRET",
        "--client-id=3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69",
        "--tenant-id=contoso.onmicrosoft.com",
        "--output=nowhere/new.yml",
    ];
    let output = run(folder.path(), &options, &[]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.starts_with("error: nowhere/new.yml: ") && !said.contains("osweb-prod.yml"), "{said}");
    assert!(!said.contains('\\') && !said.contains(".osweb-config-tmp"), "no name of a temporary file: {said}");
}

/// What `>`, `Out-File`, `Set-Content` and `echo` of the shells make of a secret.
fn encodings() -> Vec<(&'static str, Vec<u8>)> {
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
    let line = format!("{SECRET}\r\n");
    vec![
        ("UTF-8", line.clone().into_bytes()),
        ("UTF-8 with a mark", format!("\u{feff}{SECRET}").into_bytes()),
        ("UTF-16LE with a mark", [&[0xff, 0xfe][..], &little(&line)].concat()),
        ("UTF-16LE without a line end", [&[0xff, 0xfe][..], &little(SECRET)].concat()),
        ("UTF-16LE without a mark", little(&line)),
        ("UTF-16BE with a mark", [&[0xfe, 0xff][..], &big(&line)].concat()),
    ]
}

#[test]
fn a_secret_is_read_in_every_encoding_that_a_shell_writes() {
    for (encoding, bytes) in encodings() {
        for by_stdin in [false, true] {
            let folder = folder_with(LEGACY);
            std::fs::write(folder.path().join("secret.txt"), &bytes).unwrap();
            let from = if by_stdin { "--client-secret-stdin" } else { "--client-secret-file=secret.txt" };
            let options = [
                "migrate",
                "osweb-prod.yml",
                "--write",
                "--client-id=3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69",
                "--tenant-id=contoso.onmicrosoft.com",
                from,
            ];
            let mut command = super::osweb_config(folder.path(), &options, &[]);
            command.stdin(std::fs::File::open(folder.path().join("secret.txt")).unwrap());
            let output = command.output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{encoding}, {from}: {}", stderr(&output));
            let written = std::fs::read_to_string(folder.path().join("osweb-prod.yml")).unwrap();
            assert!(written.contains(&format!("oAuthClientSecret: {SECRET}\n")), "{encoding}, {from}: {written}");
        }
    }
}

#[test]
fn what_is_no_text_is_refused_without_being_shown() {
    let folder = folder_with(LEGACY);
    for bytes in [&b"\xff\xfeX\x00\x00"[..], b"planted-\xfc", b"\xff\xfe\x00\xd8a\x00"] {
        std::fs::write(folder.path().join("secret.txt"), bytes).unwrap();
        let output = run(folder.path(), &["migrate", "osweb-prod.yml", "--client-secret-file=secret.txt"], &[]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("secret.txt is not text in UTF-8 or UTF-16"), "{}", stderr(&output));
        assert!(!stderr(&output).contains("planted"), "{}", stderr(&output));
    }
}

#[test]
fn what_is_longer_than_any_secret_is_refused() {
    let folder = folder_with(LEGACY);
    for (length, refused) in [(4096, false), (4097, true)] {
        std::fs::write(folder.path().join("secret.txt"), "x".repeat(length)).unwrap();
        let output = run(folder.path(), &["migrate", "osweb-prod.yml", "--client-secret-file=secret.txt"], &[]);
        assert_eq!(stderr(&output).contains("secret.txt contains more than a secret"), refused, "{}", stderr(&output));
    }
}
