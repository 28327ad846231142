//! `.properties` as `java.util.Properties` reads it, with what Spring Boot adds: documents (`#---`) and lists (`name[]=a,b`).
//!
//! Java reads the file as ISO-8859-1. A file that is written in UTF-8 is read as that: the value that the JVM gets
//! is in [`Value::text`], the one that was meant in [`Value::written`].
//!
//! Sources: the documentation of `java.util.Properties.load`; Spring Boot reference, "Working With Multi-Document Files".

use super::{Document, Format, ParseError, ParseErrorKind, ParsedFile, yaml};
use crate::property::{Key, KeyId, NodeKind, Property, Style, Value, ValueKind};
use crate::source::{Encoding, SourceFile, Span};

mod escape;
mod line;

use line::{Char, Line, LogicalLine, Part};

/// Reads a `.properties` file.
pub fn read(source: &SourceFile) -> ParsedFile {
    let mut reader = Reader {
        source,
        reading: ParsedFile { format: Format::Properties, ..ParsedFile::default() },
        first: 0,
        content: None,
        comment: None,
    };
    if let Encoding::Utf16Le | Encoding::Utf16Be = source.encoding() {
        reader.reading.faults.push(utf16(source));
        return reader.reading;
    }
    for line in line::lines(source.text()) {
        match line {
            Line::Comment(span) => reader.comment(span),
            Line::Logical(line) => {
                reader.comment = None;
                reader.pair(&line);
            }
        }
    }
    reader.close();
    reader.reading
}

fn utf16(source: &SourceFile) -> ParseError {
    ParseError {
        kind: ParseErrorKind::Encoding,
        span: source.line_span(0),
        message: "the file is UTF-16, but Java reads `.properties` as ISO-8859-1 and finds no name in it".into(),
        help: "Save the file as UTF-8 or ISO-8859-1.".into(),
        related: vec![],
        cure: None,
        mark: None,
    }
}

struct Reader<'s> {
    source: &'s SourceFile,
    reading: ParsedFile,
    /// Index of the first property of the document that is being read.
    first: usize,
    /// From the first to the last pair of the document that is being read.
    content: Option<Span>,
    /// The character that began the line before, where that was a comment.
    comment: Option<u8>,
}

impl Reader<'_> {
    fn comment(&mut self, span: Span) {
        let text = self.source.slice(span);
        let mark = text.as_bytes()[0];
        // Two comments that begin alike belong together, so that a ruler of dashes in a comment block separates nothing.
        let starts_line = self.source.line_span(span.start).start == span.start;
        let blank = |char| matches!(char, ' ' | '\t' | '\u{c}');
        if self.comment != Some(mark) && starts_line && text[1..].trim_end_matches(blank) == "---" {
            self.close();
        } else if text.contains("osweb-config:") {
            self.reading.directives.push(span);
        }
        self.comment = Some(mark);
    }

    fn pair(&mut self, line: &LogicalLine) {
        let document = self.reading.documents.len() as u32;
        let (key, value) = line.split();
        let span = key.span();
        // What counts of a name is what the JVM makes of it.
        let Some((name, _)) = self.text(key.chars()) else { return };
        self.content = Some(Span { start: self.content.map_or(span.start, |all| all.start), end: line.end() });
        let id = KeyId(self.reading.keys.len() as u32);
        self.reading.keys.push(Key { parent: None, span, segment: name.clone(), document, below: NodeKind::Scalar });
        match name.strip_suffix("[]") {
            Some(list) => {
                for (index, item) in value.items().iter().enumerate() {
                    self.push(format!("{list}[{index}]"), id, document, item);
                }
            }
            None => self.push(name, id, document, &value),
        }
    }

    fn push(&mut self, name: String, key: KeyId, document: u32, part: &Part) {
        let Some((text, written)) = self.text(part.chars()) else { return };
        let span = part.span();
        let style = if span.is_empty() { Style::Absent } else { Style::Plain };
        let value = Value { span, text, written, kind: ValueKind::String, style };
        self.reading.properties.push(Property { name, value, key, document, alias: None });
    }

    /// The text that Java makes of the characters and, where it is another, the one that was meant.
    fn text(&mut self, chars: &[Char]) -> Option<(String, Option<Box<str>>)> {
        let meant = self.unescape(chars)?;
        if self.source.encoding() == Encoding::Latin1 || chars.iter().all(|each| each.char.is_ascii()) {
            return Some((meant, None));
        }
        let read: Vec<Char> = chars.iter().flat_map(|each| each.as_latin1()).collect();
        Some((self.unescape(&read)?, Some(meant.into_boxed_str())))
    }

    fn unescape(&mut self, chars: &[Char]) -> Option<String> {
        match escape::unescape(chars) {
            Ok(text) => Some(text),
            Err(span) => {
                self.reading.faults.push(ParseError {
                    kind: ParseErrorKind::Syntax,
                    span,
                    message: "`\\u` is not followed by four hexadecimal digits; Java refuses the whole file".into(),
                    help: "Write four digits (`\\u00fc`), or two backslashes (`\\\\u`) where a backslash is meant, \
                           as in a Windows path."
                        .into(),
                    related: vec![],
                    cure: None,
                    mark: None,
                });
                None
            }
        }
    }

    /// Ends the document that is being read; an empty one does not count.
    fn close(&mut self) {
        if let Some(span) = self.content.take() {
            let condition = yaml::condition(self.reading.properties.since(self.first));
            let index = self.reading.documents.len() as u32;
            self.reading.documents.push(Document { index, span, condition });
            self.first = self.reading.properties.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> (SourceFile, ParsedFile) {
        let source = SourceFile::from_bytes("x.properties", text.as_bytes().to_vec());
        let reading = read(&source);
        (source, reading)
    }

    #[test]
    fn every_value_is_found_where_it_stands() {
        let (source, reading) = read_text("# note\r\na.b = one \\\r\n   two\r\nc:\r\nd e\\=f\r\n");
        let found: Vec<_> = reading
            .properties
            .iter()
            .map(|property| (property.name.as_str(), property.value.text.as_str(), source.slice(property.value.span)))
            .collect();
        assert_eq!(found, [("a.b", "one two", "one \\\r\n   two"), ("c", "", ""), ("d", "e=f", "e\\=f")]);
        assert_eq!(source.slice(reading.keys[0].span), "a.b");
    }

    #[test]
    fn dashes_between_comment_marks_begin_a_document() {
        let (_, reading) = read_text(
            "a=1\n#---\nspring.config.activate.on-profile=prod, test\na=2\n!---\n#---\n# text\n#---\na=3\n #---\na=4\n",
        );
        let documents: Vec<_> = reading.properties.iter().map(|property| property.document).collect();
        assert_eq!(documents, [0, 1, 1, 2, 2]);
        let condition = reading.documents[1].condition.as_ref().unwrap();
        assert_eq!(condition.expressions.as_deref().unwrap(), ["prod", "test"]);
    }

    #[test]
    fn utf8_reaches_the_jvm_as_latin1() {
        let (_, reading) = read_text("a=grün\\u00fc\nb=\\u00fc");
        assert_eq!(reading.properties[0].value.text, "grÃ¼nü");
        assert_eq!(reading.properties[0].value.written(), "grünü");
        assert_eq!(reading.properties[1].value.text, "ü");
    }
}
