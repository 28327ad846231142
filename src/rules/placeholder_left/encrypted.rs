//! Encrypted values that nothing decrypts: `{Cipher}`, `ENC(` without its end, `DEC(…)`.
//!
//! Sources: Spring Cloud Config, "Encryption and Decryption"; jasypt-spring-boot, readme (`ENC(…)`, and its Maven plugin's `DEC(…)`).

use super::super::literal::{Literal, place};
use super::super::{Context, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::property::Content;
use crate::settings::Setting;

/// What is wrong with a value that was meant to be encrypted, where it is not recognised as such.
pub(super) fn fault(rule: &Rule, literal: &Literal, text: &str) -> Option<Diagnostic> {
    let key = literal.setting.key();
    let starts = |mark: &str| text.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    let (message, label, help) = if starts("DEC(") && text.ends_with(')') {
        (
            format!("`{key}` is `DEC(…)`, the mark of jasypt's Maven plugin for what it is still to encrypt"),
            "not encrypted yet",
            "Let the plugin encrypt it, which makes it `ENC(…)`, or write the value itself.".to_owned(),
        )
    } else if starts("ENC(") && !text.ends_with(')') {
        (
            format!("`{key}` begins with `ENC(`, but `)` is missing at its end, so nothing decrypts it"),
            "`)` is missing",
            "Add `)` at the end; if the text was cut there, encrypt the value again.".to_owned(),
        )
    } else if starts("ENC(") {
        (
            format!("`{key}` is marked as `{}…)`; only `ENC(…)` in capitals is decrypted", &text[..4]),
            "not in capitals",
            "Write `ENC(` in capitals.".to_owned(),
        )
    } else if starts("{cipher}") {
        (
            format!("`{key}` begins with `{}`; only `{{cipher}}` in lower case is decrypted", &text[..8]),
            "not in lower case",
            "Write `{cipher}` in lower case.".to_owned(),
        )
    } else {
        return None;
    };
    let mut diagnostic = literal.at(rule, message).label(label).help(help);
    diagnostic.severity = Severity::Warning;
    Some(diagnostic)
}

/// What is wrong with a value that is recognised as encrypted.
pub(super) fn broken(rule: &Rule, context: &Context, setting: Setting) -> Option<Diagnostic> {
    let property = context.setting(setting)?;
    if property.value.content() != Content::Encrypted {
        return None;
    }
    let text = property.value.text.as_str();
    let key = setting.key();
    let start = text.find(['}', '(']).map_or(0, |at| at + 1);
    let body = text[start..].trim_end().trim_end_matches(')');
    let (range, message, label, help) = if body.trim().is_empty() {
        (
            0..text.len(),
            format!("`{key}` is marked as encrypted, but nothing follows the mark"),
            "nothing to decrypt",
            "Write the encrypted text after it, or `${NAME}` for a variable.",
        )
    } else if let Some(at) = text
        .trim_end()
        .char_indices()
        .skip_while(|(at, char)| *at < start || char.is_whitespace() && *at == start)
        .find_map(|(at, char)| char.is_whitespace().then_some(at))
    {
        (
            at..at + text[at..].chars().next().map_or(0, char::len_utf8),
            format!("a space is inside the encrypted value of `{key}`, which cannot be decrypted then"),
            "a space",
            "Write the whole encrypted value in one line, without a space: a value that goes on in the next line gets one.",
        )
    } else if text.trim_start() != text && text.trim_start().starts_with('{') {
        (
            0..1,
            format!("a space is before `{{cipher}}` in `{key}`, so Spring does not decrypt the value"),
            "a space",
            "Delete the space at the start of the value.",
        )
    } else {
        return None;
    };
    let mut diagnostic = rule.at(place(context, property, range), message).label(label).help(help);
    diagnostic.severity = Severity::Warning;
    Some(diagnostic.property(setting.name()))
}
