//! What the JVM's refusals mean to the person who wrote the file: cause first, then the cure.

use super::cursor::Mark;
use super::error::{Cause, Error};
use crate::edit::Edit;
use crate::reader::{Fault, FaultKind};
use crate::source::{SourceFile, Span};

impl Fault {
    fn new(kind: FaultKind, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind, span, message: message.into(), help: help.into(), related: vec![], cure: None, mark: None }
    }

    fn syntax(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(FaultKind::Syntax, span, message, help)
    }

    fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push((span, message.into()));
        self
    }

    /// SnakeYAML's own message names this place.
    fn marked(mut self, source: &SourceFile, at: u32) -> Self {
        let position = source.position(at);
        self.mark = Some((position.line, position.column));
        self
    }
}

/// The character at `at`, or an empty span at the end.
fn char_span(source: &SourceFile, at: usize) -> Span {
    let width = source.text()[at..].chars().next().map_or(0, char::len_utf8);
    Span::new(at, at + width)
}

/// From `at` to the end of its line, blanks at the end and a comment left out.
fn rest_of_line(source: &SourceFile, at: usize) -> Span {
    let line = source.line_span(at as u32);
    let rest = &source.text()[at..line.end as usize];
    let rest = rest.find(" #").map_or(rest, |comment| &rest[..comment]);
    Span::new(at, at + rest.trim_end().len())
}

/// Turns SnakeYAML's refusal into a fault.
pub(super) fn from_error(source: &SourceFile, error: Error) -> Fault {
    let Error { cause, at, from } = error;
    let here = char_span(source, at.at);
    let line = rest_of_line(source, from.unwrap_or(at).at);
    let mark = Some((at.line as usize + 1, at.column as usize + 1));
    let fault = match cause {
        Cause::CannotStart(char) => cannot_start(source, char, at),
        Cause::ValueNotAllowed => value_not_allowed(source, at),
        Cause::EntryNotAllowed => Fault::syntax(
            here,
            "a list item `- ` cannot stand here",
            "Put each `- ` on a line of its own, aligned with the other items of its list.",
        ),
        Cause::KeyNotAllowed => Fault::syntax(
            here,
            "`? ` cannot stand here",
            "Write the key without `?`, or put the value that begins with `?` in single quotes.",
        ),
        Cause::ColonMissing => Fault::syntax(
            line,
            "this line is neither a key with a colon nor the value of one",
            "Write `key: value` with a colon and a blank behind the key; a value that goes on in the next line is indented \
             deeper than its key.",
        )
        .related(here, "here the parser gives up looking for the colon"),
        Cause::QuoteNotClosed => Fault::syntax(
            line,
            "this quote is never closed",
            "Close the quote at the end of the value. In single quotes a single quote is written twice: `'it''s'`.",
        ),
        Cause::DocumentSeparatorInQuotes => Fault::syntax(
            line,
            "this quote is not closed before the document ends",
            "Close the quote at the end of the value. In single quotes a single quote is written twice: `'it''s'`.",
        )
        .related(here, "the document ends here"),
        Cause::UnknownEscape(char) => Fault::syntax(
            Span::new(here.start as usize - 1, here.end as usize),
            format!("`\\{char}` means nothing in double quotes"),
            "Put the value in single quotes, where a backslash is only a backslash, or write it twice: `\\\\`.",
        ),
        Cause::BadHexEscape => Fault::syntax(
            here,
            "an escape in double quotes lacks its hexadecimal digits: 2 behind `\\x`, 4 behind `\\u`, 8 behind `\\U`",
            "Put the value in single quotes, where a backslash is only a backslash, or write it twice: `\\\\`.",
        ),
        Cause::BadBlockHeader | Cause::ZeroIndentation => Fault::syntax(
            line,
            "a value that begins with `|` or `>` is a block of text, and only an indicator may follow on this line",
            "Put the value in single quotes.",
        ),
        Cause::BadAnchor => Fault::syntax(
            line,
            "a value that begins with `*` or `&` is a reference, and this is not the name of one",
            "Put the value in single quotes.",
        ),
        Cause::UndefinedAlias(name) => Fault::syntax(
            line,
            format!("a value that begins with `*` is a reference, and no `&{name}` stands before it"),
            "Put the value in single quotes if it is text; else define the anchor before it is used.",
        ),
        Cause::BadTag => Fault::syntax(
            line,
            "a value that begins with `!` is a type tag, and this is not one",
            "Put the value in single quotes.",
        ),
        Cause::UnknownTagHandle(handle) => Fault::syntax(
            line,
            format!("a value that begins with `!` is a type tag, and `{handle}` is not declared"),
            "Put the value in single quotes.",
        ),
        Cause::BadDirective => Fault::syntax(
            line,
            "a line that begins with `%` is a directive to the parser, and this is not one",
            "Put the text in single quotes, or remove the line.",
        ),
        Cause::DuplicateDirective => {
            Fault::syntax(rest_of_line(source, at.at), "this directive is given twice", "Remove one of the two lines.")
        }
        Cause::UnknownVersion => Fault::syntax(
            rest_of_line(source, at.at),
            "the JVM reads YAML 1.1 only, and refuses a major version other than 1",
            "Remove the line.",
        ),
        Cause::DocumentStartMissing(found) => Fault::syntax(
            rest_of_line(source, at.at),
            format!("the document ended before this line, and {found} cannot follow"),
            "Indent the line like its neighbours; a new document begins with a line `---`.",
        ),
        Cause::BlockEndMissing { list, found } => block_end_missing(source, list, found, at, from.unwrap_or(at)),
        Cause::FlowEndMissing { list, found } => flow_end_missing(source, list, found, at, from.unwrap_or(at)),
        Cause::ContentMissing(found) => content_missing(source, found, at),
        Cause::TooDeep => Fault::new(
            FaultKind::TooComplex,
            here,
            "nested deeper than 50 levels, where the JVM gives up",
            "Nothing in osweb's settings is that deep: look for brackets or blanks that do not belong here.",
        ),
        Cause::Recursive(name) => Fault::new(
            FaultKind::TooComplex,
            rest_of_line(source, at.at),
            format!("`*{name}` refers to the very thing that it is a part of; the JVM ends with a stack overflow"),
            "Write the values out instead of the reference, or put the value in single quotes if it is text.",
        ),
    };
    Fault { mark, ..fault }
}

