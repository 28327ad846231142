//! The live check as people read it.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::stage::{Finding, LiveReport, Outcome, StageReport};
use crate::terminal::Look;

/// What stands below a stage is indented by so many blanks.
const INDENT: usize = 10;

/// The whole report.
pub fn report(report: &LiveReport, look: Look) -> String {
    let verdict = match report.failed().next() {
        None if report.passed() => "passed".to_owned(),
        None => "not carried out".to_owned(),
        Some(first) => format!("failed at {}", first.stage.name()),
    };
    let mut text = format!("live check: {verdict}\n");
    for stage in &report.stages {
        text.push_str(&stage_line(stage, look));
        text.push('\n');
        for line in &stage.seen {
            wrapped(&mut text, "", line, look);
        }
        if let Some(finding) = &stage.finding {
            finding_lines(&mut text, finding, look);
        }
    }
    look.text(&text)
}

/// One line for a stage.
pub fn stage_line(report: &StageReport, look: Look) -> String {
    let style = match report.outcome {
        _ if !look.colour => Style::new(),
        Outcome::Passed if report.finding.is_some() => AnsiColor::Yellow.on_default(),
        Outcome::Passed => AnsiColor::Green.on_default(),
        Outcome::Failed => AnsiColor::Red.on_default().bold(),
        Outcome::Skipped => Style::new().dimmed(),
    };
    let word = format!("{style}{:<8}{style:#}{:<14}", report.outcome.word(), report.stage.name());
    match (&report.skipped, &report.finding) {
        (Some(why), _) => format!("  {word}{why}"),
        (None, Some(finding)) => format!("  {word}{:>6} ms  {}", report.millis, finding.code),
        (None, None) => format!("  {word}{:>6} ms", report.millis),
    }
}

/// Cause, remedy and the rest of a finding.
pub(super) fn finding_lines(text: &mut String, finding: &Finding, look: Look) {
    for (at, line) in finding.reply.iter().flat_map(|reply| reply.lines()).enumerate() {
        let label = if at == 0 { "reply:" } else { "" };
        let _ = writeln!(text, "{:INDENT$}{label:<7}{line}", "");
    }
    wrapped(text, "cause:", &finding.cause, look);
    wrapped(text, "cure:", &finding.remedy, look);
    for other in &finding.others {
        wrapped(text, "or:", &other.cause, look);
        wrapped(text, "cure:", &other.remedy, look);
    }
    for ruled_out in &finding.ruled_out {
        wrapped(text, "not:", &format!("{}: {}", ruled_out.cause, ruled_out.because), look);
    }
    if let Some(url) = &finding.url {
        wrapped(text, "see:", url, look);
    }
}

/// Writes a text with a label before it, broken into lines; what is to be copied stays whole.
fn wrapped(text: &mut String, label: &str, words: &str, look: Look) {
    let column = if label.is_empty() { INDENT } else { INDENT + 7 };
    let mut line = format!("{:INDENT$}{label:<width$}", "", width = column - INDENT);
    for paragraph in words.split('\n') {
        if paragraph.starts_with("    ") {
            line.push_str(paragraph);
        } else {
            for word in paragraph.split(' ') {
                let length = line.chars().count();
                if length > column && length + word.chars().count() >= look.width {
                    let _ = writeln!(text, "{}", line.trim_end());
                    line = " ".repeat(column);
                }
                line.push_str(word);
                line.push(' ');
            }
        }
        let _ = writeln!(text, "{}", line.trim_end());
        line = " ".repeat(column);
    }
}
