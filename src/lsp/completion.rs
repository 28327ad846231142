//! What can be typed at a place: keys of the section that it lacks, documented values, the whole section.

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, Documentation, InsertTextFormat, MarkupContent,
    MarkupKind, Position, Range, TextEdit,
};

use super::client::Client;
use super::documents::Document;
use crate::inspect::View;
use crate::property::{KeyId, name};
use crate::settings::{CANONICAL_SECTION, Kind, SECTION, Setting, key_below_section};
use crate::source::{SourceFile, Span};
use crate::workspace::LoadedFile;

/// What can be typed.
pub fn at(position: Position, document: &mut Document, client: &Client) -> Vec<CompletionItem> {
    let file = document.file();
    let lines = document.lines(client.units);
    let text = file.source.text();
    let offset = lines.offset(position) as usize;
    let start = text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = text[offset..].find(['\n', '\r']).map_or(text.len(), |at| offset + at);
    let typed = &text[start..offset];
    let range = |from: usize, to: usize| lines.range(Span::new(from, to));
    if let Some((key, value)) = typed.split_once(':') {
        let key = key.trim().trim_matches(['"', '\'']);
        let Some(setting) = Setting::of_name(key).or_else(|| Setting::from_key(key)) else { return vec![] };
        let rest = text[offset..end].find(" #").map_or(end, |at| offset + at);
        let gap = if value.is_empty() { " " } else { "" };
        let from = offset - value.trim_start().len();
        return values(setting)
            .into_iter()
            .map(|value| item(setting, value.clone(), format!("{gap}{value}"), range(from, rest)))
            .collect();
    }
    if typed.trim().contains([' ', '\t', '#']) || !text[offset..end].trim().is_empty() {
        return vec![];
    }
    // A key that is half typed would keep the file from being read.
    let without = LoadedFile::parse(
        file.source.with_text(format!("{}{}", &text[..start], &text[end..])),
        Some(file.reading.format),
    );
    let view = document.plan.workspace.view(without.into());
    keys(&view, start, typed, range(start, offset), client)
}

/// What is documented for a setting, or how a placeholder for it looks.
fn values(setting: Setting) -> Vec<String> {
    let definition = setting.definition();
    match definition.kind {
        Kind::Host | Kind::Port | Kind::Word(..) => vec![definition.written.to_owned()],
        Kind::Address | Kind::Guid | Kind::Secret | Kind::Tenant => vec![super::actions::placeholder(setting)],
    }
}

fn item(setting: Setting, label: String, new_text: String, range: Range) -> CompletionItem {
    let value = setting.definition().text.trim().replace("\n ", " ");
    CompletionItem {
        filter_text: Some(new_text.trim_start().to_owned()),
        label,
        kind: Some(CompletionItemKind::Property),
        documentation: Some(Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })),
        text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit { range, new_text })),
        ..CompletionItem::default()
    }
}

/// The section around a line: how its keys are written.
struct Style {
    /// What is before each key: its indentation, or the section's name with it.
    before: String,
    quote: &'static str,
    given: Vec<Setting>,
}

fn keys(view: &View, line: usize, typed: &str, range: Range, client: &Client) -> Vec<CompletionItem> {
    let Some(style) = style(view, line, typed) else {
        return whole(view, typed, range, client).into_iter().collect();
    };
    let missing = Setting::ALL.into_iter().filter(|setting| !style.given.contains(setting));
    let items = missing.map(|setting| {
        let definition = setting.definition();
        let value = match definition.kind {
            Kind::Host | Kind::Port | Kind::Word(..) => definition.written,
            Kind::Address | Kind::Guid | Kind::Secret | Kind::Tenant => "",
        };
        let Style { before, quote, .. } = &style;
        let new = if before.ends_with('.') {
            format!("{before}{}: {value}", definition.key)
        } else {
            format!("{before}{quote}{}{quote}: {value}", definition.key)
        };
        item(setting, definition.key.to_owned(), new, range)
    });
    items.collect()
}

