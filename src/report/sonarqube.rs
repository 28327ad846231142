//! SonarQube's generic issues, with the rules that they are of.
//!
//! Source: SonarQube documentation, "Generic formatted issue reports" (10.3 and later): columns count from 0, in UTF-16.

use serde_json::{Value, json};

use super::{Findings, Report, json::pretty, path, with_help};
use crate::diagnostic::Severity;
use crate::rules;
use crate::source::Span;

pub(super) fn render(report: &Report) -> String {
    let unreadable = report.unreadable().map(|(file, why)| {
        let location = json!({ "message": format!("{} {why}", file.path), "filePath": path::relative(&file.path) });
        json!({ "ruleId": "unreadable-file", "primaryLocation": location })
    });
    let found = report.findings().map(|(file, found, diagnostic)| {
        let mut location = json!({
            "message": with_help(diagnostic, " "),
            "filePath": path::relative(&file.path),
        });
        location["textRange"] = range(found, diagnostic.span);
        json!({ "ruleId": diagnostic.rule, "primaryLocation": location })
    });
    let issues: Vec<Value> = unreadable.chain(found).collect();
    let mut named = vec![];
    for id in issues.iter().filter_map(|issue| issue["ruleId"].as_str()) {
        if !named.contains(&id) {
            named.push(id);
        }
    }
    let rules: Vec<Value> = named.into_iter().map(rule).collect();
    pretty(&json!({ "rules": rules, "issues": issues }))
}

fn rule(id: &str) -> Value {
    let known = rules::find(id);
    let severity = match known.map_or(Severity::Error, |rule| rule.severity) {
        Severity::Error => "HIGH",
        Severity::Warning => "MEDIUM",
        Severity::Info => "LOW",
    };
    let text = known.map_or("The file cannot be read.", |rule| rule.page().summary.as_str());
    json!({
        "id": id,
        "name": id,
        "description": text,
        "engineId": "osweb-config",
        "cleanCodeAttribute": "LOGICAL",
        "impacts": [{ "softwareQuality": "RELIABILITY", "severity": severity }],
    })
}

/// An empty range is refused: then only the line is told.
fn range(found: &Findings, span: Span) -> Value {
    let place = |offset: u32| {
        let start = found.source.line_span(offset).start;
        (found.source.line(offset), found.source.utf16_units(Span { start, end: offset }))
    };
    let ((line, column), (last, end)) = (place(span.start), place(span.end));
    if span.is_empty() {
        return json!({ "startLine": line });
    }
    json!({ "startLine": line, "startColumn": column, "endLine": last, "endColumn": end })
}
