//! A policy file as the JSON document that it is: unlike settings, a schema's keys are taken as they are written.

use std::collections::HashMap;

use serde_json::{Map, Number, Value as Json};

use crate::parse::ParsedFile;
use crate::property::{KeyId, NodeKind, Property, ValueKind};
use crate::source::Span;

/// Deepest nesting of a policy.
const MAX_DEPTH: usize = 100;

/// A policy file's content.
pub(super) struct Document {
    /// The schema.
    pub json: Json,
    /// Where each of its nodes stands, by JSON pointer.
    pub places: HashMap<String, Span>,
}

/// Takes what was read from a file as one document; `None` if it holds no mapping, several documents, or is nested too deeply.
pub(super) fn document(reading: &ParsedFile) -> Option<Document> {
    let mut below: Vec<Vec<KeyId>> = vec![vec![]; reading.keys.len()];
    let mut roots = vec![];
    for (index, key) in reading.keys.iter().enumerate() {
        let id = KeyId(index as u32);
        match key.parent {
            Some(parent) => below[parent.0 as usize].push(id),
            None => roots.push(id),
        }
    }
    let is_mapping = roots.iter().all(|root| !reading.key(*root).span.is_empty());
    if reading.documents.len() != 1 || !is_mapping {
        return None;
    }
    let values = reading.properties.iter().map(|property| (property.key, property)).collect();
    let mut builder = Builder { reading, below, values, places: HashMap::new() };
    let json = builder.mapping(&roots, &mut String::new(), 0)?;
    Some(Document { json, places: builder.places })
}

struct Builder<'r> {
    reading: &'r ParsedFile,
    below: Vec<Vec<KeyId>>,
    values: HashMap<KeyId, &'r Property>,
    places: HashMap<String, Span>,
}

impl Builder<'_> {
    fn mapping(&mut self, keys: &[KeyId], pointer: &mut String, depth: usize) -> Option<Json> {
        let mut map = Map::new();
        for key in keys {
            let segment = self.reading.key(*key).segment.clone();
            let value = self.node(*key, &segment, pointer, depth)?;
            map.insert(segment, value);
        }
        Some(Json::Object(map))
    }

    fn node(&mut self, id: KeyId, segment: &str, pointer: &mut String, depth: usize) -> Option<Json> {
        if depth == MAX_DEPTH {
            return None;
        }
        let parent = pointer.len();
        pointer.push('/');
        pointer.push_str(&segment.replace('~', "~0").replace('/', "~1"));
        let key = self.reading.key(id);
        self.places.insert(pointer.clone(), key.span);
        let children = std::mem::take(&mut self.below[id.0 as usize]);
        let json = match key.below {
            NodeKind::Scalar => self.values.get(&id).map(|property| scalar(property))?,
            NodeKind::Mapping { .. } => self.mapping(&children, pointer, depth + 1)?,
            NodeKind::Sequence => {
                let items = children.iter().enumerate();
                let items: Option<Vec<_>> =
                    items.map(|(index, item)| self.node(*item, &index.to_string(), pointer, depth + 1)).collect();
                Json::Array(items?)
            }
        };
        pointer.truncate(parent);
        Some(json)
    }
}

fn scalar(property: &Property) -> Json {
    let text = &property.value.text;
    let number = match property.value.kind {
        ValueKind::Null => return Json::Null,
        ValueKind::Boolean => return Json::Bool(text == "true"),
        ValueKind::Integer => text.parse::<i64>().ok().map(Number::from),
        ValueKind::Float => None,
        _ => return Json::String(text.clone()),
    };
    number
        .or_else(|| text.parse().ok().and_then(Number::from_f64))
        .map_or_else(|| Json::String(text.clone()), Json::Number)
}
