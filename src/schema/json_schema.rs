//! The JSON Schema (draft-07, which editors know best), generated from the typed settings.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json};

use crate::settings::{self, Configuration};

/// The schema of `osweb-prod.yml`.
///
/// It speaks the dialect of draft-07 that yaml-language-server knows: `patternErrorMessage`, `errorMessage`,
/// `enumDescriptions`, `deprecationMessage` and `defaultSnippets` are its extensions, which other programs ignore.
pub fn json_schema() -> Json {
    let generated = SchemaSettings::draft07()
        .with(|settings| settings.inline_subschemas = true)
        .into_generator()
        .into_root_schema_for::<Configuration>()
        .to_value();
    let mut schema = Map::new();
    // What the schema is comes first for whoever opens it.
    for keyword in ["$schema", "title", "description"] {
        schema.insert(keyword.to_owned(), generated[keyword].clone());
    }
    schema.extend(generated.as_object().cloned().unwrap_or_default());
    schema.insert("patternProperties".to_owned(), Json::Object(settings::root_patterns()));
    schema.insert("allOf".to_owned(), settings::root_conditions());
    schema.insert("definitions".to_owned(), settings::definitions());
    // A document between two `---` may be empty.
    schema.insert("type".to_owned(), serde_json::json!(["object", "null"]));
    let mut schema = Json::Object(schema);
    join_lines(&mut schema);
    schema
}

/// Descriptions come from doc comments; where those break a line, an editor is to break as it likes.
pub(crate) fn join_lines(schema: &mut Json) {
    match schema {
        Json::Object(keywords) => {
            for (keyword, value) in keywords {
                match value {
                    Json::String(text) if keyword == "description" => *text = text.replace('\n', " "),
                    _ => join_lines(value),
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(join_lines),
        _ => {}
    }
}
