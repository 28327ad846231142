//! What a setting is where no variable gives its placeholders: judged by the rules of its value, as if it were written out.

use super::literal::place;
use super::{Context, Group, Sink, listed};
use crate::diagnostic::{Diagnostic, Severity};
use crate::edit::Edit;
use crate::property::value::parts::{self, Part};
use crate::property::{Content, Property, ValueKind};
use crate::settings::{Setting, Settings};

/// Judges the defaults of all settings that no rule has spoken of.
pub(super) fn judge(context: &Context, sink: &mut Sink) {
    let unset: Vec<(Setting, usize, String)> = Setting::ALL
        .into_iter()
        .filter(|setting| !sink.is_reported(*setting))
        .filter_map(|setting| Some((setting, context.settings.index(setting)?, without_variables(context, setting)?)))
        .collect();
    if unset.is_empty() {
        return;
    }
    let mut reading = context.reading.clone();
    for (_, property, text) in &unset {
        let value = &mut reading.properties[*property].value;
        value.text.clone_from(text);
        value.written = None;
        value.kind = ValueKind::String;
    }
    let mut settings = Settings::bind(&reading, context.active);
    settings.base.clone_from(&context.settings.base);
    let alone = Context { reading: &reading, settings: &settings, ..*context };
    let mut found = Sink::default();
    for setting in Setting::ALL.into_iter().filter(|setting| !unset.iter().any(|(unset, ..)| unset == setting)) {
        found.mark_reported(setting);
    }
    for rule in super::RULES.iter().filter(|rule| rule.group == Group::Values) {
        (rule.check)(rule, &alone, &mut found);
    }
    for diagnostic in found.diagnostics {
        let of = unset.iter().find(|(setting, property, _)| {
            diagnostic.property.as_deref() == Some(setting.name().as_str())
                && context.reading.properties[*property].value.span == diagnostic.span
        });
        // Advice on a value that perhaps never counts is one too many.
        if let Some((setting, property, _)) = of.filter(|_| diagnostic.severity != Severity::Info) {
            sink.push(adapted(context, diagnostic, *setting, &context.reading.properties[*property]));
            sink.mark_reported(*setting);
        }
    }
}

/// The value of a setting with placeholders where nothing but the file gives their names; nothing for an empty one.
fn without_variables(context: &Context, setting: Setting) -> Option<String> {
    let property = context.setting(setting)?;
    if property.value.content() != Content::Placeholder {
        return None;
    }
    let given = |name: &str| context.named(name).map(|property| property.value.text.as_str());
    let text = parts::without_variables(&property.value.text, &given)?;
    (!text.trim().is_empty()).then_some(text)
}

/// A diagnostic of the default, at the default.
fn adapted(context: &Context, diagnostic: Diagnostic, setting: Setting, property: &Property) -> Diagnostic {
    let text = property.value.text.as_str();
    let value_parts = parts::parse(text);
    let mut variables = vec![];
    let mut from_file = vec![];
    for placeholder in parts::placeholders(&value_parts) {
        let name = &text[placeholder.name.clone()];
        match context.named(name) {
            Some(other) => from_file.push(other.value.span),
            None => variables.push(context.quoted(name)),
        }
    }
    variables.dedup();
    let one = if variables.len() == 1 { "variable" } else { "variables" };
    let mut adapted = Diagnostic { fix: None, ..diagnostic };
    if variables.is_empty() {
        adapted.message = format!("as the file fills it, {}", adapted.message);
    } else {
        adapted.message = format!("without the {one} {} {}", listed(&variables), adapted.message);
        adapted.severity = adapted.severity.min(Severity::Warning);
    }
    for span in from_file {
        adapted = adapted.related(span, "the value comes from here");
    }
    if let [Part::Placeholder(placeholder)] = &value_parts[..]
        && let Some(default) = &placeholder.default
    {
        let name = &text[placeholder.name.clone()];
        adapted.span = place(context, property, default.range.clone());
        // What a help says to write as the whole value belongs into the placeholder.
        let written = format!("`{}: ", setting.key());
        let help = adapted.help.clone();
        if let Some((before, rest)) = help.split_once(&written)
            && let Some((value, after)) = rest.split_once('`')
        {
            let edit = Edit::replace(adapted.span, value);
            let whole = adapted.span == property.value.span || property.alias.is_some();
            let title = format!("write `{value}`");
            adapted.help = format!("{before}{written}${{{name}:{value}}}`{after}");
            if !whole && !value.contains(['{', '}', '<']) {
                adapted = adapted.fix(false, title, vec![edit]);
            }
        }
    }
    adapted
}
