//! `.properties` as Spring Boot's own loader reads it, documents (`#---`) and lists (`name[]=a,b`) included.
//!
//! Java reads the file as ISO-8859-1. A file that is written in UTF-8 is read as that: the value that the JVM gets
//! is in [`Value::text`], the one that was meant in [`Value::written`]. A byte-order mark is a part of the first name.
//!
//! Sources: Spring Boot, `OriginTrackedPropertiesLoader` (not `java.util.Properties`, which differs in names without a text, escaped
//! spaces and comments); Spring Boot reference, "Working With Multi-Document Files".

use super::{Document, Format, ParseError, ParseErrorKind, ParsedFile, yaml};
use crate::property::{Key, KeyId, NodeKind, Property, Style, Value, ValueKind};
use crate::source::{Encoding, SourceFile, Span};

mod cursor;

use cursor::Cursor;

/// Reads a `.properties` file.
pub fn read(source: &SourceFile) -> ParsedFile {
    let mut reader = Reader {
        source,
        cursor: Cursor::new(source),
        reading: ParsedFile { format: Format::Properties, ..ParsedFile::default() },
        documents: vec![],
        open: None,
        comment: None,
    };
    if let Encoding::Utf16Le | Encoding::Utf16Be = source.encoding() {
        reader.reading.faults.push(utf16(source));
        return reader.reading;
    }
    reader.file();
    reader.finish()
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

fn malformed(span: Span) -> ParseError {
    ParseError {
        kind: ParseErrorKind::Syntax,
        span,
        message: "`\\u` is not followed by four hexadecimal digits; Spring refuses the whole file".into(),
        help: "Write four digits (`\\u00fc`), or two backslashes (`\\\\u`) where a backslash is meant, as in a Windows path. \
               In a comment a backslash right after the `#` is read as an escape too."
            .into(),
        related: vec![],
        cure: None,
        mark: None,
    }
}

/// A character of the file.
#[derive(Clone, Copy, Debug)]
struct Char {
    /// Where it is, its backslash included.
    span: Span,
    /// Its code point, or a UTF-16 unit.
    value: u32,
    /// Whether it is a UTF-16 unit, from `\uXXXX`.
    unit: bool,
}

struct Reader<'s> {
    source: &'s SourceFile,
    cursor: Cursor<'s>,
    reading: ParsedFile,
    /// From the first to the last pair of each document that is closed.
    documents: Vec<Span>,
    /// The same of the document that is being read, if it has a pair already.
    open: Option<Span>,
    /// The character that began the line before, where that was a comment.
    comment: Option<u32>,
}

