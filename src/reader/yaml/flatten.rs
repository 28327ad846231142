//! From a document's tree to properties: SnakeYAML's construction (types, duplicate keys, merge keys) and Spring's
//! flattening in one walk.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;

use super::composer::STANDARD;
use super::fault;
use super::node::{Content, NodeId, Pair, Tree, Use};
use super::resolve::{self, Implicit};
use crate::property::{Below, Key, KeyId, Property, Style, Value, ValueKind};
use crate::reader::{Fault, Reading, join};
use crate::source::{SourceFile, Span};

/// How many nodes may be visited through aliases and merges before the file counts as a bomb.
const EXPANSION_LIMIT: usize = 1_000_000;

/// How deep aliases may lead into each other. The JVM has a limit too, which depends on its stack.
const DEPTH_LIMIT: usize = 500;

type Result<T> = std::result::Result<T, Box<Fault>>;

/// Walks one document.
pub(super) struct Flattener<'t, 's> {
    pub source: &'t SourceFile,
    pub tree: &'t Tree<'s>,
    pub reading: &'t mut Reading,
    pub document: u32,
    /// Nodes visited through aliases so far.
    pub expanded: Cell<usize>,
}

/// Where the walk stands.
#[derive(Clone, Copy)]
struct Place {
    parent: Option<KeyId>,
    /// The alias or merge key on the way.
    through: Option<Span>,
    /// Inside a list, where Spring wants every key to be text.
    listed: bool,
    /// Levels of nesting, aliases followed.
    depth: usize,
}

/// A scalar as Java holds it.
struct Scalar<'s> {
    text: Cow<'s, str>,
    kind: ValueKind,
}

/// A mapping's entry after merging: the pair and the alias or merge key through which it came.
type Entry = (Pair, Option<Span>);

