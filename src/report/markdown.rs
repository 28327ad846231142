//! Markdown for people: a table for each file, for the summary of a job (`--output markdown=$GITHUB_STEP_SUMMARY`) or a comment.
//!
//! Nothing of a file is markup: every punctuation mark is escaped (GitHub Flavored Markdown, 2.4 and 4.10).

use std::fmt::Write as _;

use super::{Outcome, Report, count, url};
use crate::sanitize;

pub(super) fn render(report: &Report) -> String {
    let counts = report.counts();
    let mut text = format!(
        "## osweb-config\n\n{}, {}, {} in {}\n",
        count(counts.errors, "error"),
        count(counts.warnings, "warning"),
        count(counts.infos, "note"),
        count(report.files.len(), "file")
    );
    for file in &report.files {
        match &file.outcome {
            Outcome::Unreadable(why) => {
                let _ = writeln!(text, "\n### {}\n\nThe file {}", escaped(&file.path), escaped(why));
            }
            Outcome::Checked(found) if found.diagnostics.is_empty() => {}
            Outcome::Checked(found) => {
                let _ = writeln!(
                    text,
                    "\n### {}\n\n| line | severity | rule | what, and what to do |\n| --- | --- | --- | --- |",
                    escaped(&file.path)
                );
                for one in &found.diagnostics {
                    let (at, _) = found.places(one.span);
                    let rule =
                        url(one.rule).map_or_else(|| one.rule.to_owned(), |url| format!("[{}]({url})", one.rule));
                    let help = if one.help.is_empty() { String::new() } else { format!("<br>{}", escaped(&one.help)) };
                    let message = escaped(&one.message);
                    let _ = writeln!(text, "| {} | {} | {rule} | {message}{help} |", at.line, one.severity.word());
                }
            }
        }
    }
    text
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for line in text.split('\n') {
        if !out.is_empty() {
            out.push_str("<br>");
        }
        for char in sanitize::line(line).chars() {
            if char.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(char);
        }
    }
    out
}