impl Reader<'_> {
    fn file(&mut self) {
        while self.cursor.read() {
            let sign = self.cursor.current().filter(|_| self.cursor.is('#') || self.cursor.is('!'));
            let Some(sign) = sign else {
                self.comment = None;
                self.pair();
                continue;
            };
            if self.is_separator(sign.value) {
                self.documents.extend(self.open.take());
                continue;
            }
            // A comment right after the dashes takes them back.
            if self.open.is_none() {
                self.open = self.documents.pop();
            }
            self.comment = Some(sign.value);
            self.cursor.skip_comment();
            let span = Span { start: sign.span.start, end: self.cursor.position() };
            if self.source.slice(span).contains("osweb-config:") {
                self.reading.directives.push(span);
            }
        }
    }

    /// Whether a comment is `#---`. Looks at what follows the `#`, and with that reads up to two escapes.
    fn is_separator(&mut self, sign: u32) -> bool {
        // Two comments that begin alike belong together, so that a ruler of dashes in a comment block separates nothing.
        if self.comment == Some(sign) {
            return false;
        }
        let mut dashes = self.cursor.column() == 0;
        for _ in 0..3 {
            dashes = dashes && {
                self.cursor.read();
                self.cursor.is('-')
            };
        }
        // Java has read the first two bytes of a letter by now.
        let wide = self.cursor.current().is_some_and(|char| char.value >= 0x80 && !char.unit);
        if !self.cursor.is_end_of_line() && (!wide || self.source.encoding() == Encoding::Latin1) {
            self.cursor.read();
            self.cursor.skip_whitespace();
        }
        dashes && self.cursor.is_end_of_line()
    }

    fn pair(&mut self) {
        let document = self.documents.len() as u32;
        let start = self.cursor.position();
        let key = self.key();
        let name = self.text(&key).0;
        let name = name.trim_matches(|char: char| char <= ' ');
        // Spaces that are written as they are do not belong to the name.
        let blank = |char: &Char| matches!(self.source.slice(char.span), " " | "\t" | "\u{c}");
        let written = key.iter().rposition(|char| !blank(char)).map_or(0, |last| last + 1);
        let span = span(&key[..written]).unwrap_or(Span { start, end: start });
        let id = KeyId(self.reading.keys.len() as u32);
        let list = name.strip_suffix("[]");
        if !name.is_empty() {
            let segment = name.to_owned();
            self.reading.keys.push(Key { parent: None, span, segment, document, below: NodeKind::Scalar });
        }
        let mut end = span.end;
        let mut number = 0;
        loop {
            let (value, place) = self.value(list.is_some());
            end = end.max(place.end);
            let name = list.map_or_else(|| name.to_owned(), |list| format!("{list}[{number}]"));
            number += 1;
            if !name.is_empty() {
                self.push(name, id, document, &value, place);
                let first = self.open.map_or(span.start, |open| open.start);
                self.open = Some(Span { start: first, end });
            }
            if list.is_some() && !self.cursor.is_end_of_line() {
                self.cursor.read();
            }
            if list.is_none() || self.cursor.is_end_of_line() {
                return;
            }
        }
    }

    fn key(&mut self) -> Vec<Char> {
        let mut key = vec![];
        let mut after_space = false;
        while !self.cursor.is_end_of_line() {
            if self.cursor.is_property_delimiter() {
                self.cursor.read();
                break;
            }
            if !self.cursor.is_whitespace() && after_space {
                break;
            }
            after_space = self.cursor.is_whitespace();
            key.extend(self.cursor.current());
            self.cursor.read();
        }
        key
    }

    fn value(&mut self, list: bool) -> (Vec<Char>, Span) {
        while self.cursor.is_whitespace() && !self.cursor.is_end_of_line() {
            self.cursor.read();
        }
        let at = self.cursor.position() as usize;
        let mut value = vec![];
        while !(self.cursor.is_end_of_line() || list && self.cursor.is_list_delimiter()) {
            value.extend(self.cursor.current());
            self.cursor.read();
        }
        let place = span(&value).unwrap_or_else(|| Span::at(at));
        (value, place)
    }

    fn push(&mut self, name: String, key: KeyId, document: u32, value: &[Char], span: Span) {
        let (text, written) = self.text(value);
        let style = if span.is_empty() { Style::Absent } else { Style::Plain };
        let value = Value { span, text, written, kind: ValueKind::String, style };
        self.reading.properties.push(Property { name, value, key, document, alias: None });
    }

    /// The text that Java makes of the characters and, where it is another, the one that was meant.
    fn text(&self, chars: &[Char]) -> (String, Option<Box<str>>) {
        let meant = text(chars, false);
        let same =
            self.source.encoding() == Encoding::Latin1 || chars.iter().all(|char| char.unit || char.value < 0x80);
        if same { (meant, None) } else { (text(chars, true), Some(meant.into_boxed_str())) }
    }

    fn finish(mut self) -> ParsedFile {
        self.documents.extend(self.open.take());
        let mut reading = self.reading;
        reading.faults.extend(self.cursor.malformed.into_iter().map(malformed));
        for (index, span) in (0..).zip(self.documents) {
            let own = reading.properties.iter().filter(|property| property.document == index);
            let condition = yaml::condition(own);
            reading.documents.push(Document { index, span, condition });
        }
        reading
    }
}

/// From the first to the last of some characters.
fn span(chars: &[Char]) -> Option<Span> {
    Some(Span { start: chars.first()?.span.start, end: chars.last()?.span.end })
}

