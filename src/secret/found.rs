//! Finding the secrets of a file.

use std::collections::HashMap;
use std::ops::Range;

use super::lines;
use super::name::{self, Speaks};
use super::text::{ENCLOSING, exposes, is_assignment, is_gap, merged, names_another};
use super::value::{is_credential, is_secret_value};
use crate::parse::{Format, ParsedFile};
use crate::property::{Key, NodeKind, Property, Style, ValueKind, name::canonical};
use crate::source::SourceFile;

/// A key of this length can hold a credential; the shortest that is known by its form has no fewer characters.
const LONG_KEY: usize = 16;

/// What was found in one file: the places, and the texts to look for elsewhere.
#[derive(Default)]
pub(super) struct Found {
    pub(super) ranges: Vec<Range<usize>>,
    pub(super) texts: Vec<String>,
}

impl Found {
    pub(super) fn of(source: &SourceFile, reading: &ParsedFile) -> Self {
        let mut found = Self::default();
        let text = source.text();
        let labelled = labelled(reading);
        for property in &reading.properties {
            let own = name::speaks(&property.name);
            let speaks = match labelled.get(parent(&property.name)) {
                Some(label) if last(&property.name).eq_ignore_ascii_case("value") => own.max(*label),
                _ => own,
            };
            found.property(source, reading, property, speaks);
        }
        found.keys(text, reading);
        if reading.faults.is_empty() && source.fault().is_none() {
            for gap in gaps(text, reading) {
                let between = &text[gap.clone()];
                if between.contains(['#', '!', ';']) {
                    found.ranges.extend(lines::of_comments(between).iter().map(|range| shift(range, gap.start)));
                }
                found.ranges.extend(exposes(between).iter().map(|range| shift(range, gap.start)));
            }
        } else {
            found.ranges.extend(lines::of_unread(text, reading.format != Format::Yaml));
            // Alone, too, where a whole line is hidden: it may be repeated.
            let exposed = exposes(text);
            found.texts.extend(exposed.iter().map(|range| text[range.clone()].to_owned()));
            found.ranges.extend(exposed);
        }
        found.ranges = merged(std::mem::take(&mut found.ranges));
        for range in &found.ranges {
            let hidden = text[range.clone()].trim_matches(|char| matches!(char, '"' | '\'' | ',') || is_gap(char));
            if !matches!(hidden, "true" | "false") {
                found.texts.push(hidden.to_owned());
                // A comment after a value that could not be read is no part of the secret.
                if let Some((secret, _)) = hidden.split_once(" #") {
                    found.texts.push(secret.trim_matches(['"', '\'', ' ']).to_owned());
                }
                // Read as a key, a secret is named without what follows its colon.
                if let Some((secret, _)) = hidden.split_once(is_assignment).filter(|(secret, _)| is_credential(secret))
                {
                    found.texts.push(secret.to_owned());
                }
            }
        }
        found
    }

    fn property(&mut self, source: &SourceFile, reading: &ParsedFile, property: &Property, speaks: Speaks) {
        let text = source.text();
        let value = &property.value;
        let span = value.span.range();
        if is_secret_value(speaks, &value.text) {
            self.ranges.extend(cut_off(source, span.clone()));
            self.ranges.extend(in_comment_beside(source, span.end));
            if property.alias.is_none() && speaks >= Speaks::Likely {
                self.properties_of_node(source, reading, property);
            }
            if !matches!(value.kind, ValueKind::Boolean | ValueKind::Null | ValueKind::EmptyList) {
                self.texts.extend([value.text.clone(), value.written().to_owned()]);
                self.texts.extend(parts(&value.text).map(str::to_owned));
            }
            if value.text.is_empty() || !super::text::is_reference(&value.text) {
                self.ranges.push(content(text, value.style, span));
            }
            return;
        }
        let exposed = exposes(&value.text);
        let raw = &text[span.clone()];
        // Most values are written as they are read.
        let same = raw == value.text;
        let in_raw = if same { exposed.clone() } else { exposes(raw) };
        let texts = |text: &str, ranges: &[Range<usize>]| {
            ranges.iter().map(|range| text[range.clone()].to_owned()).collect::<Vec<_>>()
        };
        if texts(raw, &in_raw) != texts(&value.text, &exposed) {
            // An escape or a line break hides it, or a part of it, from where it is written.
            self.ranges.push(content(text, value.style, span.clone()));
        }
        self.texts.extend(exposed.into_iter().map(|range| value.text[range].to_owned()));
        self.ranges.extend(in_raw.iter().map(|range| shift(range, span.start)));
    }

