//! The program's own JSON, version 1. A field that has nothing to say is absent.

use serde::Serialize;

#[cfg(not(feature = "live"))]
use super::LiveReport;
use super::MaskedSource;
use super::{Findings, Outcome, Report, places};
use crate::diagnostic::{Diagnostic, Severity};
#[cfg(feature = "live")]
use crate::live::LiveReport;
use crate::sanitize;
use crate::source::{Position, Span};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    tool: Tool,
    files: Vec<File<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    /// Why the file could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    diagnostics: Vec<Entry<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    live: Option<&'a LiveReport>,
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'static str,
    severity: Severity,
    message: &'a str,
    help: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    property: Option<&'a str>,
    span: Range,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'static str>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    /// The file, where it is not the diagnostic's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    span: Range,
}

#[derive(Serialize)]
struct Fix<'a> {
    safe: bool,
    edits: Vec<Edit<'a>>,
}

/// Bytes of the file as it is on disk. The replacement is text: it takes the file's encoding.
#[derive(Serialize)]
struct Edit<'a> {
    start_byte: usize,
    end_byte: usize,
    replacement: &'a str,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    #[serde(skip_serializing_if = "is_zero")]
    unreadable: usize,
}

pub(super) fn render(report: &Report) -> String {
    let files = report.files.iter().map(|file| match &file.outcome {
        Outcome::Unreadable(why) => File { path: &file.path, error: Some(why), diagnostics: vec![], live: None },
        Outcome::Checked(found) => {
            let diagnostics = found.diagnostics.iter().map(|diagnostic| entry(found, diagnostic)).collect();
            File { path: &file.path, error: None, diagnostics, live: found.live.as_ref() }
        }
    });
    let counts = report.counts();
    let document = Document {
        version: 1,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        files: files.collect(),
        summary: Summary {
            files: report.files.len(),
            errors: counts.errors,
            warnings: counts.warnings,
            infos: counts.infos,
            unreadable: counts.unreadable,
        },
    };
    pretty(&document)
}

/// JSON for people and programs: indented, with a line end behind it.
pub(crate) fn pretty(value: &impl Serialize) -> String {
    // Serialising strings and numbers into memory cannot fail.
    let mut text = sanitize::json(&serde_json::to_string_pretty(value).unwrap_or_default()).into_owned();
    text.push('\n');
    text
}

fn entry<'a>(found: &'a Findings, diagnostic: &'a Diagnostic) -> Entry<'a> {
    let related = diagnostic.related.iter().map(|label| {
        let source = found.other(label);
        Related {
            message: &label.message,
            path: source.map(|source| source.name()),
            span: range(source.unwrap_or(&found.source), label.span),
        }
    });
    Entry {
        rule: diagnostic.rule,
        severity: diagnostic.severity,
        message: &diagnostic.message,
        help: &diagnostic.help,
        property: diagnostic.property.as_deref(),
        span: range(&found.source, diagnostic.span),
        related: related.collect(),
        fix: diagnostic.fix.as_ref().map(|fix| Fix {
            safe: fix.safe,
            edits: fix.edits.iter().map(|edit| edit_of(&found.source, edit)).collect(),
        }),
        url: super::url(diagnostic.rule),
    }
}

fn range(source: &MaskedSource, span: Span) -> Range {
    let (start, end) = places(source, span);
    Range { start, end }
}

fn edit_of<'a>(source: &MaskedSource, edit: &'a crate::edit::Edit) -> Edit<'a> {
    let (start, end) = places(source, edit.span);
    Edit { start_byte: start.byte, end_byte: end.byte, replacement: &edit.replacement }
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}
