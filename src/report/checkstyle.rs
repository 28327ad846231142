//! Checkstyle's XML, which Jenkins, reviewdog and many others read.
//!
//! Source: Checkstyle, `XMLLogger`: an element for each file, in it one for each finding.

use super::{Outcome, Report, with_help};
use crate::sanitize::xml as escaped;

pub(super) fn render(report: &Report) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"10.0\">\n".to_owned();
    for file in &report.files {
        text.push_str(&format!("  <file name=\"{}\">\n", escaped(&file.path)));
        match &file.outcome {
            Outcome::Unreadable(why) => error(&mut text, 1, 1, "error", why, "unreadable-file"),
            Outcome::Checked(found) => {
                for diagnostic in &found.diagnostics {
                    let (at, _) = found.places(diagnostic.span);
                    let message = with_help(diagnostic, "\n");
                    error(&mut text, at.line, at.column, diagnostic.severity.word(), &message, diagnostic.rule);
                }
            }
        }
        text.push_str("  </file>\n");
    }
    text + "</checkstyle>\n"
}

fn error(text: &mut String, line: usize, column: usize, severity: &str, message: &str, rule: &str) {
    let message = escaped(message).replace('\n', "&#10;");
    text.push_str(&format!(
        "    <error line=\"{line}\" column=\"{column}\" severity=\"{severity}\" message=\"{message}\" source=\"osweb-config.{rule}\"/>\n"
    ));
}
