//! What a file gives for a setting: nothing, a value of unknown content, or a value of the documented type.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error};
use serde_json::Value as Json;

use super::text;

/// The type of a setting's value.
pub trait SettingValue: Sized {
    /// The name of the type in the schema.
    const NAME: &'static str;
    /// What a value has to be, to go behind "not": `a port number from 1 to 65535`.
    const EXPECTED: &'static str;
    /// The pattern of a text that is such a value (ECMA-262), anchored.
    const PATTERN: &'static str;
    /// The JSON types that such a value may have beside text.
    const OTHER_TYPES: &'static [&'static str];

    /// The value, if it is one.
    fn from_json(value: &Json) -> Option<Self>;

    /// What else the schema says of it.
    fn complete(_schema: &mut Schema) {}
}

/// What a file gives for a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given<T> {
    /// Nothing but blanks; Spring hands on an empty text.
    Empty,
    /// A text whose content only the running service knows: `${…}`, `{cipher}…`, `ENC(…)`, asterisks of an export.
    Unknown,
    /// A value.
    Known(T),
}

impl<'de, T: SettingValue> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Json::deserialize(deserializer)?;
        match &value {
            Json::Null => return Ok(Self::Empty),
            Json::String(text) if text::is_empty(text) => return Ok(Self::Empty),
            Json::String(text) if text::is_unknown(text) => return Ok(Self::Unknown),
            _ => {}
        }
        // The value itself may be a secret and stays out of the message.
        T::from_json(&value).map(Self::Known).ok_or_else(|| D::Error::custom(T::EXPECTED))
    }
}

impl<T: SettingValue> JsonSchema for Given<T> {
    fn schema_name() -> Cow<'static, str> {
        T::NAME.into()
    }

    // Beside the setting's own description, not behind a reference.
    fn inline_schema() -> bool {
        true
    }

    fn schema_id() -> Cow<'static, str> {
        format!("{}::{}", module_path!(), T::NAME).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut types = vec!["string"];
        types.extend(T::OTHER_TYPES);
        types.push("null");
        let mut schema = json_schema!({ "type": types });
        if T::PATTERN != text::ANY {
            schema.insert("pattern".into(), text::either(&[T::PATTERN, text::EMPTY, text::UNKNOWN]).into());
            schema.insert("patternErrorMessage".into(), format!("This is not {}.", T::EXPECTED).into());
            schema.insert("errorMessage".into(), format!("This is not {}.", T::EXPECTED).into());
        }
        T::complete(&mut schema);
        schema
    }
}
