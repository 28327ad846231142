//! Binding: whether the section has the documented structure, every fault with its span.
//!
//! # The structural verdict
//!
//! A file's *structure* is right when its nested document ([`Nested`]: active documents merged, documented spelling, the values'
//! types those of the JVM) can be read into [`typed::Configuration`] and meets what the documentation demands for
//! `MS_OAUTH`. In particular:
//!
//! - `featureSwitches` and `sendEmail`, where they are present, hold settings: neither is a list or a single value.
//! - each of the eight settings, where it is present, is a single value, and of its documented type: a host, a port,
//!   a GUID, a GUID or domain; of the other four any text, and of the secret any but a GUID.
//! - nothing (blanks, `~`) and a text that only the running service knows (`${…}`, `{cipher}…`, `ENC(…)`, asterisks) may
//!   stand in the place of any value.
//! - where `smtpAuthentication` is exactly `MS_OAUTH`, all eight are present and none is empty, `smtpEncryption` is `TLS`, and
//!   `smtpUsername` an address; the latter two unless they are a text that only the running service knows.
//! - a key beside the eight is no fault of structure (`unknown-setting` warns of it).
//!
//! The published schema (`schemas/osweb-prod.schema.json`), applied to the same document, gives the same verdict, fault by fault at
//! the same place; `tests/schema` holds both against each other. What lower-precedence files add is not considered.

use serde_json::Value as Json;

use super::given::{Given, SettingValue};
use super::nested::Nested;
use super::typed::{self, Encryption, SendEmail, Username};
use super::{SECTION, Setting, Settings, text};
use crate::parse::ParsedFile;
use crate::source::Span;

/// One fault of the section's structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StructureFault {
    /// The setting; `None` for the section or `featureSwitches` itself.
    pub setting: Option<Setting>,
    /// What is wrong.
    pub kind: StructureFaultKind,
    /// The place in the nested document, as a JSON pointer; of what is missing that of the section.
    pub pointer: String,
    /// The place in the file; of what is missing the section's key.
    pub span: Span,
}

/// What is wrong with the structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StructureFaultKind {
    /// A list or a single value where settings should stand below.
    NotAMapping,
    /// A mapping or a list where a single value should be.
    NotAValue,
    /// A value that is not of the documented type; holds what is expected: `a port number from 1 to 65535`.
    NotOfType(&'static str),
    /// Nothing where `MS_OAUTH` needs a value.
    Empty,
    /// Not there, and `MS_OAUTH` needs it.
    Missing,
    /// A value that is possible, but not with `MS_OAUTH`; holds what is expected.
    NotForMicrosoft(&'static str),
}

/// The faults of the section, in the order of the documentation.
pub(super) fn faults(reading: &ParsedFile, settings: &Settings, active: &[bool]) -> Vec<StructureFault> {
    let nested = Nested::of_section(reading, settings, active);
    let mut binding = Binding { nested: &nested, section: SendEmail::default(), faults: vec![] };
    binding.bind();
    binding.faults
}

struct Binding<'a> {
    nested: &'a Nested,
    section: SendEmail,
    faults: Vec<StructureFault>,
}

impl Binding<'_> {
    fn bind(&mut self) {
        let mut pointer = String::new();
        let mut node = self.nested.document();
        for step in SECTION.split('.') {
            let Some(below) = node.get(step) else { return };
            pointer = format!("{pointer}/{step}");
            if !below.is_object() {
                self.fault(None, StructureFaultKind::NotAMapping, pointer);
                return;
            }
            node = below;
        }
        for setting in Setting::ALL {
            if let Some(value) = node.get(setting.key()) {
                self.value(setting, value, format!("{pointer}/{}", setting.key()));
            }
        }
        if matches!(&self.section.smtp_authentication, Some(Given::Known(method)) if method.0 == typed::MS_OAUTH) {
            self.microsoft_oauth(node, &pointer);
        }
    }

    fn value(&mut self, setting: Setting, value: &Json, pointer: String) {
        let section = &mut self.section;
        let kind = match setting {
            Setting::SmtpServer => read(value, &mut section.smtp_server),
            Setting::SmtpPort => read(value, &mut section.smtp_port),
            Setting::SmtpEncryption => read(value, &mut section.smtp_encryption),
            Setting::SmtpAuthentication => read(value, &mut section.smtp_authentication),
            Setting::SmtpUsername => read(value, &mut section.smtp_username),
            Setting::OAuthClientId => read(value, &mut section.oauth_client_id),
            Setting::OAuthClientSecret => read(value, &mut section.oauth_client_secret),
            Setting::OAuthTenantId => read(value, &mut section.oauth_tenant_id),
        };
        if let Some(kind) = kind {
            self.fault(Some(setting), kind, pointer);
        }
    }

    fn microsoft_oauth(&mut self, section: &Json, pointer: &str) {
        for setting in Setting::ALL {
            let at = format!("{pointer}/{}", setting.key());
            match section.get(setting.key()) {
                None => self.fault(Some(setting), StructureFaultKind::Missing, pointer.to_owned()),
                Some(Json::String(text)) if text::is_empty(text) => {
                    self.fault(Some(setting), StructureFaultKind::Empty, at);
                }
                Some(_) => {}
            }
        }
        let expected = match &self.section.smtp_encryption {
            Some(Given::Known(Encryption(text))) if text != typed::TLS => Some("`TLS`"),
            _ => None,
        };
        self.not_for_microsoft(Setting::SmtpEncryption, expected, pointer);
        let expected = match &self.section.smtp_username {
            Some(Given::Known(Username(text))) if !text::is_address(text) => {
                Some("an address of the form name@domain.com")
            }
            _ => None,
        };
        self.not_for_microsoft(Setting::SmtpUsername, expected, pointer);
    }

    fn not_for_microsoft(&mut self, setting: Setting, expected: Option<&'static str>, section: &str) {
        if let Some(expected) = expected {
            let kind = StructureFaultKind::NotForMicrosoft(expected);
            self.fault(Some(setting), kind, format!("{section}/{}", setting.key()));
        }
    }

    fn fault(&mut self, setting: Option<Setting>, kind: StructureFaultKind, pointer: String) {
        let place = self.nested.place(&pointer).expect("what is judged stands in the file");
        // A missing setting has no place of its own: the section's key stands for it.
        let span = if kind == StructureFaultKind::Missing { place.key } else { place.span() };
        self.faults.push(StructureFault { setting, kind, pointer, span });
    }
}

/// Reads a value into its field, or says what is wrong with it.
fn read<T: SettingValue>(value: &Json, field: &mut Option<Given<T>>) -> Option<StructureFaultKind> {
    if value.is_object() || value.is_array() {
        return Some(StructureFaultKind::NotAValue);
    }
    match serde::Deserialize::deserialize(value) {
        Ok(given) => {
            *field = Some(given);
            None
        }
        Err(_) => Some(StructureFaultKind::NotOfType(T::EXPECTED)),
    }
}