impl<'s> Flattener<'_, 's> {
    /// Adds the document's properties.
    pub fn document(&mut self, root: NodeId) -> Result<()> {
        let node = self.tree.node(root);
        let top = Place { parent: None, through: None, listed: false, depth: 0 };
        let place = Use { node: root, alias: None };
        match &node.content {
            Content::Mapping { .. } if !self.is_set(root) => {
                self.check_tag(root)?;
                self.mapping(root, String::new(), top)
            }
            _ if self.is_ordered_map(root) => self.mapping(root, String::new(), top),
            // Anything but a mapping becomes the property `document`.
            _ => {
                let key = self.add_key(
                    None,
                    Span::new(node.span.start as usize, node.span.start as usize),
                    "document".to_owned(),
                );
                self.value(place, "document".to_owned(), Place { parent: Some(key), ..top }, node.span)
            }
        }
    }

    fn add_key(&mut self, parent: Option<KeyId>, span: Span, step: String) -> KeyId {
        let id = KeyId(self.reading.keys.len() as u32);
        self.reading.keys.push(Key { parent, span, step, document: self.document, below: Below::Scalar });
        id
    }

    /// `key`: the key that the value stands behind.
    fn value(&mut self, place: Use, name: String, mut at: Place, key: Span) -> Result<()> {
        if place.alias.is_some() {
            at.through = at.through.or(place.alias);
        }
        at.depth += 1;
        if at.through.is_some() {
            self.expand(place.alias.or(at.through).unwrap_or(key), at.depth)?;
        }
        let node = self.tree.node(place.node);
        let key_id = at.parent.expect("a value stands behind a key");
        match &node.content {
            Content::Scalar { style, .. } => {
                let scalar = self.scalar(place.node)?;
                let written = self.written(place.node, &scalar);
                let value = Value {
                    span: node.span,
                    text: scalar.text.into_owned(),
                    written,
                    kind: scalar.kind,
                    style: *style,
                };
                self.add(name, value, key_id, at.through);
                Ok(())
            }
            _ if self.is_ordered_map(place.node) => self.mapping(place.node, name, at),
            Content::Sequence { items } => {
                self.check_tag(place.node)?;
                let pairs = self.tag(place.node) == Some("pairs");
                self.reading.keys[key_id.0 as usize].below = Below::Sequence;
                if items.is_empty() {
                    self.empty_list(&name, node.span, key_id, at.through);
                }
                for (index, item) in items.iter().enumerate() {
                    self.item(*item, index, pairs, &name, at)?;
                }
                Ok(())
            }
            Content::Mapping { pairs, .. } if self.is_set(place.node) => {
                self.reading.keys[key_id.0 as usize].below = Below::Sequence;
                self.check_duplicates(pairs)?;
                if pairs.is_empty() {
                    self.empty_list(&name, node.span, key_id, at.through);
                }
                for (index, pair) in pairs.iter().enumerate() {
                    self.item(pair.key, index, false, &name, at)?;
                }
                Ok(())
            }
            Content::Mapping { .. } => {
                self.check_tag(place.node)?;
                self.mapping(place.node, name, at)
            }
        }
    }

    fn item(&mut self, item: Use, index: usize, pair: bool, name: &str, at: Place) -> Result<()> {
        let span = item.alias.unwrap_or_else(|| self.tree.node(item.node).span);
        let step = format!("[{index}]");
        let name = format!("{name}{step}");
        let key = self.add_key(at.parent, span, step);
        let at = Place { parent: Some(key), listed: true, ..at };
        if pair {
            // `!!pairs` makes Java arrays, which Spring does not look into.
            let text = self.java_text(item, 0)?;
            let text =
                text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(&text).replacen('=', ", ", 1);
            let value =
                Value { span, text: format!("[{text}]"), written: None, kind: ValueKind::Object, style: Style::Plain };
            self.add(name, value, key, at.through);
            return Ok(());
        }
        self.value(item, name, at, span)
    }

    fn empty_list(&mut self, name: &str, span: Span, key: KeyId, through: Option<Span>) {
        let value =
            Value { span, text: String::new(), written: None, kind: ValueKind::EmptyList, style: Style::Absent };
        self.add(name.to_owned(), value, key, through);
    }

    fn add(&mut self, name: String, value: Value, key: KeyId, through: Option<Span>) {
        self.reading.properties.push(Property { name, value, key, document: self.document, through });
    }

    fn mapping(&mut self, id: NodeId, name: String, at: Place) -> Result<()> {
        let node = self.tree.node(id);
        let entries = match &node.content {
            Content::Mapping { pairs, flow } => {
                if let Some(key) = at.parent {
                    self.reading.keys[key.0 as usize].below = Below::Mapping { span: node.span, flow: *flow };
                }
                self.check_duplicates(pairs)?;
                self.merged(id, pairs)?
            }
            Content::Sequence { items } => self.ordered_entries(id, items)?,
            Content::Scalar { .. } => vec![],
        };
        for (pair, merge) in entries {
            let through = at.through.or(merge);
            let key_span = pair.key.alias.unwrap_or_else(|| self.tree.node(pair.key.node).span);
            let step = self.step(pair.key, at.listed)?;
            let mut full = name.clone();
            join(&mut full, &step);
            let key = self.add_key(at.parent, key_span, step);
            self.value(pair.value, full, Place { parent: Some(key), through, ..at }, key_span)?;
        }
        Ok(())
    }

    /// What a key adds to the name: text as it is, anything else in brackets.
    fn step(&self, key: Use, listed: bool) -> Result<String> {
        let span = key.alias.unwrap_or_else(|| self.tree.node(key.node).span);
        if let Content::Scalar { .. } = self.tree.node(key.node).content {
            let scalar = self.scalar(key.node)?;
            return match scalar.kind {
                ValueKind::String => Ok(scalar.text.into_owned()),
                ValueKind::Null => Err(fault::null_key(span)),
                _ if listed => Err(fault::key_in_list(span, self.source)),
                _ => Ok(format!("[{}]", scalar.text)),
            };
        }
        if listed {
            return Err(fault::key_in_list(span, self.source));
        }
        Ok(format!("[{}]", self.java_text(key, 0)?))
    }

    // Merge keys

    fn is_merge(&self, key: Use) -> bool {
        let node = self.tree.node(key.node);
        match (&node.content, self.tag(key.node)) {
            (Content::Scalar { text, style: Style::Plain }, None) => resolve::implicit(text) == Implicit::Merge,
            (Content::Scalar { .. }, Some("merge")) => true,
            _ => false,
        }
    }

    /// The entries of a mapping with its merge keys resolved: an own key wins over a merged one, an earlier merge over
    /// a later one; but a key of a mapping that is written inline behind `<<` wins over both (Spring Boot tracks where it
    /// stands and so does not see that it is the same key).
    fn merged(&mut self, id: NodeId, pairs: &[Pair]) -> Result<Vec<Entry>> {
        if !pairs.iter().any(|pair| self.is_merge(pair.key)) {
            return Ok(pairs.iter().map(|pair| (*pair, None)).collect());
        }
        let mut entries = vec![];
        let mut inline = vec![];
        let mut index = HashMap::new();
        self.merge_into(id, None, &mut entries, &mut inline, &mut index, 0)?;
        entries.extend(inline);
        Ok(entries)
    }

    fn merge_into(
        &mut self,
        id: NodeId,
        merge: Option<(Span, bool)>,
        entries: &mut Vec<Entry>,
        inline: &mut Vec<Entry>,
        index: &mut HashMap<Cow<'s, str>, usize>,
        depth: usize,
    ) -> Result<()> {
        let tree = self.tree;
        let Content::Mapping { pairs, .. } = &tree.node(id).content else { unreachable!("only mappings are merged") };
        if depth > 0 {
            self.check_duplicates(pairs)?;
        }
        for pair in pairs {
            if self.is_merge(pair.key) {
                for target in self.merge_targets(pair.value)? {
                    let written_here = target.alias.is_none() && pair.value.alias.is_none();
                    let span = target.alias.or(pair.value.alias).unwrap_or(tree.node(pair.key.node).span);
                    self.expand(span, depth)?;
                    self.merge_into(target.node, Some((span, written_here)), entries, inline, index, depth + 1)?;
                }
                continue;
            }
            let through = merge.map(|(span, _)| span);
            if merge.is_some_and(|(_, written_here)| written_here) {
                inline.push((*pair, through));
                continue;
            }
            let key = self.identity(pair.key)?;
            match index.get(&key) {
                Some(&at) if depth == 0 => entries[at] = (*pair, through),
                Some(_) => {}
                None => {
                    index.insert(key, entries.len());
                    entries.push((*pair, through));
                }
            }
        }
        Ok(())
    }

    fn merge_targets(&self, value: Use) -> Result<Vec<Use>> {
        let node = self.tree.node(value.node);
        match &node.content {
            Content::Mapping { .. } => Ok(vec![value]),
            Content::Sequence { items } => items
                .iter()
                .map(|item| match self.tree.node(item.node).content {
                    Content::Mapping { .. } => Ok(*item),
                    _ => Err(fault::merge_of_no_mapping(item.alias.unwrap_or(self.tree.node(item.node).span))),
                })
                .collect(),
            Content::Scalar { .. } => Err(fault::merge_of_no_mapping(value.alias.unwrap_or(node.span))),
        }
    }

    // Keys

    fn check_duplicates(&self, pairs: &[Pair]) -> Result<()> {
        if pairs.len() < 2 {
            return Ok(());
        }
        let mut seen: HashMap<Cow<str>, Use> = HashMap::with_capacity(pairs.len());
        for pair in pairs.iter().filter(|pair| !self.is_merge(pair.key)) {
            if let Some(first) = seen.insert(self.identity(pair.key)?, pair.key) {
                let span = |place: Use| place.alias.unwrap_or_else(|| self.tree.node(place.node).span);
                let node = self.tree.node(pair.key.node);
                let mark = node.from.unwrap_or(node.span.start);
                return Err(fault::duplicate_key(self.source, span(first), span(pair.key), mark));
            }
        }
        Ok(())
    }

    /// Two keys are the same when this is: `8` and `010`, `a` and `"a"`, but not `8` and `"8"`.
    fn identity(&self, key: Use) -> Result<Cow<'s, str>> {
        match self.tree.node(key.node).content {
            Content::Scalar { .. } => {
                let scalar = self.scalar(key.node)?;
                Ok(match scalar.kind {
                    ValueKind::String => scalar.text,
                    kind => Cow::Owned(format!("\u{0}{kind:?} {}", scalar.text)),
                })
            }
            _ => Ok(Cow::Owned(format!("\u{0}{}", self.java_text(key, 0)?))),
        }
    }

    /// Counts a node that is visited through an alias.
    fn expand(&self, span: Span, depth: usize) -> Result<()> {
        self.expanded.set(self.expanded.get() + 1);
        if self.expanded.get() > EXPANSION_LIMIT || depth > DEPTH_LIMIT {
            return Err(fault::bomb(span));
        }
        Ok(())
    }

    /// `toString()` of the Java object that a node becomes.
    fn java_text(&self, place: Use, depth: usize) -> Result<String> {
        self.expand(place.alias.unwrap_or(self.tree.node(place.node).span), depth)?;
        let depth = depth + 1;
        match &self.tree.node(place.node).content {
            Content::Scalar { .. } => Ok(self.scalar(place.node)?.text.into_owned()),
            // An empty list is an empty text to Spring Boot 3.4 and later.
            Content::Sequence { items } if items.is_empty() => self.check_tag(place.node).map(|()| String::new()),
            Content::Sequence { items } => {
                self.check_tag(place.node)?;
                let items: Result<Vec<String>> = items.iter().map(|item| self.java_text(*item, depth)).collect();
                Ok(format!("[{}]", items?.join(", ")))
            }
            Content::Mapping { pairs, .. } => {
                self.check_tag(place.node)?;
                self.check_duplicates(pairs)?;
                let pairs: Result<Vec<String>> = pairs
                    .iter()
                    .map(|pair| {
                        Ok(format!("{}={}", self.java_text(pair.key, depth)?, self.java_text(pair.value, depth)?))
                    })
                    .collect();
                Ok(format!("{{{}}}", pairs?.join(", ")))
            }
        }
    }

    // Types

    /// The local name of a standard tag; any other explicit tag whole; `None` without one.
    fn tag(&self, id: NodeId) -> Option<&str> {
        let tag = self.tree.node(id).tag.as_deref()?;
        (tag != "!").then(|| tag.strip_prefix(STANDARD).unwrap_or(tag))
    }

    fn is_set(&self, id: NodeId) -> bool {
        self.tag(id) == Some("set") && matches!(self.tree.node(id).content, Content::Mapping { .. })
    }

    fn is_ordered_map(&self, id: NodeId) -> bool {
        self.tag(id) == Some("omap") && matches!(self.tree.node(id).content, Content::Sequence { .. })
    }

    fn ordered_entries(&self, id: NodeId, items: &[Use]) -> Result<Vec<Entry>> {
        items
            .iter()
            .map(|item| match &self.tree.node(item.node).content {
                Content::Mapping { pairs, .. } if pairs.len() == 1 => Ok((pairs[0], item.alias)),
                _ => Err(fault::bad_ordered_map(self.tree.node(id).span)),
            })
            .collect()
    }

    /// A list or mapping with an explicit tag must have one that SnakeYAML can construct from it.
    fn check_tag(&self, id: NodeId) -> Result<()> {
        let node = self.tree.node(id);
        let fits = matches!(
            (self.tag(id), &node.content),
            (None | Some("map" | "set"), Content::Mapping { .. })
                | (None | Some("seq" | "pairs" | "omap"), Content::Sequence { .. })
        );
        if fits { Ok(()) } else { Err(fault::unknown_tag(self.source, self.tag_span(id))) }
    }

    /// The tag's place: SnakeYAML points at where the node begins, its tag and anchor included.
    fn tag_span(&self, id: NodeId) -> Span {
        let node = self.tree.node(id);
        node.from.map_or(node.span, |from| Span::new(from as usize, node.span.end.max(from) as usize))
    }

    fn scalar(&self, id: NodeId) -> Result<Scalar<'s>> {
        let node = self.tree.node(id);
        let Content::Scalar { text, style } = &node.content else { unreachable!("asked of scalars only") };
        let span = node.span;
        let number = |text: Option<String>, kind| match text {
            Some(text) => Ok(Scalar { text: Cow::Owned(text), kind }),
            None => Err(fault::bad_number(span)),
        };
        let boolean = |value: bool| Scalar {
            text: Cow::Borrowed(if value { "true" } else { "false" }),
            kind: ValueKind::Boolean,
        };
        let null = || Scalar { text: Cow::Borrowed(""), kind: ValueKind::Null };
        let string = || Scalar { text: text.clone(), kind: ValueKind::String };
        match self.tag(id) {
            None if node.tag.is_none() && matches!(style, Style::Plain | Style::Absent) => {
                match resolve::implicit(text) {
                    Implicit::Boolean(value) => Ok(boolean(value)),
                    Implicit::Integer => number(resolve::integer(text), ValueKind::Integer),
                    Implicit::Float => number(resolve::float(text), ValueKind::Float),
                    Implicit::Null => Ok(null()),
                    Implicit::Merge => Err(fault::merge_as_value(span)),
                    Implicit::String => Ok(string()),
                }
            }
            None | Some("str") => Ok(string()),
            Some("null") => Ok(null()),
            Some("bool") => Ok(resolve::tagged_boolean(text).map_or_else(null, boolean)),
            Some("int") => number(resolve::integer(text), ValueKind::Integer),
            Some("float") => number(resolve::float(text), ValueKind::Float),
            Some("binary") => binary(text).map_or_else(
                || Err(fault::bad_binary(span)),
                |text| Ok(Scalar { text: Cow::Owned(text), kind: ValueKind::Binary }),
            ),
            Some(_) => Err(fault::unknown_tag(self.source, self.tag_span(id))),
        }
    }

    /// The text as written where the JVM gets something else.
    fn written(&self, id: NodeId, scalar: &Scalar) -> Option<Box<str>> {
        let Content::Scalar { text, .. } = &self.tree.node(id).content else { return None };
        (*text != scalar.text).then(|| text.as_ref().into())
    }
}

/// Base 64 without its white space, marked as such: Spring's property is a byte array, which has no text of its own.
fn binary(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|char| !char.is_ascii_whitespace()).collect();
    let body = digits.trim_end_matches('=');
    let holds = digits.len().is_multiple_of(4)
        && digits.len() - body.len() <= 2
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'));
    holds.then(|| format!("base64:{digits}"))
}
