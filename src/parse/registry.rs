//! An export of the Windows registry, as regedit and `reg export` write it and regedit reads it.
//!
//! Each entry becomes a property named after the entry alone; the registry key that holds it is its parent key. A
//! deletion (`"Name"=-`) is a property of the kind [`ValueKind::Null`]; `[-KEY]` removes what the file gave below KEY before.
//!
//! Source: Microsoft, "How to add, modify, or delete registry subkeys and values by using a .reg file".

use super::{Document, Format, ParseError, ParseErrorKind, ParsedFile};
use crate::property::{Key, KeyId, NodeKind, Property, Style, Value, ValueKind};
use crate::secret::names_secret;
use crate::source::{SourceFile, Span};

mod scanner;
mod value;

use scanner::{Problem, Scanner};

/// Name of a key's default entry, as a `.reg` file writes it.
pub const DEFAULT_ENTRY: &str = "@";

/// Reads a `.reg` file.
pub fn read(source: &SourceFile) -> ParsedFile {
    let mut reader = Reader {
        scanner: Scanner::new(source.text()),
        reading: ParsedFile { format: Format::Registry, ..ParsedFile::default() },
        wide: true,
        key: None,
    };
    let text = source.text();
    reader.reading.documents.push(Document { index: 0, span: Span::new(0, text.len()), condition: None });
    reader.header(source);
    while !reader.scanner.at_end() {
        if let Err(problem) = reader.line() {
            reader.refuse(problem);
            reader.scanner.skip_line();
        }
    }
    let directives = reader.scanner.comments.iter().filter(|comment| source.slice(**comment).contains("osweb-config:"));
    reader.reading.directives.extend(directives);
    reader.reading
}

struct Reader<'s> {
    scanner: Scanner<'s>,
    reading: ParsedFile,
    /// Whether text in `hex(…)` is UTF-16 (version 5.00) rather than ANSI (REGEDIT4).
    wide: bool,
    /// The registry key whose entries are being read; none below one that the file deletes.
    key: Option<KeyId>,
}

