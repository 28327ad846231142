//! Prometheus' text format. Expiries are times, as its conventions want them: `(x - time()) / 86400` are days.
//!
//! Source: Prometheus, "Exposition formats" and "Metric and label naming".

use super::{Metric, Probed, Report, Walked};
use crate::live::Outcome;
use crate::sanitize;

type Samples = fn(&Probed) -> Vec<(Option<&str>, f64)>;

/// Name, meaning, and the samples of a file: the stage that one belongs to, and its value.
const FAMILIES: &[(&str, &str, Samples)] = &[
    ("osweb_probe_state", "Whether mail can be sent: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.", |file| {
        vec![(None, f64::from(file.state.code()))]
    }),
    ("osweb_probe_timestamp_seconds", "When that was found out, since 1970.", |file| vec![(None, file.at as f64)]),
    ("osweb_probe_stage_success", "Whether a step passed: 1 or 0; a step that was skipped has none.", |file| {
        stages(file, |stage| f64::from(u8::from(stage.outcome == Outcome::Passed)))
    }),
    ("osweb_probe_stage_duration_seconds", "Time that a step took.", |file| stages(file, Walked::seconds)),
    ("osweb_probe_token_life_seconds", "Life that the access token had left.", |file| {
        file.token_seconds.map(|left| (None, left as f64)).into_iter().collect()
    }),
    (
        "osweb_probe_secret_expiry_timestamp_seconds",
        "Begin of the day on which the client secret expires, since 1970.",
        |file| file.secret.map(|(at, _)| (None, at as f64)).into_iter().collect(),
    ),
    (
        "osweb_probe_certificate_expiry_timestamp_seconds",
        "When the mail server's certificate expires, since 1970.",
        |file| file.certificate.map(|(at, _)| (None, at as f64)).into_iter().collect(),
    ),
];

fn stages(file: &Probed, value: impl Fn(&Walked) -> f64) -> Vec<(Option<&str>, f64)> {
    file.walked().map(|stage| (Some(stage.stage.as_str()), value(stage))).collect()
}

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    let mut comment = |line: &str| text.push_str(&format!("# {}\n", sanitize::line(line)));
    match &report.error {
        Some(_) => comment(&format!("{}: {}", report.state().word(), report.line())),
        None => report.files.iter().for_each(|file| {
            comment(&format!("{}: {}: {}", file.path, file.state.word(), file.line()));
        }),
    }
    report.notes.iter().for_each(|note| comment(note));
    for (name, meaning, samples) in FAMILIES {
        let head = format!("# HELP {name} {meaning}\n# TYPE {name} gauge\n");
        let mut lines = String::new();
        for file in &report.files {
            let path = label(&file.path);
            for (stage, value) in samples(file) {
                let stage = stage.map_or_else(String::new, |stage| format!(",stage=\"{}\"", label(stage)));
                lines.push_str(&format!("{name}{{path=\"{path}\"{stage}}} {}\n", Metric::number(value)));
            }
        }
        if report.error.is_some() && *name == "osweb_probe_state" {
            lines = format!("{name} {}\n", report.state().code());
        }
        if !lines.is_empty() {
            text.push_str(&(head + &lines));
        }
    }
    text
}

/// The value of a label.
fn label(text: &str) -> String {
    sanitize::line(text).replace('\\', "\\\\").replace('"', "\\\"")
}
