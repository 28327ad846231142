//! A plan's steps as edits of a `.properties` text.

use super::lines::Lines;
use super::plan::{Change, Plan};
use super::refusal::Refusal;
use super::spelling::Spelling;
use super::survey::Part;
use crate::edit::{Edit, EditSet};
use crate::parse::ParsedFile;
use crate::property::{Property, name};
use crate::settings::{SECTION, Setting};
use crate::source::{SourceFile, Span};

/// The edits that carry out a plan.
///
/// # Errors
/// Two changes meet on the same text.
pub(super) fn edits(
    source: &SourceFile,
    reading: &ParsedFile,
    parts: &[Part],
    plan: &Plan,
) -> Result<EditSet, Refusal> {
    let layout = Layout { source, reading, lines: Lines::of_properties(source) };
    let mut edits = vec![];
    let mut removed = vec![];
    for part in parts {
        let steps: Vec<_> = plan.steps.iter().filter(|step| step.document == part.document).collect();
        let mut gone = vec![];
        let mut added = vec![];
        for step in steps {
            match &step.change {
                Change::Set { property, text, .. } => {
                    edits.push(layout.value(&reading.properties[*property], text.expose()));
                }
                Change::Remove { property } => gone.push(*property),
                Change::Add { setting, text } => added.push((*setting, text.expose())),
            }
        }
        if !added.is_empty() {
            gone.extend(part.blank);
            edits.extend(layout.add(part, &gone, &added));
        }
        removed.extend(gone.into_iter().map(|property| layout.extent(&reading.properties[property])));
    }
    removed.sort_unstable();
    edits.extend(layout.lines.removal(removed).into_iter().map(Edit::remove));
    let mut set = EditSet::default();
    set.add(edits).map_err(|overlap| {
        Refusal::new(
            "two changes of the section meet on the same text",
            "Write each setting on a line of its own, then migrate the file.",
        )
        .at(overlap.1, "here")
    })?;
    Ok(set)
}

struct Layout<'a> {
    source: &'a SourceFile,
    reading: &'a ParsedFile,
    lines: Lines<'a>,
}

impl Layout<'_> {
    fn key(&self, property: &Property) -> Span {
        self.reading.key(property.key).span
    }

    /// A property from its key to the end of its last line, joined lines included.
    fn extent(&self, property: &Property) -> Span {
        let start = self.key(property).start;
        let mut end = property.value.span.end.max(self.key(property).end);
        while self.lines.before(self.lines.end(end)).bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
            && self.lines.next(end) > self.lines.end(end)
        {
            end = self.lines.next(end);
        }
        Span { start, end }
    }

    /// The edit that gives a property another value.
    fn value(&self, property: &Property, text: &str) -> Edit {
        let span = property.value.span;
        let separator = if span.start == self.key(property).end { "=" } else { "" };
        Edit::replace(span, format!("{separator}{}", escape(text)))
    }

    /// New lines behind the nearest setting that the documentation lists before them, or behind the last one that stays, or in
    /// place of the first that goes.
    fn add(&self, part: &Part, gone: &[usize], added: &[(Setting, &str)]) -> Vec<Edit> {
        let given = |setting: Setting| part.settings[setting].filter(|property| !gone.contains(property));
        let kept = part.settings.iter().flatten().chain(&part.others).filter(|property| !gone.contains(property)).max();
        let everything = part.settings.iter().flatten().chain(&part.leftovers).chain(&part.others).chain(&part.blank);
        let Some(sample) = kept.or(everything.min()) else { return vec![] };
        let style = self.style(&self.reading.properties[*sample]);
        let line = |(setting, text): &(Setting, &str)| style.line(*setting, text);
        if let Some(last) = kept {
            return added
                .iter()
                .map(|new| {
                    let before = Setting::ALL[..new.0 as usize].iter().rev().find_map(|setting| given(*setting));
                    let neighbour = &self.reading.properties[before.unwrap_or(*last)];
                    self.lines.behind_line(self.extent(neighbour).end, &[line(new)])
                })
                .collect();
        }
        let mut spans: Vec<Span> =
            gone.iter().map(|property| self.extent(&self.reading.properties[*property])).collect();
        spans.sort_unstable();
        let removed = self.lines.removal(spans);
        let lines: Vec<String> = added.iter().map(line).collect();
        removed.first().map(|first| self.lines.in_place_of(*first, &lines)).into_iter().collect()
    }

    /// How a property is written.
    fn style(&self, property: &Property) -> Style {
        let key = self.source.slice(self.key(property));
        let value = property.value.span;
        let between = Span { start: self.key(property).end, end: value.start.max(self.key(property).end) };
        let separator = if value.is_empty() { "=" } else { self.source.slice(between) };
        let simple = separator.chars().all(|char| ['=', ':', ' ', '\t'].contains(&char));
        let indent = self.lines.before(self.key(property).start).to_owned();
        let (prefix, last) = match key.rsplit_once('.') {
            Some((prefix, last)) if name::same(prefix, SECTION) => (prefix.to_owned(), last),
            _ => (SECTION.to_owned(), ""),
        };
        Style {
            indent,
            prefix,
            spelling: Spelling::of(last),
            separator: if simple { separator.to_owned() } else { "=".to_owned() },
        }
    }
}

/// How the neighbours are written.
struct Style {
    indent: String,
    prefix: String,
    spelling: Spelling,
    separator: String,
}

impl Style {
    fn line(&self, setting: Setting, text: &str) -> String {
        let Self { indent, prefix, spelling, separator } = self;
        format!("{indent}{prefix}.{}{separator}{}", spelling.key(setting), escape(text))
    }
}

/// A value as `java.util.Properties` reads it back, whatever the encoding of the file.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (index, char) in text.char_indices() {
        match char {
            ' ' if index == 0 => escaped.push_str("\\ "),
            '\\' => escaped.push_str("\\\\"),
            ' '..='~' => escaped.push(char),
            _ => escaped.extend(char.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}"))),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_back_as_it_was() {
        for text in ["a b ", " a", "\\a", "\ta\nb\rc\u{c}", "a=b:c#d!e", "ü\u{2028}\u{1f511}", "", "   "] {
            let written = format!("a={}\n", escape(text));
            assert!(written.is_ascii(), "{written}");
            let reading = crate::parse::properties::read(&SourceFile::from_bytes("x.properties", written.into_bytes()));
            assert_eq!(reading.properties[0].value.text, text);
        }
        assert_eq!(escape(" a b\t"), "\\ a b\\u0009");
    }
}
