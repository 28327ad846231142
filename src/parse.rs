//! Readers: each turns a source file of one format into properties with spans. A reader knows no rule.

use std::collections::HashMap;

use crate::edit::Edit;
use crate::property::{Key, KeyId, NodeKind, Property};
use crate::source::{SourceFile, Span};
use yaml::compact::Leaf;

pub mod actuator;
mod encoding;
mod entries;
mod format;
pub mod json;
pub mod outline;
pub mod properties;
pub mod registry;
pub mod yaml;

pub use entries::{Entries, Iter};
pub use format::Format;

/// Everything that was read from a file.
#[derive(Clone, Debug, Default)]
pub struct ParsedFile {
    /// The format that it was read by.
    pub format: Format,
    /// All keys of all documents, in the order of the file.
    pub keys: Entries<Key>,
    /// All properties of all documents, in the order of Spring's property sources: document by document.
    pub properties: Entries<Property>,
    /// The documents that count (empty ones do not).
    pub documents: Vec<Document>,
    /// Why the file is refused; empty for a file that Spring can load. The first is what the JVM reports.
    pub faults: Vec<ParseError>,
    /// Comments that hold `osweb-config:`.
    pub directives: Vec<Span>,
    /// Of an actuator export: per document the name of the property source. Empty for other formats.
    pub sources: Vec<String>,
    /// Of an actuator export: where a property (by its index) comes from, as the export says.
    pub origins: HashMap<usize, actuator::Origin>,
}

/// One document of a file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The document's number, from 0, among those that count.
    pub index: u32,
    /// From the first to the last character of its content.
    pub span: Span,
    /// Its condition: the value of `spring.config.activate.on-profile` or the older `spring.profiles`.
    pub condition: Option<Condition>,
}

/// A document's profile condition.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Where it stands.
    pub span: Span,
    /// The alternatives, each a profile expression such as `prod & !test`; `None` where only a platform is asked for.
    pub expressions: Option<Vec<String>>,
    /// Whether it is the older `spring.profiles` alone, which Spring Boot 3 refuses rather than evaluates.
    pub legacy: bool,
    /// Whether it asks for a cloud platform (`spring.config.activate.on-cloud-platform`), which a service-manager is not.
    pub cloud_platform: bool,
}

/// Why a file is refused.
#[derive(Clone, Debug)]
pub struct ParseError {
    /// The group of the fault.
    pub kind: ParseErrorKind,
    /// Where it is.
    pub span: Span,
    /// What is wrong, cause first.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Other places that belong to it.
    pub related: Vec<(Span, String)>,
    /// Edits that cure it without doubt, and what they do.
    pub cure: Option<(&'static str, Vec<Edit>)>,
    /// Line and column (from 1) that SnakeYAML's own message names, where it names one.
    pub mark: Option<(usize, usize)>,
}

/// The group of a fault; each is a rule of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseErrorKind {
    /// Bytes that are not valid in the file's encoding.
    Encoding,
    /// Text that the JVM's parser refuses.
    Syntax,
    /// The same key twice in one mapping.
    DuplicateKey,
    /// Nested too deeply, or an alias that contains itself.
    TooComplex,
}

impl ParsedFile {
    /// A key by its id.
    pub fn key(&self, id: KeyId) -> &Key {
        &self.keys[id.0 as usize]
    }

    /// Indexes of the properties whose names may begin with what `wanted` lets through: it sees a name, or the beginning of one that
    /// ends where a key does. Faster than looking at all of them, but gives too many where the reader cannot tell.
    pub fn properties_under(&self, wanted: impl Fn(&str) -> bool) -> Vec<usize> {
        match self.properties.compact() {
            Some(compact) => compact.under(wanted).flat_map(|(_, properties)| properties).collect(),
            None => self.properties.iter().enumerate().filter(|(_, one)| wanted(&one.name)).map(|(at, _)| at).collect(),
        }
    }

    /// The keys that may lead to such a property: see [`properties_under`](Self::properties_under).
    pub fn keys_under(&self, wanted: impl Fn(&str) -> bool) -> Vec<KeyId> {
        let id = |index| KeyId(index as u32);
        match self.keys.compact() {
            Some(compact) => compact.under(wanted).flat_map(|(keys, _)| keys).map(id).collect(),
            None => (0..self.keys.len()).map(id).collect(),
        }
    }

