//! The tree of a document, as composed from the text.

use std::borrow::Cow;

use crate::property::Style;
use crate::source::Span;

/// Index of a [`Node`] in a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct NodeId(u32);

/// All nodes of a document.
#[derive(Debug, Default)]
pub(crate) struct Tree<'s> {
    nodes: Vec<Node<'s>>,
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
}

impl<'s> Tree<'s> {
    /// Adds a node.
    pub fn add(&mut self, node: Node<'s>) -> NodeId {
        self.nodes.push(node);
        NodeId((self.nodes.len() - 1) as u32)
    }

    /// Completes a node that was added before its content was read.
    pub fn complete(&mut self, id: NodeId, span: Span, content: Content<'s>) {
        let node = &mut self.nodes[id.0 as usize];
        node.span = span;
        node.content = content;
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node<'s> {
        &self.nodes[id.0 as usize]
    }

    /// All nodes, each once, however many aliases lead to it.
    pub fn nodes(&self) -> impl Iterator<Item = &Node<'s>> {
        self.nodes.iter()
    }

    /// Forgets all nodes but keeps the memory.
    pub fn clear(&mut self) {
        self.nodes.clear();
    }
}
