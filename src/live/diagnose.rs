//! From the report of a live check to diagnostics at the settings responsible.

use super::file::place;
use super::rules;
use super::stage::{LiveReport, Outcome, StageReport};
use crate::catalog::{Finding, Stage};
use crate::diagnostic::Diagnostic;
use crate::inspect::Inspection;

/// One diagnostic for each stage that failed.
pub fn diagnostics(report: &LiveReport, inspection: &Inspection) -> Vec<Diagnostic> {
    report.failed().filter_map(|stage| Some(diagnostic(stage, stage.finding.as_ref()?, inspection))).collect()
}

/// The report of a live check that could not begin.
pub fn not_begun(why: &str) -> LiveReport {
    LiveReport { stages: Stage::ALL.map(|stage| StageReport::skipped(stage, why)).into() }
}

/// The report of a live check that was ended from outside: what had been done, and the stage that was being walked for so many milliseconds.
pub fn cut_short(mut ended: Vec<StageReport>, running: Option<(Stage, u64)>, why: &str) -> LiveReport {
    if let Some((stage, millis)) = running {
        ended.push(StageReport { outcome: Outcome::Failed, millis, skipped: None, ..StageReport::skipped(stage, "") });
    }
    for stage in Stage::ALL {
        if !ended.iter().any(|report| report.stage == stage) {
            ended.push(StageReport::skipped(stage, why));
        }
    }
    ended.sort_by_key(|report| report.stage);
    LiveReport { stages: ended }
}

fn diagnostic(report: &StageReport, finding: &Finding, inspection: &Inspection) -> Diagnostic {
    let mut help = finding.remedy.clone();
    if !finding.others.is_empty() {
        help.push_str("\nIf that is not it, in order of likelihood:");
        for other in &finding.others {
            help.push_str(&format!("\n- {}", other.cause));
        }
    }
    rules::of_stage(report.stage)
        .at(place(inspection, finding.setting), &finding.cause)
        .label(format!("{} failed: {}", report.stage.name(), finding.code))
        .property(finding.setting.name())
        .help(help)
}
