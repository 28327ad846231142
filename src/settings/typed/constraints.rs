//! What the schema says of the section beyond the types of its settings.

use schemars::Schema;
use serde_json::{Map, Value as Json, json};

use super::{MS_OAUTH, TLS};
use crate::settings::{Setting, text};

/// Keys that speak of a password, as a pattern.
const PASSWORD: &str = "[Pp][Aa][Ss][Ss][Ww]";

/// What the documentation demands of the section for `MS_OAUTH`: all eight settings, none empty, TLS, and an address.
pub(super) fn microsoft_oauth(schema: &mut Schema) {
    let needed: Map<String, Json> = Setting::ALL
        .into_iter()
        .filter_map(|setting| {
            let missing = format!("{} is needed for MS_OAUTH.", setting.key());
            let filled = text::FILLED.to_owned();
            let (types, pattern, message) = match setting {
                Setting::SmtpAuthentication => return None,
                Setting::SmtpEncryption => {
                    (json!("string"), text::either(&["^TLS$", text::UNKNOWN]), "MS_OAUTH needs TLS.".to_owned())
                }
                Setting::SmtpUsername => {
                    let message = "MS_OAUTH needs an address of the form name@domain.com.";
                    (json!("string"), text::either(&[text::ADDRESS, text::UNKNOWN]), message.to_owned())
                }
                Setting::SmtpPort => (json!(["string", "integer"]), filled, missing),
                Setting::OAuthClientSecret => (json!(["string", "number"]), filled, missing),
                Setting::SmtpServer | Setting::OAuthClientId | Setting::OAuthTenantId => {
                    (json!("string"), filled, missing)
                }
            };
            let given =
                json!({ "type": types, "pattern": pattern, "patternErrorMessage": message, "errorMessage": message });
            Some((setting.key().to_owned(), given))
        })
        .collect();
    let authentication = Setting::SmtpAuthentication.key();
    schema.insert(
        "if".into(),
        json!({ "properties": { authentication: { "const": MS_OAUTH } }, "required": [authentication] }),
    );
    // Editors point this out; it is no fault, since osweb may well ignore the key.
    let password = json!({ "deprecationMessage": "MS_OAUTH needs no password: remove this line." });
    let then = json!({
        // An editor offers what is needed under this title.
        "title": "everything that MS_OAUTH needs",
        "required": Setting::ALL.map(Setting::key),
        "properties": needed,
        "patternProperties": { PASSWORD: password },
    });
    schema.insert("then".into(), then);
}

/// Keys beside the eight are allowed, since the documentation does not claim to be complete.
pub(super) fn other_keys(schema: &mut Schema) {
    let password = json!({
        "deprecated": true,
        "description": "A password for basic authentication. The documentation knows no such key; OAuth2 needs no password.",
    });
    schema.insert("patternProperties".into(), json!({ PASSWORD: password }));
}

/// The whole section for Microsoft 365, to be completed in one go.
pub(super) fn whole_section(schema: &mut Schema) {
    schema.insert(
        "defaultSnippets".into(),
        json!([{
            "label": "Microsoft 365 with OAuth2",
            "description": "The eight documented settings",
            "body": {
                Setting::SmtpServer.key(): "smtp.office365.com",
                Setting::SmtpPort.key(): 587,
                Setting::SmtpEncryption.key(): TLS,
                Setting::SmtpAuthentication.key(): MS_OAUTH,
                Setting::SmtpUsername.key(): "${1:name@domain.com}",
                Setting::OAuthClientId.key(): "${2:Application (client) ID}",
                Setting::OAuthClientSecret.key(): "${3:value of the client secret}",
                Setting::OAuthTenantId.key(): "${4:Directory (tenant) ID}",
            },
        }]),
    );
}
