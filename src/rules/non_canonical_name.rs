//! A name is spelt differently from the documentation.
//!
//! # What
//!
//! Spring's relaxed binding takes `smtp-server`, `smtp_server` and `SMTPSERVER` for the same setting. The documentation writes
//! `smtpServer`.
//!
//! # Why
//!
//! How osweb reads its settings is not public. If it asks for the documented name directly (`@Value`), no other spelling is found.
//!
//! # What to do
//!
//! Write the names as the documentation does.
//!
//! # References
//!
//! - Spring Boot, relaxed binding: <https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.typesafe-configuration-properties.relaxed-binding>
//! - enaio documentation: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>

use super::path::{self, Element};
use super::{Context, Formats, Group, Rule, Sink, listed};
use crate::diagnostic::{Consequence, Severity};
use crate::edit::Edit;
use crate::property::name;
use crate::settings::{SECTION, Setting};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "non-canonical-name",
    group: Group::Structure,
    severity: Severity::Info,
    consequence: Consequence::Rest,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("non-canonical-name"),
    check,
};

/// A name and its documented spelling.
struct Spelling {
    element: Element,
    documented: &'static str,
    setting: Option<Setting>,
}

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    let spellings = spellings(context);
    let Some(first) = spellings.first() else { return };
    // With dots the same name comes up in every line; it is told once.
    let mut distinct: Vec<&Spelling> = vec![];
    for spelling in &spellings {
        let known = |other: &&Spelling| {
            (other.documented, &other.element.text) == (spelling.documented, &spelling.element.text)
        };
        if !distinct.iter().any(known) {
            distinct.push(spelling);
        }
    }
    let names: Vec<String> = distinct.iter().map(|spelling| format!("`{}`", spelling.documented)).collect();
    let written: Vec<String> = distinct.iter().map(|spelling| context.quoted(&spelling.element.text)).collect();
    let message = match distinct.len() {
        1 => format!("{} is spelt {} in the documentation", written[0], names[0]),
        2 | 3 => format!("{} are spelt {} in the documentation", listed(&written), listed(&names)),
        many => format!("{many} names of the section are spelt differently in the documentation"),
    };
    let mut diagnostic =
        rule.at(first.element.span, message).label(format!("documented as {}", names[0])).help(format!(
            "Write {}: how osweb looks for its settings is not public.",
            if names.len() > 3 { "the names as the documentation does".to_owned() } else { listed(&names) }
        ));
    diagnostic = diagnostic.property(match first.setting {
        Some(setting) if distinct.len() == 1 => setting.name(),
        _ => SECTION.to_owned(),
    });
    for spelling in &distinct[1..] {
        diagnostic = diagnostic.related(spelling.element.span, format!("documented as `{}`", spelling.documented));
    }
    let title =
        if names.len() == 1 { format!("write {}", names[0]) } else { "write the names as documented".to_owned() };
    if let Some(edits) = edits(context, &spellings) {
        diagnostic = diagnostic.fix(true, title, edits);
    }
    sink.push(diagnostic);
}

fn spellings(context: &Context) -> Vec<Spelling> {
    let names: Vec<&'static str> = SECTION.split('.').collect();
    let mut spellings: Vec<Spelling> = vec![];
    let occurrences = Setting::ALL.into_iter().flat_map(|setting| {
        context
            .settings
            .occurrences(setting)
            .iter()
            .filter(|place| place.active)
            .map(move |place| (setting, place.property))
    });
    for (setting, index) in occurrences {
        let property = &context.reading.properties[index];
        if property.name.strip_prefix(SECTION).and_then(|rest| rest.strip_prefix('.')) == Some(setting.key()) {
            continue;
        }
        let elements = path::elements(context, property);
        let documented = names.iter().map(|name| (*name, None)).chain([(setting.key(), Some(setting))]);
        for (element, (documented, setting)) in elements.into_iter().zip(documented) {
            // Characters that look like others have a rule of their own.
            let other = element.text != documented && element.text.is_ascii() && name::same(&element.text, documented);
            if other && !spellings.iter().any(|known| known.element.span == element.span) {
                spellings.push(Spelling { element, documented, setting });
            }
        }
    }
    spellings.sort_by_key(|spelling| spelling.element.span);
    spellings
}

/// The edits that write the documented names; `None` where they would touch something else as well.
fn edits(context: &Context, spellings: &[Spelling]) -> Option<Vec<Edit>> {
    let mut edits = vec![];
    for Spelling { element, documented, .. } in spellings {
        let written = context.source.slice(element.span);
        let at = written.find(element.text.as_str())?;
        let start = element.span.start as usize + at;
        edits.push(Edit::replace(Span::new(start, start + element.text.len()), *documented));
        let key = context.reading.keys.iter().find(|key| key.span.contains(element.span))?;
        // Beside the documented name it would be a duplicate key.
        let renamed = key.segment.replacen(element.text.as_str(), documented, 1);
        if context.reading.keys.iter().any(|other| {
            other.document == key.document
                && other.parent == key.parent
                && name::same(&other.segment, &renamed)
                && other.span != key.span
        }) {
            return None;
        }
    }
    let referred = Setting::ALL
        .into_iter()
        .filter_map(|setting| context.setting(setting))
        .any(|property| property.alias.is_some());
    (!referred).then_some(edits)
}
