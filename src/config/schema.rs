//! The JSON Schema of the project file, for editors.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json};

use super::ProjectFile;

/// The schema of `osweb-config.toml` (draft-07, which editors know best).
pub fn schema() -> Json {
    let generated = SchemaSettings::draft07()
        .with(|settings| settings.inline_subschemas = true)
        .into_generator()
        .into_root_schema_for::<ProjectFile>()
        .to_value();
    let mut schema = Map::new();
    // What the schema is comes first for whoever opens it.
    for keyword in ["$schema", "title", "description"] {
        schema.insert(keyword.to_owned(), generated[keyword].clone());
    }
    schema.extend(generated.as_object().cloned().unwrap_or_default());
    let mut schema = Json::Object(schema);
    crate::schema::join_lines(&mut schema);
    without_nothing(&mut schema);
    schema
}

/// What is not said has no default: `null` could not be written in TOML.
fn without_nothing(schema: &mut Json) {
    match schema {
        Json::Object(keywords) => {
            keywords.retain(|keyword, value| !(keyword == "default" && value.is_null()));
            keywords.values_mut().for_each(without_nothing);
        }
        Json::Array(items) => items.iter_mut().for_each(without_nothing),
        _ => {}
    }
}
