//! The settings as osweb sees them, and the steps in Microsoft 365.

use osweb_config::inspect::Inspection;
use osweb_config::parse::Format;
use osweb_config::sanitize;
use osweb_config::setup::{self, Block, Runbook, Values, Wishes};
use osweb_config::show::{self, Row};
use serde_json::{Value as Json, json};

use crate::request::Request;

/// The current file, or why nothing can be shown of it.
fn readable(request: &Request) -> Result<Inspection, Json> {
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

/// The runbook with the file's values.
pub fn setup(request: &Request) -> Json {
    let inspection = match readable(request) {
        Err(why) => return why,
        Ok(inspection) => inspection,
    };
    let runbook = Runbook::new(Values::new(&inspection, &Wishes::default()));
    let sections = runbook.sections.iter().map(|section| {
        let steps = section.steps.iter().map(|step| {
            json!({ "title": setup::plain(&step.title), "lines": step.blocks.iter().flat_map(lines).collect::<Vec<_>>() })
        });
        json!({ "title": section.title, "intro": setup::plain(&section.intro), "steps": steps.collect::<Vec<_>>() })
    });
    json!({ "title": runbook.title, "intro": setup::plain(&runbook.intro), "sections": sections.collect::<Vec<_>>() })
}

fn lines(block: &Block) -> Vec<Json> {
    match block {
        Block::Item(line) | Block::Note(line) => vec![json!({ "text": setup::plain(line) })],
        Block::Command(text) | Block::Shell(text) | Block::File(text) => vec![json!({ "text": text, "code": true })],
        Block::Table(rows) => {
            rows.iter().map(|row| json!({ "text": format!("{}: {}", row.name, setup::plain(&row.value)) })).collect()
        }
    }
}
