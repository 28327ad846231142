//! The lines of a file that a diagnostic shows, as miette draws them.
//!
//! miette gets a text of its own made of just these lines: secrets masked, tabs as blanks, characters that nobody can see
//! by their names, long lines cut around the label. The lines keep their numbers, the header the file's own column.

use std::ops::Range;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use super::MaskedSource;
use crate::sanitize;
use crate::source::Span;
use crate::terminal::{Look, harmless};

/// A place to show, with what is said there.
pub(super) struct Mark<'a> {
    pub span: Span,
    pub label: &'a str,
    pub primary: bool,
}

/// The text that miette draws.
#[derive(Debug)]
pub(super) struct Snippet {
    name: String,
    text: String,
    lines: Vec<Line>,
    labels: Vec<Label>,
}

#[derive(Debug)]
struct Line {
    /// In the snippet's text, line end included.
    range: Range<usize>,
    /// In the file, from 1.
    number: usize,
}

#[derive(Debug)]
struct Label {
    /// In the snippet's text.
    range: Range<usize>,
    text: Option<String>,
    primary: bool,
    /// Column in the file, from 1.
    column: usize,
}

const TAB: usize = 4;

impl Snippet {
    /// The lines around the marks.
    pub fn new(source: &MaskedSource, marks: &[Mark], look: Look) -> Self {
        let mut snippet = Self { name: harmless(source.name()), text: String::new(), lines: vec![], labels: vec![] };
        let spans = primary_first(lines_around(source, marks), source, marks);
        let last = spans.iter().map(|(number, _)| *number).max().unwrap_or(0);
        // What miette writes before a line: its number, a bar and blanks.
        let gutter = last.to_string().len() + 4;
        let room = look.width.saturating_sub(gutter + 1).max(20);
        for (number, line) in spans {
            let here = marks.iter().filter(|mark| line.start <= mark.span.start && mark.span.start <= line.end);
            let here: Vec<_> = here.filter(|mark| source.line(mark.span.start) == number).collect();
            let line = near(source, line, &here);
            let here: Vec<_> =
                here.into_iter().filter(|mark| line.contains(Span::at(mark.span.start as usize))).collect();
            snippet.add(source, number, line, &here, room, look);
        }
        snippet
    }

    fn add(&mut self, source: &MaskedSource, number: usize, line: Span, marks: &[&Mark], room: usize, look: Look) {
        let shown = Shown::new(source.slice(line));
        let of = |mark: &Mark| {
            let start = shown.at(mark.span.start - line.start);
            let end = shown.at(mark.span.end.min(line.end) - line.start);
            // Something must be there to be underlined: the next character, or a blank at the line's end.
            start..end.max(shown.behind(start))
        };
        let first = marks.iter().map(|mark| (of(mark), mark.label)).min_by_key(|(range, _)| range.start);
        let window = shown.window(first, room, look);
        let begin = self.text.len();
        self.text.push_str(&window.before);
        let shift = self.text.len();
        let kept = window.kept.clone();
        self.text.push_str(&shown.text[kept.start..kept.end.min(shown.text.len())]);
        let padded = marks.iter().any(|mark| of(mark).end > shown.text.len());
        if padded {
            self.text.push(' ');
        }
        let end = self.text.len();
        self.text.push_str(&window.after);
        self.text.push('\n');
        self.lines.push(Line { range: begin..self.text.len(), number });
        for mark in marks {
            let range = of(mark);
            let start = (range.start.max(kept.start) - kept.start + shift).min(end - 1);
            let stop = (range.end.max(kept.start) - kept.start + shift).clamp(start + 1, end);
            let start = floor(&self.text, start);
            let room = look.width.saturating_sub(width(&self.text[begin..start]) + 12).max(24);
            let text = (!mark.label.is_empty()).then(|| {
                let options = textwrap::Options::new(room)
                    .word_separator(textwrap::WordSeparator::AsciiSpace)
                    .word_splitter(textwrap::WordSplitter::NoHyphenation)
                    .break_words(false);
                textwrap::fill(&look.text(&sanitize::text(mark.label)), options)
            });
            let column = source.position(mark.span.start).column;
            self.labels.push(Label { range: start..ceil(&self.text, stop), text, primary: mark.primary, column });
        }
    }

    /// The labels, in the order of the text.
    pub fn labels(&self) -> Vec<LabeledSpan> {
        let mut labels: Vec<_> = self.labels.iter().collect();
        labels.sort_by_key(|label| label.range.start);
        let spans = labels.into_iter().map(|label| {
            let span = (label.range.start, label.range.len());
            match label.primary {
                true => LabeledSpan::new_primary_with_span(label.text.clone(), span),
                false => LabeledSpan::new_with_span(label.text.clone(), span),
            }
        });
        spans.collect()
    }

    fn line_at(&self, offset: usize) -> Option<usize> {
        self.lines.iter().position(|line| line.range.contains(&offset))
    }

    fn follow(&self, first: usize, last: usize) -> bool {
        self.lines[last].number == self.lines[first].number + (last - first)
    }
}

impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let found = self.line_at(span.offset()).zip(self.line_at(span.offset() + span.len().saturating_sub(1)));
        let Some((mut first, mut last)) = found.filter(|(first, last)| self.follow(*first, *last)) else {
            return Err(MietteError::OutOfBounds);
        };
        // Asked for the place alone, miette wants to know its column.
        let label = self.labels.iter().find(|label| label.range.start == span.offset());
        let column = label.filter(|_| before == 0).map_or(0, |label| label.column - 1);
        for _ in 0..before {
            first -= usize::from(first > 0 && self.follow(first - 1, last));
        }
        for _ in 0..after {
            last += usize::from(last + 1 < self.lines.len() && self.follow(first, last + 1));
        }
        let range = self.lines[first].range.start..self.lines[last].range.end;
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            &self.text.as_bytes()[range.clone()],
            (range.start, range.len()).into(),
            self.lines[first].number - 1,
            column,
            last - first + 1,
        )))
    }
}

