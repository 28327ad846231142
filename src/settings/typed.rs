//! The settings as typed structs: the published JSON Schema is generated from them, and binding reads values into them.
//!
//! Sources: enaio documentation, "OAuth2 Authentication for Sending E-Mails with Microsoft Office 365" (10.10 to 11.10) for names and
//! documented values; Microsoft, "Authenticate an IMAP, POP or SMTP connection using OAuth", for what the identifiers are.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, json_schema};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::given::{Given, SettingValue};
use super::{Setting, text};
use crate::secret::Secret;

/// Configuration of enaio webclient (osweb): osweb-prod.yml in the configuration folder of enaio service-manager.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(title = "osweb-prod.yml")]
pub struct Configuration {
    /// Switches of enaio webclient. Only `sendEmail` is described here; any other key is allowed.
    #[serde(default)]
    pub feature_switches: FeatureSwitches,
    /// Keys that are not described here.
    #[serde(flatten)]
    #[schemars(skip)]
    pub others: BTreeMap<String, Json>,
}

/// Switches of enaio webclient. Only `sendEmail` is described here; any other key is allowed.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(extend("errorMessage" = "Settings are expected below this key."))]
pub struct FeatureSwitches {
    /// How enaio webclient sends e-mail. The documentation describes Microsoft 365 with OAuth2: then all eight settings are
    /// needed. Instead of a value, a Spring placeholder (`'${NAME}'`) or an encrypted value (`'{cipher}…'`) may stand anywhere.
    #[serde(default)]
    pub send_email: SendEmail,
    /// Keys that are not described here.
    #[serde(flatten)]
    #[schemars(skip)]
    pub others: BTreeMap<String, Json>,
}

/// How enaio webclient sends e-mail.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
#[schemars(extend("errorMessage" = "The settings are expected below this key."), transform = microsoft_oauth, transform = other_keys, transform = whole_section)]
pub struct SendEmail {
    /// Host name or IP address of the SMTP server, without a port. Microsoft 365: `smtp.office365.com`.
    #[schemars(extend("examples" = ["smtp.office365.com"]))]
    #[schemars(with = "Given<Server>")]
    pub smtp_server: Option<Given<Server>>,
    /// Port of the SMTP server. Microsoft 365 takes mail with STARTTLS on port 587, and on 25.
    #[schemars(extend("examples" = [587]))]
    #[schemars(with = "Given<Port>")]
    pub smtp_port: Option<Given<Port>>,
    /// Encryption. `TLS` is the one documented value; which others osweb knows is not documented.
    #[schemars(with = "Given<Encryption>")]
    pub smtp_encryption: Option<Given<Encryption>>,
    /// How osweb logs in. `MS_OAUTH` (OAuth2 with Microsoft 365) is the one documented value; which others osweb knows is
    /// not documented.
    #[schemars(with = "Given<Authentication>")]
    pub smtp_authentication: Option<Given<Authentication>>,
    /// The mailbox that osweb logs in as. For `MS_OAUTH` an address of the form name@domain.com.
    #[schemars(extend("examples" = ["enaio@contoso.com"]))]
    #[schemars(with = "Given<Username>")]
    pub smtp_username: Option<Given<Username>>,
    /// Application (client) ID of the app registration in Microsoft Entra ID, a GUID.
    #[schemars(extend("examples" = ["11111111-2222-3333-4444-555555555555"]))]
    #[serde(rename = "oAuthClientId")]
    #[schemars(with = "Given<ClientId>")]
    pub oauth_client_id: Option<Given<ClientId>>,
    /// The value of a client secret of the app registration; not its Secret ID, which is a GUID. A placeholder or an
    /// encrypted value keeps it out of the file.
    #[schemars(extend("examples" = ["${OSWEB_CLIENT_SECRET}"]))]
    #[serde(rename = "oAuthClientSecret")]
    #[schemars(with = "Given<ClientSecret>")]
    pub oauth_client_secret: Option<Given<ClientSecret>>,
    /// Directory (tenant) ID of the organization in Microsoft Entra ID: a GUID, or one of the organization's domains.
    #[schemars(extend("examples" = ["aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"]))]
    #[serde(rename = "oAuthTenantId")]
    #[schemars(with = "Given<TenantId>")]
    pub oauth_tenant_id: Option<Given<TenantId>>,
    /// Keys that the documentation does not know.
    #[serde(flatten)]
    #[schemars(skip)]
    pub others: BTreeMap<String, Json>,
}

