//! What the JVM's refusals mean to the person who wrote the file: cause first, then the cure.

use crate::reader::{Fault, FaultKind};
use crate::source::{SourceFile, Span};

mod syntax;

pub(super) use syntax::from_error;
use syntax::quotable;

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

pub(super) fn unknown_tag(source: &SourceFile, span: Span) -> Box<Fault> {
    // The tag's name may be a secret: it is not repeated.
    let message =
        "a value that begins with `!` is a type tag, and the JVM knows none of this name, or none for such a value";
    Box::new(quotable(source, span, message, "Put the value in single quotes.").marked(source, span.start))
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
