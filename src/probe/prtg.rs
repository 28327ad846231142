//! What PRTG's sensor EXE/Script Advanced reads. A sensor in an error state shows no values there, only the text.
//!
//! Source: PRTG Manual, "Custom Sensors", "Advanced Script, HTTP Data, and REST Custom Sensors: Elements".

use serde_json::json;

use super::{Metric, Report, Unit};
use crate::exit::State;

/// The longest text, in characters.
const LONGEST: usize = 2_000;

pub(super) fn render(report: &Report) -> String {
    let text: String = format!("{}: {}", report.state().word(), report.line()).chars().take(LONGEST).collect();
    let prtg = match report.state() {
        State::Critical | State::Unknown => json!({ "error": 1, "text": text }),
        State::Ok | State::Warning => json!({ "result": channels(report), "text": text }),
    };
    let json = serde_json::to_string_pretty(&json!({ "prtg": prtg })).unwrap_or_default();
    format!("{}\n", crate::sanitize::json(&json))
}

fn channels(report: &Report) -> Vec<serde_json::Value> {
    let mut channels = vec![];
    for (number, file) in report.files.iter().enumerate() {
        let channel = |name: &str| match &*report.files {
            [_] => name.to_owned(),
            _ => format!("{}. {}: {name}", number + 1, file.path),
        };
        // The state comes first, and carries the warning of whatever has no channel of its own.
        let warned = u8::from(file.state == State::Warning);
        channels.push(
            json!({ "channel": channel("state"), "value": file.state.code(), "unit": "Custom", "customunit": "", "warning": warned }),
        );
        for metric in file.metrics(&report.limits) {
            let warning = u8::from(metric.state() != State::Ok);
            let name = channel(&metric.name.replace('_', " "));
            let number = Metric::number(metric.value);
            channels.push(match metric.unit {
                Unit::Seconds => {
                    json!({ "channel": name, "value": number, "float": 1, "unit": "TimeSeconds", "warning": warning })
                }
                Unit::Days => {
                    json!({ "channel": name, "value": number, "unit": "Custom", "customunit": "days", "warning": warning })
                }
            });
        }
    }
    channels
}
