//! Characters of a value that are not what was meant: look-alikes, HTML entities, text converted twice, escapes nobody meant.

use std::ops::Range;

use super::super::literal::{Literal, of_setting, place_in};
use super::super::{Context, Rule, Sink};
use crate::character::{self, Kind};
use crate::diagnostic::Diagnostic;
use crate::edit::Edit;
use crate::property::value::parts::{self, Part};
use crate::property::{Content, Property, Style};
use crate::secret::names_secret;
use crate::settings::{Setting, validate};
use crate::source::{Span, mojibake};

/// No setting has a longer value, in bytes: what is longer is judged as a whole.
const LONGEST: usize = 4096;

/// Other places of one diagnostic that are named.
const PLACES: usize = 8;

pub(super) fn check(rule: &Rule, context: &Context, setting: Setting, sink: &mut Sink) {
    let Some(property) = context.setting(setting) else { return };
    if property.value.span.len().max(property.value.text.len()) > LONGEST {
        return;
    }
    let value = Value { rule, context, setting, property };
    let found = value.escapes().or_else(|| value.twice()).or_else(|| value.odd()).or_else(|| value.entities());
    if let Some(diagnostic) = found {
        sink.push(diagnostic);
        sink.mark_reported(setting);
    }
}

struct Value<'a> {
    rule: &'a Rule,
    context: &'a Context<'a>,
    setting: Setting,
    property: &'a Property,
}

