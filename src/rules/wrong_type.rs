//! A mapping, a list or a text is given where something else is expected.
//!
//! # What
//!
//! `featureSwitches` or `sendEmail` is a list or a text instead of a mapping with settings below it, or one of the settings is a
//! list or a mapping instead of a single value. Common ways to get there: a `- ` before the first setting, a missing space after
//! a colon (`smtpServer:smtp.office365.com` is one text), and braces or brackets around a value without quotes.
//!
//! # Why
//!
//! osweb does not find the settings, or fails when it reads them.
//!
//! # What to do
//!
//! Write each setting as `name: value` on a line of its own, indented below `sendEmail:`, with a space after the colon. Put
//! a value that begins with `{` or `[` in single quotes.
//!
//! # References
//!
//! - YAML 1.1, flow collections and block mappings: <https://yaml.org/spec/1.1/#id902561>
//! - Spring Boot, YAML: <https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.yaml>

use super::path::{self, Element};
use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::edit::Edit;
use crate::parse::Format;
use crate::property::{NodeKind, Property, ValueKind, name};
use crate::settings::{SECTION, Setting, validate};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "wrong-type",
    group: Group::Structure,
    severity: Severity::Error,
    consequence: Consequence::Start,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("wrong-type"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    section(rule, context, sink);
    settings(rule, context, sink);
}

/// The section, `featureSwitches` or the whole file.
fn section(rule: &Rule, context: &Context, sink: &mut Sink) {
    let settings = context.settings;
    let any = Setting::ALL.into_iter().any(|setting| context.setting(setting).is_some());
    let places = settings.scalars.iter().chain(&settings.misshapen).map(|index| &context.reading.properties[*index]);
    let Some(mut diagnostic) = places
        .filter_map(|property| of_section(rule, context, property))
        .next()
        .or_else(|| if any || settings.is_present() { None } else { of_file(rule, context) })
    else {
        return;
    };
    if any {
        // The settings are found in another place of the file; what stands here means nothing.
        diagnostic.severity = Severity::Warning;
    } else {
        sink.mark_all_reported();
    }
    sink.push(diagnostic);
}

fn of_section(rule: &Rule, context: &Context, property: &Property) -> Option<Diagnostic> {
    let elements = path::elements(context, property);
    let section = path::section();
    let list = elements.iter().position(|element| element.text.starts_with('['));
    if let Some(list) = list {
        let key = elements.get(list.checked_sub(1)?)?;
        // A list of other switches is no business of ours while the section is found.
        let ours = elements.iter().any(|element| element.canonical == section[1] || setting(element).is_some());
        if list == 1 && !ours && context.settings.is_present() {
            return None;
        }
        let below = if list == 1 { "`sendEmail` and other switches" } else { "the settings" };
        return Some(
            rule.at(key.span, format!("`{}` is a list; expected {below} below it by name", key.text))
                .label("a list")
                .help("Remove the `- ` before the names below it.")
                .property(documented(list)),
        );
    }
    let value = &property.value;
    if value.text.trim().is_empty() && value.kind != ValueKind::EmptyList {
        return None;
    }
    let key = elements.last()?;
    let (what, help) = match value.kind {
        ValueKind::EmptyList => {
            ("an empty list".to_owned(), "Write the settings below it, indented, as `name: value`.")
        }
        _ if lacks_space(&value.text) => (
            "read as one text, since a space is missing after a colon".to_owned(),
            "Write `name: value` with a space after the colon.",
        ),
        ValueKind::Boolean => (
            format!(
                "`{}`; it is not a switch, but has {} below it",
                value.written(),
                if elements.len() == 1 { "`sendEmail`" } else { "the settings" }
            ),
            "Remove the value and write the settings below it, indented, as `name: value`.",
        ),
        _ => ("a single value".to_owned(), "Write the settings below it, indented, as `name: value`."),
    };
    let flat = context.reading.format == Format::Properties;
    let help = if flat { "Remove the line: the settings have lines with their full names." } else { help };
    let span = if value.span.is_empty() { key.span } else { value.span };
    Some(
        rule.at(span, format!("`{}` is {what}", key.text))
            .label("expected settings")
            .help(help)
            .property(documented(elements.len())),
    )
}

