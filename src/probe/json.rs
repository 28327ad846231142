//! JSON for scripts, version 1.

use serde_json::{Map, Value, json};

use super::{Probed, Report, Walked};

pub(super) fn render(report: &Report) -> String {
    let state = report.state();
    let mut all = json!({ "version": 1, "state": state, "code": state.code(), "text": report.line() });
    if let Some(error) = &report.error {
        all["error"] = json!(error);
    }
    if !report.notes.is_empty() {
        all["notes"] = json!(report.notes);
    }
    all["files"] = report.files.iter().map(file).collect();
    let json = serde_json::to_string_pretty(&all).unwrap_or_default();
    format!("{}\n", crate::sanitize::json(&json))
}

fn file(file: &Probed) -> Value {
    let mut map = Map::new();
    let mut put = |name: &str, value: Option<Value>| drop(value.map(|value| map.insert(name.to_owned(), value)));
    put("path", Some(json!(file.path)));
    put("state", Some(json!(file.state)));
    put("code", Some(json!(file.state.code())));
    put("text", Some(json!(file.text)));
    put("details", (!file.details.is_empty()).then(|| json!(file.details)));
    put("timestamp", Some(json!(file.at)));
    put("cached_seconds", file.age.map(Value::from));
    let time: f64 = file.walked().map(Walked::seconds).sum();
    put("seconds", file.walked().next().map(|_| json!(time)));
    put("token_seconds", file.token_seconds.map(Value::from));
    put("secret_days", file.secret.map(|(_, days)| json!(days)));
    put("certificate_days", file.certificate.map(|(_, days)| json!(days)));
    put("stages", (!file.stages.is_empty()).then(|| json!(file.stages)));
    Value::Object(map)
}
