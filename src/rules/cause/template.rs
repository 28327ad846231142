//! Marks of tools that should have rewritten the file before it was deployed.

use super::{Cause, Text};
use crate::settings::Setting;
use crate::source::Span;

/// What an expression begins and ends with, and whose it is.
const TEMPLATES: &[(&str, &str, &str)] = &[
    ("{{-", "}}", "a Helm template (`{{- … }}`)"),
    ("{{ .", "}}", "a Helm template (`{{ .Values… }}`)"),
    ("{{.", "}}", "a Helm template (`{{ .Values… }}`)"),
    ("{{", "}}", "a template (`{{ … }}`, as of Ansible, Jinja or Helm)"),
    ("{%", "%}", "a template (`{% … %}`, as of Ansible or Jinja)"),
    ("<%", "%>", "a template (`<% … %>`)"),
    ("{#", "#}", "a template's comment (`{# … #}`, as of Ansible or Jinja)"),
    ("<#", ">", "a template (FreeMarker)"),
];

/// An expression of a template, or a Maven placeholder in the place of a value.
pub(super) fn of(text: &Text) -> Option<Cause> {
    let mut places: Vec<(usize, Span, &str)> = vec![];
    for (number, line) in text.lines.content() {
        let maven = maven(line.value());
        let found = TEMPLATES.iter().find_map(|(open, close, whose)| {
            let content = line.text.trim_start();
            let at = if content.starts_with(open) { line.lead } else { line.value + line.value().find(open)? };
            // In quotes it is a text like any other to the parser.
            let inside = line.value().starts_with(['"', '\'']) && at >= line.value;
            let end = line.text[at..].find(close).map_or(line.text.trim_end().len(), |end| at + end + close.len());
            (!inside).then_some((line.span(at, end), *whose))
        });
        match (maven, found) {
            (true, _) => places.push((number, line.value_span(), "a Maven placeholder (`@…@`)")),
            (_, Some((span, whose))) => places.push((number, span, whose)),
            _ => {}
        }
    }
    let (number, span, whose) = *places.first()?;
    if number > text.fault_line() {
        return None;
    }
    let setting = text.lines.all[number].key.and_then(Setting::from_key);
    let help = format!(
        "{} The build or the deployment should have done so; check the file that it writes.",
        setting.map_or("Write the value in its place.", |setting| setting.definition().hint)
    );
    let message = format!("{whose} that nothing replaced");
    Some(
        Cause::new("placeholder-left", span, message, help)
            .label("left over")
            .also(places[1..].iter().map(|(_, span, _)| *span), "left over, too"),
    )
}

/// `@mail.host@`, `@project.version@`, alone or with text around.
fn maven(value: &str) -> bool {
    let Some(rest) = value.strip_prefix('@') else { return false };
    rest.split_once('@').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|char| char.is_ascii_alphanumeric() || "._-".contains(char))
    })
}
