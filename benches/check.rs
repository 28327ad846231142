//! How long the main job takes: `cargo bench`.
//!
//! The small file is what an administrator has; the folder what a gate over all exports has; the large one only shows
//! that the time grows with the size and not faster. Each is checked and reported as `check` does it.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use divan::Bencher;
use divan::counter::BytesCount;
use osweb_config::diagnostic::FailOn;
use osweb_config::inspect::{Options, inspect};
use osweb_config::report::{File, Findings, LiveOutcome, Outcome, Report, ReportFormat};
use osweb_config::source::SourceFile;
use osweb_config::terminal::Look;

fn main() {
    divan::main();
}

/// About 2 KB with the section and what surrounds it; three diagnostics.
fn small() -> String {
    let mut text = String::from("# osweb, written by hand\r\nserver:\r\n  port: 8080\r\n");
    for number in 0..40 {
        text.push_str(&format!("  option-{number}: \"value {number}\" # why\r\n"));
    }
    text + "featureSwitches:\r\n  sendEmail:\r\n    smtpServer: smtp.office365.com\r\n    smtpPort: 465\r\n    \
            smtpEncryption: tls\r\n    smtpAuthentication: MS_OAUTH\r\n    smtpUsername: CONTOSO\\noreply\r\n    \
            oAuthClientId: 3f2504e0-4f89-41d3-9a0c-0305e82c3301\r\n    oAuthClientSecret: ${OSWEB_MAIL_SECRET}\r\n    \
            oAuthTenantId: 7c9e6679-7425-40de-944b-e07fc1f90ae7\r\n"
}

/// At least `bytes` of nested mappings, lists, quotes, comments and passwords before the section.
fn large(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 4096);
    let mut number = 0;
    while text.len() < bytes {
        number += 1;
        text.push_str(&format!(
            "group-{number}:\n  name: \"Grüße {number}\" # a comment\n  list: [1, two, 'three']\n  nested:\n    deep:\n      \
             - a: {number}\n        b: |\n          text\n          more text\n    password: secret-{number}\n"
        ));
    }
    text + &small().replace("\r\n", "\n")
}

fn check(name: &str, text: &str, format: ReportFormat) -> String {
    let source = Arc::new(SourceFile::from_bytes(name, text.as_bytes().to_vec()));
    let findings = Findings::new(inspect(source, &Options::default()), |_| true).with_live(LiveOutcome::default());
    let file = File { path: name.to_owned(), fail_on: FailOn::Error, outcome: Outcome::Checked(findings) };
    Report { files: vec![file], quiet: false }.render(format, Look::FILE)
}

#[divan::bench(args = [ReportFormat::Human, ReportFormat::Json, ReportFormat::Sarif])]
fn one_file_of_2_kb(bencher: Bencher, format: ReportFormat) {
    let text = small();
    bencher.counter(BytesCount::of_str(&text)).bench(|| check(black_box("osweb-prod.yml"), black_box(&text), format));
}

#[divan::bench(sample_count = 10)]
fn one_file_of_10_mb(bencher: Bencher) {
    let text = large(10_000_000);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| check(black_box("osweb-prod.yml"), black_box(&text), ReportFormat::Human));
}

/// The program itself, with its start, the search and all cores.
#[divan::bench(sample_count = 10)]
fn folder_of_1000_files(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for number in 0..1000 {
        std::fs::write(folder.path().join(format!("osweb-{number}.yml")), small()).expect("a file");
    }
    let program = PathBuf::from(env!("CARGO_BIN_EXE_osweb-config"));
    bencher.bench(|| run(&program, folder.path(), "json"));
}

fn run(program: &Path, folder: &Path, format: &str) {
    let status = Command::new(program)
        .args(["check", "--format", format])
        .arg(folder)
        .stdout(Stdio::null())
        .status()
        .expect("the program runs");
    assert_eq!(status.code(), Some(1));
}
