//! The report on the open files: the one of the command line, and what the page draws of the current file.

use std::collections::BTreeSet;

use osweb_config::diagnostic::{Diagnostic, FailOn, Severity};
use osweb_config::inspect;
use osweb_config::parse::Format;
use osweb_config::report::{File, Findings, Outcome, Report};
use osweb_config::sanitize;
use osweb_config::source::SourceFile;
use serde_json::{Value as Json, json};

use crate::request::Request;

/// A longer file is shown around its diagnostics only.
const ALL_LINES: usize = 3_000;
/// So many diagnostics are listed: a page that lists more does not get done. Those that come first are the causes.
const MANY: usize = 500;
/// So many lines around each.
const AROUND: usize = 4;

/// The report on all files.
pub fn report(request: &Request) -> Json {
    let options = request.options();
    let files = request.checked().map(|(_, file)| File {
        path: file.source.name().to_owned(),
        fail_on: FailOn::Error,
        outcome: Outcome::Checked(Findings::new(inspect::check(file.clone(), &options), |_| true)),
    });
    let report = Report { files: files.collect(), quiet: false };
    json!({ "report": report.json() })
}

/// The current file, checked; how many errors each of the others has.
pub fn check(request: &Request) -> Json {
    let options = request.options();
    let mut current = None;
    let mut errors = vec![Json::Null; request.files.len()];
    for (index, file) in request.checked() {
        let inspection = inspect::check(file.clone(), &options);
        let is_current = index == request.current;
        let masked = is_current.then(|| inspection.mask().source_text(&file.source));
        let findings = Findings::new(inspection, |_| true);
        errors[index] = json!(findings.diagnostics.iter().filter(|one| one.severity == Severity::Error).count());
        if let Some(masked) = masked {
            let copy = matches!(file.reading.format, Format::Actuator | Format::Registry);
            current = Some(drawn(&file.source, &masked, &findings, !copy && file.source.fault().is_none()));
        }
    }
    json!({ "file": current, "errors": errors })
}

fn drawn(source: &SourceFile, masked: &str, findings: &Findings, editable: bool) -> Json {
    let count = |severity| findings.diagnostics.iter().filter(|one| one.severity == severity).count();
    let lines = lines(source, masked);
    let diagnostics = &findings.diagnostics;
    let listed = &diagnostics[..diagnostics.len().min(MANY)];
    let wanted = wanted(source, listed, lines.len());
    let shown = lines.iter().enumerate().filter(|(at, _)| wanted.as_ref().is_none_or(|wanted| wanted.contains(at)));
    json!({
        "name": sanitize::line(source.name()),
        "editable": editable,
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "infos": count(Severity::Info),
        "line_count": lines.len(),
        "lines": shown.map(|(at, text)| json!({ "number": at + 1, "text": text })).collect::<Vec<_>>(),
        "safe": diagnostics.iter().filter(|one| one.fix.as_ref().is_some_and(|fix| fix.safe)).count(),
        "diagnostics": listed.iter().map(|one| diagnostic(source, one)).collect::<Vec<_>>(),
    })
}

/// The lines, as the report counts them; what is invisible keeps its place and is shown as a symbol of one character.
fn lines(source: &SourceFile, masked: &str) -> Vec<String> {
    let mut lines = vec![];
    let mut at = 0;
    let whole = source.text().len() as u32;
    while (at as usize) < masked.len() || lines.is_empty() {
        let line = source.line_span(at);
        lines.push(masked[line.range()].chars().map(visible).collect());
        let next = source.full_line_span(at).end;
        if next <= at || next > whole {
            break;
        }
        at = next;
    }
    lines
}

/// Columns count characters: a character that must not be drawn is replaced by one that can.
fn visible(char: char) -> char {
    if char == '\t' || !sanitize::is_harmful(char) { char } else { '\u{fffd}' }
}

/// The lines of a long file that are shown; all for `None`.
fn wanted(source: &SourceFile, diagnostics: &[Diagnostic], count: usize) -> Option<BTreeSet<usize>> {
    let around = |one: &Diagnostic| {
        let line = source.line(one.span.start) - 1;
        line.saturating_sub(AROUND)..(line + AROUND + 1).min(count)
    };
    (count > ALL_LINES).then(|| diagnostics.iter().flat_map(around).collect())
}

fn diagnostic(source: &SourceFile, one: &Diagnostic) -> Json {
    let place = |offset| {
        let position = source.position(offset);
        json!({ "line": position.line, "column": position.column })
    };
    let related = one.related.iter().map(|label| {
        let other = label.file.as_ref().map(|file| &file.source);
        let line = other.map_or(source, |other| other).line(label.span.start);
        json!({ "message": label.message, "path": other.map(|other| sanitize::line(other.name())), "line": line })
    });
    json!({
        "rule": one.rule,
        "severity": one.severity,
        "message": one.message,
        "help": one.help,
        "start": place(one.span.start),
        "end": place(one.span.end),
        "related": related.collect::<Vec<_>>(),
        "fix": one.fix.as_ref().map(|fix| json!({ "safe": fix.safe, "title": fix.title })),
    })
}
