//! What a setting holds: a host, a port, a GUID. All that follows from that follows here, for every setting of the kind.

use serde_json::{Value as Json, json};

use super::{pattern, validate};
use crate::secret::is_todays_secret;

/// What a setting holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A host name or an IP address.
    Host,
    /// The number of a port.
    Port,
    /// A word of which one is documented: the word, and what it means.
    Word(&'static str, &'static str),
    /// The address of a mailbox.
    Address,
    /// A GUID.
    Guid,
    /// The value of a client secret.
    Secret,
    /// The GUID or a domain of an organization.
    Tenant,
}

impl Kind {
    /// Whether it is a number, which is written without quotes.
    pub(crate) fn is_number(self) -> bool {
        self == Self::Port
    }

    /// Whether a text would be right, as far as its form tells.
    pub(crate) fn fits(self, text: &str) -> bool {
        match self {
            Self::Host => validate::is_host(text),
            Self::Port => validate::port(text).is_some(),
            Self::Word(word, _) => text == word,
            Self::Address => validate::is_address(text),
            Self::Guid => validate::is_guid(text),
            Self::Secret => is_todays_secret(text),
            Self::Tenant => validate::is_guid(text) || validate::is_domain(text),
        }
    }

    /// A value of this kind in JSON.
    pub(crate) fn json(self, text: &str) -> Json {
        text.parse::<u64>().ok().filter(|_| self.is_number()).map_or_else(|| text.into(), Json::from)
    }

    /// The Java type that Spring's metadata names.
    pub(crate) fn java_type(self) -> &'static str {
        if self.is_number() { "java.lang.Integer" } else { "java.lang.String" }
    }

    /// Whether the examples are what most files hold, so that an editor offers them.
    pub(crate) fn offers_examples(self) -> bool {
        match self {
            Self::Host | Self::Port => true,
            Self::Word(..) | Self::Address | Self::Guid | Self::Secret | Self::Tenant => false,
        }
    }

    /// The JSON Schema of a value: what is documented, nothing at all, or a text that only the running service knows.
    pub(super) fn schema(self) -> Json {
        let (types, documented, expected) = match self {
            Self::Host => (
                json!(["string", "null"]),
                pattern::HOST,
                "a host name or an IP address (no scheme, port, path or space)",
            ),
            Self::Port => (json!(["string", "integer", "null"]), pattern::PORT, "a port number from 1 to 65535"),
            Self::Guid => {
                (json!(["string", "null"]), pattern::GUID, "a GUID such as 11111111-2222-3333-4444-555555555555")
            }
            Self::Secret => {
                let expected = "the value of a client secret (a GUID is its Secret ID)";
                (json!(["string", "number", "null"]), pattern::NO_GUID, expected)
            }
            Self::Tenant => {
                (json!(["string", "null"]), pattern::GUID_OR_DOMAIN, "the GUID or a domain of the organization")
            }
            // An address only where MS_OAUTH demands it.
            Self::Address => return with_slips(json!({ "type": ["string", "number", "null"] })),
            // Offers the documented word and lets any other pass. Not a list of the types that are possible: editors would
            // offer `true`, `false` and `null`.
            Self::Word(word, meaning) => {
                return with_slips(json!({
                    "anyOf": [
                        { "enum": [word], "enumDescriptions": [meaning] },
                        { "not": { "type": ["object", "array"] } },
                    ],
                }));
            }
        };
        let message = format!("This is not {expected}.");
        let mut schema = json!({
            "type": types,
            "pattern": pattern::either(&[documented, pattern::EMPTY, pattern::UNKNOWN]),
            "patternErrorMessage": message,
            "errorMessage": message,
        });
        if self == Self::Port {
            schema["minimum"] = 1.into();
            schema["maximum"] = 65535.into();
        }
        let mut schema = with_slips(schema);
        if let (Self::Secret, Some(slips)) = (self, schema["allOf"].as_array_mut()) {
            slips.push(json!({
                "pattern": pattern::either(&[pattern::SECRET_LENGTH, pattern::EMPTY, pattern::UNKNOWN]),
                "patternErrorMessage": "A client secret has 16 to 64 characters.",
            }));
        }
        schema
    }

    /// What the documentation demands of the setting `key` for `MS_OAUTH`, as a JSON Schema.
    pub(super) fn demanded(self, key: &str) -> Json {
        let missing = format!("{key} is needed for MS_OAUTH.");
        let filled = pattern::FILLED.to_owned();
        let (types, pattern, message) = match self {
            Self::Host | Self::Guid | Self::Tenant => (json!("string"), filled, missing),
            Self::Port => (json!(["string", "integer"]), filled, missing),
            Self::Secret => (json!(["string", "number"]), filled, missing),
            Self::Word(word, _) => {
                let pattern = pattern::either(&[&format!("^{word}$"), pattern::UNKNOWN]);
                (json!("string"), pattern, format!("MS_OAUTH needs {word}."))
            }
            Self::Address => {
                let message = "MS_OAUTH needs an address of the form name@domain.com.";
                (json!("string"), pattern::either(&[pattern::ADDRESS, pattern::UNKNOWN]), message.to_owned())
            }
        };
        json!({ "type": types, "pattern": pattern, "patternErrorMessage": message, "errorMessage": message })
    }
}

/// The schema of a value that has no slip in it.
fn with_slips(mut schema: Json) -> Json {
    schema["allOf"] = json!([{ "$ref": "#/definitions/withoutSlips" }]);
    schema
}

/// What the schema says of every value: what no setting may hold is what a template left, spaces around it, characters that only look right.
/// Each is said by itself.
pub(crate) fn definitions() -> Json {
    let refuse = |pattern: String, message: &str| json!({ "pattern": pattern, "patternErrorMessage": message });
    let served = |pattern| pattern::either(&[pattern, pattern::UNKNOWN]);
    json!({ "withoutSlips": { "allOf": [
        refuse(pattern::no_template(), "This is left over from a template: write the value itself."),
        refuse(served(pattern::NO_EDGES), "The value begins or ends with a space."),
        refuse(served(pattern::NO_ODD_CHARACTER), "The value contains a character that only looks right: type it again."),
    ] } })
}
