//! A value begins or ends with a space.
//!
//! # What
//!
//! A value in quotes begins or ends with a space, a tab or a line break, or a value is written as a block (`|`, `>`), which ends
//! with a line break. Without quotes, spaces at the edges are not part of a value.
//!
//! # Why
//!
//! Spring hands the value on as it is. Whether osweb drops the spaces is not documented; Microsoft does not: a secret with a space
//! is another secret. Of a port and of `TLS` and `MS_OAUTH` Spring itself usually drops them, so there it is a warning.
//!
//! # What to do
//!
//! Delete the spaces inside the quotes. Write a value on the line of its key instead of as a block.
//!
//! # References
//!
//! - YAML 1.1, block scalars and their line break: <https://yaml.org/spec/1.1/#id926836>
//! - Microsoft, client credentials: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>

use super::literal::Literal;
use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::edit::Edit;
use crate::property::Style;
use crate::settings::{Kind, Setting};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "surrounding-whitespace",
    group: Group::Values,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("surrounding-whitespace"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    for setting in Setting::ALL.into_iter().filter(|setting| !sink.is_reported(*setting)).collect::<Vec<_>>() {
        let Some(literal) = Literal::of(context, setting) else { continue };
        let trimmed = literal.text.trim();
        if trimmed == literal.text {
            line_end(rule, &literal, sink);
            continue;
        }
        let key = setting.key();
        let where_ = match (literal.text.starts_with(char::is_whitespace), literal.text.ends_with(char::is_whitespace))
        {
            (true, true) => "begins and ends",
            (true, false) => "begins",
            _ => "ends",
        };
        let line_break = literal.text.ends_with(['\n', '\r']);
        let tab = literal.text.trim_end_matches('\t').len() < literal.text.len() || literal.text.starts_with('\t');
        let what = if line_break && !literal.text.starts_with(char::is_whitespace) {
            "a line break"
        } else if tab {
            "a tab"
        } else {
            "a space"
        };
        let mut diagnostic = literal
            .at(rule, format!("the value of `{key}` {where_} with {what}"))
            .label(format!("{where_} with {what}"));
        diagnostic.help = if literal.property.value.style == Style::Block {
            "Write the value after the colon, without `|` or `>`.".to_owned()
        } else {
            at_the_edges(context, &literal)
        };
        if matches!(setting, Setting::SmtpPort | Setting::SmtpEncryption | Setting::SmtpAuthentication) {
            diagnostic.severity = Severity::Warning;
        }
        diagnostic = match inside_quotes(context, &literal) {
            Some(edits) => diagnostic.fix(literal.property.alias.is_none(), "delete the spaces", edits),
            None => literal.fix(diagnostic, true, trimmed),
        };
        sink.push(diagnostic);
        sink.mark_reported(setting);
    }
}

/// What to delete, and where: an escape by its name.
fn at_the_edges(context: &Context, literal: &Literal) -> String {
    let value = &literal.property.value;
    let raw = context.source.slice(value.span);
    let inside = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
    if !matches!(value.style, Style::DoubleQuoted | Style::SingleQuoted) {
        return "Delete what is around the value.".to_owned();
    }
    let escapes = |text: &str, end: bool| {
        let mut found = String::new();
        let mut rest = text;
        while let Some(escape) = ["\\n", "\\r", "\\t", "\\ "].into_iter().find(|escape| {
            value.style == Style::DoubleQuoted && if end { rest.ends_with(escape) } else { rest.starts_with(escape) }
        }) {
            rest = if end { &rest[..rest.len() - 2] } else { &rest[2..] };
            found = if end { format!("{escape}{found}") } else { format!("{found}{escape}") };
        }
        found
    };
    let mut parts = vec![];
    if literal.text.starts_with(char::is_whitespace) {
        let found = escapes(inside, false);
        parts.push(if found.is_empty() {
            "the spaces after the opening quote".to_owned()
        } else {
            format!("`{found}` after the opening quote")
        });
    }
    if literal.text.ends_with(char::is_whitespace) {
        let found = escapes(inside, true);
        parts.push(if found.is_empty() {
            "the spaces before the closing quote".to_owned()
        } else {
            format!("`{found}` before the closing quote")
        });
    }
    format!("Delete {}.", parts.join(" and "))
}

/// A comma or semicolon after a value that is right without it: the line comes from JSON or from a program.
fn line_end(rule: &Rule, literal: &Literal, sink: &mut Sink) {
    let setting = literal.setting;
    let value = literal.text.trim_end_matches([',', ';']);
    let sign = if literal.text.ends_with(',') { "comma" } else { "semicolon" };
    // What ends a secret may be a part of it.
    if value.len() == literal.text.len() || setting.kind() == Kind::Secret || !setting.kind().fits(value) {
        return;
    }
    let diagnostic = literal
        .at(rule, format!("the value of `{}` ends with a {sign}; lines of YAML do not end with one", setting.key()))
        .label(format!("ends with a {sign}"))
        .help(format!("Delete the {sign}."));
    sink.push(literal.fix(diagnostic, true, value));
    sink.mark_reported(setting);
}

/// The edits that remove the blanks between quotes and value, whether they are written as they are or as escapes. Unlike an edit
/// of the whole value they show nothing of a secret.
fn inside_quotes(context: &Context, literal: &Literal) -> Option<Vec<Edit>> {
    const ESCAPED: &[&str] = &["\\n", "\\r", "\\t", "\\ "];
    let value = &literal.property.value;
    let double = value.style == Style::DoubleQuoted;
    if !double && value.style != Style::SingleQuoted {
        return None;
    }
    let raw = context.source.slice(value.span);
    let inside = raw.get(1..raw.len().checked_sub(1)?)?;
    let escapes = if double { ESCAPED } else { &[] };
    let mut core = inside;
    while let Some(rest) =
        core.strip_prefix(char::is_whitespace).or_else(|| escapes.iter().find_map(|escape| core.strip_prefix(escape)))
    {
        core = rest;
    }
    let start = inside.len() - core.len();
    while let Some(rest) = core.strip_suffix(char::is_whitespace).or_else(|| {
        // An escaped backslash before an `n` is no escaped line break.
        let escape = escapes.iter().find_map(|escape| core.strip_suffix(escape));
        escape.filter(|rest| rest.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 0)
    }) {
        core = rest;
    }
    // Line breaks inside quotes are folded, and odd escapes are possible: then the value is written anew.
    let plain = !core.contains(['\\', '\n', '\r']) && core.replace("''", "'") == literal.text.trim();
    let from = value.span.start as usize + 1;
    let edges = [(from, from + start), (from + start + core.len(), from + inside.len())];
    let edits =
        edges.into_iter().filter(|(start, end)| start < end).map(|(start, end)| Edit::remove(Span::new(start, end)));
    plain.then(|| edits.collect())
}
