//! What the JVM's refusals mean to the person who wrote the file: cause first, then the cure.

use super::node::{Content, Node};
use crate::parse::{ParseError, ParseErrorKind};
use crate::source::{SourceFile, Span, mojibake};

mod syntax;

pub(super) use syntax::from_error;
use syntax::quotable;

impl ParseError {
    fn new(kind: ParseErrorKind, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind, span, message: message.into(), help: help.into(), related: vec![], cure: None, mark: None }
    }

    fn syntax(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(ParseErrorKind::Syntax, span, message, help)
    }

    fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push((span, message.into()));
        self
    }

    /// SnakeYAML's own message names this place.
    fn marked(mut self, source: &SourceFile, at: u32) -> Self {
        let position = source.position(at);
        // A second byte-order mark at the file's start is no column to it.
        let uncounted = position.line == 1 && source.text().starts_with('\u{feff}');
        self.mark = Some((position.line, position.column - usize::from(uncounted)));
        self
    }
}

/// A character that YAML does not allow anywhere.
pub(super) fn unprintable(source: &SourceFile, span: Span) -> ParseError {
    let code = source.slice(span).chars().next().map_or(0, u32::from);
    let line = source.line_span(span.start);
    let twice = mojibake::converted_twice(source.slice(line)).filter(|(range, _)| {
        let at = (span.start - line.start) as usize;
        range.contains(&at)
    });
    if let Some((range, was)) = twice {
        let start = line.start as usize;
        return ParseError::syntax(
            Span::new(start + range.start, start + range.end),
            format!(
                "the text was converted to UTF-8 twice (it was `{was}` here), which leaves U+{code:04X}: YAML does not allow that"
            ),
            format!("Convert the file back (from UTF-8 to windows-1252), or type it again: `{was}`."),
        );
    }
    ParseError::syntax(
        span,
        format!("the character U+{code:04X} is not allowed in YAML, not even in a comment or in quotes"),
        "Delete it; inside double quotes it can be written as an escape such as `\\x07`.",
    )
}

/// Bytes that are not valid in the file's encoding.
pub(super) fn encoding(source: &SourceFile) -> Option<ParseError> {
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
    Some(ParseError::new(ParseErrorKind::Encoding, fault.span, message, help))
}

pub(super) fn duplicate_key(source: &SourceFile, first: Span, second: Span, mark: u32) -> Box<ParseError> {
    let key = source.slice(second);
    Box::new(
        ParseError::new(
            ParseErrorKind::DuplicateKey,
            second,
            format!("duplicate key `{key}`; the JVM refuses the whole file"),
            "Keep the one that is meant and remove the other; merge what is below both.",
        )
        .related(first, "the first one is here")
        .marked(source, mark),
    )
}

pub(super) fn bomb(span: Span) -> Box<ParseError> {
    Box::new(ParseError::new(
        ParseErrorKind::TooComplex,
        span,
        "the references of this file unfold into too many values or too much text, or lead too deep into each other",
        "Write the values out instead of the references.",
    ))
}

pub(super) fn long_names(span: Span) -> Box<ParseError> {
    Box::new(ParseError::new(
        ParseErrorKind::TooComplex,
        span,
        "the names of the properties are too long all together: every value below a long key has that key in its name",
        "Shorten the keys that have many values below them.",
    ))
}

pub(super) fn null_key(span: Span) -> Box<ParseError> {
    Box::new(ParseError::syntax(
        span,
        "a key is empty or null, where Spring fails with a NullPointerException",
        "Write the key's name before the colon; put it in quotes if it is meant to read `null` or `~`.",
    ))
}

pub(super) fn key_in_list(span: Span, source: &SourceFile) -> Box<ParseError> {
    let key = source.slice(span);
    Box::new(ParseError::syntax(
        span,
        format!("the key `{key}` inside a list is not text, where Spring fails with a ClassCastException"),
        "Put the key in quotes.",
    ))
}

pub(super) fn unknown_tag(source: &SourceFile, node: &Node) -> Box<ParseError> {
    // The tag's name may be a secret: it is not repeated.
    let message = "a value that begins with `!` is a type tag, and the JVM knows none of this name";
    Box::new(quotable(source, tagged(node), message, "Put the value in single quotes.").marked(source, node.begin()))
}

pub(super) fn unfit_tag(source: &SourceFile, node: &Node) -> Box<ParseError> {
    let message = "a value that begins with `!` is a type tag, and such a value cannot be of this type";
    Box::new(quotable(source, tagged(node), message, "Put the value in single quotes."))
}

/// A node with its tag.
fn tagged(node: &Node) -> Span {
    Span { start: node.begin(), end: node.span.end.max(node.begin()) }
}

pub(super) fn merge_as_value(source: &SourceFile, node: &Node) -> Box<ParseError> {
    Box::new(
        ParseError::syntax(node.span, "`<<` cannot be a value", "Put it in single quotes.")
            .marked(source, node.begin()),
    )
}

/// `span`: where `node`, which cannot be merged, shows.
pub(super) fn merge_of_no_mapping(source: &SourceFile, span: Span, node: &Node) -> Box<ParseError> {
    Box::new(
        ParseError::syntax(
            span,
            "`<<:` expects a mapping, a reference to one, or a list of these",
            "Refer to a mapping (`<<: *name`) or remove the line.",
        )
        .marked(source, node.begin()),
    )
}

pub(super) fn merges_itself(span: Span) -> Box<ParseError> {
    Box::new(ParseError::syntax(
        span,
        "this mapping is merged into itself, where SnakeYAML fails with a ConcurrentModificationException",
        "Remove the line.",
    ))
}

pub(super) fn recursive(span: Span) -> Box<ParseError> {
    Box::new(ParseError::new(
        ParseErrorKind::TooComplex,
        span,
        "this reference names the very thing that it is a part of; the JVM ends with a stack overflow",
        "Write the values out instead of the reference, or put the value in single quotes if it is text.",
    ))
}

pub(super) fn recursive_key(span: Span) -> Box<ParseError> {
    Box::new(ParseError::new(
        ParseErrorKind::TooComplex,
        span,
        "this key contains a reference to itself; what the JVM makes of it cannot be told",
        "Write the values out instead of the reference.",
    ))
}

/// A reference to the thing that it is a part of, where SnakeYAML notices it at `node` before the stack overflows.
pub(super) fn unfinished(source: &SourceFile, span: Span, node: &Node) -> Box<ParseError> {
    Box::new(recursive(span).marked(source, node.begin()))
}

pub(super) fn bad_number(source: &SourceFile, node: &Node) -> Box<ParseError> {
    let fault =
        ParseError::syntax(node.span, "the JVM cannot make a number of this", "Put the value in single quotes.");
    let Content::Scalar { text, .. } = &node.content else { return Box::new(fault) };
    // SnakeYAML itself refuses an empty number; of any other it is Java's parser, which knows no place.
    let empty = text.bytes().all(|byte| byte == b'_');
    Box::new(if empty { fault.marked(source, node.begin()) } else { fault })
}

pub(super) fn bad_binary(span: Span) -> Box<ParseError> {
    Box::new(ParseError::syntax(span, "`!!binary` expects base64", "Remove `!!binary` or correct the base64 text."))
}

/// `node`: the one with the tag; `item`: the one that does not fit.
pub(super) fn bad_ordered_map(source: &SourceFile, node: &Node, item: &Node) -> Box<ParseError> {
    Box::new(
        ParseError::syntax(
            tagged(node),
            "`!!omap` and `!!pairs` expect a list of single `key: value` pairs",
            "Remove the tag.",
        )
        .marked(source, item.begin()),
    )
}