impl<'a> Value<'a> {
    /// The text that was meant: Java reads `.properties` byte by byte.
    fn text(&self) -> &'a str {
        self.property.value.written()
    }

    fn place(&self, range: Range<usize>) -> Span {
        place_in(self.context, self.property, self.text(), range)
    }

    /// What is written out of the value: all of it, or what is beside its placeholders.
    fn known(&self) -> Vec<Range<usize>> {
        match self.property.value.content() {
            Content::Masked => vec![],
            Content::Literal | Content::Encrypted => std::iter::once(0..self.text().len()).collect(),
            Content::Placeholder => parts::parse(self.text())
                .into_iter()
                .filter_map(|part| match part {
                    Part::Text(range) => Some(range),
                    _ => None,
                })
                .collect(),
        }
    }

    fn at(&self, span: Span, message: String, label: String, help: String) -> Diagnostic {
        let diagnostic = self.rule.at(span, message).label(label).help(help).property(self.setting.name());
        match self.property.alias {
            Some(alias) => diagnostic.related(alias, format!("`{}` takes the value here", self.setting.key())),
            None => diagnostic,
        }
    }

    /// Replaces parts of the value, each where it is written; the whole value where they are not written as they are read.
    fn with_fix(&self, diagnostic: Diagnostic, edits: &[(Range<usize>, String)], meant: &str) -> Diagnostic {
        let safe = self.setting.kind().fits(meant) && self.property.alias.is_none();
        let spans: Vec<Edit> =
            edits.iter().map(|(range, text)| Edit::replace(self.place(range.clone()), text.as_str())).collect();
        let whole = spans.iter().any(|edit| edit.span == self.property.value.span);
        let mut edited = self.text().to_owned();
        for (range, text) in edits.iter().rev() {
            edited.replace_range(range.clone(), text);
        }
        match Literal::of(self.context, self.setting) {
            Some(literal) if whole || edited != meant => literal.fix(diagnostic, safe, meant),
            Some(_) if !meant.is_empty() => {
                let title = match names_secret(self.setting.key()) {
                    true => "write what was meant".to_owned(),
                    false => format!("write `{meant}`"),
                };
                diagnostic.fix(safe, title, spans)
            }
            _ => diagnostic,
        }
    }

    /// Characters that look like others, or like nothing.
    fn odd(&self) -> Option<Diagnostic> {
        let text = self.text();
        let foreign = |at: usize| self.setting == Setting::SmtpServer && is_foreign_label(text, at);
        let found: Vec<(usize, char)> = self
            .known()
            .into_iter()
            .flat_map(|range| text[range.clone()].char_indices().map(move |(at, char)| (range.start + at, char)))
            .filter(|(at, char)| character::odd(*char).is_some() && !foreign(*at))
            .collect();
        let (at, char) = *found.first()?;
        let odd = character::odd(char)?;
        let (key, named) = (self.setting.key(), character::named(char));
        let (what, help) = match (odd.kind, odd.twin.as_deref()) {
            (Kind::Space, _) => (
                "which looks like a space and is none".to_owned(),
                "Delete it; where a space is meant, type one.".to_owned(),
            ),
            (Kind::Invisible, _) => ("which cannot be seen".to_owned(), "Delete it.".to_owned()),
            (Kind::Lost, _) => (
                "what a conversion leaves of a character that it does not know".to_owned(),
                "Type the character that was there.".to_owned(),
            ),
            (Kind::LookAlike, Some("\"" | "'")) => (
                "a typographic quote".to_owned(),
                "Delete it: most values need no quotes, and YAML knows only the straight ones.".to_owned(),
            ),
            (Kind::LookAlike, Some(twin)) => {
                (format!("which looks like `{twin}`"), format!("Type `{twin}` in its place."))
            }
            (Kind::LookAlike, None) => {
                ("which looks like another character".to_owned(), "Type the character that is meant.".to_owned())
            }
        };
        let place = |at: usize, char: char| self.place(at..at + char.len_utf8());
        let message = format!("the value of `{key}` contains {named}, {what}");
        let mut diagnostic = self.at(place(at, char), message, named, help);
        for (at, char) in found.iter().skip(1).take(PLACES) {
            let span = place(*at, *char);
            if span != diagnostic.span {
                diagnostic = diagnostic.related(span, character::named(*char));
            }
        }
        let plain = character::plain(text).filter(|_| self.property.value.content() == Content::Literal);
        let Some(plain) = plain else { return Some(diagnostic) };
        let meant = plain.trim().trim_matches(['"', '\'']).trim();
        let twin = |char: char| character::odd(char).and_then(|odd| odd.twin).unwrap_or_default();
        let edits: Vec<_> = found.iter().map(|(at, char)| (*at..*at + char.len_utf8(), twin(*char))).collect();
        // Where the result is not what the setting wants only what cannot be seen is surely not meant.
        let sure = self.setting.kind().fits(meant)
            || found.iter().all(|(_, char)| character::odd(*char).is_some_and(|odd| odd.kind != Kind::LookAlike));
        Some(if sure && !meant.is_empty() { self.with_fix(diagnostic, &edits, meant) } else { diagnostic })
    }

    /// `&amp;`, `&#64;`.
    fn entities(&self) -> Option<Diagnostic> {
        let text = self.text();
        let mut found = vec![];
        for range in self.known() {
            let mut from = range.start;
            while let Some(at) = text[from..range.end].find('&').map(|at| from + at) {
                from = at + 1;
                let Some(end) = text[at..range.end].find(';').map(|end| at + end + 1) else { break };
                found.extend(entity(&text[at + 1..end - 1]).map(|char| (at..end, char)));
            }
        }
        let (range, char) = found.first()?.clone();
        let entity = &text[range.clone()];
        let message = format!(
            "the value of `{}` contains `{entity}`, which is an HTML entity for `{char}`: it was copied from the source of a page",
            self.setting.key()
        );
        let span = self.place(range);
        let mut diagnostic =
            self.at(span, message, "an HTML entity".to_owned(), format!("Write `{char}` for `{entity}`."));
        for (range, _) in found.iter().skip(1).take(PLACES) {
            let span = self.place(range.clone());
            if span != diagnostic.span {
                diagnostic = diagnostic.related(span, "another one");
            }
        }
        let edits: Vec<_> = found.into_iter().map(|(range, char)| (range, char.to_string())).collect();
        let mut meant = text.to_owned();
        for (range, char) in edits.iter().rev() {
            meant.replace_range(range.clone(), char);
        }
        Some(self.with_fix(diagnostic, &edits, &meant))
    }

    /// `Ã¼` for `ü`.
    fn twice(&self) -> Option<Diagnostic> {
        let text = self.text();
        let (start, (range, was)) =
            self.known().into_iter().find_map(|known| Some((known.start, mojibake::converted_twice(&text[known])?)))?;
        let range = range.start + start..range.end + start;
        let message =
            format!("the value of `{}` was converted to UTF-8 twice: it was `{was}` here", self.setting.key());
        let help = format!("Type it again: `{was}`.");
        Some(self.at(self.place(range), message, "converted twice".to_owned(), help))
    }

    /// In double quotes a backslash begins an escape.
    fn escapes(&self) -> Option<Diagnostic> {
        let value = &self.property.value;
        if value.style != Style::DoubleQuoted || value.content() == Content::Masked {
            return None;
        }
        let raw = self.context.source.slice(value.span);
        let inside = raw.get(1..raw.len().checked_sub(1)?)?;
        // At the edges it is a space too many, which another rule tells.
        let end = inside.len();
        let (at, what) = escapes(inside).find(|(at, _)| {
            let blank = |text: &str| text.replace("\\n", "").replace("\\r", "").replace("\\t", "").trim().is_empty();
            !blank(&inside[..*at]) && !blank(&inside[(*at + 2).min(end)..])
                || !"nrt".contains(&inside[*at + 1..*at + 2])
        })?;
        let sign = &inside[at..at + 2];
        let start = value.span.start as usize + 1 + at;
        let key = self.setting.key();
        let message =
            format!("`{key}` contains {what}: in double quotes `{sign}` is {what}; single quotes keep the backslash");
        let address = inside.rsplit('\\').next().filter(|last| validate::address_fault(last).is_none());
        let help = match address.filter(|_| self.setting == Setting::SmtpUsername) {
            Some(address) => format!("Write `smtpUsername: {address}`."),
            None => "Put the value in single quotes: they keep a backslash as it is.".to_owned(),
        };
        let diagnostic = of_setting(self.setting).at(Span::new(start, start + 2), message);
        Some(diagnostic.label(what).help(help).property(self.setting.name()))
    }
}

