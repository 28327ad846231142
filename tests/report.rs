//! Reports: every format against its published schema, or against the program that writes or reads it elsewhere.

use std::path::PathBuf;
use std::sync::Arc;

use osweb_config::choice::Choice;
use osweb_config::diagnostic::{Consequence, Diagnostic, FailOn, Label, Severity};
use osweb_config::edit::Edit;
use osweb_config::inspect::{Options, inspect};
use osweb_config::report::{Counts, File, Findings, Outcome, Report, ReportFormat};
use osweb_config::source::{SourceFile, Span};
use osweb_config::terminal::Look;

mod bytes;
mod fingerprints;
mod human;
mod schemas;

/// A report in each state that a run can leave, with a name for messages.
fn states() -> Vec<(&'static str, Report)> {
    let clean = checked(file("osweb-prod.yml", "a: 1\n"), vec![]);
    let unreadable = || File {
        path: "no/such & \"file\".yml".into(),
        outcome: Outcome::Unreadable("cannot be read: No such file or directory (os error 2)".into()),
    };
    vec![
        ("clean", report(vec![clean])),
        ("diagnostics", report(vec![with_diagnostics()])),
        ("unreadable", report(vec![unreadable()])),
        ("all at once", report(vec![unreadable(), with_diagnostics(), checked(file("b.yml", "b: 1\n"), vec![])])),
        ("nothing", report(vec![])),
    ]
}

/// A file whose diagnostics need everything that a report can say, and every escape.
fn with_diagnostics() -> File {
    let text = "# grün\r\na: \"<b> & c, d: 100%\"\r\nsmtpPassword: hunter22 # wörk\r\nlast: 'x'";
    let source = file("C:x, ü/osweb%20prod.yml", text);
    let at = |needle: &str| {
        let start = text.find(needle).expect(needle);
        Span::new(start, start + needle.len())
    };
    let elsewhere = Arc::new(file("other file.yml", "x: 1\ny: [2]\n"));
    let all = |rule, severity| {
        Diagnostic::new(rule, severity, Consequence::Send, at("\"<b>"), "50 % of <b> & \"c\", d: hunter22\u{1b}[31m")
    };
    let mut full = all("encryption-not-tls", Severity::Error)
        .help("First line.\nSecond line, with 100 %: all of it.")
        .label("here & there")
        .property("featureSwitches.sendEmail.smtpEncryption")
        .related(at("wörk"), "related, in the same file")
        .fix(true, "write `TLS`", vec![Edit::replace(at("'x'"), "\"y\"\n"), Edit::insert(0, "# new\r\n")]);
    full.related.push(Label { span: Span::new(8, 11), message: "related, elsewhere".into(), source: Some(elsewhere) });
    let many_lines = Diagnostic::new(
        "yaml-syntax",
        Severity::Warning,
        Consequence::Rest,
        Span::new(3, text.len() - 2),
        "many lines",
    );
    let nothing =
        Diagnostic::new("yaml-syntax", Severity::Info, Consequence::Rest, Span::at(text.len()), "the end of the file");
    let unknown = Diagnostic::new(
        "no-such-rule",
        Severity::Info,
        Consequence::Rest,
        Span::at(0),
        "a rule that is not registered",
    );
    checked(source, vec![full, many_lines, nothing, unknown])
}

fn file(name: &str, text: &str) -> SourceFile {
    SourceFile::from_bytes(name, text.as_bytes().to_vec())
}

/// A file with these diagnostics and no others.
fn checked(source: SourceFile, diagnostics: Vec<Diagnostic>) -> File {
    let path = source.name().to_owned();
    let mut inspection = inspect(Arc::new(source), &Options::default());
    inspection.diagnostics = diagnostics;
    File { path, outcome: Outcome::Checked(Findings::new(inspection, |_| true)) }
}

fn report(files: Vec<File>) -> Report {
    Report { files, fail_on: FailOn::Error, quiet: false }
}

fn rendered(report: &Report, format: ReportFormat) -> String {
    report.render(format, Look::FILE)
}

/// Where `tests/install/report-schemas.sh` puts what it installs.
fn installed(path: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/tests/report").join(path);
    assert!(path.exists(), "{} is missing: run tests/install/report-schemas.sh", path.display());
    path
}

#[test]
fn every_format_is_listed_once() {
    let mut formats: Vec<_> = ReportFormat::ALL.iter().map(|format| format.as_str()).collect();
    formats.sort_unstable();
    assert_eq!(formats, ["github", "gitlab", "human", "json", "junit", "sarif", "short"]);
}

#[test]
fn every_format_tells_what_was_found_and_what_could_not_be_read() {
    for (state, report) in states() {
        let silent = ReportFormat::ALL.iter().filter(|format| rendered(&report, **format).is_empty());
        // Annotations are all that a workflow command can say.
        let silent: Vec<_> = silent.filter(|_| report.counts() != Counts::default()).collect();
        assert!(silent.is_empty(), "{state}: {silent:?}");
    }
}

#[test]
fn no_report_shows_a_secret_or_drives_a_terminal() {
    for (state, report) in states() {
        for format in ReportFormat::ALL {
            let text = rendered(&report, *format);
            assert!(!text.contains("hunter22"), "{state}, {}:\n{text}", format.as_str());
            assert!(!text.contains('\u{1b}'), "{state}, {}:\n{text}", format.as_str());
        }
    }
}
