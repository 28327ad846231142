//! What differs when a file is an export rather than the file that the service reads.

use crate::diagnostic::Diagnostic;
use crate::edit::Edit;
use crate::parse::{Format, ParsedFile};
use crate::settings::Setting;
use crate::source::Span;

mod overriding;

/// Adapts what the rules found: edits are written for YAML, and an export is nothing to edit; an actuator export names the
/// file that a value comes from.
pub(super) fn adapt(reading: &ParsedFile, diagnostics: &mut [Diagnostic]) {
    if diagnostics.is_empty() || reading.format == Format::Yaml {
        return;
    }
    let places = Places::of(reading);
    for diagnostic in diagnostics {
        let keeps = |edits: &[Edit]| match reading.format {
            Format::Yaml => true,
            Format::Properties => edits.iter().all(|edit| is_plain(&places, edit)),
            Format::Json | Format::Actuator | Format::Registry => false,
        };
        diagnostic.fix.take_if(|fix| !keeps(&fix.edits));
        if reading.format == Format::Properties {
            diagnostic.help = flat(&diagnostic.help);
        }
        if let Some(help) = places.property(diagnostic).and_then(|index| overriding::help(reading, index)) {
            diagnostic.help = help;
        } else if let Some(origin) = origin(reading, &places, diagnostic) {
            diagnostic.help =
                format!("{} The export gives as origin: {origin}.", diagnostic.help).trim_start().to_owned();
        }
    }
}

/// Whether an edit means the same in `.properties`: one value or name is replaced by a word without special characters.
fn is_plain(places: &Places, edit: &Edit) -> bool {
    let word = |char: char| char.is_ascii_alphanumeric() || ".-_@".contains(char);
    let whole = places.near(edit.span).any(|(span, _)| span == edit.span);
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

/// Where the keys and values of all properties are, in the order of the file, each with the property's index.
struct Places(Vec<(Span, usize)>);

impl Places {
    fn of(reading: &ParsedFile) -> Self {
        let spans = reading
            .properties
            .iter()
            .enumerate()
            .flat_map(|(index, property)| [(property.value.span, index), (reading.key(property.key).span, index)]);
        let mut spans: Vec<_> = spans.collect();
        spans.sort_unstable();
        Self(spans)
    }

    /// Those that may hold a span: of places that do not overlap only the last ones that begin before it, or with it.
    fn near(&self, span: Span) -> impl Iterator<Item = (Span, usize)> {
        const NEAR: usize = 4;
        let end = self.0.partition_point(|(place, _)| place.start <= span.start);
        self.0[end.saturating_sub(NEAR)..end].iter().copied()
    }

    /// Index of the property that a diagnostic is about.
    fn property(&self, diagnostic: &Diagnostic) -> Option<usize> {
        let span = diagnostic.span;
        self.near(span).filter(|(place, _)| place.contains(span)).map(|(_, index)| index).min()
    }
}

/// The origin of the property that a diagnostic is about.
fn origin(reading: &ParsedFile, places: &Places, diagnostic: &Diagnostic) -> Option<String> {
    if reading.origins.is_empty() {
        return None;
    }
    let index = places.property(diagnostic)?;
    reading.origins.get(&index).map(ToString::to_string)
}
