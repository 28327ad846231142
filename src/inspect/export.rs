//! What differs when a file is an export rather than the file that the service reads.

use crate::diagnostic::Diagnostic;
use crate::edit::Edit;
use crate::parse::{Format, ParsedFile};

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
        if let Some(origin) = origin(reading, diagnostic) {
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

/// The origin of the property that a diagnostic is about.
fn origin(reading: &ParsedFile, diagnostic: &Diagnostic) -> Option<String> {
    if reading.origins.is_empty() {
        return None;
    }
    let index = reading.properties.iter().position(|property| {
        property.value.span.contains(diagnostic.span) || reading.key(property.key).span.contains(diagnostic.span)
    })?;
    reading.origins.get(&index).map(ToString::to_string)
}