impl Reader<'_> {
    fn header(&mut self, source: &SourceFile) {
        self.scanner.skip_blank_lines();
        let line = source.line_span(self.scanner.at() as u32);
        match source.slice(line).trim_end() {
            "Windows Registry Editor Version 5.00" => self.scanner.skip_line(),
            "REGEDIT4" => {
                self.wide = false;
                self.scanner.skip_line();
            }
            _ => self.refuse(Problem {
                span: line,
                message: "the first line is not the header of a registry export, so regedit refuses the file".into(),
                help: "The first line must be `Windows Registry Editor Version 5.00` or `REGEDIT4`. \
                       Export the key again with regedit or `reg export`.",
            }),
        }
    }

    fn refuse(&mut self, problem: Problem) {
        self.reading.faults.push(ParseError {
            kind: ParseErrorKind::Syntax,
            span: problem.span,
            message: problem.message,
            help: problem.help.into(),
            related: vec![],
            cure: None,
            mark: None,
        });
    }

    fn line(&mut self) -> Result<(), Problem> {
        self.scanner.skip_blank_lines();
        let start = self.scanner.at();
        match self.scanner.peek() {
            None => Ok(()),
            Some(';') => {
                self.scanner.comment();
                Ok(())
            }
            Some('[') => self.registry_key(start),
            Some('"' | '@') => self.entry(start),
            Some(_) => {
                let span = self.scanner.rest_of_line();
                Err(Problem {
                    span,
                    message: "the line is neither a key, nor an entry, nor a comment".into(),
                    help: "A key is in brackets, an entry is `\"Name\"=value`, a comment begins with a semicolon.",
                })
            }
        }
    }

    fn registry_key(&mut self, start: usize) -> Result<(), Problem> {
        let (path, span) = self.scanner.bracketed()?;
        self.scanner.end_line()?;
        if let Some(deleted) = path.strip_prefix('-') {
            self.delete_below(deleted);
            self.key = None;
            return Ok(());
        }
        let id = KeyId(self.reading.keys.len() as u32);
        let below = NodeKind::Mapping { span: Span::new(start, span.end as usize), flow: false };
        self.reading.keys.push(Key { parent: None, span, segment: path.to_owned(), document: 0, below });
        self.key = Some(id);
        Ok(())
    }

    /// Goes past a value that cannot be read, all its lines. One that may be a secret is kept, so that it is never shown.
    fn unreadable(&mut self, name: String, start: usize) {
        self.scanner.rest_of_value();
        if !names_secret(&name) {
            return;
        }
        let span = Span::new(start, self.scanner.at());
        let id = KeyId(self.reading.keys.len() as u32);
        let below = NodeKind::Scalar;
        self.reading.keys.push(Key {
            parent: self.key,
            span: Span::at(start),
            segment: name.clone(),
            document: 0,
            below,
        });
        let value = Value { span, text: String::new(), written: None, kind: ValueKind::Binary, style: Style::Plain };
        self.reading.properties.push(Property { name, value, key: id, document: 0, alias: None });
    }

    fn delete_below(&mut self, path: &str) {
        let path = path.to_lowercase();
        let keys = &self.reading.keys;
        self.reading.properties.list().retain(|property| {
            let parent = keys[property.key.0 as usize].parent;
            let segment = parent.map_or_else(String::new, |parent| keys[parent.0 as usize].segment.to_lowercase());
            !(segment == path || segment.strip_prefix(&path).is_some_and(|rest| rest.starts_with('\\')))
        });
    }

    fn entry(&mut self, start: usize) -> Result<(), Problem> {
        let name = match self.scanner.peek() {
            Some('@') => {
                self.scanner.skip('@');
                DEFAULT_ENTRY.to_owned()
            }
            _ => self.scanner.string()?,
        };
        let key_span = Span::new(start, self.scanner.at());
        self.scanner.skip_blanks();
        if !self.scanner.skip('=') {
            return Err(Problem {
                span: Span::at(self.scanner.at()),
                message: "an entry's name is not followed by `=`".into(),
                help: "Write `\"Name\"=value`.",
            });
        }
        self.scanner.skip_blanks();
        let start = self.scanner.at();
        let read = value::read(&mut self.scanner, self.wide);
        let read = read.and_then(|value| self.scanner.end_line().map(|()| value));
        let value = match read {
            Ok(value) => value,
            Err(problem) => {
                self.unreadable(name, start);
                return Err(problem);
            }
        };
        let Some(parent) = self.key else {
            return match self.reading.keys.is_empty() {
                true => Err(Problem {
                    span: key_span,
                    message: "the entry is before any key".into(),
                    help: "Put the key that it belongs to, in brackets, on a line above it.",
                }),
                // What stands below a deleted key is ignored, as regedit does.
                false => Ok(()),
            };
        };
        let id = KeyId(self.reading.keys.len() as u32);
        let key =
            Key { parent: Some(parent), span: key_span, segment: name.clone(), document: 0, below: NodeKind::Scalar };
        self.reading.keys.push(key);
        self.reading.properties.push(Property { name, value, key: id, document: 0, alias: None });
        Ok(())
    }
}

/// The registry key that holds an entry.
pub fn path<'r>(reading: &'r ParsedFile, entry: &Property) -> &'r str {
    reading.key(entry.key).parent.map_or("", |parent| reading.key(parent).segment.as_str())
}

/// Whether an entry is a deletion.
pub fn is_deletion(entry: &Property) -> bool {
    entry.value.kind == ValueKind::Null && entry.value.style == Style::Absent
}

/// The type that an entry is written with, for messages: `REG_DWORD`.
pub fn type_name(value: &Value) -> &'static str {
    match value.kind {
        ValueKind::Integer => "REG_DWORD or REG_QWORD",
        ValueKind::String => "REG_SZ",
        ValueKind::EmptyList | ValueKind::Object => "REG_MULTI_SZ",
        _ => "REG_BINARY",
    }
}

#[cfg(test)]
mod tests;
