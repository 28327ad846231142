//! From a scalar's text and tag to the Java object that SnakeYAML constructs.

use std::borrow::Cow;

use super::composer::STANDARD;
use super::fault;
use super::node::{Content, Node, NodeId, Tree};
use super::resolve::{self, Implicit};
use crate::parse::ParseError;
use crate::property::{Style, ValueKind};
use crate::source::SourceFile;

/// A scalar as Java holds it.
pub(super) struct Scalar<'s> {
    /// `toString()` of it; empty for null.
    pub text: Cow<'s, str>,
    /// Its type.
    pub kind: ValueKind,
}

/// A node's explicit tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag<'t> {
    /// None, or `!`, which says no more.
    Absent,
    /// One of YAML's own: the name behind `!!`.
    Standard(&'t str),
    /// Any other.
    Other,
}

impl<'s> Node<'s> {
    /// The explicit tag.
    pub(super) fn tag(&self) -> Tag<'_> {
        match self.tag.as_deref() {
            None | Some("!") => Tag::Absent,
            Some(tag) => tag.strip_prefix(STANDARD).map_or(Tag::Other, Tag::Standard),
        }
    }

    /// Whether SnakeYAML looks at the text for its type: without quotes, or with the tag `!` in any style.
    fn is_implicit(&self, style: Style) -> bool {
        self.tag.is_some() || matches!(style, Style::Plain | Style::Absent)
    }

    /// Whether the node is a merge key.
    pub(super) fn is_merge(&self) -> bool {
        let Content::Scalar { text, style } = &self.content else { return false };
        match self.tag() {
            Tag::Absent => text == "<<" && self.is_implicit(*style),
            tag => tag == Tag::Standard("merge"),
        }
    }
}

/// Constructs a value without quotes and tag; `None` where Java fails.
pub(super) fn plain(text: &str) -> Option<Scalar<'_>> {
    let scalar = |text, kind| Some(Scalar { text, kind });
    match resolve::implicit(text) {
        Implicit::Boolean(value) => scalar(Cow::Borrowed(if value { "true" } else { "false" }), ValueKind::Boolean),
        Implicit::Integer => scalar(Cow::Owned(resolve::integer(text)?), ValueKind::Integer),
        Implicit::Float => scalar(Cow::Owned(resolve::float(text)?), ValueKind::Float),
        Implicit::Null => scalar(Cow::Borrowed(""), ValueKind::Null),
        Implicit::Merge => None,
        Implicit::String => scalar(Cow::Borrowed(text), ValueKind::String),
    }
}

/// Constructs a scalar.
pub(super) fn construct<'s>(source: &SourceFile, tree: &Tree<'s>, id: NodeId) -> Result<Scalar<'s>, Box<ParseError>> {
    let node = tree.node(id);
    let Content::Scalar { text, style } = &node.content else { unreachable!("asked of scalars only") };
    let number = |text: Option<String>, kind| match text {
        Some(text) => Ok(Scalar { text: Cow::Owned(text), kind }),
        None => Err(fault::bad_number(source, node)),
    };
    let boolean =
        |value: bool| Scalar { text: Cow::Borrowed(if value { "true" } else { "false" }), kind: ValueKind::Boolean };
    let null = || Scalar { text: Cow::Borrowed(""), kind: ValueKind::Null };
    let string = || Scalar { text: text.clone(), kind: ValueKind::String };
    match node.tag() {
        Tag::Absent if node.is_implicit(*style) => match resolve::implicit(text) {
            Implicit::Boolean(value) => Ok(boolean(value)),
            Implicit::Integer => number(resolve::integer(text), ValueKind::Integer),
            Implicit::Float => number(resolve::float(text), ValueKind::Float),
            Implicit::Null => Ok(null()),
            Implicit::Merge => Err(fault::merge_as_value(source, node)),
            Implicit::String => Ok(string()),
        },
        Tag::Absent | Tag::Standard("str") => Ok(string()),
        Tag::Standard("null") => Ok(null()),
        Tag::Standard("bool") => Ok(resolve::tagged_boolean(text).map_or_else(null, boolean)),
        Tag::Standard("int") => number(resolve::integer(text), ValueKind::Integer),
        Tag::Standard("float") => number(resolve::float(text), ValueKind::Float),
        Tag::Standard("binary") => match super::binary::canonical(text) {
            Some(text) => Ok(Scalar { text: Cow::Owned(format!("base64:{text}")), kind: ValueKind::Binary }),
            None => Err(fault::bad_binary(node.span)),
        },
        Tag::Standard("timestamp") if resolve::is_timestamp(text) => {
            // A java.util.Date, whose text depends on the server's time zone.
            Ok(Scalar { text: text.clone(), kind: ValueKind::Object })
        }
        Tag::Standard("timestamp" | "seq" | "map" | "set") => Err(fault::unfit_tag(source, node)),
        Tag::Standard("omap" | "pairs") => Err(fault::bad_ordered_map(source, node, node)),
        Tag::Standard(_) | Tag::Other => Err(fault::unknown_tag(source, node)),
    }
}
