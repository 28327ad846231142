//! A setting is given more than once.
//!
//! # What
//!
//! The same setting is in the file twice: under two spellings, nested and with dots, or in two documents that are active together.
//! If the values differ it is a warning; if they are equal, or a document with a condition replaces a value that counts
//! otherwise, as such documents are meant to, it is advice.
//!
//! # Why
//!
//! A later document wins over an earlier one, and inside a document the later of two equal names. Of two spellings in one document
//! the one with dashes wins, or else one that only the JVM's hash function knows. Whoever corrects the other one wonders why
//! nothing changes.
//!
//! # What to do
//!
//! Keep the one that is meant, in its documented spelling, and remove the other.
//!
//! # References
//!
//! - Spring Boot, order of property sources and documents: <https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.multi-document>
//! - Spring Boot, relaxed binding: <https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.typesafe-configuration-properties.relaxed-binding>

use super::{Context, Formats, Group, Rule, Sink, listed};
use crate::diagnostic::{Consequence, Severity};
use crate::parse::Format;
use crate::property::Property;
use crate::settings::{SECTION, Setting};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "conflicting-values",
    group: Group::Structure,
    severity: Severity::Warning,
    consequence: Consequence::Rest,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("conflicting-values"),
    check,
};

/// Settings that are given twice in the same way.
struct Conflict<'a> {
    severity: Severity,
    documents: (u32, u32),
    settings: Vec<Twice<'a>>,
}

/// The place that wins, and the nearest one that does not.
#[derive(Clone, Copy)]
struct Twice<'a> {
    setting: Setting,
    winner: &'a Property,
    other: &'a Property,
}

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    // The sources of an actuator's answer override each other by design; `show` tells which one wins.
    if context.reading.format == Format::Actuator {
        return;
    }
    let mut groups: Vec<Conflict> = vec![];
    for setting in Setting::ALL {
        let Some(twice) = twice(context, setting) else { continue };
        let severity = severity(context, twice);
        let documents = (twice.other.document, twice.winner.document);
        match groups.iter_mut().find(|group| (group.severity, group.documents) == (severity, documents)) {
            Some(group) => group.settings.push(twice),
            None => groups.push(Conflict { severity, documents, settings: vec![twice] }),
        }
    }
    for group in groups {
        sink.push(report(rule, context, &group));
    }
}

fn twice<'a>(context: &Context<'a>, setting: Setting) -> Option<Twice<'a>> {
    let winner = context.setting(setting)?;
    let properties = context.settings.occurrences(setting).iter().filter(|occurrence| occurrence.active);
    let others = properties.map(|occurrence| &context.reading.properties[occurrence.property]);
    let other = others.rev().find(|other| !std::ptr::eq(*other, winner))?;
    Some(Twice { setting, winner, other })
}

fn severity(context: &Context, twice: Twice) -> Severity {
    let conditional = |property: &Property| {
        context.reading.documents.get(property.document as usize).is_some_and(|document| document.condition.is_some())
    };
    let replaces = conditional(twice.winner) && !conditional(twice.other);
    if replaces || twice.winner.value.text == twice.other.value.text { Severity::Info } else { Severity::Warning }
}

fn report(rule: &Rule, context: &Context, group: &Conflict) -> crate::diagnostic::Diagnostic {
    let first = group.settings[0];
    let names: Vec<String> = group.settings.iter().map(|twice| format!("`{}`", twice.setting.key())).collect();
    let is = if names.len() == 1 { "is" } else { "are" };
    let equal = group.settings.iter().all(|twice| twice.winner.value.text == twice.other.value.text);
    let same = if equal {
        "the same value"
    } else if names.len() == 1 {
        "different values"
    } else {
        "values of which some differ"
    };
    let place = if group.documents.0 == group.documents.1 { "in one document" } else { "in two documents" };
    // The later place is where a person looks for the cause.
    let later = |twice: &Twice| {
        let (winner, other) = (shown(context, twice.winner), shown(context, twice.other));
        if winner >= other { (winner, other, true) } else { (other, winner, false) }
    };
    let (span, earlier, wins) = later(&first);
    let mut diagnostic = rule
        .at(
            span,
            format!(
                "{} {is} given twice {place}, with {same}",
                if names.len() == 8 { "all settings".to_owned() } else { listed(&names) }
            ),
        )
        .label(if wins { "this one wins" } else { "here too" })
        .related(earlier, if wins { "given before" } else { "this one wins" })
        .help("Keep one and remove the other.");
    diagnostic.severity = group.severity;
    for twice in &group.settings[1..] {
        let (span, earlier, _) = later(twice);
        let key = twice.setting.key();
        diagnostic = diagnostic.related(span, format!("`{key}`")).related(earlier, format!("`{key}` before"));
    }
    diagnostic.property(if names.len() == 1 { first.setting.name() } else { SECTION.to_owned() })
}

/// The value, or the key of one that is not written.
fn shown(context: &Context, property: &Property) -> Span {
    if property.value.span.is_empty() { context.key_span(property) } else { property.value.span }
}
