//! Logging commands of Azure Pipelines: each becomes an issue of the run.
//!
//! Source: Microsoft, "Logging commands" (`task.logissue`); escaping as in microsoft/azure-pipelines-task-lib, `taskcommand.ts`. There
//! are errors and warnings: what is only advice is a line of the log.

use super::{Report, path, with_help_on_one_line};
use crate::diagnostic::Severity;
use crate::sanitize;

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    for (file, why) in report.unreadable() {
        let place = format!("sourcepath={};code=unreadable-file;", property(&path::relative(&file.path)));
        issue(&mut text, "error", &place, &format!("{} {why}", file.path));
    }
    for (file, found, diagnostic) in report.findings() {
        let (at, _) = found.places(diagnostic.span);
        let message = with_help_on_one_line(diagnostic);
        let kind = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => {
                let path = sanitize::line(&file.path);
                let message = format!("{path}:{}:{}: info[{}] {message}", at.line, at.column, diagnostic.rule);
                text.push_str(&sanitize::line(&message));
                text.push('\n');
                continue;
            }
        };
        let place = format!(
            "sourcepath={};linenumber={};columnnumber={};code={};",
            property(&path::relative(&file.path)),
            at.line,
            at.column,
            diagnostic.rule
        );
        issue(&mut text, kind, &place, &message);
    }
    text
}

fn issue(text: &mut String, kind: &str, place: &str, message: &str) {
    text.push_str(&format!("##vso[task.logissue type={kind};{place}]{}\n", data(message)));
}

fn data(text: &str) -> String {
    sanitize::line(text).replace('%', "%AZP25")
}

fn property(text: &str) -> String {
    data(text).replace(']', "%5D").replace(';', "%3B")
}
