//! Text beside a placeholder that can never be right, whatever the variable holds.

use crate::diagnostic::Diagnostic;
use crate::property::Content;
use crate::property::value::parts::{self, Part};
use crate::rules::Context;
use crate::rules::literal::{of_setting, place};
use crate::settings::{Kind, Setting, validate};

/// The text around a setting's placeholders, judged by the rule of the setting.
pub(super) fn fault(context: &Context, setting: Setting) -> Option<Diagnostic> {
    let property = context.setting(setting)?;
    if property.value.content() != Content::Placeholder {
        return None;
    }
    let value = property.value.text.as_str();
    let parts = parts::parse(value);
    let texts: Vec<_> = parts
        .iter()
        .enumerate()
        .filter_map(|(index, part)| match part {
            Part::Text(range) => Some((index, range.clone())),
            _ => None,
        })
        .collect();
    let last = parts.len() - 1;
    let (range, why) = texts.iter().find_map(|(index, range)| {
        let place = match *index {
            0 => Place::Before,
            index if index == last => Place::After,
            _ => Place::Between,
        };
        Some((range.clone(), wrong(setting.kind(), &value[range.clone()], place)?))
    })?;
    let at = value[range.clone()].to_owned();
    let place = place(context, property, range.clone());
    let side = if range.start == 0 { "in front of" } else { "after" };
    let key = setting.key();
    let shown = if setting == Setting::OAuthClientSecret { "a text".to_owned() } else { context.quoted(at.trim_end()) };
    let message = format!("{shown} stays {side} whatever the variable holds; `{key}` {why}");
    let whole: String = parts
        .iter()
        .filter_map(|part| match part {
            Part::Placeholder(placeholder) => Some(&value[placeholder.range.clone()]),
            _ => None,
        })
        .collect();
    let help = match setting.kind() {
        Kind::Secret => "Write the placeholder alone.".to_owned(),
        Kind::Host if at.strip_prefix(':').is_some_and(|port| validate::port(port).is_some()) => {
            format!("Write `smtpServer: {}`, and the port as `smtpPort: {}`.", &value[..range.start], &at[1..])
        }
        Kind::Host if at.strip_suffix(':').is_some_and(validate::is_host) => {
            format!("Write `smtpServer: {}`, and the port as `smtpPort: {whole}`.", &at[..at.len() - 1])
        }
        Kind::Host
            if at
                .split_once("://")
                .is_some_and(|(_, rest)| rest.is_empty() || wrong(setting.kind(), rest, Place::Before).is_none()) =>
        {
            format!("Write `smtpServer: {}`.", value.split_once("://").map_or("", |(_, rest)| rest))
        }
        _ if whole.contains(':') => format!("Write the placeholder alone as `{key}`."),
        _ => format!("Write `{key}: {whole}`, and give the variable the whole value."),
    };
    let diagnostic = of_setting(setting).at(place, format!("`{key}` can never be right: {message}"));
    Some(diagnostic.label("always a part of the value").help(help).property(setting.name()))
}

/// Where a text is among the placeholders.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Before,
    Between,
    After,
}

/// What the setting must be, if the text keeps it from being that.
fn wrong(kind: Kind, text: &str, place: Place) -> Option<String> {
    let only = |allowed: fn(char) -> bool| text.chars().all(allowed);
    let host = |char: char| char.is_alphanumeric() || matches!(char, '.' | '-' | '_');
    let part_of = |whole: &str| match place {
        Place::Before => whole.starts_with(text),
        Place::After => whole.ends_with(text),
        Place::Between => whole.contains(text),
    };
    let (right, must) = match kind {
        Kind::Host => {
            let right = only(host) || (place == Place::Before && text == "[") || (place == Place::After && text == "]");
            (right, "must be a host name, without scheme, port or path".to_owned())
        }
        Kind::Port => (only(|char| char.is_ascii_digit()), "must be a number".to_owned()),
        Kind::Word(word, _) => (part_of(word), format!("must be `{word}`")),
        Kind::Address => {
            let allowed = only(|char| char.is_ascii() && !char.is_ascii_control() && !" \\<>();:,[]\"".contains(char));
            let ats = text.matches('@').count();
            let edge = match place {
                Place::Before => text.starts_with(['@', '.', '\'']),
                Place::After => text.ends_with(['@', '.', '\'']),
                Place::Between => false,
            };
            let right = allowed && ats <= 1 && !edge && !text.contains("..");
            (right, "must be the address of a mailbox, name@domain.com".to_owned())
        }
        Kind::Guid => {
            let right = only(|char| char.is_ascii_hexdigit() || char == '-') && text.len() < 36;
            (right, "must be a GUID".to_owned())
        }
        Kind::Tenant => {
            let right = only(|char| char.is_ascii_alphanumeric() || matches!(char, '-' | '.'));
            (right, "must be a GUID or a domain".to_owned())
        }
        Kind::Secret => {
            let right = !text.contains(char::is_whitespace) && !text.contains(['"', '\'']);
            (right, "must not contain a space or a quote".to_owned())
        }
    };
    (!right).then_some(must)
}