    /// Anchors and tags between a key and its value, which a password becomes that begins with `&` or `!`.
    fn properties_of_node(&mut self, source: &SourceFile, reading: &ParsedFile, property: &Property) {
        let (key, value) = (reading.key(property.key), property.value.span.range());
        let text = source.text();
        let (key, end) = if is_item(reading, key) {
            // The key of an item is the item itself: what belongs to it begins at the last sign of the list.
            const NEAR: usize = 256;
            let near = text.ceil_char_boundary(value.start.saturating_sub(NEAR));
            let sign = text[near..value.start].rfind(['[', ',', '-', '\n']).map_or(value.start, |sign| near + sign + 1);
            let end = text[value.start..].find([',', ']', '}', '\n', '\r']).map_or(text.len(), |end| value.start + end);
            (sign, end)
        } else {
            let key = key.span.range().end;
            // A key without a colon has nothing of its own.
            let end = if key < value.start { source.line_span(value.end as u32).range().end } else { key };
            (key, end)
        };
        let end = if value.is_empty() { end } else { end.min(value.start) };
        if key >= end {
            return;
        }
        let mut at = key;
        for piece in text[key..end].split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            if word.starts_with('#') {
                break;
            }
            if let Some(name) = word.strip_prefix(['&', '!', '*'])
                && !name.is_empty()
            {
                self.ranges.push(at + 1..at + word.len());
            }
            at += piece.len();
        }
    }

    /// Keys in the place of a secret: below a name of one, in braces or like a credential.
    fn keys(&mut self, text: &str, reading: &ParsedFile) {
        let mut says: Vec<Speaks> = Vec::with_capacity(reading.keys.len());
        for key in &reading.keys {
            let parent = key.parent.map(|parent| (says[parent.0 as usize], reading.key(parent)));
            let above = parent.map_or(Speaks::Nothing, |(says, _)| says);
            let item = is_item(reading, key);
            if let Some((above, parent)) = parent.filter(|(says, _)| *says >= Speaks::Likely)
                && !item
                && is_in_place(key, parent, above)
            {
                self.ranges.push(key.span.range());
                self.texts.extend([key.segment.clone(), text[key.span.range()].to_owned()]);
            } else if key.segment.contains(is_assignment) || key.segment.len() >= LONG_KEY {
                // A key holds a secret by its form, as a value or a comment does: a quote that was lost makes keys of both.
                let span = key.span.range();
                let raw = &text[span.clone()];
                let found = [exposes(raw), lines::of_comments(raw)].concat();
                self.ranges.extend(found.iter().map(|range| shift(range, span.start)));
                let found = [exposes(&key.segment), lines::of_comments(&key.segment)].concat();
                self.texts.extend(found.into_iter().map(|range| key.segment[range].to_owned()));
            }
            let span = key.span.range();
            for range in in_place(&text[span.clone()]) {
                self.texts.push(text[span.clone()][range.clone()].to_owned());
                self.ranges.push(shift(&range, span.start));
            }
            let own = name::speaks(&key.segment);
            // What is below the value of a secret belongs to it, whatever it is called.
            says.push(if item || is_flow(key) { above.max(own) } else { own });
        }
    }
}

/// The parts of a dotted key that are in the place of a secret: `smtpPassword[X]`, `smtpPassword.X`.
fn in_place(key: &str) -> Vec<Range<usize>> {
    let (mut ranges, mut at, mut above) = (vec![], 0, Speaks::Nothing);
    for segment in key.split(['.', '[', ']']) {
        if above >= Speaks::Likely && is_credential(segment) {
            ranges.push(at..at + segment.len());
        } else if !segment.is_empty() {
            above = name::speaks(segment);
        }
        at += segment.len() + 1;
    }
    ranges
}

