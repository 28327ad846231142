//! Properties as one nested document, in which every setting stands under its documented name: the view that a JSON Schema judges.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Number, Value as Json};

use super::{BaseSetting, SECTION, Setting, Settings};
use crate::parse::ParsedFile;
use crate::property::{KeyId, Property, ValueKind, name};
use crate::source::Span;

/// Names are taken apart this deep; what follows is one key. YAML itself may nest 50 deep, a dotted key any number.
const MAX_DEPTH: usize = 200;

/// Properties of a file as one nested JSON document, each node with its place in the file.
///
/// - The service's view: active documents merged, later ones winning; values with the type that the JVM gives them
///   (`0123` is 83, `yes` is true, `~` an empty text).
/// - `featureSwitches`, `sendEmail` and the eight settings carry their documented names, however the file spells them;
///   every other name is as the file has it. Dotted keys are nested.
/// - Where a text and a mapping claim the same name, the mapping is shown.
/// - Indexes that count from 0 make a list; other indexes stay names (`[587]`).
#[derive(Debug)]
pub struct Nested {
    /// The document. It holds the secrets of the file: never print it.
    document: Json,
    /// By JSON pointer.
    places: HashMap<String, Place>,
}

/// Where a node of the nested document stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The key; for a list's item the item.
    pub key: Span,
    /// The value, where the node is a single value.
    pub value: Option<Span>,
}

impl Place {
    /// What a person would look at: the value, or the key of something larger and of a value that is not written.
    pub fn span(self) -> Span {
        self.value.filter(|value| !value.is_empty()).unwrap_or(self.key)
    }
}

impl Nested {
    /// The whole file.
    pub fn of_file(reading: &ParsedFile, settings: &Settings, active: &[bool]) -> Self {
        let seen = (0..reading.properties.len())
            .filter(|index| active.get(reading.properties[*index].document as usize).copied().unwrap_or(true));
        Self::of(reading, settings, seen)
    }

    fn of(reading: &ParsedFile, settings: &Settings, indexes: impl Iterator<Item = usize>) -> Self {
        let mut root = Branch::default();
        for index in indexes {
            let property = &reading.properties[index];
            let mut elements = elements(reading, property.key);
            if let Some(setting) = document(&mut elements)
                && settings.index(setting) != Some(index)
            {
                continue;
            }
            root.add(&elements, property);
        }
        let mut places = HashMap::new();
        let document = match root.into_json(&mut String::new(), &mut places) {
            Json::Object(map) => Json::Object(map),
            // A file whose only names are indexes; the document itself is never a list.
            _ => Json::Object(Map::new()),
        };
        Self { document, places }
    }

    /// Adds what files of lower precedence give and this one does not; it has no place here but the section's.
    pub fn supply(&mut self, base: &[BaseSetting]) {
        for supplied in base {
            let mut node = &mut self.document;
            let mut pointer = String::new();
            for segment in SECTION.split('.') {
                let Json::Object(map) = node else { return };
                node = map.entry(segment).or_insert_with(|| Json::Object(Map::new()));
                pointer = format!("{pointer}/{segment}");
            }
            let Json::Object(section) = node else { return };
            let key = supplied.setting.key();
            if !self.places.contains_key(&format!("{pointer}/{key}")) {
                section.insert(key.to_owned(), json(supplied.kind, &supplied.text));
            }
        }
    }

    /// The document. It holds the secrets of the file.
    pub fn document(&self) -> &Json {
        &self.document
    }

    /// Where a node stands, or else the nearest one above it; `None` for the whole file.
    pub fn place(&self, mut pointer: &str) -> Option<Place> {
        loop {
            if let Some(place) = self.places.get(pointer) {
                return Some(*place);
            }
            pointer = &pointer[..pointer.rfind('/')?];
        }
    }
}

/// One element of a name: its text, and the key that holds it.
struct Element {
    text: String,
    key: Span,
}

/// The elements of a property's name, from the keys that lead to it.
fn elements(reading: &ParsedFile, key: KeyId) -> Vec<Element> {
    let mut chain = vec![];
    let mut next = Some(key);
    while let Some(id) = next {
        let key = reading.key(id);
        chain.push(key);
        next = key.parent;
    }
    let mut elements: Vec<Element> = vec![];
    for key in chain.into_iter().rev() {
        // A blank key at the top drops out of the name, as Spring has it.
        if elements.iter().all(|element| element.text.trim().is_empty()) {
            elements.clear();
        }
        elements.extend(split(&key.segment).map(|text| Element { text: text.to_owned(), key: key.span }));
    }
    if elements.len() > MAX_DEPTH {
        let rest: Vec<_> = elements.drain(MAX_DEPTH - 1..).collect();
        let text = rest.iter().map(|element| element.text.as_str()).collect::<Vec<_>>().join(".");
        elements.push(Element { text, key: rest[0].key });
    }
    elements
}

/// Splits a segment at its dots, and before its brackets: `a.b[0]` is `a`, `b`, `[0]`.
fn split(segment: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(segment);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = match text.strip_prefix('[') {
            Some(inside) => inside.find(']').map_or(text.len(), |at| at + 2),
            None => text.find(['.', '[']).unwrap_or(text.len()),
        };
        let (element, behind) = text.split_at(end);
        rest = match behind.strip_prefix('.') {
            Some(behind) => Some(behind),
            None if behind.is_empty() => None,
            None => Some(behind),
        };
        Some(element)
    })
}