/// Whether a text is settings whose colons lack their space.
fn lacks_space(text: &str) -> bool {
    text.split_whitespace().any(|word| word.split_once(':').is_some_and(|(name, _)| Setting::from_key(name).is_some()))
}

/// The file as a whole is a text or a list.
fn of_file(rule: &Rule, context: &Context) -> Option<Diagnostic> {
    let candidates = context.reading.properties_under(|name| name == "document");
    let property = candidates.into_iter().map(|index| &context.reading.properties[index]).find(|property| {
        let top = context.reading.key(property.key);
        top.parent.is_none() && top.span.is_empty() && property.name == "document"
    })?;
    let help = if property.value.text.contains('=') {
        "The lines look like a `.properties` file. In YAML write `name: value`, with a colon and a space."
    } else {
        "Write `name: value`, with a colon and a space, and indent what is below a name."
    };
    Some(
        rule.at(property.value.span, "the file is one text to YAML, not settings")
            .label("one text")
            .help(help)
            .property(SECTION),
    )
}

/// Settings that are not a single value.
fn settings(rule: &Rule, context: &Context, sink: &mut Sink) {
    let section = path::section();
    let mut reported = vec![];
    let mut places: Vec<(Setting, Element)> = vec![];
    for index in &context.settings.others {
        let elements = path::elements(context, &context.reading.properties[*index]);
        if let Some(setting) = elements.get(section.len()).and_then(setting) {
            places.push((setting, elements[section.len()].clone()));
        }
    }
    for occurrence in
        Setting::ALL.into_iter().filter_map(|setting| context.setting(setting).map(|property| (setting, property)))
    {
        let (setting, property) = occurrence;
        if property.value.kind == ValueKind::EmptyList {
            places.extend(path::elements(context, property).pop().map(|element| (setting, element)));
        }
    }
    // An empty mapping gives no property at all.
    for id in context.reading.mappings_like(|segment| Setting::of_name(segment).is_some()) {
        let key = context.reading.key(id);
        let active = context.view.is_active(key.document);
        let Some(last) = Setting::of_name(&key.segment) else { continue };
        if active && name::canonical(&context.reading.name(id)) == name::canonical(&last.name()) {
            places.extend(path::of_key(context, id).pop().map(|element| (last, element)));
        }
    }
    for (setting, element) in places {
        if reported.contains(&setting) || sink.is_reported(setting) {
            continue;
        }
        reported.push(setting);
        let key = context.reading.keys.iter().find(|key| key.span.contains(element.span));
        let below = key.map_or(NodeKind::Scalar, |key| key.below);
        sink.push(of_setting(rule, context, setting, &element, below));
        sink.mark_reported(setting);
    }
}

fn of_setting(rule: &Rule, context: &Context, setting: Setting, element: &Element, below: NodeKind) -> Diagnostic {
    let key = setting.key();
    let is = match below {
        NodeKind::Sequence => "a list",
        NodeKind::Mapping { flow: true, .. } => "in braces, which YAML reads as a mapping",
        _ => "a mapping with names below it",
    };
    let diagnostic = rule
        .at(element.span, format!("`{key}` is {is}; it must be a single value"))
        .label("expected a single value")
        .property(setting.name());
    match guid_in_braces(context, below) {
        Some((span, guid)) if setting != Setting::OAuthClientSecret => diagnostic
            .help(format!("Write the ID without braces: `{key}: {guid}`."))
            .fix(true, format!("write `{guid}`"), vec![Edit::replace(span, guid)]),
        _ => diagnostic.help(format!(
            "Write the value after the colon: `{key}: {}`. A value that begins with a bracket needs single quotes.",
            setting.definition().written
        )),
    }
}

/// `{7a4be21f-…}` without quotes.
fn guid_in_braces(context: &Context, below: NodeKind) -> Option<(Span, String)> {
    let NodeKind::Mapping { span, flow: true } = below else { return None };
    validate::hidden_guid(context.source.slice(span)).map(|guid| (span, guid))
}

fn setting(element: &Element) -> Option<Setting> {
    Setting::from_key(&element.canonical)
}

/// The first elements of the section's name.
fn documented(elements: usize) -> String {
    SECTION.split('.').take(elements).collect::<Vec<_>>().join(".")
}