fn is_item(reading: &ParsedFile, key: &Key) -> bool {
    key.parent.is_some_and(|parent| matches!(reading.key(parent).below, NodeKind::Sequence))
}

fn is_flow(key: &Key) -> bool {
    matches!(key.below, NodeKind::Mapping { flow: true, .. })
}

/// Whether a key below the name of a secret is the secret.
fn is_in_place(key: &Key, parent: &Key, above: Speaks) -> bool {
    let known = canonical(&key.segment);
    (is_flow(parent) && above >= Speaks::OfKey && known.len() >= 4) || is_credential(&key.segment)
}

/// The part of a value that tells something: without quotes, and without a block's header.
fn content(text: &str, style: Style, span: Range<usize>) -> Range<usize> {
    let quoted = matches!(style, Style::SingleQuoted | Style::DoubleQuoted) && span.len() >= 2;
    let header = text[span.clone()].find(['\n', '\r']).filter(|_| text[span.clone()].starts_with(['|', '>']));
    if quoted { span.start + 1..span.end - 1 } else { span.start + header.unwrap_or(0)..span.end }
}

/// What a `#` with a blank before it cut off a secret. Behind a comment's `#` people put a blank.
fn cut_off(source: &SourceFile, value: Range<usize>) -> Option<Range<usize>> {
    let line = source.line_span(value.end as u32).range();
    let rest = &source.text()[value.end..line.end.max(value.end)];
    let comment = rest.trim_start_matches([' ', '\t']);
    let cut = comment.strip_prefix('#')?.chars().next().is_some_and(|next| next != ' ' && next != '#');
    cut.then(|| line.end - comment.len()..line.end)
}

/// What can be a secret in the comment after one, as the one before it: `# alt: X`.
fn in_comment_beside(source: &SourceFile, value: usize) -> Vec<Range<usize>> {
    let line = source.line_span(value as u32).range();
    let rest = &source.text()[value..line.end.max(value)];
    let Some(comment) = rest.find(" #") else { return vec![] };
    let words =
        rest[comment..].split(is_gap).map(|word| word.trim_matches(ENCLOSING)).filter(|word| is_credential(word));
    let start = |word: &str| word.as_ptr() as usize - source.text().as_ptr() as usize;
    words.map(|word| start(word)..start(word) + word.len()).collect()
}

/// The parts of the text that are neither key nor value: comments, and what an export says beside its properties. Not mere punctuation.
fn gaps(text: &str, reading: &ParsedFile) -> Vec<Range<usize>> {
    let keys = reading.keys.iter().map(|key| key.span.range());
    let values = reading.properties.iter().map(|property| property.value.span.range());
    let covered = merged(keys.chain(values).collect());
    let mut gaps = vec![];
    let mut from = 0;
    for range in covered {
        gaps.push(from..range.start);
        from = range.end;
    }
    gaps.push(from..text.len());
    gaps.retain(|gap| text[gap.clone()].contains(|char: char| char.is_alphanumeric()));
    gaps
}

fn shift(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// What is secret in a secret's value by itself: the default of a placeholder, and what is beside one; what follows the name of a cipher
/// in braces, or is in `ENC(…)`.
fn parts(value: &str) -> impl Iterator<Item = &str> {
    let inner = value.strip_prefix("ENC(").and_then(|rest| rest.strip_suffix(')'));
    let marked = value.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(_, rest)| rest);
    let before = value.split_once("${").map(|(before, _)| before);
    let placeholders = value.split("${").skip(1).flat_map(|piece| {
        let (inside, after) = piece.split_once('}').unwrap_or((piece, ""));
        [inside.split_once(':').map(|(_, default)| default), Some(after)]
    });
    [inner, marked, before].into_iter().chain(placeholders).flatten().filter(|part| !part.is_empty())
}

/// What the names say of which `name: PASSWORD` stands beside a `value:`, by what both are below.
fn labelled(reading: &ParsedFile) -> HashMap<&str, Speaks> {
    let labels = reading.properties.iter().filter(|property| names_another(last(&property.name)));
    labels
        .map(|property| (parent(&property.name), name::speaks(&property.value.text)))
        .filter(|(_, speaks)| *speaks >= Speaks::Likely)
        .collect()
}

fn parent(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(parent, _)| parent)
}

fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}
