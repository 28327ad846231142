//! What the published JSON Schema says of the file: generated from the definitions of the settings.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value as Json, json};

use super::{MS_OAUTH, Section, Setting};

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
#[schemars(rename_all = "camelCase", extend("errorMessage" = "Settings are expected below this key."))]
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
            "if": { "properties": { AUTHENTICATION: { "const": MS_OAUTH } }, "required": [AUTHENTICATION] },
            "then": microsoft_oauth(),
            // Keys beside the settings are allowed, since the documentation does not claim to be complete.
            "patternProperties": { PASSWORD: {
                "deprecated": true,
                "description":
                    "A password for basic authentication. The documentation knows no such key; OAuth2 needs no password.",
            } },
            // The whole section for Microsoft 365, to be completed in one go.
            "defaultSnippets": [{
                "label": "Microsoft 365 with OAuth2",
                "description": "The eight documented settings",
                "body": of_each(|setting| Some(setting.definition().kind.json(setting.definition().snippet))),
            }],
        })
    }
}

/// Keys that speak of a password, as a pattern.
const PASSWORD: &str = "[Pp][Aa][Ss][Ss][Ww]";

const AUTHENTICATION: &str = Setting::SmtpAuthentication.definition().key;

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
    // Editors point this out; it is no fault, since osweb may well ignore the key.
    let password = json!({ "deprecationMessage": "MS_OAUTH needs no password: remove this line." });
    let demanded = |setting: Setting| {
        (setting != Setting::SmtpAuthentication).then(|| setting.definition().kind.demanded(setting.key()))
    };
    json!({
        // An editor offers what is needed under this title.
        "title": "everything that MS_OAUTH needs",
        "required": Setting::ALL.map(Setting::key),
        "properties": of_each(demanded),
        "patternProperties": { PASSWORD: password },
    })
}
