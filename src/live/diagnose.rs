//! From the report of a live check to diagnostics at the settings responsible.

use super::file::place;
use super::rules;
use super::stage::{LiveReport, StageReport};
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
