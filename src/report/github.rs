//! Workflow commands of GitHub Actions: each becomes an annotation.
//!
//! Source: GitHub, "Workflow commands for GitHub Actions"; escaping as in actions/toolkit, `packages/core/src/command.ts`.

use super::{Report, path, with_help};
use crate::diagnostic::Severity;
use crate::sanitize;

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    for (file, why) in report.unreadable() {
        let properties = [("title", "unreadable file".to_owned()), ("file", path::relative(&file.path))];
        command(&mut text, "error", &properties, &format!("{} {why}", file.path));
    }
    for (file, found, diagnostic) in report.findings() {
        let (start, end) = found.places(diagnostic.span);
        let mut properties = vec![
            ("title", diagnostic.rule.to_owned()),
            ("file", path::relative(&file.path)),
            ("line", start.line.to_string()),
            ("endLine", end.line.to_string()),
        ];
        // GitHub refuses columns of a range over several lines. Its end column is the last one, not the one behind it.
        if start.line == end.line {
            properties.push(("col", start.column.to_string()));
            properties.push(("endColumn", (end.column - 1).max(start.column).to_string()));
        }
        let name = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let message = with_help(diagnostic, "\n");
        command(&mut text, name, &properties, &message);
    }
    text
}

fn command(text: &mut String, name: &str, properties: &[(&str, String)], message: &str) {
    let properties: Vec<_> = properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    text.push_str(&format!("::{name} {}::{}\n", properties.join(","), escaped(&sanitize::text(message))));
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    escaped(&sanitize::line(text)).replace(':', "%3A").replace(',', "%2C")
}
