//! One property as `show` prints it.

use std::collections::HashSet;

use serde::Serialize;

use crate::inspect::View;
use crate::parse::{Format, registry};
use crate::property::{Content, Property, ValueKind, name};
use crate::report::pretty;
use crate::secret;
use crate::source::Span;

/// A property. The JSON form is a contract: `{"version":1,"properties":[…]}` with these fields.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// The name as Spring's property source holds it.
    pub name: String,
    /// The name as Spring compares it.
    pub canonical: String,
    /// The value as the JVM gets it; absent for a secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The value's type in the JVM.
    pub kind: ValueKind,
    /// Line of the key, from 1.
    pub line: usize,
    /// The document that holds the property, from 0.
    pub document: u32,
    /// Whether the value is a secret.
    pub masked: bool,
    /// The file of lower precedence that supplies the property.
    #[serde(rename = "path", skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// Of an actuator export: the property source that holds the property.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Of an actuator export: where the property comes from, as the export says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Whether the origin names a file.
    #[serde(skip)]
    pub named: bool,
    /// Of a registry export: the registry key that holds the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The same setting elsewhere, without effect; the next in precedence first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Row>,
    /// The file.
    #[serde(skip)]
    pub file: String,
    /// What the file holds, where the JVM gets something else.
    #[serde(skip)]
    pub written: Option<String>,
    /// What can be said of the value's content.
    #[serde(skip)]
    pub content: Content,
}

impl Row {
    /// A property of a file.
    pub fn new(inspection: &View, property: &Property, secrets: &Secrets) -> Self {
        let value = &property.value;
        let masked =
            name::is_secret(&property.name) || secrets.hold(property) || !secret::exposes(&value.text).is_empty();
        let reading = &inspection.reading;
        let key = reading.key(property.key).span;
        // Few formats know origins, and looking for the property takes its time.
        let index = (!reading.origins.is_empty())
            .then(|| reading.properties.iter().position(|other| std::ptr::eq(other, property)))
            .flatten();
        let origin = index.and_then(|index| reading.origins.get(&index));
        Self {
            name: property.name.clone(),
            canonical: name::canonical(&property.name),
            value: (!masked).then(|| value.text.clone()),
            kind: value.kind,
            line: inspection.source.line(key.start),
            document: property.document,
            masked,
            base: None,
            source: reading.sources.get(property.document as usize).cloned(),
            origin: origin.map(ToString::to_string),
            named: origin.is_some_and(|origin| origin.file().is_some()),
            key: (reading.format == Format::Registry).then(|| registry::path(reading, property).to_owned()),
            overrides: vec![],
            file: inspection.source.name().to_owned(),
            written: value.written.as_deref().filter(|_| !masked).map(str::to_owned),
            content: value.content(),
        }
    }

    /// The first of several rows for the same setting, the others overridden by it.
    pub fn winner(mut rows: Vec<Self>) -> Option<Self> {
        let mut overrides = rows.split_off(rows.len().min(1));
        let mut row = rows.pop()?;
        row.overrides.append(&mut overrides);
        Some(row)
    }

    /// The property comes from a file of lower precedence.
    pub fn supplied(mut self) -> Self {
        self.base = Some(self.file.clone());
        self
    }
}

/// The values of properties that hold a secret.
pub(super) struct Secrets<'i> {
    /// Where they stand: by an alias other properties can have their value from there.
    places: HashSet<Span>,
    /// The values themselves: one may have been pasted into the wrong property as well.
    texts: HashSet<&'i str>,
}

impl<'i> Secrets<'i> {
    /// Finds them.
    pub fn new(inspection: &'i View) -> Self {
        // A shorter text is no secret of Microsoft's, and may well be an ordinary value elsewhere.
        const SHORTEST: usize = 8;
        let secrets = || inspection.reading.properties.iter().filter(|property| is_credential(property));
        let texts = secrets().map(|property| property.value.text.trim());
        Self {
            places: secrets().map(|property| property.value.span).collect(),
            texts: texts.filter(|text| text.len() >= SHORTEST).collect(),
        }
    }

    fn hold(&self, property: &Property) -> bool {
        self.places.contains(&property.value.span) || self.texts.contains(property.value.text.trim())
    }
}

/// Whether a property holds a secret itself. Many more have a word of secrets in their names: `key-serializer`, the
/// `provider` of `client-credentials`; their values may well be those of others, and are no secrets there.
fn is_credential(property: &Property) -> bool {
    let key = name::canonical(property.name.rsplit('.').next().unwrap_or(&property.name));
    let speaks = name::is_password(&key) || ["secret", "token", "credential"].iter().any(|word| key.ends_with(word));
    speaks && property.value.content() == Content::Literal
}

/// The JSON form.
pub(super) fn json(rows: &[Row]) -> String {
    #[derive(Serialize)]
    struct Document<'a> {
        version: u32,
        properties: &'a [Row],
    }
    pretty(&Document { version: 1, properties: rows })
}
