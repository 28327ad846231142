//! Reports in each state that a run can leave, with every escape that a format needs.

use std::sync::Arc;

use osweb_config::diagnostic::{Consequence, Diagnostic, FailOn, Label, Severity};
use osweb_config::edit::Edit;
use osweb_config::inspect::{Options, inspect};
use osweb_config::report::{File, Findings, Outcome, Report, ReportFormat};
use osweb_config::source::{SourceFile, Span};
use osweb_config::terminal::Look;
use osweb_config::workspace::LoadedFile;

/// A report in each state that a run can leave, with a name for messages.
pub(super) fn states() -> Vec<(&'static str, Report)> {
    let clean = checked(file("osweb-prod.yml", "a: 1\n"), vec![]);
    let unreadable = || File {
        fail_on: FailOn::Error,
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
pub(super) fn with_diagnostics() -> File {
    let text = "# grün\r\na: \"<b> & c, d: 100%\"\r\nsmtpPassword: hunter22 # wörk\r\nlast: 'x'";
    let source = file("C:x, ü/osweb%20prod.yml", text);
    let at = |needle: &str| {
        let start = text.find(needle).expect(needle);
        Span::new(start, start + needle.len())
    };
    let elsewhere = Arc::new(LoadedFile::parse(file("other file.yml", "x: 1\ny: [2]\n"), None));
    let all = |rule, severity| {
        Diagnostic::new(rule, severity, Consequence::Send, at("\"<b>"), "50 % of <b> & \"c\", d: hunter22\u{1b}[31m")
    };
    let mut full = all("encryption-not-tls", Severity::Error)
        .help("First line.\nSecond line, with 100 %: all of it.")
        .label("here & there")
        .property("featureSwitches.sendEmail.smtpEncryption")
        .related(at("wörk"), "related, in the same file")
        .fix(true, "write `TLS`", vec![Edit::replace(at("'x'"), "\"y\"\n"), Edit::insert(0, "# new\r\n")]);
    full.related.push(Label { span: Span::new(8, 11), message: "related, elsewhere".into(), file: Some(elsewhere) });
    let many_lines = Diagnostic::new(
        "yaml-syntax",
        Severity::Warning,
        Consequence::Rest,
        Span::new(3, text.len() - 2),
        "many lines",
    );
    let many_lines = many_lines.fix(false, "write `x`", vec![Edit::insert(0, "x")]);
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

pub(super) fn file(name: &str, text: &str) -> SourceFile {
    SourceFile::from_bytes(name, text.as_bytes().to_vec())
}

/// A file with these diagnostics and no others.
pub(super) fn checked(source: SourceFile, diagnostics: Vec<Diagnostic>) -> File {
    let path = source.name().to_owned();
    let mut inspection = inspect(Arc::new(source), &Options::default());
    inspection.diagnostics = diagnostics;
    File { path, fail_on: FailOn::Error, outcome: Outcome::Checked(Findings::new(inspection, |_| true)) }
}

pub(super) fn report(files: Vec<File>) -> Report {
    Report { files, quiet: false }
}

pub(super) fn rendered(report: &Report, format: ReportFormat) -> String {
    report.render(format, Look::FILE)
}

/// Holds a format against a JSON Schema, in every state.
pub(super) fn validate(schema: &serde_json::Value, format: ReportFormat) {
    let validator = jsonschema::validator_for(schema).expect("the schema is valid");
    for (state, report) in states() {
        let text = rendered(&report, format);
        let value: serde_json::Value =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{state}: {error}\n{text}"));
        let errors: Vec<_> =
            validator.iter_errors(&value).map(|error| format!("{} at {}", error, error.instance_path())).collect();
        assert!(errors.is_empty(), "{state}: {errors:#?}\n{text}");
    }
}
