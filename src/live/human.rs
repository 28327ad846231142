//! The live check as people read it.

use anstyle::{AnsiColor, Style};

use super::stage::{LiveReport, Outcome, StageReport};
use crate::catalog::page::{finding_lines, reply_lines, wrapped};
use crate::terminal::Look;

/// The verdict on a file, in one line.
pub fn verdict(report: &LiveReport, path: &str, look: Look) -> String {
    look.text(&format!("{path}: live check: {}\n", report.verdict()))
}

/// The stages of a file's live check, with all that they have to say.
pub fn stages(report: &LiveReport, look: Look) -> String {
    let mut text = String::from("stages of the live check\n");
    for stage in &report.stages {
        text.push_str(&stage_line(stage, look));
        text.push('\n');
        for line in &stage.seen {
            wrapped(&mut text, "", line, look.width);
        }
        if let Some(finding) = &stage.finding {
            reply_lines(&mut text, finding);
            finding_lines(&mut text, finding, look.width);
        }
        for warning in &stage.warnings {
            wrapped(&mut text, "note:", &warning.cause, look.width);
            wrapped(&mut text, "cure:", &warning.remedy, look.width);
        }
    }
    look.text(&text)
}

/// One line for a stage.
pub fn stage_line(report: &StageReport, look: Look) -> String {
    let style = match report.outcome {
        _ if !look.colour => Style::new(),
        Outcome::Passed if !report.warnings.is_empty() => AnsiColor::Yellow.on_default(),
        Outcome::Passed => AnsiColor::Green.on_default(),
        Outcome::Failed => AnsiColor::Red.on_default().bold(),
        Outcome::Skipped => Style::new().dimmed(),
    };
    let word = format!("{style}{:<8}{style:#}{:<14}", report.outcome.word(), report.stage.name());
    match (&report.skipped, &report.finding) {
        (Some(why), _) => format!("  {word}{why}"),
        (None, Some(finding)) => format!("  {word}{:>6} ms  {}", report.millis, finding.code),
        (None, None) => {
            let warned = report.warnings.first().map_or_else(String::new, |warning| format!("  {}", warning.code));
            format!("  {word}{:>6} ms{warned}", report.millis)
        }
    }
}
