//! A line of a Checkmk local check for each file: state, service, metrics, text; `\n` begins a line of the details.
//!
//! Source: Checkmk, "Local checks".

use super::{Metric, Report, Unit};
use crate::sanitize;

pub(super) fn render(report: &Report) -> String {
    if report.files.is_empty() {
        return format!("{} \"osweb mail\" - {}\n", report.state().code(), plain(&report.line()));
    }
    let mut text = String::new();
    for file in &report.files {
        let service = sanitize::line(&file.path).replace(['"', '\''], "_");
        let metrics: Vec<_> = file.metrics(&report.limits).iter().map(value).collect();
        let metrics = if metrics.is_empty() { "-".to_owned() } else { metrics.join("|") };
        text.push_str(&format!("{} \"osweb mail {service}\" {metrics} {}", file.state.code(), plain(&file.line())));
        for detail in file.details.iter().chain(&report.notes) {
            text.push_str(&format!("\\n{}", plain(&sanitize::line(detail))));
        }
        text.push('\n');
    }
    text
}

/// A text in which nothing begins a line.
fn plain(text: &str) -> String {
    text.replace("\\n", "\\ n").replace('|', &sanitize::name('|'))
}

fn value(metric: &Metric) -> String {
    let level = |level: Option<f64>| level.map(Metric::number).unwrap_or_default();
    let levels = match metric.unit {
        Unit::Seconds => format!("{};{}", level(metric.levels.warn), level(metric.levels.crit)),
        // Levels of a metric are upper ones there.
        Unit::Days => ";".to_owned(),
    };
    format!("{}={};{levels}", metric.name, Metric::number(metric.value)).trim_end_matches(';').to_owned()
}
