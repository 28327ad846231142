//! One line with performance data, then lines that say more: the convention of Nagios, Icinga and all that run their plug-ins.
//!
//! Source: Monitoring Plugins Development Guidelines, "Plugin Output for Nagios" and "Performance data". An expiry is within its
//! threshold at that many days or fewer, which is the range `@~:30`.

use super::{Metric, Report, Unit};
use crate::sanitize;

/// The most that is printed, in bytes: Nagios takes 8 KiB, some ways to it less.
const MOST: usize = 4_000;

pub(super) fn render(report: &Report) -> String {
    let mut text = format!("OSWEB MAIL {}: {}", report.state().word(), plain(&report.line()));
    let mut data = performance(report, true);
    if data.len() > MOST {
        data = performance(report, false);
    }
    if !data.is_empty() {
        text.push_str(&format!(" | {data}"));
    }
    text.push('\n');
    let mut more: Vec<String> = vec![];
    for file in &report.files {
        let mut indent = "";
        if report.files.len() > 1 {
            more.push(format!("{}: {}: {}", file.state.word(), file.path, file.line()));
            indent = "  ";
        }
        more.extend(file.details.iter().map(|detail| format!("{indent}{detail}")));
    }
    for line in more.iter().chain(&report.notes) {
        if text.len() + line.len() > MOST {
            text.push_str("(more is told by `osweb-config check --live`)\n");
            break;
        }
        text.push_str(&plain(&sanitize::line(line)));
        text.push('\n');
    }
    text
}

/// A text in which nothing begins performance data.
fn plain(text: &str) -> String {
    text.replace('|', &sanitize::name('|'))
}

fn performance(report: &Report, stages: bool) -> String {
    let mut labels: Vec<String> = vec![];
    let mut data = vec![];
    for file in &report.files {
        for metric in file.metrics(&report.limits) {
            if !stages && metric.name.starts_with("time_") {
                continue;
            }
            let name = match &*report.files {
                [_] => metric.name.clone(),
                _ => format!("{} {}", file.path, metric.name),
            };
            let mut label = sanitize::line(&name).replace(['\'', '=', '|', '"', ';'], "_");
            let times = labels.iter().filter(|known| **known == label).count();
            labels.push(label.clone());
            if times > 0 {
                label.push_str(&format!(" {}", times + 1));
            }
            data.push(value(&label, &metric));
        }
    }
    data.join(" ")
}

fn value(label: &str, metric: &Metric) -> String {
    let number = Metric::number(metric.value);
    let level = |level: Option<f64>| match (level.map(Metric::number), metric.unit) {
        (None, _) => String::new(),
        (Some(level), Unit::Seconds) => level,
        (Some(level), Unit::Days) => format!("@~:{level}"),
    };
    let (warn, crit) = (level(metric.levels.warn), level(metric.levels.crit));
    let (uom, min) = if metric.unit == Unit::Seconds { ("s", "0") } else { ("", "") };
    format!("'{label}'={number}{uom};{warn};{crit};{min}").trim_end_matches(';').to_owned()
}