/// The lines that hold a mark and their neighbours, by number, without their line ends.
fn lines_around(source: &MaskedSource, marks: &[Mark]) -> Vec<(usize, Span)> {
    let mut lines = std::collections::BTreeMap::new();
    for mark in marks {
        let whole = source.full_line_span(mark.span.start);
        let number = source.line(mark.span.start);
        lines.insert(number, source.line_span(mark.span.start));
        if whole.start > 0 {
            lines.insert(number - 1, source.line_span(whole.start - 1));
        }
        if (whole.end as usize) < source.len() {
            lines.insert(number + 1, source.line_span(whole.end));
        }
    }
    lines.into_iter().collect()
}

/// The part of a line that can be shown: many diagnostics can be on a long one, and each looks at its neighbourhood alone.
fn near(source: &MaskedSource, line: Span, marks: &[&Mark]) -> Span {
    /// Bytes on each side; no terminal is that wide.
    const FAR: usize = 1024;
    if line.len() <= 2 * FAR {
        return line;
    }
    let mark = marks.iter().find(|mark| mark.primary).or(marks.first());
    let at = mark.map_or(line.start, |mark| mark.span.start) as usize;
    source.characters(at.saturating_sub(FAR).max(line.start as usize), (at + FAR).min(line.end as usize))
}

/// The run of lines around the primary place goes before the others: miette draws them in the order of the text.
fn primary_first(mut lines: Vec<(usize, Span)>, source: &MaskedSource, marks: &[Mark]) -> Vec<(usize, Span)> {
    let primary = marks.iter().find(|mark| mark.primary).map(|mark| source.line(mark.span.start));
    let Some(at) = lines.iter().position(|(number, _)| Some(*number) == primary) else { return lines };
    let follows = |at: usize| at > 0 && lines[at - 1].0 + 1 == lines[at].0;
    let start = (0..=at).rev().find(|at| !follows(*at)).unwrap_or(0);
    let end = (at + 1..lines.len()).find(|at| !follows(*at)).unwrap_or(lines.len());
    lines[..end].rotate_left(start);
    lines
}

/// A line as it is shown.
struct Shown {
    text: String,
    /// Per byte of the original line (and for its end) the offset in `text`.
    offsets: Vec<u32>,
}

/// The part of a line that is shown.
struct Window {
    before: String,
    kept: Range<usize>,
    after: String,
}

impl Shown {
    fn new(line: &str) -> Self {
        let mut text = String::with_capacity(line.len());
        let mut offsets = Vec::with_capacity(line.len() + 1);
        let mut column = 0;
        for char in line.chars() {
            offsets.extend(std::iter::repeat_n(text.len() as u32, char.len_utf8()));
            let from = text.len();
            match char {
                '\t' => text.extend(std::iter::repeat_n(' ', TAB - column % TAB)),
                _ if is_visible(char) => text.push(char),
                _ => text.push_str(&format!("<U+{:04X}>", u32::from(char))),
            }
            column += width(&text[from..]);
        }
        offsets.push(text.len() as u32);
        Self { text, offsets }
    }

    fn at(&self, offset: u32) -> usize {
        self.offsets[offset as usize] as usize
    }

    /// The end of the character at `at`; at the line's end one further.
    fn behind(&self, at: usize) -> usize {
        at + self.text[at..].chars().next().map_or(1, char::len_utf8)
    }

    /// The part that fits into `room` columns, around a label.
    fn window(&self, label: Option<(Range<usize>, &str)>, room: usize, look: Look) -> Window {
        let whole = 0..self.text.len();
        if width(&self.text) <= room {
            return Window { before: String::new(), kept: whole, after: String::new() };
        }
        let dots = if look.unicode { "…" } else { "..." };
        let room = room - 2 * width(dots);
        let (label, text) = label.unwrap_or((0..0, ""));
        let wide = width(&self.text[label.start.min(whole.end)..label.end.min(whole.end)]);
        // The label's text begins below the middle of the place, behind an arrow of five columns.
        let wide = wide.max(wide / 2 + 5 + width(text).min(room / 2)).min(room);
        // The line's beginning, with the key, is shown if the label is seen then; otherwise the label stands in the middle.
        let until = width(&self.text[..label.start.min(whole.end)]);
        let filled = width(&self.text).max(until + wide).saturating_sub(room);
        let centred = until.saturating_sub((room - wide) / 2).min(filled);
        let from = if until + wide <= room { 0 } else { centred };
        let start = self.byte_at_column(from);
        let end = self.byte_at_column(from + room);
        Window {
            before: if start > 0 { dots.to_owned() } else { String::new() },
            kept: start..end,
            after: if end < whole.end { dots.to_owned() } else { String::new() },
        }
    }

    fn byte_at_column(&self, column: usize) -> usize {
        let mut passed = 0;
        for (at, char) in self.text.char_indices() {
            if passed >= column {
                return at;
            }
            passed += char.width().unwrap_or(0);
        }
        self.text.len()
    }
}

/// Whether a reader sees a character: no control character, none of zero width, none that turns the direction of text.
fn is_visible(char: char) -> bool {
    let blank_like = matches!(char, '\u{a0}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{3000}' | '\u{feff}' | '\u{ad}');
    !char.is_control() && !blank_like
}

fn width(text: &str) -> usize {
    text.chars().map(|char| char.width().unwrap_or(0)).sum()
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
