//! The keys and values of a file whose reader made nothing of them yet: places in the text, and a few integers.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::scalar::{self, Scalar};
use super::scanner::Scanner;
use crate::parse::entries::Entry;
use crate::property::{Key, KeyId, NodeKind, Property, Style, Value, ValueKind};
use crate::source::Span;

/// Keys in the order of the file, each before what is below it, and the values in the same order.
#[derive(Default)]
pub(in crate::parse) struct Compact {
    pub text: Arc<String>,
    pub keys: Vec<CompactKey>,
    pub leaves: Vec<Leaf>,
    /// The keys of the documents' own mappings.
    pub tops: Vec<Top>,
    /// Whether a key holds another character than those of ASCII.
    pub beyond_ascii: bool,
}

/// A key: a mapping's, whose text is what it adds to the name, or the place of a list's item.
#[derive(Clone, Copy)]
pub(in crate::parse) struct CompactKey {
    /// The key above it, or [`NONE`].
    pub parent: u32,
    pub start: u32,
    pub end: u32,
    /// Byte offset after the mapping below it.
    pub below_end: u32,
    /// The item's number, or [`NONE`].
    pub item: u32,
    pub document: u16,
    pub below: Below,
}

/// Stands for no key.
pub(in crate::parse) const NONE: u32 = u32::MAX;

/// What is below a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::parse) enum Below {
    Scalar,
    Mapping,
    /// `{}`.
    Braces,
    Sequence,
}

/// A value, as it is written.
#[derive(Clone, Copy)]
pub(in crate::parse) struct Leaf {
    pub key: u32,
    pub start: u32,
    pub end: u32,
    pub form: Form,
}

/// How a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::parse) enum Form {
    Plain,
    /// In quotes; `true` for double ones.
    Quoted(bool),
    /// The same, with a character that is written otherwise.
    Escaped(bool),
    Block,
    Absent,
    EmptyList,
}

/// A key of a document's own mapping, and the first value below it.
#[derive(Clone, Copy)]
pub(in crate::parse) struct Top {
    pub key: u32,
    pub leaf: u32,
}

impl CompactKey {
    pub fn has_mapping(&self) -> bool {
        matches!(self.below, Below::Mapping | Below::Braces)
    }
}

impl fmt::Debug for Compact {
    /// The text holds secrets.
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "Compact({} keys, {} values)", self.keys.len(), self.leaves.len())
    }
}

impl Compact {
    /// What a mapping's key adds to the name; nothing for an item.
    pub fn segment(&self, key: &CompactKey) -> &str {
        if key.item == NONE { &self.text[key.start as usize..key.end as usize] } else { "" }
    }

    /// The keys and the values below top-level keys that `wanted` lets through.
    pub fn under(&self, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
        self.tops.iter().enumerate().filter(move |(_, top)| wanted(self.segment(&self.keys[top.key as usize]))).map(
            |(index, top)| {
                let next = self.tops.get(index + 1);
                let keys = next.map_or(self.keys.len(), |next| next.key as usize);
                let leaves = next.map_or(self.leaves.len(), |next| next.leaf as usize);
                (top.key as usize..keys, top.leaf as usize..leaves)
            },
        )
    }

    /// The name up to and including a key, as [`join`](crate::parse::join) makes it of segments that are neither blank nor
    /// begin with a bracket.
    fn name(&self, key: u32) -> String {
        let above = |key: u32| Some(self.keys[key as usize].parent).filter(|&parent| parent != NONE);
        let chain: Vec<&CompactKey> =
            std::iter::successors(Some(key), |&key| above(key)).map(|key| &self.keys[key as usize]).collect();
        let mut name = String::with_capacity(chain.iter().map(|key| (key.end - key.start) as usize + 1).sum());
        for key in chain.into_iter().rev() {
            if key.item != NONE {
                name.push_str(&bracketed(key.item));
                continue;
            }
            if !name.is_empty() {
                name.push('.');
            }
            name.push_str(self.segment(key));
        }
        name
    }

    fn made_segment(&self, key: u32) -> String {
        let key = &self.keys[key as usize];
        if key.item == NONE { self.segment(key).to_owned() } else { bracketed(key.item) }
    }

    fn value(&self, leaf: &Leaf) -> Value {
        let span = Span { start: leaf.start, end: leaf.end };
        let written = &self.text[span.range()];
        let value = |text: &str, kind, style| Value { span, text: text.to_owned(), written: None, kind, style };
        let quoted = |double| if double { Style::DoubleQuoted } else { Style::SingleQuoted };
        match leaf.form {
            Form::Absent => value("", ValueKind::Null, Style::Absent),
            Form::EmptyList => value("", ValueKind::EmptyList, Style::Absent),
            Form::Quoted(double) => value(&written[1..written.len() - 1], ValueKind::String, quoted(double)),
            Form::Escaped(double) => value(&Scanner::scalar_of(written), ValueKind::String, quoted(double)),
            Form::Block => {
                // What is kept of the line breaks at the end is after the last line.
                let text = &self.text[span.start as usize..];
                value(&Scanner::scalar_of(text), ValueKind::String, Style::Block)
            }
            Form::Plain => {
                // The reader has made sure that Java makes something of it.
                let Scalar { text, kind } =
                    scalar::plain(written).unwrap_or(Scalar { text: written.into(), kind: ValueKind::String });
                let differs = (written != text).then(|| written.into());
                Value { written: differs, ..value(&text, kind, Style::Plain) }
            }
        }
    }
}

fn bracketed(item: u32) -> String {
    format!("[{item}]")
}

impl Entry for Key {
    fn count(compact: &Compact) -> usize {
        compact.keys.len()
    }

    fn make(compact: &Compact, index: usize) -> Self {
        let key = &compact.keys[index];
        let below = match key.below {
            Below::Scalar => NodeKind::Scalar,
            Below::Sequence => NodeKind::Sequence,
            Below::Braces => {
                NodeKind::Mapping { span: Span { start: key.below_end - 2, end: key.below_end }, flow: true }
            }
            Below::Mapping => {
                let start = compact.keys[index + 1].start;
                NodeKind::Mapping { span: Span { start, end: key.below_end }, flow: false }
            }
        };
        Self {
            parent: (key.parent != NONE).then_some(KeyId(key.parent)),
            span: Span { start: key.start, end: key.end },
            segment: compact.made_segment(index as u32),
            document: key.document.into(),
            below,
        }
    }
}

impl Entry for Property {
    fn count(compact: &Compact) -> usize {
        compact.leaves.len()
    }

    fn make(compact: &Compact, index: usize) -> Self {
        let leaf = &compact.leaves[index];
        Self {
            name: compact.name(leaf.key),
            value: compact.value(leaf),
            key: KeyId(leaf.key),
            document: compact.keys[leaf.key as usize].document.into(),
            alias: None,
        }
    }
}