fn quote(source: &SourceFile, span: Span) -> Option<(&'static str, Vec<Edit>)> {
    let text = source.slice(span);
    Some(("put the value in single quotes", vec![Edit::replace(span, format!("'{}'", text.replace('\'', "''")))]))
}

/// Whether `at` is where the value of a `key: value` line begins.
fn is_value_start(source: &SourceFile, at: usize) -> bool {
    let line = source.line_span(at as u32);
    let before = source.text()[line.start as usize..at].trim_end();
    before.ends_with(':') || before.ends_with('-')
}

fn cannot_start(source: &SourceFile, char: char, at: Mark) -> Fault {
    let here = char_span(source, at.at);
    if char == '\t' {
        let line = source.line_span(at.at as u32);
        let before = &source.text()[line.start as usize..at.at];
        let tabs = source.text()[at.at..line.end as usize].bytes().take_while(|&byte| byte == b'\t').count();
        let span = Span::new(at.at, at.at + tabs);
        return if before.trim().is_empty() {
            Fault::syntax(
                span,
                "a tab cannot indent a line in YAML",
                "Indent with blanks: two for each level, as the neighbouring lines do.",
            )
        } else {
            let mut fault = Fault::syntax(
                span,
                "a tab cannot separate a key from its value or follow a quote or bracket",
                "Put a blank in its place.",
            );
            fault.cure = Some(("put a blank in the tab's place", vec![Edit::replace(span, " ")]));
            fault
        };
    }
    let value = rest_of_line(source, at.at);
    let mut fault = Fault::syntax(
        if value.is_empty() { here } else { value },
        format!("a value cannot begin with `{char}`"),
        "Put the value in single quotes.",
    );
    if is_value_start(source, at.at) {
        fault.cure = quote(source, value);
    }
    fault
}

