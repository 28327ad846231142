//! reviewdog's diagnostics as JSON, with safe fixes as suggestions.
//!
//! Source: reviewdog, "Reviewdog Diagnostic Format" (`proto/rdf/reviewdog.proto`): columns count bytes of UTF-8 from 1.

use serde_json::{Value, json};

use super::{Findings, Report, json::pretty, path, url, with_help};
use crate::diagnostic::Severity;
use crate::source::Span;

pub(super) fn render(report: &Report) -> String {
    let unreadable = report.unreadable().map(|(file, why)| {
        json!({
            "message": format!("{} {why}", file.path),
            "location": { "path": path::relative(&file.path) },
            "severity": "ERROR",
            "code": { "value": "unreadable-file" },
        })
    });
    let found = report.findings().map(|(file, found, diagnostic)| {
        let severity = match diagnostic.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        };
        let mut code = json!({ "value": diagnostic.rule });
        if let Some(url) = url(diagnostic.rule) {
            code["url"] = url.into();
        }
        let safe = diagnostic.fix.iter().filter(|fix| fix.safe).flat_map(|fix| &fix.edits);
        let suggestions: Vec<Value> =
            safe.map(|edit| json!({ "range": range(found, edit.span), "text": edit.replacement })).collect();
        let mut one = json!({
            "message": with_help(diagnostic, "\n"),
            "location": { "path": path::relative(&file.path), "range": range(found, diagnostic.span) },
            "severity": severity,
            "code": code,
        });
        if !suggestions.is_empty() {
            one["suggestions"] = suggestions.into();
        }
        one
    });
    let diagnostics: Vec<_> = unreadable.chain(found).collect();
    pretty(&json!({ "source": { "name": "osweb-config" }, "diagnostics": diagnostics }))
}

fn range(found: &Findings, span: Span) -> Value {
    let place = |offset| {
        let column = offset - found.source.line_span(offset).start + 1;
        json!({ "line": found.source.line(offset), "column": column })
    };
    json!({ "start": place(span.start), "end": place(span.end) })
}
