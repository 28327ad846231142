//! From the constructed tree of a document to Spring's properties: what `YamlProcessor` does.

use std::collections::HashMap;

use super::DEPTH_LIMIT;
use super::fault;
use super::java::Java;
use super::node::{Budget, Content, Node, NodeId, Pair, Tree, Use};
use super::scalar::{self, Tag};
use crate::parse::{ParseError, ParsedFile, join};
use crate::property::{Key, KeyId, NodeKind, Property, Style, Value, ValueKind};
use crate::source::{SourceFile, Span};

/// What a value costs that comes through an alias or a merge, in bytes beside its text.
const VALUE: usize = 128;

/// What names, and what references unfold to, may cost in bytes: so much, and so many times the length of the file.
const NAMES: (usize, usize) = (24 << 20, 8);

/// What a file of this length may be unfolded to.
pub(super) fn budget(source: &SourceFile) -> Budget {
    Budget::new(NAMES.0 + NAMES.1 * source.text().len())
}

type Result<T> = std::result::Result<T, Box<ParseError>>;

/// Walks one document.
pub(super) struct Flattener<'t, 's> {
    pub source: &'t SourceFile,
    pub tree: &'t Tree<'s>,
    pub reading: &'t mut ParsedFile,
    pub document: u32,
    /// What names and references may still unfold to.
    pub budget: &'t Budget,
    /// The lists and mappings on the way from the root.
    pub path: Vec<NodeId>,
}

/// Where the walk stands.
#[derive(Clone, Copy)]
struct Place {
    parent: Option<KeyId>,
    /// The alias or merge key on the way.
    alias: Option<Span>,
    /// Inside a list, where Spring wants every key to be text.
    listed: bool,
}