fn value_not_allowed(source: &SourceFile, at: Mark) -> Fault {
    let text = source.text();
    let line = source.line_span(at.at as u32);
    let before = &text[line.start as usize..at.at];
    let colon = Span::new(at.at, at.at + 1);
    if let Some(first) = before.find(": ") {
        let start =
            line.start as usize + first + 1 + before[first + 1..].len() - before[first + 1..].trim_start().len();
        let value = rest_of_line(source, start);
        let mut fault = Fault::syntax(
            colon,
            "a second `: ` on this line: the value before it would be a key",
            "Put the value in single quotes, or each setting on a line of its own.",
        );
        if value.end as usize > at.at {
            fault.cure = quote(source, value);
        }
        return fault;
    }
    // The line above is taken for the beginning of this one: it lacks its colon, or this one is indented too deeply.
    let above = text[..line.start as usize].trim_end();
    if above.is_empty() {
        return Fault::syntax(colon, "a colon cannot stand here", "Write `key: value`, the key at the line's start.");
    }
    let above_line = source.line_span(above.len() as u32 - 1);
    let content = source.slice(above_line);
    let start = above_line.start as usize + content.len() - content.trim_start().len();
    let indent = |text: &str| text.len() - text.trim_start().len();
    if indent(before) > indent(content) && content.contains(": ") {
        let key = Span::new(line.start as usize + indent(before), at.at);
        return Fault::syntax(
            key,
            "this line is indented deeper than the one above, which already has a value",
            "Indent it like the line above.",
        )
        .related(rest_of_line(source, start), "this key has a value of its own");
    }
    Fault::syntax(
        Span::new(start, start + content.trim().len()),
        "this line has no colon, so the JVM reads it and the next line as one text",
        "Write `key: value` with a colon and a blank behind the key.",
    )
    .related(colon, "the colon of the next line then has no place")
}

fn block_end_missing(source: &SourceFile, list: bool, found: &str, at: Mark, from: Mark) -> Fault {
    let text = source.text();
    let line = source.line_span(at.at as u32);
    let before = &text[line.start as usize..at.at];
    let rest = rest_of_line(source, at.at);
    let begins = Span::new(from.at, from.at);
    if !before.trim().is_empty() {
        // The value ended earlier on this line: behind a quote or a bracket something follows.
        let value_start = before.find(": ").map(|colon| line.start as usize + colon + 2);
        let mut fault = Fault::syntax(
            if rest.is_empty() { char_span(source, at.at) } else { rest },
            format!("the value has ended before this: {found} cannot follow it"),
            "Put the whole value in single quotes; inside them a single quote is written twice.",
        );
        if let Some(start) = value_start {
            let value = rest_of_line(source, start);
            if source.slice(value).starts_with('{') || source.slice(value).starts_with('[') {
                fault.span = value;
                fault.message =
                    "a value that begins with a bracket is read as a mapping or list, and this is not one".to_owned();
                fault.cure = quote(source, value);
            }
        }
        return fault;
    }
    let what = if list { "list" } else { "mapping" };
    Fault::syntax(
        if rest.is_empty() { char_span(source, at.at) } else { rest },
        format!("this line is not aligned with the {what} that it belongs to"),
        format!("Indent it like the other lines of its {what}; the {what} begins in line {}.", from.line + 1),
    )
    .related(char_span(source, begins.start as usize), format!("the {what} begins here"))
}

fn flow_end_missing(source: &SourceFile, list: bool, found: &str, at: Mark, from: Mark) -> Fault {
    let (open, close) = if list { ('[', ']') } else { ('{', '}') };
    if is_value_start(source, from.at) && source.line_span(from.at as u32) == source.line_span(at.at as u32) {
        let value = rest_of_line(source, from.at);
        let mut fault = Fault::syntax(
            value,
            format!(
                "a value that begins with `{open}` is read as a {}, and this is not one",
                if list { "list" } else { "mapping" }
            ),
            "Put the value in single quotes.",
        );
        fault.cure = quote(source, value);
        return fault;
    }
    Fault::syntax(
        char_span(source, from.at),
        format!("this `{open}` is not closed: {found} comes where `,` or `{close}` must stand"),
        format!("Separate the entries by `,` and close with `{close}`; put a value that begins with `{open}` in single quotes."),
    )
    .related(char_span(source, at.at), format!("here `,` or `{close}` is missing"))
}

fn content_missing(source: &SourceFile, found: &str, at: Mark) -> Fault {
    let rest = rest_of_line(source, at.at);
    Fault::syntax(
        if rest.is_empty() { char_span(source, at.at) } else { rest },
        format!("a value must stand here, not {found}"),
        "Put the value in single quotes if it is text.",
    )
}