/// The escapes of a double-quoted text that make a control character or a space that is none, and what each makes.
fn escapes(inside: &str) -> impl Iterator<Item = (usize, &'static str)> {
    const ESCAPES: &[(char, &str)] = &[
        ('0', "a null character"),
        ('a', "a bell character"),
        ('b', "a backspace"),
        ('t', "a tab"),
        ('n', "a line break"),
        ('v', "a vertical tab"),
        ('f', "a form feed"),
        ('r', "a carriage return"),
        ('e', "an escape character"),
        ('N', "a line break (U+0085)"),
        ('_', "a no-break space"),
        ('L', "a line break (U+2028)"),
        ('P', "a line break (U+2029)"),
    ];
    let mut chars = inside.char_indices();
    std::iter::from_fn(move || {
        loop {
            let (at, char) = chars.next()?;
            if char != '\\' {
                continue;
            }
            let (_, sign) = chars.next()?;
            if let Some((_, what)) = ESCAPES.iter().find(|(known, _)| *known == sign) {
                return Some((at, *what));
            }
        }
    })
}

/// Whether the label of a host name around an offset is all of another alphabet: it is a name of its own, not a look-alike.
fn is_foreign_label(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('.').map_or(0, |dot| dot + 1);
    let end = text[at..].find('.').map_or(text.len(), |dot| at + dot);
    let label = &text[start..end];
    let own = |char: char| char.is_alphabetic() && !char.is_ascii() && character::odd(char).is_none();
    !label.contains(|char: char| char.is_ascii_alphabetic()) && label.contains(own)
}

/// The character that an HTML entity stands for, where it is one that a setting may hold.
fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).filter(|char| !char.is_control());
    }
    const NAMED: &[(&str, char)] = &[
        ("amp", '&'),
        ("apos", '\''),
        ("colon", ':'),
        ("commat", '@'),
        ("dollar", '$'),
        ("equals", '='),
        ("gt", '>'),
        ("hyphen", '-'),
        ("lowbar", '_'),
        ("lt", '<'),
        ("nbsp", '\u{a0}'),
        ("num", '#'),
        ("percnt", '%'),
        ("period", '.'),
        ("plus", '+'),
        ("quot", '"'),
        ("sol", '/'),
        ("tilde", '~'),
    ];
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, char)| *char)
}
