//! JSON: one object of settings, flat (`"featureSwitches.sendEmail.smtpPort": 587`) or nested.

use jsonc_parser::ast::{Object, Value as Json};
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::outline::{Mapping, Pair};
use super::{Document, Format, ParseError, ParseErrorKind, ParsedFile, join};
use crate::property::{Key, KeyId, NodeKind, Property, Style, Value, ValueKind};
use crate::source::{SourceFile, Span};

/// Reads a JSON file.
pub fn read(source: &SourceFile) -> ParsedFile {
    let mut reading = ParsedFile { format: Format::Json, ..ParsedFile::default() };
    match parse(source) {
        Ok(root) => {
            let mut flattener = Flattener { reading: &mut reading, document: 0 };
            flattener.object(&root, None, "");
            let index = 0;
            reading.documents.push(Document { index, span: span(root.range), condition: None });
        }
        Err(refusal) => reading.faults.push(refusal.into()),
    }
    reading
}

/// Parses a file that must hold one object, by the strict rules of RFC 8259.
pub(super) fn parse(source: &SourceFile) -> Result<Object<'_>, Refusal> {
    let options = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let parsed = parse_to_ast(source.text(), &CollectOptions::default(), &options).map_err(|error| {
        let at = span(error.range());
        Refusal::at(at, format!("this is not JSON: {}", lower_first(&error.kind().to_string())))
    })?;
    match parsed.value {
        Some(Json::Object(object)) => Ok(object),
        Some(other) => Err(Refusal::at(span(other.range()), "a JSON object with settings is expected here")),
        None => Err(Refusal::at(source.line_span(0), "the file is empty")),
    }
}

/// All objects of a file that can be read; of one that cannot, none.
pub(super) fn mappings(source: &SourceFile) -> Vec<Mapping> {
    let mut found = vec![];
    if let Ok(root) = parse(source) {
        collect(&root, &mut found);
    }
    found
}

fn collect(object: &Object, found: &mut Vec<Mapping>) {
    let pairs = object.properties.iter().map(|property| {
        let (key, value) = (span(property.name.range()), span(property.value.range()));
        Pair { start: key.start, key, value, end: value.end, alias: false }
    });
    found.push(Mapping { span: span(object.range), flow: true, pairs: pairs.collect() });
    for property in &object.properties {
        if let Json::Object(below) = &property.value {
            collect(below, found);
        }
    }
}

/// Why a file is no JSON of the kind that is expected.
pub(super) struct Refusal {
    span: Span,
    message: String,
}

impl Refusal {
    pub(super) fn at(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }
}

impl From<Refusal> for ParseError {
    fn from(refusal: Refusal) -> Self {
        Self {
            kind: ParseErrorKind::Syntax,
            span: refusal.span,
            message: refusal.message,
            help: "Export the settings again, or name the format of the file with `--input-format`.".into(),
            related: vec![],
            cure: None,
            mark: None,
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// A range of the parser as a span.
pub(super) fn span(range: Range) -> Span {
    Span::new(range.start, range.end)
}

/// Turns a tree into properties, by Spring's rule for `SPRING_APPLICATION_JSON`.
pub(super) struct Flattener<'r> {
    pub(super) reading: &'r mut ParsedFile,
    pub(super) document: u32,
}

impl Flattener<'_> {
    pub(super) fn object(&mut self, object: &Object, parent: Option<KeyId>, name: &str) {
        for property in &object.properties {
            self.value(property.name.as_str(), span(property.name.range()), &property.value, parent, name);
        }
    }

    /// Adds a key; what is below it is still to come.
    pub(super) fn key(&mut self, segment: &str, span: Span, parent: Option<KeyId>, below: NodeKind) -> KeyId {
        let id = KeyId(self.reading.keys.len() as u32);
        self.reading.keys.push(Key { parent, span, segment: segment.to_owned(), document: self.document, below });
        id
    }

    fn value(&mut self, segment: &str, key: Span, value: &Json, parent: Option<KeyId>, prefix: &str) {
        let mut name = prefix.to_owned();
        join(&mut name, segment);
        let below = match value {
            Json::Object(object) => NodeKind::Mapping { span: span(object.range), flow: true },
            Json::Array(_) => NodeKind::Sequence,
            _ => NodeKind::Scalar,
        };
        let id = self.key(segment, key, parent, below);
        match value {
            Json::Object(object) => self.object(object, Some(id), &name),
            Json::Array(array) => {
                for (index, item) in array.elements.iter().enumerate() {
                    self.value(&format!("[{index}]"), span(item.range()), item, Some(id), &name);
                }
            }
            scalar => self.property(name, id, scalar),
        }
    }

    /// Adds a property whose value is no object and no array.
    pub(super) fn property(&mut self, name: String, key: KeyId, scalar: &Json) {
        let (text, kind, style) = match scalar {
            Json::StringLit(text) => (text.value.clone().into_owned(), ValueKind::String, Style::DoubleQuoted),
            Json::NumberLit(number) => {
                let whole = number.value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
                let kind = if whole { ValueKind::Integer } else { ValueKind::Float };
                (number.value.to_owned(), kind, Style::Plain)
            }
            Json::BooleanLit(boolean) => (boolean.value.to_string(), ValueKind::Boolean, Style::Plain),
            Json::NullKeyword(_) => (String::new(), ValueKind::Null, Style::Plain),
            Json::Object(_) | Json::Array(_) => (String::new(), ValueKind::Object, Style::Plain),
        };
        let value = Value { span: span(scalar.range()), text, written: None, kind, style };
        self.reading.properties.push(Property { name, value, key, document: self.document, alias: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> (SourceFile, ParsedFile) {
        let source = SourceFile::from_bytes("x.json", text.as_bytes().to_vec());
        let reading = read(&source);
        (source, reading)
    }

    #[test]
    fn flat_and_nested_names_are_the_same() {
        for text in
            [r#"{"a.b": {"c": [1, {"d": "x\ty\u00fc\ud83d\ude00"}]}}"#, r#"{"a": {"b.c": [1, {"d": "x\ty\u00fc😀"}]}}"#]
        {
            let (source, reading) = read_text(text);
            let found: Vec<_> = reading.properties.iter().map(|p| (p.name.as_str(), p.value.text.as_str())).collect();
            assert_eq!(found, [("a.b.c[0]", "1"), ("a.b.c[1].d", "x\tyü😀")]);
            assert!(source.slice(reading.properties[1].value.span).starts_with("\"x\\ty"));
            assert_eq!(reading.name(reading.properties[1].key), "a.b.c[1].d");
        }
    }

    #[test]
    fn what_is_no_json_object_is_refused_at_its_place() {
        for (text, message, at) in [
            ("{\"a\": 1,}", "this is not JSON: trailing commas are not allowed", ","),
            ("[1]", "a JSON object with settings is expected here", "[1]"),
            ("{\"a\": }", "this is not JSON: unexpected close brace", "}"),
        ] {
            let (source, reading) = read_text(text);
            assert_eq!((reading.faults[0].message.as_str(), source.slice(reading.faults[0].span)), (message, at));
        }
        let (_, deep) = read_text(&format!("{{\"a\": {}", "[".repeat(100_000)));
        assert_eq!(deep.faults.len(), 1);
    }
}