/// How the keys of the section are written that a line belongs to; `None` where it belongs to none.
fn style(view: &View, line: usize, typed: &str) -> Option<Style> {
    let (source, reading) = (&view.source, &view.reading);
    // The last line before it that says something.
    let starts = source.text()[..line].split_inclusive(['\n', '\r']).scan(0, |end, text| {
        let start = *end;
        *end += text.len();
        Some((start, text.trim()))
    });
    let (previous, _) = starts.filter(|(_, text)| !text.is_empty() && !text.starts_with('#')).last()?;
    let previous = source.line(previous as u32);
    let of_section =
        reading.properties.iter().filter(|property| key_below_section(&name::canonical(&property.name)).is_some());
    // The keys of one place: those below the same key, or dotted ones.
    let near = of_section
        .filter(|property| source.line(reading.key(property.key).span.start) <= previous)
        .max_by_key(|property| reading.key(property.key).span.start)
        .filter(|property| source.line(property.value.span.end) >= previous);
    let indent = |source: &SourceFile, at: u32| {
        let line = source.line_span(at);
        let before = source.slice(Span { start: line.start, end: at });
        before.chars().all(|char| char == ' ').then(|| before.to_owned())
    };
    if let Some(near) = near {
        let key = reading.key(near.key);
        let siblings = reading
            .properties
            .iter()
            .filter(|one| one.document == near.document && reading.key(one.key).parent == key.parent);
        let given = siblings.filter_map(|one| Setting::of_name(&one.name)).collect();
        let mut before = indent(source, key.span.start)?;
        let written = source.slice(key.span);
        let quote = if written.starts_with('"') {
            "\""
        } else if written.starts_with('\'') {
            "'"
        } else {
            ""
        };
        if let Some((above, _)) = key.segment.rsplit_once('.') {
            before = format!("{before}{above}.");
        } else if !typed.trim().is_empty() && typed.len() - typed.trim_start().len() < before.len() {
            // A key that is being typed further left belongs to something else.
            return None;
        }
        return Some(Style { before, quote, given });
    }
    // A section without anything below it.
    let ids = (0..reading.keys.len()).map(|index| KeyId(index as u32));
    let empty = ids.filter(|id| source.line(reading.key(*id).span.start) == previous);
    let empty = empty.into_iter().find(|id| name::canonical(&reading.name(*id)) == CANONICAL_SECTION)?;
    let key = reading.key(empty);
    let own = indent(source, key.span.start)?;
    let above = key.parent.and_then(|parent| indent(source, reading.key(parent).span.start)).unwrap_or_default();
    let step = if own.len() > above.len() { own.len() - above.len() } else { 2 };
    Some(Style { before: " ".repeat(own.len() + step), quote: "", given: vec![] })
}

/// The whole section, for a file without one.
fn whole(view: &View, typed: &str, range: Range, client: &Client) -> Option<CompletionItem> {
    let top = SECTION.split('.').next().unwrap_or_default();
    let has_one = view
        .reading
        .top_keys()
        .into_iter()
        .any(|id| name::canonical(&view.reading.name(id)).starts_with(&name::canonical(top)));
    if has_one || typed.starts_with([' ', '\t']) || !view.reading.faults.is_empty() {
        return None;
    }
    let end = view.source.line_ending();
    let of = |setting: Setting| {
        let definition = setting.definition();
        let value = if client.fills_gaps { definition.snippet } else { definition.written };
        format!("    {}: {value}", definition.key)
    };
    let settings: Vec<String> = Setting::ALL.into_iter().map(of).collect();
    let (above, below) = SECTION.split_once('.')?;
    let text = format!("{above}:{end}  {below}:{end}{}{end}", settings.join(end));
    let mut item = item(Setting::SmtpServer, SECTION.to_owned(), text, range);
    item.documentation = Some(Documentation::String("The e-mail settings for Microsoft 365 with OAuth2".to_owned()));
    item.kind = Some(CompletionItemKind::Snippet);
    item.filter_text = Some(SECTION.to_owned());
    item.insert_text_format = client.fills_gaps.then_some(InsertTextFormat::Snippet);
    Some(item)
}
