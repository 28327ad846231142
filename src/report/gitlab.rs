//! GitLab Code Quality: a list of issues in the form of Code Climate, as far as GitLab reads it.
//!
//! Source: GitLab documentation, "Code Quality", "Code Quality report format".

use serde_json::json;

use super::fingerprint::{fingerprints, fnv};
use super::{Report, json::pretty, path};
use crate::diagnostic::Severity;

pub(super) fn render(report: &Report) -> String {
    let unreadable = report.unreadable().map(|(file, why)| {
        let path = path::relative(&file.path);
        json!({
            "type": "issue",
            "check_name": "unreadable-file",
            "description": format!("{} {why}", file.path),
            "categories": ["Bug Risk"],
            "severity": "blocker",
            "fingerprint": format!("{:016x}", fnv([path.as_str(), "unreadable-file"])),
            "location": { "path": path, "lines": { "begin": 1 } },
        })
    });
    let found = fingerprints(report).into_iter().map(|(file, found, diagnostic, fingerprint)| {
        let (start, end) = found.places(diagnostic.span);
        let severity = match diagnostic.severity {
            Severity::Error => "critical",
            Severity::Warning => "minor",
            Severity::Info => "info",
        };
        json!({
            "type": "issue",
            "check_name": diagnostic.rule,
            "description": diagnostic.message,
            "content": { "body": diagnostic.help },
            "categories": ["Bug Risk"],
            "severity": severity,
            "fingerprint": fingerprint,
            "location": { "path": path::relative(&file.path), "lines": { "begin": start.line, "end": end.line } },
        })
    });
    pretty(&unreadable.chain(found).collect::<Vec<_>>())
}
