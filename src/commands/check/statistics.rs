//! `check --statistics`: how often each rule reports something, and in how many files.

use serde::Serialize;

use crate::exit::Exit;
use crate::report::{Outcome, Report, ReportFormat, pretty};

#[derive(Serialize)]
struct Statistics {
    version: u32,
    rules: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    rule: &'static str,
    count: usize,
    files: usize,
}

/// The numbers as a table or as JSON, the most frequent rule first.
///
/// # Errors
/// The format is for the diagnostics themselves; this was said.
pub(super) fn text(report: &Report, format: ReportFormat) -> Result<String, Exit> {
    let mut rules: Vec<Row> = vec![];
    for file in &report.files {
        let Outcome::Checked(found) = &file.outcome else { continue };
        for (at, diagnostic) in found.diagnostics.iter().enumerate() {
            let first = !found.diagnostics[..at].iter().any(|before| before.rule == diagnostic.rule);
            match rules.iter_mut().find(|row| row.rule == diagnostic.rule) {
                Some(row) => {
                    row.count += 1;
                    row.files += usize::from(first);
                }
                None => rules.push(Row { rule: diagnostic.rule, count: 1, files: 1 }),
            }
        }
    }
    rules.sort_by(|one, other| other.count.cmp(&one.count).then(one.rule.cmp(other.rule)));
    match format {
        ReportFormat::Json => Ok(pretty(&Statistics { version: 1, rules })),
        ReportFormat::Human | ReportFormat::Short => Ok(table(&rules)),
        _ => Err(crate::commands::refuse(&"--statistics is printed as a table or, with `--format json`, as JSON")),
    }
}

fn table(rules: &[Row]) -> String {
    let width = rules.iter().map(|row| row.rule.len()).max().unwrap_or(0).max("rule".len());
    let mut text = format!("{:<width$}  {:>6}  {:>6}\n", "rule", "count", "files");
    for row in rules {
        text.push_str(&format!("{:<width$}  {:>6}  {:>6}\n", row.rule, row.count, row.files));
    }
    text
}
