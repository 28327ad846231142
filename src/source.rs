//! A file as it lies on disk: its text, its encoding, and where every character stands.

use std::sync::{Arc, OnceLock};

pub mod bytes;
mod counts;
mod decode;
mod lines;
pub(crate) mod mojibake;
mod utf16;

use counts::{Count, Counts};
pub(crate) use decode::from_windows_1252;
pub use decode::{Encoding, EncodingFault, EncodingFaultKind, Fallback};
use lines::LineIndex;
pub(crate) use lines::break_width;
pub use utf16::{EditorLines, EditorPosition, Units};

/// A half-open range of byte offsets into the UTF-8 [text](SourceFile::text) of a source file.
///
/// Offsets are *not* bytes of the file on disk: those are given by [`SourceFile::position`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// A span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start: start as u32, end: end as u32 }
    }

    /// An empty span at `at`.
    pub fn at(at: usize) -> Self {
        Self::new(at, at)
    }

    /// The span as a range for slicing the text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Number of bytes of text.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether `other` lies within this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A place in a file, in the units of the JSON report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Position {
    /// Line, from 1. Lines end as in YAML 1.1: LF, CRLF, CR, U+0085, U+2028, U+2029.
    pub line: usize,
    /// Column, from 1, in characters (Unicode scalar values).
    pub column: usize,
    /// Byte offset in the file as it is on disk, from 0; a byte-order mark counts.
    pub byte: usize,
}

/// A file's bytes, decoded.
#[derive(Debug)]
pub struct SourceFile {
    name: String,
    text: Arc<String>,
    encoding: Encoding,
    fault: Option<EncodingFault>,
    lines: OnceLock<LineIndex>,
    counts: OnceLock<Counts>,
}

