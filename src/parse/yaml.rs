//! YAML as SnakeYAML reads it, and properties as Spring Boot flattens them.
//!
//! Own code rather than a YAML crate, since the yardstick is not a specification but one program: what SnakeYAML accepts,
//! refuses and makes of a text. The flow is its: `cursor`, `scanner`, `composer`, `construct`, `flatten`.

use std::sync::Arc;

use super::{Condition, Document, Entries, ParsedFile};
use crate::property::{Property, name};
use crate::source::{SourceFile, Span};

mod binary;
pub(super) mod compact;
mod composer;
mod construct;
mod cursor;
mod error;
mod fault;
mod flatten;
mod java;
mod lines;
mod node;
mod number;
pub(super) mod outline;
mod resolve;
mod scalar;
mod scanner;
mod token;

use composer::Composer;
use construct::Constructor;
use flatten::Flattener;

/// How deep references may lead into each other. The JVM has a limit too, which depends on its stack.
const DEPTH_LIMIT: usize = 500;

/// Reads a YAML (or JSON) file.
pub fn read(source: &SourceFile) -> ParsedFile {
    let mut reading = ParsedFile::default();
    if let Some(fault) = fault::encoding(source) {
        reading.faults.push(fault);
        return reading;
    }
    if let Some(span) = unprintable(source.text()) {
        reading.faults.push(fault::unprintable(source, span));
        return reading;
    }
    lines::read(source.shared_text()).map_or_else(|| compose(source), of_lines)
}

/// What was read the short way.
fn of_lines(lines: lines::Lines) -> ParsedFile {
    let compact = Arc::new(lines.compact);
    let mut reading = ParsedFile {
        keys: Entries::of_compact(&compact),
        properties: Entries::of_compact(&compact),
        directives: lines.directives,
        ..ParsedFile::default()
    };
    let candidates = reading.properties_under(name::is_spring);
    for (index, document) in lines.documents.into_iter().enumerate() {
        // Both are in the order of the file.
        let from = candidates.partition_point(|&index| index < document.leaves.start);
        let own = candidates[from..].iter().take_while(|index| document.leaves.contains(index));
        let condition = condition(own.map(|&index| &reading.properties[index]));
        reading.documents.push(Document { index: index as u32, span: document.span, condition });
    }
    reading
}

/// Reads a file that is printable, whatever is in it.
fn compose(source: &SourceFile) -> ParsedFile {
    let mut reading = ParsedFile::default();
    let mut composer = Composer::new(source.text());
    let budget = flatten::budget(source);
    loop {
        let root = match composer.document() {
            Ok(Some(root)) => root,
            Ok(None) => break,
            Err(error) => {
                reading.faults.push(fault::from_error(source, *error));
                break;
            }
        };
        let first = reading.properties.len();
        let index = reading.documents.len() as u32;
        let constructed = Constructor::new(source, composer.tree_mut()).document(root.node);
        let result = constructed.and_then(|null_key| {
            let mut flattener = Flattener {
                source,
                tree: composer.tree(),
                reading: &mut reading,
                document: index,
                budget: &budget,
                path: vec![],
            };
            flattener.document(root.node, null_key)?;
            Ok(())
        });
        if let Err(fault) = result {
            reading.faults.push(*fault);
            break;
        }
        // Empty documents do not count; an empty set is none.
        if !composer.tree().node(root.node).content.is_mapping()
            && reading.properties.len() == first + 1
            && let only = &reading.properties[first]
            && only.name == "document"
            && only.value.text.is_empty()
            && reading.key(only.key).span.is_empty()
        {
            reading.properties.list().truncate(first);
            reading.keys.list().pop();
            continue;
        }
        let condition = condition(reading.properties.since(first));
        reading.documents.push(Document { index, span: root.span, condition });
    }
    reading.directives = std::mem::take(&mut composer.scanner.directives);
    reading
}

/// The first character that SnakeYAML's reader does not let through.
fn unprintable(text: &str) -> Option<Span> {
    /// Bytes that are looked at together.
    const BLOCK: usize = 64;
    let suspicious = |byte: &u8| matches!(byte, 0..0x20 | 0x7f | 0xc2 | 0xef) && !matches!(byte, b'\t' | b'\n' | b'\r');
    let bytes = text.as_bytes();
    let mut from = 0;
    while from < bytes.len() {
        let block = &bytes[from..bytes.len().min(from + BLOCK)];
        if block.iter().fold(false, |any, byte| any | suspicious(byte)) {
            for at in (from..from + block.len()).filter(|&at| suspicious(&bytes[at])) {
                let char = text[at..].chars().next()?;
                if !matches!(char, '\u{85}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}') {
                    return Some(Span::new(at, at + char.len_utf8()));
                }
            }
        }
        from += block.len();
    }
    None
}

/// The profile condition among the properties of a document.
pub(super) fn condition<'p>(properties: impl Iterator<Item = &'p Property>) -> Option<Condition> {
    let mut condition: Option<Condition> = None;
    for property in properties.filter(|property| name::is_spring(&property.name)) {
        let canonical = name::canonical(&property.name);
        let base = canonical.split_once('[').map_or(canonical.as_str(), |(base, _)| base);
        let (legacy, platform) = match base {
            "spring.config.activate.onprofile" => (false, false),
            "spring.config.activate.oncloudplatform" => (false, true),
            "spring.profiles" => (true, false),
            _ => continue,
        };
        let fresh = Condition { span: property.value.span, expressions: None, legacy, cloud_platform: false };
        let condition = condition.get_or_insert_with(|| fresh.clone());
        if condition.legacy && !legacy {
            *condition = fresh;
        } else if legacy && !condition.legacy {
            continue;
        }
        if platform {
            condition.cloud_platform = true;
            continue;
        }
        let expressions = property.value.text.split(',').map(|expression| expression.trim().to_owned());
        condition.expressions.get_or_insert_default().extend(expressions.filter(|expression| !expression.is_empty()));
    }
    condition
}
