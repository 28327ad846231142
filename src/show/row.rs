//! One property as `show` prints it.

use serde::Serialize;

use crate::inspect::View;
use crate::parse::{Format, registry};
use crate::property::{Content, Property, ValueKind, name};
use crate::report::pretty;
use crate::secret::Mask;

/// A property. The JSON form is a contract: `{"version":1,"properties":[…]}` with these fields.
#[derive(Debug, Serialize)]
pub struct Row {
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
    pub(super) fn new(inspection: &View, property: &Property, secrets: &Secrets) -> Self {
        let value = &property.value;
        let mask = secrets.0;
        let masked = mask.hides(property);
        let shown = mask.name(&property.name);
        // What is left of a name with a secret in it is not compared.
        let canonical = if shown == property.name { name::canonical(&shown) } else { shown.clone() };
        let reading = &inspection.reading;
        let key = reading.key(property.key).span;
        // Few formats know origins, and looking for the property takes its time.
        let index = (!reading.origins.is_empty())
            .then(|| reading.properties.iter().position(|other| std::ptr::eq(other, property)))
            .flatten();
        let origin = index.and_then(|index| reading.origins.get(&index));
        Self {
            name: shown,
            canonical,
            value: (!masked).then(|| value.text.clone()),
            kind: value.kind,
            line: inspection.source.line(key.start),
            document: property.document,
            masked,
            base: None,
            source: reading.sources.get(property.document as usize).map(|source| mask.text(source)),
            origin: origin.map(|origin| mask.text(&origin.to_string())),
            named: origin.is_some_and(|origin| origin.file().is_some()),
            key: (reading.format == Format::Registry).then(|| mask.text(registry::path(reading, property))),
            overrides: vec![],
            file: inspection.source.name().to_owned(),
            written: value.written.as_deref().filter(|_| !masked).map(str::to_owned),
            content: value.content(),
        }
    }

    /// The first of several rows for the same setting, the others overridden by it.
    pub(super) fn winner(mut rows: Vec<Self>) -> Option<Self> {
        let mut overrides = rows.split_off(rows.len().min(1));
        let mut row = rows.pop()?;
        row.overrides.append(&mut overrides);
        Some(row)
    }

    /// The property comes from a file of lower precedence.
    pub(super) fn supplied(mut self) -> Self {
        self.base = Some(self.file.clone());
        self
    }
}

/// What is not shown of a file.
pub(super) struct Secrets<'i>(&'i Mask);

impl<'i> Secrets<'i> {
    /// Finds it.
    pub fn new(inspection: &'i View) -> Self {
        Self(inspection.mask())
    }
}

/// The JSON form.
pub fn json(rows: &[Row]) -> String {
    #[derive(Serialize)]
    struct Document<'a> {
        version: u32,
        properties: &'a [Row],
    }
    pretty(&Document { version: 1, properties: rows })
}