/// Host name or IP address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server(pub String);

/// Port number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Port(pub u16);

/// Encryption; any text, since only one value is documented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encryption(pub String);

/// Way of authentication; any text, since only one value is documented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authentication(pub String);

/// User name; an address only where `MS_OAUTH` demands it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Username(pub String);

/// GUID of an app registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientId(pub String);

/// Value of a client secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientSecret(pub Secret);

/// GUID or domain of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenantId(pub String);

/// The documented value of `smtpEncryption`.
pub const TLS: &str = "TLS";

/// The documented value of `smtpAuthentication`.
pub const MS_OAUTH: &str = "MS_OAUTH";

/// JSON types of a value that osweb receives as text whatever it looks like.
const ANY_SCALAR: &[&str] = &["number", "boolean"];

impl SettingValue for Server {
    const NAME: &'static str = "Server";
    const EXPECTED: &'static str = "a host name or an IP address (no scheme, port, path or blank)";
    const PATTERN: &'static str = text::HOST;
    const OTHER_TYPES: &'static [&'static str] = &[];

    fn from_json(value: &Json) -> Option<Self> {
        value.as_str().filter(|text| text::is_host(text)).map(|text| Self(text.to_owned()))
    }
}

impl SettingValue for Port {
    const NAME: &'static str = "Port";
    const EXPECTED: &'static str = "a port number from 1 to 65535";
    const PATTERN: &'static str = text::PORT;
    const OTHER_TYPES: &'static [&'static str] = &["integer"];

    fn from_json(value: &Json) -> Option<Self> {
        let number = match value {
            Json::String(text) => text::port(text)?,
            Json::Number(number) => match number.as_f64()? {
                whole if whole.fract() == 0.0 && (1.0..=65535.0).contains(&whole) => whole as u16,
                _ => return None,
            },
            _ => return None,
        };
        Some(Self(number))
    }

    fn complete(schema: &mut Schema) {
        schema.insert("minimum".into(), 1.into());
        schema.insert("maximum".into(), 65535.into());
    }
}

impl SettingValue for Encryption {
    const NAME: &'static str = "Encryption";
    const EXPECTED: &'static str = "a text";
    const PATTERN: &'static str = text::ANY;
    const OTHER_TYPES: &'static [&'static str] = ANY_SCALAR;

    fn from_json(value: &Json) -> Option<Self> {
        scalar(value).map(Self)
    }

    fn complete(schema: &mut Schema) {
        documented(schema, TLS, "TLS, on port 587 by STARTTLS. What Microsoft 365 demands.");
    }
}

impl SettingValue for Authentication {
    const NAME: &'static str = "Authentication";
    const EXPECTED: &'static str = "a text";
    const PATTERN: &'static str = text::ANY;
    const OTHER_TYPES: &'static [&'static str] = ANY_SCALAR;

    fn from_json(value: &Json) -> Option<Self> {
        scalar(value).map(Self)
    }

    fn complete(schema: &mut Schema) {
        documented(schema, MS_OAUTH, "OAuth2 with Microsoft 365; needs all eight settings.");
    }
}

impl SettingValue for Username {
    const NAME: &'static str = "Username";
    const EXPECTED: &'static str = "a text";
    const PATTERN: &'static str = text::ANY;
    const OTHER_TYPES: &'static [&'static str] = ANY_SCALAR;

    fn from_json(value: &Json) -> Option<Self> {
        scalar(value).map(Self)
    }
}