/// The text of some characters; with `bytes` each byte of their UTF-8 as a character of its own. Half a surrogate pair becomes U+FFFD.
fn text(chars: &[Char], bytes: bool) -> String {
    let mut units: Vec<u16> = Vec::with_capacity(chars.len());
    for each in chars {
        match char::from_u32(each.value).filter(|_| !each.unit) {
            None => units.push(each.value as u16),
            Some(char) if bytes => units.extend(char.encode_utf8(&mut [0; 4]).bytes().map(u16::from)),
            Some(char) => units.extend(char.encode_utf16(&mut [0; 2]).iter()),
        }
    }
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_bytes(bytes: &[u8]) -> (SourceFile, ParsedFile) {
        let source = SourceFile::from_bytes("x.properties", bytes.to_vec());
        let reading = read(&source);
        (source, reading)
    }

    fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
        let (_, reading) = read_bytes(bytes);
        assert!(reading.faults.is_empty(), "{:?}", reading.faults);
        reading.properties.iter().map(|property| (property.name.clone(), property.value.text.clone())).collect()
    }

    #[test]
    fn every_value_is_found_where_it_stands() {
        let (source, reading) = read_bytes(b"# note\r\na.b = one \\\r\n   two\r\nc:\r\nd e\\=f\r\n");
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
        let (_, reading) = read_bytes(
            b"a=1\n#---\nspring.config.activate.on-profile=prod, test\na=2\n!---\n#---\n# text\n#---\na=3\n #---\na=4\n",
        );
        let documents: Vec<_> = reading.properties.iter().map(|property| property.document).collect();
        // The comment after the dashes takes them back.
        assert_eq!(documents, [0, 1, 1, 1, 1]);
        let condition = reading.documents[1].condition.as_ref().unwrap();
        assert_eq!(condition.expressions.as_deref().unwrap(), ["prod", "test"]);
    }

    #[test]
    fn utf8_reaches_the_jvm_as_latin1() {
        let (_, reading) = read_bytes("a=grün\\u00fc\nb=\\u00fc".as_bytes());
        assert_eq!(reading.properties[0].value.text, "grÃ¼nü");
        assert_eq!(reading.properties[0].value.written(), "grünü");
        assert_eq!(reading.properties[1].value.text, "ü");
    }

    #[test]
    fn what_spring_does_otherwise_than_java() {
        let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        assert_eq!(pairs(b"a\\ =1\n"), [pair("a", "1")], "the name is trimmed");
        assert_eq!(pairs(b"=1\n:2\n\\ =3\nb=4\n"), [pair("b", "4")], "a name without a text is left out");
        assert_eq!(pairs(b"\\#a=1\nb=2\n"), [pair("b", "2")], "an escaped # begins a comment");
        assert_eq!(pairs(b"#\\\na=1\nb=2\n"), [pair("b", "2")], "a backslash joins the next line to the comment");
        assert_eq!(pairs(b"# x\n#\\\na=1\n"), [pair("a", "1")], "but not in a comment below another one");
        assert_eq!(pairs(b"a[]=1, 2,\\,3,\n"), [pair("a[0]", "1"), pair("a[1]", "2"), pair("a[2]", ",3")]);
        assert!(!read_bytes(b"# \\user\na=1\n").1.faults.is_empty(), "an escape in a comment");
        assert!(read_bytes(b"#   \\user\na=1\n").1.faults.is_empty(), "further on it is text");
        let (source, reading) = read_bytes("a=x\\u12ÿz\nb=\\u\n".as_bytes());
        let places: Vec<_> = reading.faults.iter().map(|fault| source.slice(fault.span)).collect();
        assert_eq!(places, ["\\u12ÿ", "\\u"], "an escape that is none is told up to where it goes wrong");
    }

    #[test]
    fn a_byte_order_mark_belongs_to_the_first_name() {
        let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        assert_eq!(pairs(b"\xef\xbb\xbfa=1\n"), [pair("ï»¿a", "1")]);
        assert_eq!(pairs(b"\xef\xbb\xbf# M\xe4rz\na=1\n"), [pair("ï»¿#", "März"), pair("a", "1")]);
    }
}
