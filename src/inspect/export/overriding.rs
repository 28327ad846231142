//! What an actuator export says of a value that does not come from a file: an environment variable, a system property or an argument
//! beats every file, so that a change of the file changes nothing.
//!
//! Source: Spring Boot reference, "Externalized Configuration", the order of property sources.

use crate::parse::{Format, ParsedFile};
use crate::property::{Property, name};
use crate::secret;

/// Property sources that beat files, by their names in an export, and what is removed there.
const SOURCES: &[(&str, &str, &str)] = &[
    ("systemEnvironment", "environment variable", ""),
    ("systemProperties", "system property", "-D"),
    ("commandLineArgs", "command-line argument", "--"),
    ("SPRING_APPLICATION_JSON", "setting of SPRING_APPLICATION_JSON", ""),
    ("spring.application.json", "setting of SPRING_APPLICATION_JSON", ""),
];

/// What to remove, and what it overrides; `None` for a value that comes from a file.
pub(super) fn help(reading: &ParsedFile, index: usize) -> Option<String> {
    if reading.format != Format::Actuator {
        return None;
    }
    let property = &reading.properties[index];
    let source = reading.sources.get(property.document as usize)?;
    let (_, kind, before) = SOURCES.iter().find(|(end, ..)| source.ends_with(end))?;
    let written = &reading.key(property.key).segment;
    let Some((other, below)) = overridden(reading, property) else {
        return Some(format!(
            "The value comes from the {kind} `{before}{written}`, which beats every file: correct or remove it where the service is started."
        ));
    };
    let value = &below.value.text;
    let shown = if secret::names_secret(&below.name) || value.is_empty() {
        "the value".to_owned()
    } else {
        format!("`{value}`")
    };
    let place = match reading.origins.get(&other) {
        Some(origin) => format!(" of {origin}"),
        None => {
            reading.sources.get(below.document as usize).map(|source| format!(" of `{source}`")).unwrap_or_default()
        }
    };
    Some(format!(
        "Remove the {kind} `{before}{written}` where the service is started: it overrides {shown}{place}, so that a change there has no effect."
    ))
}

/// The property that counts once this one is gone.
fn overridden<'r>(reading: &'r ParsedFile, property: &Property) -> Option<(usize, &'r Property)> {
    let canonical = name::canonical(&property.name);
    let lower = reading
        .properties
        .iter()
        .enumerate()
        .filter(|(_, other)| other.document < property.document && name::canonical(&other.name) == canonical);
    lower.max_by_key(|(_, other)| other.document)
}
