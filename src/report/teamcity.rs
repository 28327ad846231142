//! Service messages of TeamCity: inspections, by rule.
//!
//! Source: JetBrains, "Service Messages", "Reporting Inspections" and "Escaped Values".

use std::fmt::Write as _;

use super::{Report, path, with_help_on_one_line};
use crate::diagnostic::Severity;
use crate::rules;
use crate::sanitize;

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    let mut told = vec![];
    for (file, why) in report.unreadable() {
        inspection(&mut text, &mut told, "unreadable-file", &format!("{} {why}", file.path), &file.path, 1, "ERROR");
    }
    for (file, found, diagnostic) in report.findings() {
        let (at, _) = found.places(diagnostic.span);
        let severity = match diagnostic.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        };
        let message = with_help_on_one_line(diagnostic);
        inspection(&mut text, &mut told, diagnostic.rule, &message, &file.path, at.line, severity);
    }
    text
}

/// An inspection; its rule is described before the first of them.
fn inspection<'r>(
    text: &mut String,
    told: &mut Vec<&'r str>,
    rule: &'r str,
    message: &str,
    file: &str,
    line: usize,
    severity: &str,
) {
    if !told.contains(&rule) {
        told.push(rule);
        let summary = rules::find(rule).map_or("The file cannot be read.", |rule| rule.page().summary.as_str());
        let _ = writeln!(
            text,
            "##teamcity[inspectionType id='{rule}' name='{rule}' description='{}' category='osweb-config']",
            escaped(summary)
        );
    }
    let _ = writeln!(
        text,
        "##teamcity[inspection typeId='{rule}' message='{}' file='{}' line='{line}' SEVERITY='{severity}']",
        escaped(message),
        escaped(&path::relative(file))
    );
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for char in sanitize::line(text).chars() {
        match char {
            '|' | '\'' | '[' | ']' => out.extend(['|', char]),
            ' '..='~' => out.push(char),
            _ => {
                let mut units = [0; 2];
                char.encode_utf16(&mut units).iter().for_each(|unit| {
                    let _ = write!(out, "|0x{unit:04x}");
                });
            }
        }
    }
    out
}
