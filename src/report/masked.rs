//! A file as reporters see it: its places, and its text with every secret masked. The text as it is cannot be had from it.

use std::sync::Arc;

use crate::source::{Position, SourceFile, Span};

/// A file whose text is masked. The spans are those of the file itself.
pub struct MaskedSource {
    source: Arc<SourceFile>,
    /// Empty where nothing is to be shown of it.
    text: String,
}

impl std::fmt::Debug for MaskedSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("MaskedSource").field(&self.name()).finish()
    }
}

impl MaskedSource {
    /// `text` is the file's, masked byte by byte.
    pub(super) fn new(source: Arc<SourceFile>, text: String) -> Self {
        debug_assert!(text.is_empty() || text.len() == source.text().len());
        Self { source, text }
    }

    /// The path as the user gave it.
    pub fn name(&self) -> &str {
        self.source.name()
    }

    /// The masked text under a span.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Length of the text, in bytes.
    pub fn len(&self) -> usize {
        self.source.text().len()
    }

    /// Whether the file is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// See [`SourceFile::position`].
    pub fn position(&self, offset: u32) -> Position {
        self.source.position(offset)
    }

    /// See [`SourceFile::line`].
    pub fn line(&self, offset: u32) -> usize {
        self.source.line(offset)
    }

    /// See [`SourceFile::line_span`].
    pub fn line_span(&self, offset: u32) -> Span {
        self.source.line_span(offset)
    }

    /// See [`SourceFile::full_line_span`].
    pub fn full_line_span(&self, offset: u32) -> Span {
        self.source.full_line_span(offset)
    }

    /// See [`SourceFile::chars_before`].
    pub fn chars_before(&self, offset: u32) -> usize {
        self.source.chars_before(offset)
    }

    /// From the character that holds one byte to the one that ends at another.
    pub fn characters(&self, start: usize, end: usize) -> Span {
        let text = self.source.text();
        Span::new(text.floor_char_boundary(start), text.ceil_char_boundary(end))
    }

    /// How many characters are under a span.
    pub fn chars(&self, span: Span) -> usize {
        self.source.slice(span).chars().count()
    }

    /// How many units of UTF-16 are under a span.
    pub fn utf16_units(&self, span: Span) -> usize {
        self.source.slice(span).encode_utf16().count()
    }
}
