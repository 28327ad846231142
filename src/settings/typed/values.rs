//! The types of the eight settings.

use schemars::{Schema, json_schema};
use serde_json::Value as Json;

use super::{MS_OAUTH, TLS};
use crate::secret::Secret;
use crate::settings::given::SettingValue;
use crate::settings::{text, validate};

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
            Json::String(text) => validate::port(text)?,
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
    const OTHER_TYPES: &'static [&'static str] = &["number", "boolean"];

    fn from_json(value: &Json) -> Option<Self> {
        scalar(value).map(Self)
    }

    fn complete(schema: &mut Schema) {
        documented(schema, TLS, "An encrypted connection, as Microsoft 365 demands it.");
    }
}

impl SettingValue for Authentication {
    const NAME: &'static str = "Authentication";
    const EXPECTED: &'static str = "a text";
    const PATTERN: &'static str = text::ANY;
    const OTHER_TYPES: &'static [&'static str] = &["number", "boolean"];

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
    const OTHER_TYPES: &'static [&'static str] = &["number"];

    fn from_json(value: &Json) -> Option<Self> {
        text_or_number(value).map(Self)
    }
}

impl SettingValue for ClientId {
    const NAME: &'static str = "ClientId";
    const EXPECTED: &'static str = "a GUID such as 11111111-2222-3333-4444-555555555555";
    const PATTERN: &'static str = text::GUID;
    const OTHER_TYPES: &'static [&'static str] = &[];

    fn from_json(value: &Json) -> Option<Self> {
        value.as_str().filter(|text| validate::is_guid(text)).map(|text| Self(text.to_owned()))
    }
}

impl SettingValue for ClientSecret {
    const NAME: &'static str = "ClientSecret";
    const EXPECTED: &'static str = "the value of a client secret (a GUID is its Secret ID)";
    const PATTERN: &'static str = text::NO_GUID;
    const OTHER_TYPES: &'static [&'static str] = &["number"];

    fn from_json(value: &Json) -> Option<Self> {
        text_or_number(value).filter(|text| !validate::is_guid(text)).map(|text| Self(Secret::new(text)))
    }
}

impl SettingValue for TenantId {
    const NAME: &'static str = "TenantId";
    const EXPECTED: &'static str = "the GUID or a domain of the organization";
    const PATTERN: &'static str = text::GUID_OR_DOMAIN;
    const OTHER_TYPES: &'static [&'static str] = &[];

    fn from_json(value: &Json) -> Option<Self> {
        let text = value.as_str()?;
        (validate::is_guid(text) || validate::is_domain(text)).then(|| Self(text.to_owned()))
    }
}

/// Text or number, as the text that Spring makes of it.
fn text_or_number(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Any single value, as the text that Spring makes of it.
fn scalar(value: &Json) -> Option<String> {
    value.as_bool().map(|truth| truth.to_string()).or_else(|| text_or_number(value))
}

/// Offers the documented value for completion and lets any other pass, since others are not documented.
fn documented(schema: &mut Schema, value: &str, description: &str) {
    // Not a list of the types that may stand here: editors would offer `true`, `false` and `null`.
    *schema = json_schema!({
        "anyOf": [
            { "enum": [value], "enumDescriptions": [description] },
            { "not": { "type": ["object", "array"] } },
        ],
    });
}
