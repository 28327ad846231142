//! The tree of a document, as composed from the text.

use std::borrow::Cow;
use std::cell::Cell;

use crate::property::Style;
use crate::source::Span;

/// Index of a [`Node`] in a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct NodeId(u32);

impl NodeId {
    /// The node's number, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// All nodes of a document.
#[derive(Debug, Default)]
pub(crate) struct Tree<'s> {
    nodes: Vec<Node<'s>>,
    /// Whether a node contains itself.
    recursive: bool,
    /// What Java's view of keys and merges may still cost, in bytes of text.
    budget: Budget,
}

/// What may still be spent on text that references unfold to. It is never given back, so that the whole work on a file has a bound.
#[derive(Debug)]
pub(crate) struct Budget(Cell<usize>);

impl Budget {
    /// So many bytes.
    pub fn new(bytes: usize) -> Self {
        Self(Cell::new(bytes))
    }

    /// Takes some; `false` when nothing is left.
    pub fn spend(&self, bytes: usize) -> bool {
        self.0.set(self.0.get().saturating_sub(bytes));
        self.0.get() > 0
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self::new(16 << 20)
    }
}

/// A scalar, list or mapping.
#[derive(Debug)]
pub(crate) struct Node<'s> {
    /// The node as written: quotes and brackets included, anchor and tag not. Empty where nothing is written.
    pub span: Span,
    /// Byte offset of its anchor or tag, where it has one.
    pub from: Option<u32>,
    /// The explicit tag, resolved: `tag:yaml.org,2002:str`.
    pub tag: Option<Cow<'s, str>>,
    /// Whether an alias inside the node refers to it.
    pub recursive: bool,
    /// What it holds.
    pub content: Content<'s>,
}

/// What a node holds.
#[derive(Debug)]
pub(crate) enum Content<'s> {
    /// Text.
    Scalar { text: Cow<'s, str>, style: Style },
    /// A list.
    Sequence { items: Vec<Use> },
    /// A mapping; `flow` tells whether it stands in braces.
    Mapping { pairs: Vec<Pair>, flow: bool },
}

/// A node at one of its places: where it is written, or at an alias.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Use {
    /// The node.
    pub node: NodeId,
    /// The alias, if the node is written elsewhere.
    pub alias: Option<Span>,
}

/// A key and its value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    /// The key.
    pub key: Use,
    /// The value.
    pub value: Use,
    /// Whether SnakeYAML would construct the key wrapped up with its place, as it constructs values, and not bare. A wrapped
    /// key differs from an equal bare one, and is no text inside a list.
    pub wrapped: bool,
    /// Whether the key was wrapped when the mapping was constructed.
    pub held_wrapped: bool,
    /// The alias or merge key through which the pair came into its mapping.
    pub alias: Option<Span>,
}

impl Pair {
    /// A pair as it is written. Spring Boot unwraps the keys of a mapping when it constructs it; those of a mapping that is
    /// only merged stay wrapped.
    pub fn new(key: Use, value: Use) -> Self {
        Self { key, value, wrapped: true, held_wrapped: true, alias: None }
    }
}

impl Content<'_> {
    /// The pairs of a mapping, the items of a list; none of a scalar.
    pub fn len(&self) -> usize {
        match self {
            Self::Scalar { .. } => 0,
            Self::Sequence { items } => items.len(),
            Self::Mapping { pairs, .. } => pairs.len(),
        }
    }

    /// Whether it is a mapping (or a set, which is written as one).
    pub fn is_mapping(&self) -> bool {
        matches!(self, Self::Mapping { .. })
    }

    /// An item of a list.
    pub fn item(&self, index: usize) -> Option<Use> {
        match self {
            Self::Sequence { items } => items.get(index).copied(),
            _ => None,
        }
    }

    /// A pair of a mapping.
    pub fn pair(&self, index: usize) -> Option<Pair> {
        match self {
            Self::Mapping { pairs, .. } => pairs.get(index).copied(),
            _ => None,
        }
    }
}

impl Node<'_> {
    /// Where SnakeYAML says that the node begins: its anchor and tag included.
    pub fn begin(&self) -> u32 {
        self.from.unwrap_or(self.span.start)
    }
}

impl<'s> Tree<'s> {
    /// Adds a node.
    pub fn add(&mut self, node: Node<'s>) -> NodeId {
        self.nodes.push(node);
        NodeId((self.nodes.len() - 1) as u32)
    }

    /// Completes a node that was added before its content was read.
    pub fn complete(&mut self, id: NodeId, span: Span, content: Content<'s>) {
        let node = &mut self.nodes[id.index()];
        node.span = span;
        node.content = content;
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node<'s> {
        &self.nodes[id.index()]
    }

    /// Notes that a node contains itself.
    pub fn set_recursive(&mut self, id: NodeId) {
        self.nodes[id.index()].recursive = true;
        self.recursive = true;
    }

    /// Whether a node contains itself.
    pub fn is_recursive(&self) -> bool {
        self.recursive
    }

    /// A node, to be changed.
    pub fn node_mut(&mut self, id: NodeId) -> &mut Node<'s> {
        &mut self.nodes[id.index()]
    }

    /// Where a node shows at one of its places.
    pub fn span(&self, place: Use) -> Span {
        place.alias.unwrap_or(self.node(place.node).span)
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// All nodes, each once, however many aliases lead to it.
    pub fn nodes(&self) -> impl Iterator<Item = &Node<'s>> {
        self.nodes.iter()
    }

    /// Takes from what keys and merges may cost; `false` when nothing is left.
    pub fn spend(&self, bytes: usize) -> bool {
        self.budget.spend(bytes)
    }

    /// Forgets all nodes but keeps the memory, and how much was spent.
    pub fn clear(&mut self) {
        self.nodes.clear();
        self.recursive = false;
    }
}
