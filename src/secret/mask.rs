//! The one place that knows which parts of a file are secret.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::lines::{self, Trust};
use super::{Secret, words};
use crate::parse::ParsedFile;
use crate::property::{Content, Style, ValueKind, name, value};
use crate::source::{SourceFile, Span};

/// What is secret in a file: the values of properties whose names speak of a secret and what looks like a client secret under
/// any name, in all documents, the rest of
/// their lines where a `#` may have cut them; passwords in addresses and connection strings; the same in comments;
/// and every repetition of these texts. Of a file that could not be read whatever follows a word of a secret.
/// `${NAME}` alone is no secret; its default may be one.
#[derive(Clone)]
pub struct Mask {
    /// Sorted, without overlap, inside lines.
    ranges: Vec<Range<usize>>,
    /// The secrets, for finding them in messages.
    texts: Option<AhoCorasick>,
}

/// A shorter text is hidden where it stands, but not searched for elsewhere: it would be found everywhere.
const SHORTEST: usize = 5;

impl Mask {
    /// Finds the secrets of a file.
    pub fn new(source: &SourceFile, reading: &ParsedFile) -> Self {
        Self::knowing(source, reading, &[])
    }

    /// Finds the secrets of a file, and these wherever they stand in it: they came by another way.
    pub fn knowing(source: &SourceFile, reading: &ParsedFile, secrets: &[Secret]) -> Self {
        let text = source.text();
        let mut ranges = vec![];
        let mut texts: Vec<String> = secrets.iter().map(|secret| secret.expose().to_owned()).collect();
        for property in &reading.properties {
            let value = &property.value;
            let span = value.span.range();
            if name::is_secret(&property.name) || super::is_todays_secret(value.text.trim()) {
                ranges.extend(cut_off(source, span.clone()));
                if !value.text.is_empty() && words::is_reference(&value.text) {
                    continue;
                }
                if !matches!(value.kind, ValueKind::Boolean | ValueKind::Null | ValueKind::EmptyList) {
                    texts.extend([value.text.clone(), value.written().to_owned()]);
                }
                let quoted = matches!(value.style, Style::SingleQuoted | Style::DoubleQuoted) && span.len() >= 2;
                // A block's header (`|`) tells nothing.
                let header =
                    text[span.clone()].find(['\n', '\r']).filter(|_| text[span.clone()].starts_with(['|', '>']));
                ranges.push(if quoted {
                    span.start + 1..span.end - 1
                } else {
                    span.start + header.unwrap_or(0)..span.end
                });
            } else {
                texts.extend(words::exposes(&value.text).into_iter().map(|range| value.text[range].to_owned()));
                let raw = &text[span.clone()];
                ranges.extend(words::exposes(raw).into_iter().map(|range| shift(&range, span.start)));
            }
        }
        if reading.faults.is_empty() && source.fault().is_none() {
            for gap in gaps(text, reading) {
                let found = lines::ranges(&text[gap.clone()], Trust::Comment);
                ranges.extend(found.iter().map(|range| shift(range, gap.start)));
                ranges.extend(words::addresses(&text[gap.clone()]).iter().map(|range| shift(range, gap.start)));
            }
        } else {
            ranges.extend(lines::ranges(text, Trust::Unread));
            ranges.extend(words::addresses(text));
        }
        let plain = |range: &Range<usize>| text[range.clone()].trim_matches(['"', '\'', ' ']).to_owned();
        texts.extend(ranges.iter().map(plain).filter(|text| !matches!(text.as_str(), "true" | "false")));
        let texts = searched(texts);
        if let Some(texts) = &texts {
            let keys = merged(reading.keys.iter().map(|key| key.span.range()).collect());
            let repeated = texts.find_iter(text).map(|found| found.range());
            // A password such as `password` must not hide the key that names it.
            ranges.extend(repeated.filter(|found| stands_alone(text, found) && !overlaps_any(&keys, found)));
        }
        Self { ranges: merged(ranges), texts }
    }