/// A character that YAML does not allow anywhere.
pub(super) fn unprintable(source: &SourceFile, span: Span) -> Fault {
    let code = source.slice(span).chars().next().map_or(0, u32::from);
    Fault::syntax(
        span,
        format!("the character U+{code:04X} is not allowed in YAML, not even in a comment or in quotes"),
        "Delete it; inside double quotes it can be written as an escape such as `\\x07`.",
    )
}

/// Bytes that are not valid in the file's encoding.
pub(super) fn encoding(source: &SourceFile) -> Option<Fault> {
    use crate::source::EncodingFaultKind;
    let fault = source.fault()?;
    let position = source.position(fault.span.start);
    let (message, help) = match fault.kind {
        EncodingFaultKind::InvalidUtf8(byte) => (
            format!("byte 0x{byte:02X} (line {}, byte {} of the file) is not UTF-8", position.line, position.byte),
            "Save the file as UTF-8; it looks like an older Windows encoding (ANSI). The JVM refuses the whole file, even \
             where only a comment is concerned.",
        ),
        EncodingFaultKind::InvalidUtf16 => (
            format!("half a character (line {}, byte {} of the file) in a UTF-16 file", position.line, position.byte),
            "Save the file as UTF-8.",
        ),
        EncodingFaultKind::Utf16WithoutMark => (
            "the file is UTF-16 without a byte-order mark, which the JVM takes for UTF-8 and refuses".to_owned(),
            "Save the file as UTF-8.",
        ),
    };
    Some(Fault::new(FaultKind::Encoding, fault.span, message, help))
}

pub(super) fn duplicate_key(source: &SourceFile, first: Span, second: Span, mark: u32) -> Box<Fault> {
    let key = source.slice(second);
    Box::new(
        Fault::new(
            FaultKind::DuplicateKey,
            second,
            format!("the key `{key}` stands twice in the same mapping; the JVM refuses the whole file"),
            "Keep the one that is meant and remove the other; merge what stands below both.",
        )
        .related(first, "the first one is here")
        .marked(source, mark),
    )
}

pub(super) fn bomb(span: Span) -> Box<Fault> {
    Box::new(Fault::new(
        FaultKind::TooComplex,
        span,
        "the references of this file unfold into more than a million values, or lead too deep into each other",
        "Write the values out instead of the references.",
    ))
}

pub(super) fn null_key(span: Span) -> Box<Fault> {
    Box::new(Fault::syntax(
        span,
        "a key is empty or null, where Spring fails with a NullPointerException",
        "Write the key's name before the colon; put it in quotes if it is meant to read `null` or `~`.",
    ))
}

pub(super) fn key_in_list(span: Span, source: &SourceFile) -> Box<Fault> {
    let key = source.slice(span);
    Box::new(Fault::syntax(
        span,
        format!("the key `{key}` inside a list is not text, where Spring fails with a ClassCastException"),
        "Put the key in quotes.",
    ))
}

pub(super) fn unknown_tag(span: Span, tag: &str) -> Box<Fault> {
    Box::new(Fault::syntax(
        span,
        format!("a value that begins with `!` has a type, and the JVM knows none called `{tag}`"),
        "Put the value in single quotes.",
    ))
}

pub(super) fn merge_as_value(span: Span) -> Box<Fault> {
    Box::new(Fault::syntax(span, "`<<` cannot be a value", "Put it in single quotes."))
}

pub(super) fn merge_of_no_mapping(span: Span) -> Box<Fault> {
    Box::new(Fault::syntax(
        span,
        "behind `<<:` must stand a mapping, a reference to one, or a list of these",
        "Refer to a mapping (`<<: *name`) or remove the line.",
    ))
}

pub(super) fn bad_number(span: Span) -> Box<Fault> {
    Box::new(Fault::syntax(span, "the JVM cannot make a number of this", "Put the value in single quotes."))
}

pub(super) fn bad_binary(span: Span) -> Box<Fault> {
    Box::new(Fault::syntax(span, "behind `!!binary` must stand base64", "Remove `!!binary` or mend the base64 text."))
}

pub(super) fn bad_ordered_map(span: Span) -> Box<Fault> {
    Box::new(Fault::syntax(span, "behind `!!omap` must stand a list of single `key: value` pairs", "Remove `!!omap`."))
}
