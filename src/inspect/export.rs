//! What differs when a file is an export rather than the file that the service reads.

use crate::diagnostic::Diagnostic;
use crate::edit::Edit;
use crate::parse::{Format, ParsedFile};
use crate::settings::Setting;

mod overriding;

/// Adapts what the rules found: edits are written for YAML, and an export is nothing to edit; an actuator export names the
/// file that a value comes from.
pub(super) fn adapt(reading: &ParsedFile, diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics {
        let keeps = |edits: &[Edit]| match reading.format {
            Format::Yaml => true,
            Format::Properties => edits.iter().all(|edit| is_plain(reading, edit)),
            Format::Json | Format::Actuator | Format::Registry => false,
        };
        diagnostic.fix.take_if(|fix| !keeps(&fix.edits));
        if reading.format == Format::Properties {
            diagnostic.help = flat(&diagnostic.help);
        }
        if let Some(help) = property(reading, diagnostic).and_then(|index| overriding::help(reading, index)) {
            diagnostic.help = help;
        } else if let Some(origin) = origin(reading, diagnostic) {
            diagnostic.help =
                format!("{} The export gives as origin: {origin}.", diagnostic.help).trim_start().to_owned();
        }
    }
}

/// Whether an edit means the same in `.properties`: one value or name is replaced by a word without special characters.
fn is_plain(reading: &ParsedFile, edit: &Edit) -> bool {
    let word = |char: char| char.is_ascii_alphanumeric() || ".-_@".contains(char);
    let whole = reading
        .properties
        .iter()
        .any(|property| property.value.span == edit.span || reading.key(property.key).span == edit.span);
    whole && !edit.replacement.is_empty() && edit.replacement.chars().all(word)
}

/// A help for lines with full names and `=`, where quotes are text.
fn flat(help: &str) -> String {
    let mut flat = help.replace(" and put it in single quotes", "").replace(", in single quotes", "");
    for setting in Setting::ALL {
        let (key, name) = (setting.key(), setting.name());
        flat = flat.replace(&format!("`{name}: "), &format!("`{name}="));
        flat = flat.replace(&format!("`{key}: "), &format!("`{name}="));
    }
    flat
}

/// Index of the property that a diagnostic is about.
fn property(reading: &ParsedFile, diagnostic: &Diagnostic) -> Option<usize> {
    reading.properties.iter().position(|property| {
        property.value.span.contains(diagnostic.span) || reading.key(property.key).span.contains(diagnostic.span)
    })
}

/// The origin of the property that a diagnostic is about.
fn origin(reading: &ParsedFile, diagnostic: &Diagnostic) -> Option<String> {
    if reading.origins.is_empty() {
        return None;
    }
    let index = property(reading, diagnostic)?;
    reading.origins.get(&index).map(ToString::to_string)
}