impl<'s> Flattener<'_, 's> {
    /// Adds the document's properties. `null_key`: whether a key of it is null.
    pub fn document(&mut self, root: NodeId, null_key: bool) -> Result<()> {
        let node = self.tree.node(root);
        let top = Place { parent: None, alias: None, listed: false };
        let place = Use { node: root, alias: None };
        if is_map(node) {
            if null_key || self.tree.is_recursive() {
                self.check_names(place)?;
            }
            return self.mapping(place, "", top);
        }
        // Anything but a mapping becomes the property `document`.
        let key = self.add_key(None, Span::at(node.span.start as usize), "document".to_owned());
        self.value(place, "document", Place { parent: Some(key), ..top })
    }

    /// Spring names the keys of all mappings outside lists before it looks into lists. It fails at a null key, and at
    /// a mapping that contains itself.
    fn check_names(&mut self, place: Use) -> Result<()> {
        self.enter(place)?;
        for pair in self.entries(place.node) {
            if is_map(self.tree.node(pair.value.node)) {
                self.check_names(pair.value)?;
            }
            self.segment(&pair, false)?;
        }
        self.path.pop();
        Ok(())
    }

    fn enter(&mut self, place: Use) -> Result<()> {
        if self.tree.node(place.node).recursive && self.path.contains(&place.node) {
            return Err(fault::recursive(self.tree.span(place)));
        }
        if self.path.len() > DEPTH_LIMIT {
            return Err(fault::bomb(self.tree.span(place)));
        }
        self.path.push(place.node);
        Ok(())
    }

    fn add_key(&mut self, parent: Option<KeyId>, span: Span, segment: String) -> KeyId {
        let id = KeyId(self.reading.keys.len() as u32);
        self.reading.keys.push(Key { parent, span, segment, document: self.document, below: NodeKind::Scalar });
        id
    }

    fn below(&mut self, key: KeyId, below: NodeKind) {
        self.reading.keys[key.0 as usize].below = below;
    }

    fn value(&mut self, place: Use, name: &str, mut at: Place) -> Result<()> {
        at.alias = at.alias.or(place.alias);
        let node = self.tree.node(place.node);
        let text = match &node.content {
            Content::Scalar { text, .. } => text.len(),
            _ => 0,
        };
        let unfolded = if at.alias.is_some() { VALUE + text } else { 0 };
        if !self.budget.spend(name.len() + unfolded) {
            let shown = self.tree.span(place);
            return Err(place.alias.or(at.alias).map_or_else(|| fault::long_names(shown), fault::bomb));
        }
        let key = at.parent.expect("a value comes after a key");
        if is_map(node) {
            return self.mapping(place, name, at);
        }
        match &node.content {
            Content::Scalar { text: written, style } => {
                let scalar = scalar::construct(self.source, self.tree, place.node)?;
                let written = (*written != scalar.text).then(|| written.as_ref().into());
                let value = Value {
                    span: node.span,
                    text: scalar.text.into_owned(),
                    written,
                    kind: scalar.kind,
                    style: *style,
                };
                self.add(name, value, key, at.alias);
            }
            Content::Sequence { items } => {
                self.below(key, NodeKind::Sequence);
                self.enter(place)?;
                if items.is_empty() {
                    self.empty_list(name, node.span, key, at.alias);
                }
                let pairs = node.tag() == Tag::Standard("pairs");
                for (index, item) in items.iter().enumerate() {
                    self.item(*item, index, pairs, name, at)?;
                }
                self.path.pop();
            }
            // A set: its keys are the items.
            Content::Mapping { pairs, .. } => {
                self.below(key, NodeKind::Sequence);
                self.enter(place)?;
                if pairs.is_empty() {
                    self.empty_list(name, node.span, key, at.alias);
                }
                for (index, pair) in pairs.iter().enumerate() {
                    self.item(pair.key, index, false, name, at)?;
                }
                self.path.pop();
            }
        }
        Ok(())
    }

    fn item(&mut self, item: Use, index: usize, array: bool, name: &str, at: Place) -> Result<()> {
        let span = self.tree.span(item);
        let segment = format!("[{index}]");
        let mut full = name.to_owned();
        join(&mut full, &segment);
        let key = self.add_key(at.parent, span, segment);
        match self.tree.node(item.node).content.pair(0) {
            // `!!pairs` makes Java arrays, which Spring does not look into.
            Some(pair) if array => {
                let text = self.java().array(&pair)?;
                let value = Value { span, text, written: None, kind: ValueKind::Object, style: Style::Plain };
                self.add(&full, value, key, at.alias.or(item.alias));
                Ok(())
            }
            _ => self.value(item, &full, Place { parent: Some(key), listed: true, ..at }),
        }
    }

    fn empty_list(&mut self, name: &str, span: Span, key: KeyId, alias: Option<Span>) {
        let value =
            Value { span, text: String::new(), written: None, kind: ValueKind::EmptyList, style: Style::Absent };
        self.add(name, value, key, alias);
    }

    fn add(&mut self, name: &str, value: Value, key: KeyId, alias: Option<Span>) {
        self.reading.properties.push(Property { name: name.to_owned(), value, key, document: self.document, alias });
    }

    fn mapping(&mut self, place: Use, name: &str, at: Place) -> Result<()> {
        let node = self.tree.node(place.node);
        if let (Some(key), Content::Mapping { flow, .. }) = (at.parent, &node.content) {
            self.below(key, NodeKind::Mapping { span: node.span, flow: *flow });
        }
        self.enter(place)?;
        for (segment, pair) in self.named_entries(place.node, at.listed)? {
            let mut full = name.to_owned();
            join(&mut full, &segment);
            let key = self.add_key(at.parent, self.tree.span(pair.key), segment);
            let alias = at.alias.or(pair.alias);
            self.value(pair.value, &full, Place { parent: Some(key), alias, ..at })?;
        }
        self.path.pop();
        Ok(())
    }

    /// The pairs of a mapping, or those of the items of an `!!omap`.
    fn entries(&self, id: NodeId) -> Vec<Pair> {
        match &self.tree.node(id).content {
            Content::Mapping { pairs, .. } => pairs.clone(),
            Content::Sequence { items } => items
                .iter()
                .filter_map(|item| {
                    let pair = self.tree.node(item.node).content.pair(0)?;
                    Some(Pair { alias: item.alias, ..pair })
                })
                .collect(),
            Content::Scalar { .. } => vec![],
        }
    }

    /// The pairs with what they add to the name. Keys that differ in Java may add the same (`8` and `'[8]'`): the later
    /// pair then counts, in the place of the first.
    fn named_entries(&self, id: NodeId, listed: bool) -> Result<Vec<(String, Pair)>> {
        let entries = self.entries(id);
        let mut named: Vec<(String, Pair)> = Vec::with_capacity(entries.len());
        let mut may_collide = false;
        for pair in entries {
            let segment = self.segment(&pair, listed)?;
            may_collide |= pair.held_wrapped || segment.starts_with('[') || segment.is_empty();
            named.push((segment, pair));
        }
        if !may_collide {
            return Ok(named);
        }
        let mut place = HashMap::new();
        let mut distinct: Vec<(String, Pair)> = vec![];
        for (segment, pair) in named {
            match place.get(&segment) {
                Some(&at) => distinct[at] = (segment, pair),
                None => {
                    place.insert(segment.clone(), distinct.len());
                    distinct.push((segment, pair));
                }
            }
        }
        Ok(distinct)
    }

    /// What a key adds to the name: text as it is, anything else in brackets.
    fn segment(&self, pair: &Pair, listed: bool) -> Result<String> {
        let span = self.tree.span(pair.key);
        let node = self.tree.node(pair.key.node);
        // Inside a list Spring casts the key to a Java string, which nothing else is.
        let no_string = listed && (pair.held_wrapped || !matches!(node.content, Content::Scalar { .. }));
        let Content::Scalar { .. } = node.content else {
            if no_string {
                return Err(fault::key_in_list(span, self.source));
            }
            let empty_list = matches!(&node.content, Content::Sequence { items } if items.is_empty());
            return if empty_list { Ok(String::new()) } else { Ok(format!("[{}]", self.java().text(pair.key)?)) };
        };
        let scalar = scalar::construct(self.source, self.tree, pair.key.node)?;
        match scalar.kind {
            _ if no_string => Err(fault::key_in_list(span, self.source)),
            ValueKind::String => Ok(scalar.text.into_owned()),
            ValueKind::Null if pair.held_wrapped => Ok(String::new()),
            ValueKind::Null => Err(fault::null_key(span)),
            _ if listed => Err(fault::key_in_list(span, self.source)),
            _ => Ok(format!("[{}]", scalar.text)),
        }
    }

    fn java(&self) -> Java<'_, 's, impl Fn(NodeId) -> Option<usize>> {
        Java::new(self.source, self.tree, |_| None)
    }
}

/// Whether Java holds the node as a Map.
fn is_map(node: &Node) -> bool {
    match &node.content {
        Content::Scalar { .. } => false,
        Content::Sequence { items } => !items.is_empty() && node.tag() == Tag::Standard("omap"),
        Content::Mapping { .. } => node.tag() != Tag::Standard("set"),
    }
}
