//! A character that looks like another one.
//!
//! # What
//!
//! A value or a name of the section holds a no-break blank, a typographic quote or dash, a zero-width character, a byte-order mark,
//! or a letter of another alphabet that looks like a Latin one. Such characters come along when text is copied from a web
//! page, a word processor, a chat or a mail. In names the places before the key count too: a no-break blank does not indent.
//!
//! # Why
//!
//! The eye does not see it, and the program takes it for a part of the value: the server is not found, the ID is unknown, the
//! secret is wrong.
//!
//! # What to do
//!
//! Delete the character and type it anew: a straight quote, a hyphen, an ordinary blank.
//!
//! # References
//!
//! - Unicode, General Punctuation: <https://www.unicode.org/charts/PDF/U2000.pdf>
//! - YAML 1.1, white space: <https://yaml.org/spec/1.1/#id871856>

use super::path::{self, Element};
use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::edit::Edit;
use crate::parse::ParseErrorKind;
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
    judges_refused: true,
    page: rule_page!("suspicious-character"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    if !context.reading.faults.is_empty() {
        refused(rule, context, sink);
        return;
    }
    mark::check(rule, context, sink);
    keys(rule, context, sink);
    for setting in Setting::ALL {
        if !sink.is_reported(setting) {
            value::check(rule, context, setting, sink);
        }
    }
}

/// What a character is that looks like another one, and what was probably meant.
fn look_alike(char: char) -> Option<(&'static str, &'static str)> {
    Some(match char {
        '\u{a0}' | '\u{202f}' => ("a no-break blank", " "),
        '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}' => ("a blank of unusual width", " "),
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{180e}' => ("a zero-width character", ""),
        '\u{ad}' => ("a soft hyphen", ""),
        '\u{feff}' => ("a byte-order mark", ""),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            ("an invisible mark of direction", "")
        }
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2039}' | '\u{203a}' | '\u{b4}' => ("a typographic quote", "'"),
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => ("a typographic quote", "\""),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => ("a typographic dash", "-"),
        '\u{ff01}'..='\u{ff5e}' => ("a full-width character", ""),
        '\u{370}'..='\u{3ff}' => ("a Greek letter", ""),
        '\u{400}'..='\u{52f}' => ("a Cyrillic letter", ""),
        '\u{fffd}' => ("a character that got lost in a conversion", ""),
        _ => return None,
    })
}

/// The character itself is named rather than shown: it may be invisible, or a part of a secret.
fn named(char: char, what: &str) -> String {
    format!("{what} (U+{:04X})", u32::from(char))
}

fn first(text: &str) -> Option<(usize, char, &'static str)> {
    text.char_indices().find_map(|(at, char)| look_alike(char).map(|(what, _)| (at, char, what)))
}

fn keys(rule: &Rule, context: &Context, sink: &mut Sink) {
    let section = path::section();
    let mut misread: Option<Diagnostic> = None;
    let mut lost = vec![];
    if context.reading.has_ascii_keys() {
        return;
    }
    for (index, key) in context.reading.keys.iter().enumerate() {
        let active = context.active.get(key.document as usize).copied().unwrap_or(true);
        let Some((at, char, what)) = first(&key.segment).filter(|_| active && !key.segment.starts_with(name::MARK))
        else {
            continue;
        };
        let elements = path::of_key(context, KeyId(index as u32));
        let setting = elements.last().and_then(|last| Setting::from_key(&last.canonical));
        let is_ours = |element: &Element| section.contains(&element.canonical);
        if setting.is_none() && !elements.iter().any(is_ours) {
            continue;
        }
        let full: Vec<_> = full_path(context, KeyId(index as u32));
        let prefix = full.iter().zip(&section).all(|(element, section)| element == section);
        let written = context.source.slice(key.span);
        let place = written.find(char).map_or(key.span, |found| {
            let start = key.span.start as usize + found;
            Span::new(start, start + char.len_utf8())
        });
        let name = setting.map_or_else(|| elements[0].canonical.clone(), |setting| setting.key().to_owned());
        let name = if setting.is_none() { documented(&name) } else { name };
        if prefix {
            // Spring's relaxed binding passes over the character; any other way of reading the setting does not.
            let mut diagnostic = rule.at(place, format!("the name `{name}` holds {}", named(char, what)));
            diagnostic.severity = Severity::Warning;
            diagnostic = diagnostic
                .label(what)
                .help(format!("Write the name anew: `{name}`."))
                .property(property_name(setting, &name));
            if written == key.segment && elements.len() == 1 {
                diagnostic = diagnostic.fix(true, format!("write `{name}`"), vec![Edit::replace(key.span, name)]);
            }
            sink.push(diagnostic);
            continue;
        }
        lost.extend(setting);
        if misread.is_none() {
            let message = match at {
                0 => format!(
                    "before `{name}` stands {}, which does not indent: the key is read as a part of another level",
                    named(char, what)
                ),
                _ => format!("the name `{name}` holds {}, so it is not found", named(char, what)),
            };
            misread = Some(
                rule.at(place, message)
                    .label(what)
                    .help("Delete what stands before the key and indent with ordinary blanks, as the neighbouring lines do.")
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

/// In a file that the JVM refuses: a blank that is none, on the line where the JVM gives up.
fn refused(rule: &Rule, context: &Context, sink: &mut Sink) {
    let Some(fault) = context.reading.faults.first().filter(|fault| fault.kind == ParseErrorKind::Syntax) else {
        return;
    };
    let line = context.source.line_span(fault.span.start);
    let text = context.source.slice(line);
    let code = text.find(" #").map_or(text, |comment| &text[..comment]);
    let blank = |char: char| look_alike(char).is_some_and(|(_, plain)| plain.trim().is_empty() && char != '\u{fffd}');
    let before_value = code.find(": ").map_or(code.len(), |colon| colon + 1);
    let Some((at, char)) = code[..before_value].char_indices().find(|(_, char)| blank(*char) && !char.is_alphabetic())
    else {
        return;
    };
    let Some((what, _)) = look_alike(char) else { return };
    let start = line.start as usize + at;
    let mut diagnostic = rule
        .at(
            Span::new(start, start + char.len_utf8()),
            format!("{} stands where YAML needs an ordinary blank", named(char, what)),
        )
        .label(what)
        .help("Delete it and type an ordinary blank.");
    diagnostic.consequence = Consequence::Start;
    sink.push(diagnostic);
}