    /// Where the secrets stand: sorted, without overlap.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        self.ranges.iter().map(|range| Span::new(range.start, range.end))
    }

    /// The file's text with every secret replaced by asterisks. The length in bytes, all line breaks and all blanks at
    /// the beginning of a line stay, so that spans stay valid.
    pub fn source_text(&self, source: &SourceFile) -> String {
        let text = source.text();
        let mut masked = String::with_capacity(text.len());
        let mut from = 0;
        for range in &self.ranges {
            masked.push_str(&text[from..range.start]);
            let mut indent = text[..range.start].ends_with(['\n', '\r']);
            for char in text[range.clone()].chars() {
                indent = matches!(char, '\n' | '\r') || (indent && char == ' ');
                if indent || matches!(char, '\u{85}' | '\u{2028}' | '\u{2029}') {
                    masked.push(char);
                } else {
                    masked.extend(std::iter::repeat_n('*', char.len_utf8()));
                }
            }
            from = range.end;
        }
        masked.push_str(&text[from..]);
        masked
    }

    /// A message, a help text or a diff's line with every secret of the file replaced by [`MASK`](super::MASK).
    pub fn text(&self, text: &str) -> String {
        let mut masked = match &self.texts {
            Some(texts) if texts.is_match(text) => {
                let mut masked = String::with_capacity(text.len());
                texts.replace_all_with(text, &mut masked, |found, whole, masked| {
                    masked.push_str(if stands_alone(text, &found.range()) { super::MASK } else { whole });
                    true
                });
                masked
            }
            _ => text.to_owned(),
        };
        for range in words::addresses(&masked).into_iter().rev() {
            masked.replace_range(range, super::MASK);
        }
        masked
    }

    /// Whether a text holds a secret of the file.
    pub fn finds(&self, text: &str) -> bool {
        let Some(texts) = &self.texts else { return false };
        texts.find_iter(text).any(|found| stands_alone(text, &found.range()))
    }
}

/// Whether a find is the secret and no part of a longer word: `admin` is no part of `administrator`. What consists of
/// more than letters is no word.
fn stands_alone(text: &str, found: &Range<usize>) -> bool {
    let word = text[found.clone()].chars().all(char::is_alphabetic);
    let before = text[..found.start].chars().next_back().is_some_and(char::is_alphanumeric);
    let behind = text[found.end..].chars().next().is_some_and(char::is_alphanumeric);
    !(word && (before || behind))
}

/// What a `#` with a blank before it cut off a secret. Behind a comment's `#` people put a blank.
fn cut_off(source: &SourceFile, value: Range<usize>) -> Option<Range<usize>> {
    let line = source.line_span(value.end as u32).range();
    let rest = &source.text()[value.end..line.end.max(value.end)];
    let comment = rest.trim_start_matches([' ', '\t']);
    let cut = comment.strip_prefix('#')?.chars().next().is_some_and(|next| next != ' ' && next != '#');
    cut.then(|| line.end - comment.len()..line.end)
}

/// The parts of the text that are neither key nor value: comments, and punctuation.
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
    gaps.retain(|gap| !gap.is_empty() && text[gap.clone()].contains(['#', '!', ';']));
    gaps
}

fn searched(mut texts: Vec<String>) -> Option<AhoCorasick> {
    // The lines of a long secret may turn up one by one.
    let lines: Vec<_> = texts.iter().flat_map(|text| text.lines().skip(1).map(|line| line.trim().to_owned())).collect();
    let firsts: Vec<_> = texts.iter().filter_map(|text| Some(text.split_once('\n')?.0.trim().to_owned())).collect();
    texts.extend(lines);
    texts.extend(firsts);
    texts.retain(|text| {
        text.chars().count() >= SHORTEST && value::content(text) != Content::Masked && !words::is_reference(text)
    });
    texts.sort_unstable();
    texts.dedup();
    if texts.is_empty() {
        return None;
    }
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(texts).ok()
}

fn shift(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

fn overlaps_any(sorted: &[Range<usize>], range: &Range<usize>) -> bool {
    let next = sorted.partition_point(|other| other.end <= range.start);
    sorted.get(next).is_some_and(|other| other.start < range.end)
}

fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
