//! A byte-order mark in a `.properties` file, where Java takes it for text.

use super::super::{Context, Rule, Sink};
use crate::diagnostic::Severity;
use crate::parse::Format;
use crate::property::name;
use crate::settings::{SECTION, Setting, key_below_section};
use crate::source::Span;

pub(super) fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    if context.reading.format != Format::Properties {
        return;
    }
    let Some(key) = context.reading.keys.first().filter(|key| key.segment.starts_with(name::MARK)) else { return };
    let first = key.segment.strip_prefix(name::MARK).unwrap_or_default();
    let canonical = name::canonical(first);
    let lost = key_below_section(&canonical).map(Setting::from_key);
    let line = context.source.line_span(0);
    let span = if key.span.is_empty() { line } else { Span { start: 0, end: key.span.end } };
    let why = "Spring keeps the byte-order mark at the start of a .properties file as a part of the first name";
    let message = match lost {
        Some(Some(setting)) => format!("`{}` is missing: {why}", setting.key()),
        _ if first.starts_with(['#', '!']) => format!("{why}, so the comment of line 1 becomes a property"),
        _ => why.to_owned(),
    };
    let mut diagnostic = rule
        .at(span, message)
        .label("begins with U+FEFF, which cannot be seen")
        .help("Save the file without a byte-order mark: as UTF-8, not as \"UTF-8 with BOM\".");
    diagnostic = diagnostic.property(match lost {
        Some(Some(setting)) => setting.name(),
        _ => SECTION.to_owned(),
    });
    match lost {
        Some(setting) => setting.into_iter().for_each(|setting| sink.mark_reported(setting)),
        None => diagnostic.severity = Severity::Warning,
    }
    sink.push(diagnostic);
}
