//! SARIF 2.1.0 (OASIS), as GitHub code scanning, Azure and Visual Studio read it.

use serde_json::{Map, Value, json};

use super::MaskedSource;
use super::fingerprint::fingerprints;
use super::{Findings, Report, json::pretty, path, places, with_help};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::rules::{self, Rule};
use crate::source::Span;

pub(super) fn render(report: &Report) -> String {
    let results = fingerprints(report)
        .into_iter()
        .map(|(file, found, diagnostic, fingerprint)| result(&path::uri(&file.path), found, diagnostic, &fingerprint));
    let unreadable = report.unreadable().map(|(file, why)| {
        json!({
            "level": "error",
            "message": { "text": format!("{} {why}", file.path) },
            "locations": [{ "physicalLocation": { "artifactLocation": { "uri": path::uri(&file.path) } } }],
        })
    });
    let unreadable: Vec<_> = unreadable.collect();
    pretty(&json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules::all().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"],
            "invocations": [{
                "executionSuccessful": unreadable.is_empty(),
                "toolExecutionNotifications": unreadable,
            }],
            "results": results.collect::<Vec<_>>(),
        }],
    }))
}

fn rule(rule: &Rule) -> Value {
    let page = rule.page();
    let mut object = json!({
        "id": rule.name,
        "shortDescription": { "text": page.summary },
        "defaultConfiguration": { "level": level(rule.severity) },
    });
    let text = |title: &str| page.section(title).map(flowing);
    if let Some(what) = text("What") {
        object["fullDescription"] = json!({ "text": what });
    }
    let sections = page.sections.iter().map(|(title, text)| format!("## {title}\n\n{text}\n"));
    let markdown = sections.collect::<Vec<_>>().join("\n");
    object["help"] = json!({ "text": text("What to do").unwrap_or_default(), "markdown": markdown });
    if let Some(url) = page.url() {
        object["helpUri"] = json!(url);
    }
    object
}

/// Paragraphs as one line each: a viewer breaks lines itself.
fn flowing(text: &str) -> String {
    let paragraphs =
        text.split("\n\n").map(|paragraph| match paragraph.contains("\n- ") || paragraph.contains("```") {
            true => paragraph.to_owned(),
            false => paragraph.replace('\n', " "),
        });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

fn result(uri: &str, found: &Findings, diagnostic: &Diagnostic, fingerprint: &str) -> Value {
    let mut object = json!({
        "ruleId": diagnostic.rule,
        "level": level(diagnostic.severity),
        "message": { "text": with_help(diagnostic, "\n") },
        "locations": [location(uri, &found.source, diagnostic.span)],
        "partialFingerprints": { "oswebConfig/v1": fingerprint },
    });
    if let Some(index) = rules::all().position(|rule| rule.name == diagnostic.rule) {
        object["ruleIndex"] = json!(index);
    }
    if let Some(property) = &diagnostic.property {
        object["locations"][0]["logicalLocations"] = json!([{ "fullyQualifiedName": property, "kind": "property" }]);
    }
    let related = diagnostic.related.iter().enumerate().map(|(id, label)| {
        let source = found.other(label);
        let uri = source.map_or_else(|| uri.to_owned(), |source| path::uri(source.name()));
        let mut place = location(&uri, source.unwrap_or(&found.source), label.span);
        place["id"] = json!(id);
        place["message"] = json!({ "text": label.message });
        place
    });
    let related: Vec<_> = related.collect();
    if !related.is_empty() {
        object["relatedLocations"] = json!(related);
    }
    // A suggestion is taken by a click, unproven.
    if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| fix.safe) {
        object["fixes"] = json!([changes(uri, &found.source, fix)]);
    }
    object
}

fn changes(uri: &str, source: &MaskedSource, fix: &Fix) -> Value {
    let replacements = fix.edits.iter().map(|edit| {
        json!({
            "deletedRegion": region(source, edit.span),
            "insertedContent": { "text": edit.replacement },
        })
    });
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri },
            "replacements": replacements.collect::<Vec<_>>(),
        }],
    })
}

fn location(uri: &str, source: &MaskedSource, span: Span) -> Value {
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region(source, span) } })
}

/// Lines and columns from 1, the character offset from 0 and without a byte-order mark, all in code points.
fn region(source: &MaskedSource, span: Span) -> Value {
    let (start, end) = places(source, span);
    let mut region = Map::new();
    region.insert("startLine".into(), json!(start.line));
    region.insert("startColumn".into(), json!(start.column));
    region.insert("endLine".into(), json!(end.line));
    region.insert("endColumn".into(), json!(end.column));
    region.insert("charOffset".into(), json!(source.chars_before(span.start)));
    region.insert("charLength".into(), json!(source.chars(span)));
    Value::Object(region)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
