//! `show` for people.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::inspect::View;
use crate::parse::Format;
use crate::property::Content;
use crate::sanitize;
use crate::secret::MASK;
use crate::settings::Setting;
use crate::show::Row;
use crate::terminal::{Look, harmless};

/// The eight settings with where they come from; a setting that nobody gives says so.
pub(super) fn settings(inspection: &View, rows: &[(Setting, Option<Row>)], left: &[Row], look: Look) -> String {
    let documents = inspection.active.len();
    let values: Vec<_> =
        rows.iter().map(|(_, row)| row.as_ref().map_or_else(|| "(not set)".to_owned(), value)).collect();
    let names = rows.iter().map(|(setting, _)| setting.key().len()).max().unwrap_or(0);
    let widest = values.iter().map(|value| value.width()).filter(|wide| *wide <= look.width / 2).max().unwrap_or(0);
    let mut text = heading(inspection);
    for ((setting, row), value) in rows.iter().zip(values) {
        let start = format!("  {}  ", padded(setting.key(), names));
        let notes = row.as_ref().map(|row| notes(row, documents, Some(*setting)).join(", ")).unwrap_or_default();
        let line = format!("{start}{}  {notes}", padded(&value, widest));
        if line.trim_end().width() <= look.width || notes.is_empty() {
            text.push_str(line.trim_end());
        } else {
            text.push_str(&format!("{start}{value}\n{}{notes}", " ".repeat(start.len())));
        }
        text.push('\n');
        for other in row.iter().flat_map(|row| &row.overrides) {
            let notes = self::notes(other, documents, Some(*setting)).join(", ");
            text.push_str(&format!("{}not {}  {notes}\n", " ".repeat(start.len()), self::value(other)));
        }
    }
    if !left.is_empty() {
        text.push_str("\nNo documented setting, but a password in the section:\n");
    }
    for row in left {
        let key = escaped(row.name.rsplit('.').next().unwrap_or(&row.name));
        text.push_str(&format!("  {}  {}  line {}\n", padded(&key, names), self::value(row), row.line));
    }
    if rows.iter().any(|(_, row)| row.as_ref().is_some_and(|row| !row.overrides.is_empty())) {
        text.push_str(precedence(inspection));
    }
    look.text(&text)
}

/// Why one place counts and another does not.
fn precedence(inspection: &View) -> &'static str {
    match inspection.reading.format {
        Format::Actuator => {
            "\nSeveral sources give a setting: the first property source of the export counts, and any of them before --base.\n"
        }
        _ => {
            "\nSeveral places give a setting: the last active document of the file counts, and any of them before --base.\n"
        }
    }
}

/// enaio server's entries, with the registry keys that they stand under.
pub(super) fn entries(inspection: &View, rows: &[Row], look: Look) -> String {
    let names = rows.iter().map(|row| row.name.width()).max().unwrap_or(0);
    let mut text = format!("{}, enaio server\n", harmless(inspection.source.name()));
    let mut key = None;
    for row in rows {
        if key != Some(&row.key) {
            text.push_str(&format!("\n  under {}\n", escaped(row.key.as_deref().unwrap_or_default())));
            key = Some(&row.key);
        }
        text.push_str(&format!("  {}  {}  line {}\n", padded(&escaped(&row.name), names), value(row), row.line));
        for other in &row.overrides {
            text.push_str(&format!("  {}  not {}  line {}\n", padded("", names), value(other), other.line));
        }
    }
    if rows.is_empty() {
        text.push_str("\n  (none of the documented entries below OPTIMAL SYSTEMS)\n");
    }
    look.text(&text)
}

/// All properties, in the order in which Spring holds them.
pub(super) fn all(inspection: &View, rows: &[Row], look: Look) -> String {
    let wide = rows.iter().map(|row| row.line).max().unwrap_or(0).to_string().len();
    let mut text = heading(inspection);
    for row in rows {
        text.push_str(&format!("  {:>wide$}  {} = {}", row.line, escaped(&row.name), value(row)));
        let notes = notes(row, inspection.active.len(), None);
        if !notes.is_empty() {
            text.push_str(&format!("  ({})", notes.join(", ")));
        }
        text.push('\n');
    }
    if rows.is_empty() {
        text.push_str("  (no properties)\n");
    }
    look.text(&text)
}

fn heading(inspection: &View) -> String {
    let profile =
        inspection.profile.as_deref().map_or_else(|| "no profile".to_owned(), |name| format!("profile {name}"));
    format!("{}, {}\n\n", harmless(inspection.source.name()), escaped(&profile))
}

fn padded(text: &str, wide: usize) -> String {
    format!("{text}{}", " ".repeat(wide.saturating_sub(text.width())))
}

fn value(row: &Row) -> String {
    match &row.value {
        None => MASK.to_owned(),
        Some(text) if text.is_empty() || text.trim() != text => format!("\"{}\"", escaped(text)),
        Some(text) => escaped(text),
    }
}

/// What is worth knowing beside the value; of a setting where it stands, too.
fn notes(row: &Row, documents: usize, setting: Option<Setting>) -> Vec<String> {
    let mut notes = vec![];
    match (&row.base, setting) {
        (Some(file), _) => notes.push(format!("{}:{}", harmless(file), row.line)),
        (None, Some(_)) => notes.push(format!("line {}", row.line)),
        (None, None) => {}
    }
    match (&row.source, &row.origin) {
        // The file that an export names says more than the name of its property source.
        (Some(_), Some(origin)) if row.named => notes.push(format!("from {}", escaped(origin))),
        (Some(source), _) => notes.push(format!("in `{}`", escaped(source))),
        (None, _) if documents > 1 && row.base.is_none() => notes.push(format!("document {}", row.document + 1)),
        (None, _) => {}
    }
    if let Some(written) = &row.written {
        notes.push(format!("written `{}`", escaped(written)));
    }
    match row.content {
        Content::Masked => notes.push("masked by the export".to_owned()),
        Content::Placeholder => notes.push("filled in when osweb starts".to_owned()),
        Content::Encrypted => notes.push("encrypted".to_owned()),
        Content::Literal => {}
    }
    // A documented key says nothing new.
    if setting.is_some_and(|setting| !row.name.ends_with(setting.key())) && row.source.is_none() {
        let key = row.name.rsplit('.').next().unwrap_or(&row.name);
        notes.push(format!("as `{}`", escaped(key)));
    }
    notes
}

/// One line without anything invisible.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for char in sanitize::file_text(text).chars() {
        match char {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            '\u{a0}' => shown.push_str(&sanitize::name(char)),
            _ if char.width() == Some(0) => shown.push_str(&sanitize::name(char)),
            _ => shown.push(char),
        }
    }
    shown
}
