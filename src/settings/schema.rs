//! What the published JSON Schema says of the file: generated from the definitions of the settings.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value as Json, json};

use super::{Section, Setting, advice, pattern};

/// Configuration of enaio webclient (osweb): osweb-prod.yml in the configuration folder of enaio service-manager.
#[derive(Debug, JsonSchema)]
#[schemars(title = "osweb-prod.yml", rename_all = "camelCase")]
pub struct Configuration {
    /// Switches of enaio webclient. Only `sendEmail` is described here; any other key is allowed.
    #[schemars(default)]
    pub feature_switches: FeatureSwitches,
}

/// Switches of enaio webclient. Only `sendEmail` is described here; any other key is allowed.
#[derive(Debug, Default, JsonSchema)]
#[schemars(
    rename_all = "camelCase",
    extend("errorMessage" = "Settings are expected below this key.", "patternProperties" = advice::below_switches())
)]
pub struct FeatureSwitches {
    /// How enaio webclient sends e-mail. The documentation describes Microsoft 365 with OAuth2: then all eight settings are
    /// needed. Instead of a value, a Spring placeholder (`'${NAME}'`) or an encrypted value (`'{cipher}…'`) may be anywhere.
    #[schemars(default)]
    pub send_email: Section<()>,
}

impl<T> JsonSchema for Section<T> {
    fn schema_name() -> Cow<'static, str> {
        "SendEmail".into()
    }

    // Beside the section's own description, not behind a reference.
    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "properties": of_each(|setting| Some(described(setting))),
            "description": "How enaio webclient sends e-mail.",
            "errorMessage": "The settings are expected below this key.",
            "if": advice::is_ms_oauth(),
            "then": microsoft_oauth(),
            "else": advice::microsofts(),
            "allOf": advice::of_section(),
            // Keys beside the settings are allowed, since the documentation does not claim to be complete.
            "patternProperties": section_keys(),
            // The whole section for Microsoft 365, to be completed in one go.
            "defaultSnippets": [{
                "label": "Microsoft 365 with OAuth2",
                "description": "The eight documented settings",
                "body": of_each(|setting| Some(setting.definition().kind.json(setting.definition().snippet))),
            }],
        })
    }
}

/// What is said of keys that are none of the documented ones: other spellings of them are the same to Spring.
fn section_keys() -> Map<String, Json> {
    let spelt = Setting::ALL.map(|setting| {
        let key = setting.key();
        (format!("^(?!{key}$){}$", pattern::relaxed(key)), json!({ "$ref": advice::place(setting) }))
    });
    let password = json!({
        "deprecated": true,
        "description":
            "A password for basic authentication. The documentation knows no such key; OAuth2 needs no password.",
    });
    spelt.into_iter().chain([(advice::PASSWORD.to_owned(), password)]).collect()
}

fn of_each(make: impl Fn(Setting) -> Option<Json>) -> Map<String, Json> {
    Setting::ALL.into_iter().filter_map(|setting| Some((setting.key().to_owned(), make(setting)?))).collect()
}

fn described(setting: Setting) -> Json {
    let definition = setting.definition();
    let mut schema = definition.kind.schema();
    schema["description"] = definition.text.trim().replace("\n ", " ").into();
    if !definition.example.is_empty() {
        schema["examples"] = json!([definition.kind.json(definition.example)]);
    }
    schema
}

/// What the documentation demands for `MS_OAUTH`: all settings, none empty, TLS, and an address.
fn microsoft_oauth() -> Json {
    let demanded = |setting: Setting| {
        (setting != Setting::SmtpAuthentication).then(|| setting.definition().kind.demanded(setting.key()))
    };
    json!({
        // An editor offers what is needed under this title.
        "title": "everything that MS_OAUTH needs",
        "required": Setting::ALL.map(Setting::key),
        "properties": of_each(demanded),
        "patternProperties": advice::beside_oauth(),
    })
}