impl SourceFile {
    /// Decodes a file. Never fails: a file that is not valid in its encoding keeps a readable rendering of
    /// its text and has a [fault](Self::fault); nothing but that fault may then be reported of it.
    ///
    /// `name` is the path as the user gave it; it is only shown.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let name = name.into();
        let fallback = Fallback::of(&name, &bytes);
        Self::with_fallback(name, bytes, fallback)
    }

    /// Decodes a file whose format is known, whatever its name: see [`from_bytes`](Self::from_bytes).
    pub fn with_fallback(name: impl Into<String>, bytes: Vec<u8>, fallback: Fallback) -> Self {
        let decoded = decode::decode(bytes, fallback);
        Self {
            name: name.into(),
            text: Arc::new(decoded.text),
            encoding: decoded.encoding,
            fault: decoded.fault,
            lines: OnceLock::new(),
            counts: OnceLock::new(),
        }
    }

    /// The same file with another text, as it will be read once it is written.
    pub fn with_text(&self, text: String) -> Self {
        let fallback = match self.encoding {
            Encoding::Latin1 => Fallback::Latin1,
            Encoding::Windows1252 => Fallback::Windows1252,
            _ => Fallback::Refuse,
        };
        // Few texts are read otherwise than they are written: by an encoding that lacks characters, or for their first ones.
        if fallback != Fallback::Refuse || text.starts_with('\u{feff}') || text.contains('\0') {
            return Self::with_fallback(self.name.clone(), self.encode(&text), fallback);
        }
        Self {
            name: self.name.clone(),
            text: text.into(),
            encoding: self.encoding,
            fault: None,
            lines: OnceLock::new(),
            counts: OnceLock::new(),
        }
    }

    /// Reads a file from disk.
    ///
    /// # Errors
    /// Those of [`bytes::file`].
    pub fn read(path: &std::path::Path) -> std::io::Result<Self> {
        Ok(Self::from_bytes(path.display().to_string(), bytes::file(path)?))
    }

    /// Reads a file whose format is known, whatever its name: see [`read`](Self::read).
    ///
    /// # Errors
    /// Those of [`read`](Self::read).
    pub fn read_with(path: &std::path::Path, fallback: Fallback) -> std::io::Result<Self> {
        Ok(Self::with_fallback(path.display().to_string(), bytes::file(path)?, fallback))
    }

    /// The path as the user gave it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The decoded text without a byte-order mark; line ends are kept as they are.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The same, for what outlives the file.
    pub(crate) fn shared_text(&self) -> &Arc<String> {
        &self.text
    }

    /// The text under a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// How the file is encoded on disk.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The first place that is not valid in the file's encoding.
    pub fn fault(&self) -> Option<&EncodingFault> {
        self.fault.as_ref()
    }

    /// The bytes on disk that a text of this file's encoding has, byte-order mark included.
    pub fn encode(&self, text: &str) -> Vec<u8> {
        self.encoding.encode_file(text)
    }

    /// Line, column and byte on disk of a text offset.
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset as usize;
        let line = self.index().line_of(offset);
        let start = self.index().start(line);
        let end = offset.min(self.text.len());
        Position {
            line: line + 1,
            column: self.chars_between(start, end) + 1,
            byte: self.fault.as_ref().and_then(|fault| fault.byte_at(offset)).unwrap_or_else(|| self.disk_byte(end)),
        }
    }

    /// Line number (from 1) of a text offset.
    pub fn line(&self, offset: u32) -> usize {
        self.index().line_of(offset as usize) + 1
    }

    /// The span of the line (line end excluded) that `offset` lies on.
    pub fn line_span(&self, offset: u32) -> Span {
        let line = self.index().line_of(offset as usize);
        let start = self.index().start(line);
        let end = self.index().content_end(&self.text, line);
        Span::new(start, end)
    }

    /// The span of the line that `offset` lies on, its line end included.
    pub fn full_line_span(&self, offset: u32) -> Span {
        let line = self.index().line_of(offset as usize);
        Span::new(self.index().start(line), self.index().next_start(&self.text, line))
    }

    /// The line end that most lines of the file have; LF for a file of one line.
    pub fn line_ending(&self) -> &'static str {
        let crlf = self.text.matches("\r\n").count();
        let lf = memchr::memchr_iter(b'\n', self.text.as_bytes()).count() - crlf;
        let cr = memchr::memchr_iter(b'\r', self.text.as_bytes()).count() - crlf;
        if crlf > 0 && crlf >= lf && crlf >= cr {
            "\r\n"
        } else if cr > lf {
            "\r"
        } else {
            "\n"
        }
    }

    fn index(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Number of characters before a text offset.
    pub fn chars_before(&self, offset: u32) -> usize {
        self.count(offset as usize).chars
    }

    fn chars_between(&self, start: usize, end: usize) -> usize {
        /// A line of so many bytes is counted faster than all lines together.
        const SHORT: usize = 1024;
        if end - start <= SHORT {
            return self.text[start..end].chars().count();
        }
        self.count(end).chars - self.count(start).chars
    }

    fn count(&self, offset: usize) -> Count {
        self.counts.get_or_init(|| Counts::new(&self.text)).before(&self.text, offset)
    }

    fn disk_byte(&self, offset: usize) -> usize {
        let before = match self.encoding {
            Encoding::Utf8 | Encoding::Utf8Bom => offset,
            Encoding::Utf16Le | Encoding::Utf16Be => self.count(offset).units * 2,
            Encoding::Latin1 | Encoding::Windows1252 => self.count(offset).chars,
        };
        self.encoding.mark().len() + before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_as_yaml_does_and_columns_in_characters() {
        let source = SourceFile::from_bytes("x", "a\r\nä: ö\rb\u{85}c\u{2028}d".into());
        let at = |needle: &str| source.position(source.text().find(needle).unwrap() as u32);
        assert_eq!(at("ö"), Position { line: 2, column: 4, byte: 7 });
        assert_eq!(at("b").line, 3);
        assert_eq!(at("c").line, 4);
        assert_eq!(at("d").line, 5);
    }

    #[test]
    fn bytes_count_the_byte_order_mark_and_utf16_units() {
        let utf8 = SourceFile::from_bytes("x", "\u{feff}a: b".into());
        assert_eq!(utf8.text(), "a: b");
        assert_eq!(utf8.position(3), Position { line: 1, column: 4, byte: 6 });
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend("ä🔑x".encode_utf16().flat_map(u16::to_le_bytes));
        let utf16 = SourceFile::from_bytes("x", bytes.clone());
        assert_eq!(utf16.text(), "ä🔑x");
        assert_eq!(utf16.position(6), Position { line: 1, column: 3, byte: 8 });
        assert_eq!(utf16.encode(utf16.text()), bytes);
    }

    #[test]
    fn a_fault_is_placed_at_its_line_and_byte() {
        let source = SourceFile::from_bytes("x", b"a: b\n# gr\xfc\xdfe\n".to_vec());
        let fault = source.fault().expect("windows-1252 is not UTF-8");
        assert_eq!(source.position(fault.span.start), Position { line: 2, column: 5, byte: 9 });
        assert_eq!(source.slice(source.line_span(fault.span.start)), "# grüße");
    }
}
