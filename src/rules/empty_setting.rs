//! A setting, or the whole section, is empty.
//!
//! # What
//!
//! Nothing is after the key, or only spaces, `~`, `null` or empty quotes. A value that begins with `#` is empty too: the `#`
//! makes a comment of it.
//!
//! # Why
//!
//! Spring hands on an empty text, which is not the same as a setting that is not there: a default, or the value of a file of
//! lower precedence, does not take its place.
//!
//! # What to do
//!
//! Write the value, in single quotes if it begins with `#`, or remove the line if the setting is not meant.
//!
//! # References
//!
//! - YAML 1.1, null: <https://yaml.org/type/null.html>
//! - enaio documentation: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>

use super::form::Form;
use super::path;
use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::property::{NodeKind, Property, ValueKind};
use crate::settings::{SECTION, Setting};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "empty-setting",
    group: Group::Structure,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("empty-setting"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    if sink.all_reported() {
        return;
    }
    if let Some(span) = section(context) {
        sink.push(
            rule.at(span, format!("`{SECTION}` is empty"))
                .label("nothing below it")
                .help("Write the eight settings below it, each indented deeper than `sendEmail:`.")
                .property(SECTION),
        );
        sink.mark_all_reported();
        return;
    }
    let form = Form::of(context);
    for setting in Setting::ALL {
        let Some(property) = context.setting(setting).filter(|_| !sink.is_reported(setting)) else { continue };
        if !property.value.text.trim().is_empty() || property.value.kind == ValueKind::EmptyList {
            continue;
        }
        let key = setting.key();
        let span = if property.value.span.is_empty() { context.key_span(property) } else { property.value.span };
        let written = context.source.slice(property.value.span);
        let mut diagnostic = if swallowed(context, property) {
            rule.at(span, format!("`{key}` is empty: a value that begins with `#` is a comment"))
                .label("nothing but a comment after it")
                .help(format!("Put the value in single quotes: `{key}: '#…'`."))
        } else if let Some(sign @ ('&' | '!')) = behind(context, property).chars().next() {
            rule.at(
                span,
                format!(
                    "`{key}` is empty: a text that begins with `{sign}` is {}, not a value",
                    if sign == '&' { "an anchor" } else { "a type tag" }
                ),
            )
            .label("no value")
            .help(format!("Put the value in single quotes: `{key}: '{sign}…'`."))
        } else if matches!(property.value.kind, ValueKind::Null) && !written.is_empty() {
            rule.at(span, format!("`{key}` is empty: `{written}` is nothing in YAML"))
                .label("nothing")
                .help(setting.definition().hint)
        } else {
            rule.at(span, format!("`{key}` is empty")).label("no value").help(setting.definition().hint)
        };
        if !form.is_microsofts() {
            diagnostic.severity = Severity::Warning;
        }
        sink.push(diagnostic.property(setting.name()));
        // What `~` is to the JVM is still worth a word, and nothing else is.
        sink.mark_reported(setting);
    }
}

/// The key of a section without anything below it.
fn section(context: &Context) -> Option<Span> {
    let settings = context.settings;
    let any = Setting::ALL.into_iter().any(|setting| context.setting(setting).is_some());
    if any || !settings.others.is_empty() || !settings.base.is_empty() {
        return None;
    }
    let place = settings.sections.iter().find(|place| place.exact)?;
    let key = context.reading.key(place.key);
    let empty = match key.below {
        NodeKind::Scalar => true,
        NodeKind::Mapping { .. } => true,
        NodeKind::Sequence => false,
    };
    let element = path::of_key(context, place.key).pop()?;
    empty.then_some(element.span)
}

/// What stands behind the colon of a setting without a value.
fn behind<'a>(context: &Context<'a>, property: &Property) -> &'a str {
    if property.alias.is_some() || !property.value.span.is_empty() {
        return "";
    }
    let key = context.key_span(property);
    let line = context.source.line_span(key.end);
    context.source.slice(Span { start: key.end, end: line.end }).trim_start().trim_start_matches(':').trim_start()
}

/// Whether the value went into a comment: `secret: #abc`.
fn swallowed(context: &Context, property: &Property) -> bool {
    let comment = behind(context, property).strip_prefix('#');
    comment.is_some_and(|text| text.starts_with(|char: char| !char.is_whitespace()))
}