impl SettingValue for ClientId {
    const NAME: &'static str = "ClientId";
    const EXPECTED: &'static str = "a GUID such as 11111111-2222-3333-4444-555555555555";
    const PATTERN: &'static str = text::GUID;
    const OTHER_TYPES: &'static [&'static str] = &[];

    fn from_json(value: &Json) -> Option<Self> {
        value.as_str().filter(|text| text::is_guid(text)).map(|text| Self(text.to_owned()))
    }
}

impl SettingValue for ClientSecret {
    const NAME: &'static str = "ClientSecret";
    const EXPECTED: &'static str = "the value of a client secret; a GUID is its Secret ID";
    const PATTERN: &'static str = text::NO_GUID;
    const OTHER_TYPES: &'static [&'static str] = ANY_SCALAR;

    fn from_json(value: &Json) -> Option<Self> {
        scalar(value).filter(|text| !text::is_guid(text)).map(|text| Self(Secret::new(text)))
    }
}

impl SettingValue for TenantId {
    const NAME: &'static str = "TenantId";
    const EXPECTED: &'static str = "the GUID or a domain of the organization";
    const PATTERN: &'static str = text::GUID_OR_DOMAIN;
    const OTHER_TYPES: &'static [&'static str] = &[];

    fn from_json(value: &Json) -> Option<Self> {
        let text = value.as_str()?;
        (text::is_guid(text) || text::is_domain(text)).then(|| Self(text.to_owned()))
    }
}

/// Text, number or Boolean, as the text that Spring makes of it.
fn scalar(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// Offers the documented value for completion and lets any other pass, since others are not documented.
fn documented(schema: &mut Schema, value: &str, description: &str) {
    let types = schema.remove("type");
    *schema = json_schema!({
        "anyOf": [{ "enum": [value], "enumDescriptions": [description] }, { "type": types }],
        "errorMessage": "A single value is expected here.",
    });
}

/// What the documentation demands of the section for `MS_OAUTH`: all eight settings, none empty, TLS, and an address.
fn microsoft_oauth(schema: &mut Schema) {
    let keys = Setting::ALL.map(Setting::key);
    let mut needed: BTreeMap<&str, Json> = keys
        .into_iter()
        .map(|key| {
            let message = format!("{key} is needed for MS_OAUTH.");
            let types = json!(["string", "number", "boolean"]);
            (key, json!({ "type": types, "pattern": text::FILLED, "patternErrorMessage": message, "errorMessage": message }))
        })
        .collect();
    for (key, pattern, message) in [
        (Setting::SmtpEncryption.key(), "^TLS$", "MS_OAUTH needs TLS."),
        (Setting::SmtpUsername.key(), text::ADDRESS, "MS_OAUTH needs an address of the form name@domain.com."),
    ] {
        needed.insert(
            key,
            json!({
                "type": "string", "pattern": text::either(&[pattern, text::UNKNOWN]),
                "patternErrorMessage": message, "errorMessage": message,
            }),
        );
    }
    let authentication = Setting::SmtpAuthentication.key();
    schema.insert(
        "if".into(),
        json!({ "properties": { authentication: { "const": MS_OAUTH } }, "required": [authentication] }),
    );
    schema.insert("then".into(), json!({ "required": keys, "properties": needed }));
}

/// Keys beside the eight: allowed, since the documentation does not claim to be complete, yet pointed out in an editor.
fn other_keys(schema: &mut Schema) {
    schema.insert(
        "patternProperties".into(),
        json!({ "[Pp][Aa][Ss][Ss]": {
            "deprecated": true,
            "description": "A password for basic authentication, under a name that is not documented.",
            "deprecationMessage": "Microsoft 365 replaces basic authentication by OAuth2, which needs no password here.",
        } }),
    );
    schema.insert(
        "additionalProperties".into(),
        json!({ "deprecationMessage": "This is none of the eight documented settings, or not their documented spelling." }),
    );
}

/// The whole section for Microsoft 365, to be completed in one go.
fn whole_section(schema: &mut Schema) {
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
