//! A character that looks like another one.
//!
//! # What
//!
//! A value or a name of the section contains a no-break space, a typographic quote or dash, a zero-width character, a byte-order mark,
//! or a letter of another alphabet that looks like a Latin one. Such characters come along when text is copied from a web
//! page, a word processor, a chat or a mail. In names the places before the key count too: a no-break space does not indent.
//!
//! # Why
//!
//! The eye does not see it, and the program takes it for a part of the value: the server is not found, the ID is unknown, the
//! secret is wrong.
//!
//! # What to do
//!
//! Delete the character and retype it: a straight quote, a hyphen, an ordinary space.
//!
//! # References
//!
//! - Unicode, General Punctuation: <https://www.unicode.org/charts/PDF/U2000.pdf>
//! - YAML 1.1, white space: <https://yaml.org/spec/1.1/#id871856>

use super::path;
use super::{Context, Formats, Group, Rule, Sink};
use crate::character;
use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::edit::Edit;
use crate::property::{KeyId, name};
use crate::settings::Setting;
use crate::source::Span;

mod mark;
mod value;

pub(super) const RULE: Rule = Rule {
    name: "suspicious-character",
    group: Group::Values,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("suspicious-character"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    mark::check(rule, context, sink);
    keys(rule, context, sink);
    for setting in Setting::ALL {
        if !sink.is_reported(setting) {
            value::check(rule, context, setting, sink);
        }
    }
}

/// The first odd character of a text: where, and which.
fn first(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|(_, char)| character::odd(*char).is_some())
}

/// What is said of a character: its name, and what it looks like.
fn described(char: char) -> String {
    let name = character::named(char);
    match character::odd(char).and_then(|odd| odd.twin) {
        Some(twin) if !twin.trim().is_empty() => format!("{name}, which looks like `{twin}`"),
        _ => name,
    }
}

/// The elements of a name as they are meant: each odd character replaced by its twin.
fn meant(segment: &str) -> Vec<String> {
    let plain = character::plain(segment).unwrap_or_else(|| segment.to_owned());
    plain.split('.').map(name::canonical).collect()
}

fn keys(rule: &Rule, context: &Context, sink: &mut Sink) {
    let section = path::section();
    let mut misread: Option<Diagnostic> = None;
    let mut lost = vec![];
    if context.reading.has_ascii_keys() {
        return;
    }
    for (index, key) in context.reading.keys.iter().enumerate() {
        let active = context.view.is_active(key.document);
        let Some((at, char)) = first(&key.segment).filter(|_| active && !key.segment.starts_with(name::MARK)) else {
            continue;
        };
        let elements = path::of_key(context, KeyId(index as u32));
        let meant = meant(&key.segment);
        let read = elements.last().and_then(|last| Setting::from_key(&last.canonical));
        let setting = read.or_else(|| Setting::from_key(meant.last()?));
        let ours = |element: &&String| section.contains(*element);
        let canonical: Vec<String> = elements.iter().map(|element| element.canonical.clone()).collect();
        let Some(element) =
            canonical.iter().chain(&meant).find(ours).cloned().or_else(|| setting.map(|_| String::new()))
        else {
            continue;
        };
        let full: Vec<_> = full_path(context, KeyId(index as u32));
        let prefix = full.iter().zip(&section).all(|(element, section)| element == section);
        let written = context.source.slice(key.span);
        let place = written.find(char).map_or(key.span, |found| {
            let start = key.span.start as usize + found;
            Span::new(start, start + char.len_utf8())
        });
        let name = setting.map_or_else(|| documented(&element), |setting| setting.key().to_owned());
        // A look-alike is never deleted: where its twin does not give the name, something else is wrong as well.
        let known = character::plain(&key.segment).is_some();
        let certain = known && written == key.segment && elements.len() == 1 && meant == [name::canonical(&name)];
        if prefix {
            // Spring's relaxed binding passes over some characters; any other way of reading the setting does not.
            let found = read == setting && canonical.iter().any(|one| *one == name::canonical(&name));
            let lost = if found { "" } else { ", so that osweb does not find it" };
            let mut diagnostic =
                rule.at(place, format!("the name `{name}` contains {}{lost}", described(char))).label("this character");
            diagnostic.severity = if found { Severity::Warning } else { Severity::Error };
            diagnostic =
                diagnostic.help(format!("Type the name again: `{name}`.")).property(property_name(setting, &name));
            if certain {
                diagnostic = diagnostic.fix(true, format!("write `{name}`"), vec![Edit::replace(key.span, name)]);
            }
            sink.push(diagnostic);
            if let Some(setting) = setting.filter(|_| !found) {
                sink.mark_reported(setting);
            }
            continue;
        }
        lost.extend(setting);
        if misread.is_none() {
            let message = match at {
                0 => format!(
                    "before `{name}` is {}, which does not indent: the key is read as a part of another level",
                    character::named(char)
                ),
                _ => format!("the name `{name}` contains {}, so it is not found", described(char)),
            };
            misread = Some(
                rule.at(place, message)
                    .label("this character")
                    .help(
                        "Delete what is before the key and indent with ordinary spaces, as the neighbouring lines do.",
                    )
                    .property(property_name(setting, &name)),
            );
        }
    }
    let Some(diagnostic) = misread else { return };
    sink.push(diagnostic);
    let others = Setting::ALL.into_iter().any(|setting| context.setting(setting).is_some());
    if others {
        lost.into_iter().for_each(|setting| sink.mark_reported(setting));
    } else {
        sink.mark_all_reported();
    }
}

fn property_name(setting: Option<Setting>, name: &str) -> String {
    setting.map_or_else(|| name.to_owned(), Setting::name)
}

fn documented(canonical: &str) -> String {
    let known =
        crate::settings::SECTION.split('.').find(|element| crate::property::name::canonical(element) == canonical);
    known.unwrap_or(canonical).to_owned()
}

fn full_path(context: &Context, id: KeyId) -> Vec<String> {
    let mut ids = vec![id];
    while let Some(parent) = context.reading.key(ids[ids.len() - 1]).parent {
        ids.push(parent);
    }
    ids.into_iter().rev().flat_map(|id| path::of_key(context, id)).map(|element| element.canonical).collect()
}