    /// The keys without another one above them.
    pub fn top_keys(&self) -> Vec<KeyId> {
        match self.keys.compact() {
            Some(compact) => compact.tops.iter().map(|top| KeyId(top.key)).collect(),
            None => {
                let tops = self.keys.iter().enumerate().filter(|(_, key)| key.parent.is_none());
                tops.map(|(index, _)| KeyId(index as u32)).collect()
            }
        }
    }

    /// The keys with a mapping below whose segment `wanted` lets through; of lists' items it may see nothing.
    pub fn mappings_like(&self, wanted: impl Fn(&str) -> bool) -> Vec<KeyId> {
        let id = |index| KeyId(index as u32);
        match self.keys.compact() {
            Some(compact) => {
                let keys = compact.keys.iter().enumerate();
                keys.filter(|(_, key)| key.has_mapping() && wanted(compact.segment(key)))
                    .map(|(at, _)| id(at))
                    .collect()
            }
            None => {
                let is_wanted = |key: &Key| matches!(key.below, NodeKind::Mapping { .. }) && wanted(&key.segment);
                self.keys.iter().enumerate().filter(|(_, key)| is_wanted(key)).map(|(at, _)| id(at)).collect()
            }
        }
    }

    /// Indexes of the properties whose names end in a way that `wanted` lets through: it sees what is before the name's last dot, or
    /// at least the end of that, and what follows it. Of lists' items it may see nothing.
    pub fn properties_like(&self, wanted: impl Fn(&str, &str) -> bool) -> Vec<usize> {
        let Some(compact) = self.properties.compact() else {
            let is_wanted = |name: &str| {
                name.rsplit_once('.').map_or_else(|| wanted("", name), |(above, last)| wanted(above, last))
            };
            return self
                .properties
                .iter()
                .enumerate()
                .filter(|(_, one)| is_wanted(&one.name))
                .map(|(at, _)| at)
                .collect();
        };
        let is_wanted = |leaf: &Leaf| {
            let key = &compact.keys[leaf.key as usize];
            let segment = compact.segment(key);
            match segment.bytes().rposition(|byte| byte == b'.') {
                Some(dot) => wanted(&segment[..dot], &segment[dot + 1..]),
                None => {
                    wanted(compact.keys.get(key.parent as usize).map_or("", |above| compact.segment(above)), segment)
                }
            }
        };
        compact.leaves.iter().enumerate().filter(|(_, leaf)| is_wanted(leaf)).map(|(index, _)| index).collect()
    }

    /// Whether all keys consist of characters of ASCII; `false` where the reader cannot tell.
    pub fn has_ascii_keys(&self) -> bool {
        self.keys.compact().is_some_and(|compact| !compact.beyond_ascii)
    }

    /// The flattened name up to and including a key.
    pub fn name(&self, id: KeyId) -> String {
        let mut segments = vec![];
        let mut next = Some(id);
        while let Some(id) = next {
            let key = self.key(id);
            segments.push(key.segment.as_str());
            next = key.parent;
        }
        segments.reverse();
        let mut name = String::new();
        for segment in segments {
            join(&mut name, segment);
        }
        name
    }
}

/// Adds a segment to a name as Spring does: with a dot, but an index and any segment that begins with `[` without one,
/// and nothing before the first segment that holds more than blanks.
pub fn join(name: &mut String, segment: &str) {
    if name.chars().all(is_java_whitespace) {
        name.clear();
    } else if !segment.starts_with('[') {
        name.push('.');
    }
    name.push_str(segment);
}

/// `Character.isWhitespace`: no-break blanks are none.
fn is_java_whitespace(char: char) -> bool {
    match char {
        '\u{a0}' | '\u{85}' | '\u{2007}' | '\u{202f}' => false,
        '\u{1c}'..='\u{1f}' => true,
        _ => char.is_whitespace(),
    }
}

/// Reads a file by the format detected from its name and content.
pub fn read(source: &SourceFile) -> ParsedFile {
    read_as(source, Format::of(source))
}

/// Reads a file by the rules of a format.
pub fn read_as(source: &SourceFile, format: Format) -> ParsedFile {
    if let Some(fault) = encoding::fault(source, format).filter(|_| format != Format::Yaml) {
        return ParsedFile { format, faults: vec![fault], ..ParsedFile::default() };
    }
    match format {
        Format::Yaml => yaml::read(source),
        Format::Properties => properties::read(source),
        Format::Json => json::read(source),
        Format::Actuator => actuator::read(source),
        Format::Registry => registry::read(source),
    }
}