/// Gives the elements that lead to the section, and the setting, their documented spelling.
fn document(elements: &mut [Element]) -> Option<Setting> {
    for (element, documented) in elements.iter_mut().zip(SECTION.split('.')) {
        if !name::same(&element.text, documented) {
            return None;
        }
        documented.clone_into(&mut element.text);
    }
    let depth = SECTION.split('.').count();
    let setting = Setting::from_key(&elements.get(depth)?.text)?;
    setting.key().clone_into(&mut elements[depth].text);
    (elements.len() == depth + 1).then_some(setting)
}

#[derive(Default)]
struct Branch {
    key: Span,
    value: Option<(Json, Span)>,
    below: BTreeMap<String, Branch>,
}

impl Branch {
    fn add(&mut self, elements: &[Element], property: &Property) {
        let mut branch = self;
        for element in elements {
            branch = branch
                .below
                .entry(element.text.clone())
                .or_insert_with(|| Self { key: element.key, ..Self::default() });
        }
        branch.value = Some((json(property.value.kind, &property.value.text), property.value.span));
        if let Some(last) = elements.last() {
            branch.key = last.key;
        }
    }

    fn into_json(self, pointer: &mut String, places: &mut HashMap<String, Place>) -> Json {
        let value = self.value.as_ref().filter(|_| self.below.is_empty()).map(|(_, span)| *span);
        if !pointer.is_empty() {
            places.insert(pointer.clone(), Place { key: self.key, value });
        }
        if self.below.is_empty() {
            return self.value.map_or_else(|| Json::Object(Map::new()), |(json, _)| json);
        }
        let length = self.below.len();
        let is_list = (0..length).all(|index| self.below.contains_key(&format!("[{index}]")));
        let mut child = |name: &str, branch: Self| {
            let parent = pointer.len();
            pointer.push('/');
            pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
            let json = branch.into_json(pointer, places);
            pointer.truncate(parent);
            json
        };
        if is_list {
            let mut items: Vec<_> = self
                .below
                .into_iter()
                .filter_map(|(name, branch)| Some((name[1..name.len() - 1].parse::<usize>().ok()?, branch)))
                .collect();
            items.sort_by_key(|(index, _)| *index);
            Json::Array(items.into_iter().map(|(index, branch)| child(&index.to_string(), branch)).collect())
        } else {
            Json::Object(self.below.into_iter().map(|(name, branch)| (name.clone(), child(&name, branch))).collect())
        }
    }
}

/// A value with the type that the JVM gives it; numbers that JSON does not know stay text.
fn json(kind: ValueKind, text: &str) -> Json {
    let number = match kind {
        ValueKind::Boolean => return Json::Bool(text == "true"),
        ValueKind::EmptyList => return Json::Array(vec![]),
        ValueKind::Integer => {
            text.parse::<i64>().map(Number::from).or_else(|_| text.parse::<u64>().map(Number::from)).ok()
        }
        ValueKind::Float => None,
        ValueKind::String | ValueKind::Null | ValueKind::Binary | ValueKind::Object => {
            return Json::String(text.to_owned());
        }
    };
    number
        .or_else(|| text.parse().ok().and_then(Number::from_f64))
        .map_or_else(|| Json::String(text.to_owned()), Json::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use serde_json::json;

    fn nested(text: &str) -> (SourceFile, Nested) {
        let source = SourceFile::from_bytes("x.yml", text.into());
        let reading = crate::parse::read(&source);
        let active = vec![true; reading.documents.len()];
        let settings = Settings::bind(&reading, &active);
        let nested = Nested::of_file(&reading, &settings, &active);
        (source, nested)
    }

    #[test]
    fn every_spelling_gives_the_same_document() {
        let documented = json!({"featureSwitches": {"sendEmail": {"smtpPort": 587, "smtpServer": "a.b"}}});
        for text in [
            "featureSwitches: {sendEmail: {smtpPort: 587, smtpServer: a.b}}",
            "featureSwitches.sendEmail.smtpPort: 587\nfeature-switches:\n  SEND_EMAIL.smtp-server: a.b",
            "featureSwitches:\n  sendEmail:\n    smtpPort: 25\n    smtpServer: a.b\n---\nfeatureSwitches.sendEmail.smtpport: 587",
        ] {
            assert_eq!(nested(text).1.document(), &documented, "{text}");
        }
    }

    #[test]
    fn lists_and_types_are_those_of_the_jvm() {
        let (_, nested) = nested("a: [{b: yes}, 0123, ~]\n587: x\nc.d: 1.50\nc.e: .inf\n'': {f: []}\n");
        let expected = json!({
            "a": [{"b": true}, 83, ""], "[587]": "x", "c": {"d": 1.5, "e": "Infinity"}, "f": []
        });
        assert_eq!(nested.document(), &expected);
    }

    #[test]
    fn a_place_is_the_value_or_the_key_above_it() {
        let (source, nested) = nested("a.b:\n  c/d: [x, yy]\n  e:\n");
        let slice = |pointer: &str| nested.place(pointer).map(|place| source.slice(place.span()));
        assert_eq!(slice("/a/b/c~1d/1"), Some("yy"));
        assert_eq!(slice("/a/b/c~1d"), Some("c/d"));
        assert_eq!(slice("/a/b/e"), Some("e"));
        assert_eq!(slice("/a/b/missing"), Some("a.b"));
        assert_eq!(slice(""), None);
    }

    #[test]
    fn a_name_of_any_length_is_taken_apart() {
        let (_, nested) = nested(&format!("? {}\n: 1\n", "a.".repeat(40_000)));
        assert!(nested.document().pointer(&"/a".repeat(MAX_DEPTH - 1)).is_some());
    }
}
