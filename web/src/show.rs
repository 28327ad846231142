//! The settings as osweb sees them.

use osweb_config::inspect::Inspection;
use osweb_config::parse::Format;
use osweb_config::sanitize;
use osweb_config::show::{self, Row};
use serde_json::{Value as Json, json};

use crate::request::Request;

/// The current file, or why nothing can be shown of it.
pub fn readable(request: &Request) -> Result<Inspection, Json> {
    let Some(inspection) = request.inspection() else { return Err(json!({ "refusal": "No file is open." })) };
    match inspection.reading.faults.first() {
        None => Ok(inspection),
        Some(error) => Err(json!({ "refusal": format!("The file cannot be read: {}. See Check.", error.message) })),
    }
}

/// The settings, each from the source that wins.
pub fn show(request: &Request) -> Json {
    match readable(request) {
        Err(why) => why,
        Ok(view) if view.reading.format == Format::Registry => {
            json!({ "rows": show::entries(&view).iter().map(|row| one(&row.name, Some(row))).collect::<Vec<_>>() })
        }
        Ok(view) => {
            let rows = show::settings(&view, &request.options());
            json!({ "rows": rows.iter().map(|(setting, row)| one(&setting.name(), row.as_ref())).collect::<Vec<_>>() })
        }
    }
}

fn one(name: &str, row: Option<&Row>) -> Json {
    let Some(row) = row else { return json!({ "name": name, "value": "", "from": "not set" }) };
    let from = match (&row.base, &row.source) {
        (Some(file), _) => format!("{file}, line {}", row.line),
        (None, Some(source)) => source.clone(),
        (None, None) => format!("line {}", row.line),
    };
    let value = row.value.as_deref().map(sanitize::line);
    json!({ "name": sanitize::line(&row.name), "value": value, "masked": row.masked, "from": sanitize::line(&from) })
}
