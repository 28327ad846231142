//! The JSON Schema (draft-07, which editors know best), generated from the typed settings.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json, json};

use crate::settings::{Configuration, SECTION, Setting};

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
    schema.insert("patternProperties".to_owned(), Json::Object(dotted_keys()));
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

/// The settings as dotted keys at the top of the file, which is the same to Spring; they are judged one by one, and not
/// offered for completion, since eight long keys would bury the others.
fn dotted_keys() -> Map<String, Json> {
    let section: String = SECTION.split('.').map(|step| format!("/properties/{step}")).collect();
    Setting::ALL
        .into_iter()
        .map(|setting| {
            let pattern = format!("^{}$", setting.name().replace('.', r"\."));
            (pattern, json!({ "$ref": format!("#{section}/properties/{}", setting.key()) }))
        })
        .collect()
}
