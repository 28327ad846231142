//! One line each: `path:line:column: severity[rule] message`, as editors and grep like it.

use super::{Outcome, Report};
use crate::diagnostic::Diagnostic;
use crate::sanitize;
use crate::terminal::{Look, harmless};

pub(super) fn render(report: &Report, look: Look) -> String {
    let mut text = String::new();
    for file in &report.files {
        let path = harmless(&file.path);
        match &file.outcome {
            Outcome::Unreadable(why) => text.push_str(&format!("{path}: error: {}\n", sanitize::line(&one_line(why)))),
            Outcome::Checked(found) => {
                for diagnostic in &found.diagnostics {
                    let (at, _) = found.places(diagnostic.span);
                    let severity = diagnostic.severity.word();
                    let message = look.text(&sanitize::line(&one_line(&message(diagnostic))));
                    text.push_str(&format!(
                        "{path}:{}:{}: {severity}[{}] {message}\n",
                        at.line, at.column, diagnostic.rule
                    ));
                }
            }
        }
    }
    text
}

/// The message; what a live check found with its stage and the server's code, which are the label elsewhere.
fn message(diagnostic: &Diagnostic) -> String {
    let of_stage = diagnostic.rule.starts_with("live-") && diagnostic.rule != "live-settings";
    if of_stage { format!("{}: {}", diagnostic.label, diagnostic.message) } else { diagnostic.message.clone() }
}

fn one_line(text: &str) -> String {
    text.split('\n').map(str::trim).collect::<Vec<_>>().join(" ")
}
