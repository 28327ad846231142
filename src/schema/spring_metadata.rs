//! Spring's `additional-spring-configuration-metadata.json`: editors that know Spring complete and describe the keys by it.
//!
//! Source: Spring Boot reference, appendix "Configuration Metadata". Names are given in the documented spelling, not in
//! Spring's lower case: it is what an editor then writes, and how osweb binds its settings is not public.

use serde_json::{Value as Json, json};

use super::json_schema;
use crate::settings::{SECTION, Setting};

/// The metadata of the eight settings.
pub fn spring_metadata() -> Json {
    let schema = json_schema();
    let section = SECTION.split('.').fold(&schema, |node, step| &node["properties"][step]);
    let properties: Vec<_> = Setting::ALL
        .into_iter()
        .map(|setting| {
            json!({
                "name": setting.name(),
                "type": setting.kind().java_type(),
                "description": section["properties"][setting.key()]["description"],
            })
        })
        .collect();
    let hints: Vec<_> =
        Setting::ALL.into_iter().filter_map(|setting| hint(setting, &section["properties"][setting.key()])).collect();
    json!({
        "groups": [{ "name": SECTION, "description": section["description"] }],
        "properties": properties,
        "hints": hints,
    })
}

/// The values that an editor offers. The provider `any` says that others are possible.
fn hint(setting: Setting, schema: &Json) -> Option<Json> {
    let documented = &schema["anyOf"][0];
    let descriptions = documented["enumDescriptions"].as_array();
    let values: Vec<_> = match documented["enum"].as_array() {
        Some(values) => values
            .iter()
            .enumerate()
            .map(|(at, value)| match descriptions.and_then(|all| all.get(at)) {
                Some(description) => json!({ "value": value, "description": description }),
                None => json!({ "value": value }),
            })
            .collect(),
        None if setting.kind().offers_examples() => {
            schema["examples"].as_array()?.iter().map(|value| json!({ "value": value })).collect()
        }
        None => return None,
    };
    Some(json!({ "name": setting.name(), "values": values, "providers": [{ "name": "any" }] }))
}
