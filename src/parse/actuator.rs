//! The answer of Spring Boot's actuator endpoint `env`: property sources in the order of their precedence, the first wins.
//!
//! Each property source becomes a document. The documents are numbered from the last source to the first, so that the
//! later document wins here as it does in a YAML file.
//!
//! Source: Spring Boot actuator reference, "Environment (env)".

use jsonc_parser::ast::{Object, Value as Json};
use jsonc_parser::common::Ranged;

use super::json::{Flattener, Refusal, parse, span};
use super::{Document, Format, ParsedFile};
use crate::property::NodeKind;
use crate::source::SourceFile;

mod environment;
mod origin;

pub use origin::Origin;

/// Reads an export.
pub fn read(source: &SourceFile) -> ParsedFile {
    let mut reading = ParsedFile { format: Format::Actuator, ..ParsedFile::default() };
    if let Err(refusal) = parse(source).and_then(|root| sources(&root, &mut reading)) {
        reading.faults.push(refusal.into());
    }
    reading
}

fn sources(root: &Object, reading: &mut ParsedFile) -> Result<(), Refusal> {
    let Some(sources) = root.get_array("propertySources") else {
        let message = "an answer of the actuator endpoint `env` has a list `propertySources`; this object has none";
        return Err(Refusal::at(span(root.range), message));
    };
    for (index, source) in sources.elements.iter().rev().enumerate() {
        let Json::Object(object) = source else {
            return Err(Refusal::at(span(source.range()), "a property source (an object) is expected here"));
        };
        let name = object.get_string("name").map_or("", |name| name.value.as_ref());
        let document = index as u32;
        reading.documents.push(Document { index: document, span: span(object.range), condition: None });
        reading.sources.push(name.to_owned());
        if let Some(properties) = object.get_object("properties") {
            read_source(properties, &environment::Names::of(name), &mut Flattener { reading, document });
        }
    }
    Ok(())
}

fn read_source(properties: &Object, names: &environment::Names, flattener: &mut Flattener) {
    for property in &properties.properties {
        let Json::Object(entry) = &property.value else { continue };
        let Some(value) = entry.get("value") else { continue };
        let segment = property.name.as_str();
        let key = flattener.key(segment, span(property.name.range()), None, NodeKind::Scalar);
        if let Some(origin) = entry.get_string("origin") {
            let index = flattener.reading.properties.len();
            flattener.reading.origins.insert(index, Origin::parse(&origin.value));
        }
        flattener.property(names.property(segment), key, &value.value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_source_is_the_last_document() {
        let text = r#"{"activeProfiles":["prod"],"propertySources":[
            {"name":"systemEnvironment","properties":{"FEATURESWITCHES_SENDEMAIL_SMTPPORT":{"value":"25",
              "origin":"System Environment Property \"FEATURESWITCHES_SENDEMAIL_SMTPPORT\""}}},
            {"name":"Config resource 'file [config/osweb-prod.yml]'","properties":{
              "featureSwitches.sendEmail.smtpPort":{"value":587,"origin":"file [config/osweb-prod.yml] - 4:15"},
              "featureSwitches.sendEmail.oAuthClientSecret":{"value":"******"}}}]}"#;
        let source = SourceFile::from_bytes("env.json", text.as_bytes().to_vec());
        let reading = read(&source);
        assert!(reading.faults.is_empty());
        let found: Vec<_> =
            reading.properties.iter().map(|p| (p.document, p.name.as_str(), p.value.text.as_str())).collect();
        assert_eq!(
            found,
            [
                (0, "featureSwitches.sendEmail.smtpPort", "587"),
                (0, "featureSwitches.sendEmail.oAuthClientSecret", "******"),
                (1, "featureswitches.sendemail.smtpport", "25"),
            ]
        );
        assert_eq!(reading.sources, ["Config resource 'file [config/osweb-prod.yml]'", "systemEnvironment"]);
        let origin = &reading.origins[&0];
        assert_eq!((origin.file(), origin.place()), (Some("config/osweb-prod.yml"), Some((4, 15))));
        assert_eq!(source.slice(reading.properties[0].value.span), "587");
    }
}
