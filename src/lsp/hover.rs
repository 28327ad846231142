//! What is shown over a place: what a setting is, what osweb gets, which source wins, and what to do about what is wrong.

use gen_lsp_types::{Contents, Hover, MarkupContent, MarkupKind, Position};

use super::documents::Document;
use super::place::Place;
use crate::inspect::View;
use crate::property::{Content, Property};
use crate::sanitize;
use crate::settings::Setting;
use crate::show;
use crate::source::{Span, Units};
use crate::workspace::Workspace;

/// What is known of a place.
pub fn at(position: Position, document: &mut Document, units: Units) -> Option<Hover> {
    document.judge();
    let view = document.view();
    let lines = document.lines(units);
    let offset = lines.offset(position);
    let holds = |span: Span| span.start <= offset && offset <= span.end;
    let mut parts: Vec<String> = document
        .found()
        .iter()
        .filter(|one| holds(one.span) && !one.help.is_empty())
        .map(|one| format!("**{}**: {}", one.rule, sanitize::text(&one.help)))
        .collect();
    let mut span = None;
    if let Some(place) = Place::of(&view, offset) {
        let setting = place.setting(&view).map(|(setting, _)| setting);
        if let Some(setting) = setting {
            parts.push(format!("**{}**: {}", setting.name(), setting.definition().text.trim().replace("\n ", " ")));
        }
        parts.push(gets(&view, place.property));
        parts.extend(setting.and_then(|setting| winner(&view, &document.plan.workspace, setting)));
        span = Some(place.span);
    }
    if parts.is_empty() {
        return None;
    }
    let contents = MarkupContent { kind: MarkupKind::Markdown, value: parts.join("\n\n") };
    Some(Hover { contents: Contents::MarkupContent(contents), range: span.map(|span| lines.range(span)) })
}

/// What the service gets of a property.
fn gets(view: &View, property: &Property) -> String {
    let value = &property.value;
    let kind = serde_json::to_value(value.kind).ok();
    let kind = kind.as_ref().and_then(|kind| kind.as_str()).unwrap_or_default().replace('-', " ");
    let form = match value.content() {
        _ if view.mask().hides(property) => {
            return format!("osweb gets: a secret ({kind}), which is not shown{}", form(value.content()));
        }
        content => form(content),
    };
    let written = match &value.written {
        Some(written) => format!(", written {}", code(&view.mask().text(written))),
        None => String::new(),
    };
    format!("osweb gets: {} ({kind}{written}){form}", code(&view.mask().text(&value.text)))
}

/// What is known of a value's form.
fn form(content: Content) -> &'static str {
    match content {
        Content::Placeholder => "; Spring replaces the placeholder",
        Content::Encrypted => "; it is decrypted before osweb gets it",
        Content::Masked => "; an export hides what it is",
        Content::Literal => "",
    }
}

/// Which of several sources counts.
fn winner(view: &View, workspace: &Workspace, setting: Setting) -> Option<String> {
    let (_, row) = show::settings(view, &workspace.options).into_iter().find(|(one, _)| *one == setting)?;
    let Some(row) = row else { return Some("No document that is active gives it.".to_owned()) };
    let place = |row: &show::Row| match &row.base {
        Some(path) => format!("line {} of {}", row.line, code(path)),
        None => format!("line {}", row.line),
    };
    let overridden: Vec<String> = row.overrides.iter().map(place).collect();
    (!overridden.is_empty())
        .then(|| format!("The value of {} counts; without effect: {}.", place(&row), overridden.join(", ")))
}

/// A text as Markdown shows it unchanged.
fn code(text: &str) -> String {
    let text = sanitize::line(text);
    let fence = if text.contains('`') { "``" } else { "`" };
    let gap = if text.contains('`') || text.is_empty() { " " } else { "" };
    format!("{fence}{gap}{text}{gap}{fence}")
}
