//! What Java's `equals` and `toString` make of the objects that a document holds: which keys are the same, and how a list or
//! mapping reads as a key.

use std::borrow::Cow;
use std::cell::RefCell;

use super::fault;
use super::node::{Content, NodeId, Pair, Tree, Use};
use super::scalar::{self, Scalar, Tag};
use crate::parse::ParseError;
use crate::property::ValueKind;
use crate::source::SourceFile;

type Result<T> = std::result::Result<T, Box<ParseError>>;

/// What a node costs beside its text, in bytes.
const NODE: usize = 16;

/// Looks at objects that are constructed.
pub(super) struct Java<'t, 's, F> {
    source: &'t SourceFile,
    tree: &'t Tree<'s>,
    /// How many entries a node has that is still being filled.
    filled: F,
    path: RefCell<Vec<NodeId>>,
}

/// Two keys are equal when these are.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Identity<'s> {
    text: Cow<'s, str>,
    kind: Kind,
}

/// What kind of object a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Text,
    Null,
    Typed(ValueKind),
    WrappedText,
    Wrapped(ValueKind),
    Collection,
}

impl Identity<'_> {
    /// Length of the text that it is compared by, in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether the key is null.
    pub fn is_null(&self) -> bool {
        self.kind == Kind::Null
    }
}

impl<'t, 's, F: Fn(NodeId) -> Option<usize>> Java<'t, 's, F> {
    pub fn new(source: &'t SourceFile, tree: &'t Tree<'s>, filled: F) -> Self {
        Self { source, tree, filled, path: RefCell::default() }
    }

    /// The identity of a key: `8` and `010` are the same, `a` and `"a"` too, but not `8` and `"8"`.
    pub fn identity(&self, pair: &Pair) -> Result<Identity<'s>> {
        self.key_identity(pair.key, pair.wrapped)
    }

    fn key_identity(&self, key: Use, wrapped: bool) -> Result<Identity<'s>> {
        let node = self.tree.node(key.node);
        if let Content::Scalar { .. } = node.content {
            let Scalar { text, kind } = self.scalar(key)?;
            if key.alias.is_some() {
                self.spend(key, text.len())?;
            }
            let kind = match (kind, wrapped) {
                (ValueKind::String, false) => Kind::Text,
                (ValueKind::Null, false) => Kind::Null,
                // Bare Java arrays are equal only to themselves.
                (ValueKind::Binary, false) => return Ok(unique(key)),
                (kind, false) => Kind::Typed(kind),
                (ValueKind::String | ValueKind::Null, true) => Kind::WrappedText,
                (kind, true) => Kind::Wrapped(kind),
            };
            return Ok(Identity { text, kind });
        }
        let mut text = String::new();
        self.describe(key, &mut text)?;
        Ok(Identity { text: Cow::Owned(text), kind: Kind::Collection })
    }

    /// A text that is equal for equal objects: lengths keep the parts apart, entries are sorted.
    fn describe(&self, place: Use, out: &mut String) -> Result<()> {
        let node = self.tree.node(place.node);
        let part = |open: char, text: &str| format!("{open}{}:{text}", text.len());
        if let Content::Scalar { .. } = node.content {
            let Scalar { text, kind } = self.scalar(place)?;
            let kind = if kind == ValueKind::Null { ValueKind::String } else { kind };
            self.spend(place, text.len())?;
            *out += &part('t', &format!("{kind:?}{text}"));
            return Ok(());
        }
        if node.content.len() == 0 && matches!(node.content, Content::Sequence { .. }) {
            *out += &part('t', &format!("{:?}", ValueKind::String));
            return Ok(());
        }
        self.enter(place)?;
        let filled = (self.filled)(place.node).unwrap_or(usize::MAX);
        let single = |item: Use| self.tree.node(item.node).content.pair(0);
        match (&node.content, node.tag()) {
            (Content::Sequence { .. }, Tag::Standard("pairs")) => *out += &format!("#{};", place.node.index()),
            (Content::Sequence { items }, Tag::Standard("omap")) => {
                let pairs: Vec<Pair> = items.iter().filter_map(|item| single(*item)).collect();
                self.describe_entries('{', &pairs, true, out)?;
            }
            (Content::Sequence { items }, _) => {
                let items = &items[..filled.min(items.len())];
                *out += &format!("[{}:", items.len());
                items.iter().try_for_each(|item| self.describe(*item, out))?;
            }
            (Content::Mapping { pairs, .. }, Tag::Standard("set")) => {
                self.describe_entries('<', &pairs[..filled.min(pairs.len())], false, out)?;
            }
            (Content::Mapping { pairs, .. }, _) => {
                self.describe_entries('{', &pairs[..filled.min(pairs.len())], true, out)?;
            }
            (Content::Scalar { .. }, _) => {}
        }
        self.leave();
        Ok(())
    }

    fn describe_entries(&self, open: char, pairs: &[Pair], values: bool, out: &mut String) -> Result<()> {
        let mut entries = vec![];
        for pair in pairs {
            let Identity { text, kind } = self.key_identity(pair.key, pair.held_wrapped)?;
            let mut entry = format!("k{kind:?}{}:{text}", text.len());
            if values {
                self.describe(pair.value, &mut entry)?;
            }
            self.spend(pair.key, entry.len())?;
            entries.push(entry);
        }
        entries.sort();
        *out += &format!("{open}{}:{}", entries.len(), entries.concat());
        Ok(())
    }

    /// `toString()` of the object that a node becomes. Of an array Java prints its address, which nobody can know.
    pub fn text(&self, place: Use) -> Result<String> {
        let node = self.tree.node(place.node);
        if let Content::Scalar { .. } = node.content {
            let text = self.scalar(place)?.text;
            self.spend(place, text.len())?;
            return Ok(text.into_owned());
        }
        if node.content.len() == 0 && matches!(node.content, Content::Sequence { .. }) {
            return Ok(String::new());
        }
        self.enter(place)?;
        let pairs = |items: &[Use]| -> Vec<Pair> {
            items.iter().filter_map(|item| self.tree.node(item.node).content.pair(0)).collect()
        };
        let text = match (&node.content, node.tag()) {
            (Content::Sequence { items }, Tag::Standard("omap")) => self.map_text(place, &pairs(items)),
            (Content::Sequence { items }, Tag::Standard("pairs")) => {
                join('[', pairs(items).iter().map(|pair| self.array(pair)), ']')
            }
            (Content::Sequence { items }, _) => {
                join('[', items.iter().map(|item| self.part(*item, place, "(this Collection)")), ']')
            }
            (Content::Mapping { pairs, .. }, Tag::Standard("set")) => {
                join('[', pairs.iter().map(|pair| self.key_text(pair, place, "(this Collection)")), ']')
            }
            (Content::Mapping { pairs, .. }, _) => self.map_text(place, pairs),
            (Content::Scalar { .. }, _) => Ok(String::new()),
        };
        self.leave();
        let text = text?;
        self.spend(place, text.len())?;
        Ok(text)
    }

    fn map_text(&self, whole: Use, pairs: &[Pair]) -> Result<String> {
        let this = "(this Map)";
        let entry =
            |pair: &Pair| Ok(format!("{}={}", self.key_text(pair, whole, this)?, self.part(pair.value, whole, this)?));
        join('{', pairs.iter().map(entry), '}')
    }

    /// A part of a list or mapping, which Java shows as `this` if it is the whole itself.
    fn part(&self, part: Use, whole: Use, this: &str) -> Result<String> {
        if part.node == whole.node { Ok(this.to_owned()) } else { self.text(part) }
    }

    fn key_text(&self, pair: &Pair, whole: Use, this: &str) -> Result<String> {
        if !pair.held_wrapped
            && matches!(self.tree.node(pair.key.node).content, Content::Scalar { .. })
            && self.scalar(pair.key)?.kind == ValueKind::Null
        {
            return Ok("null".to_owned());
        }
        self.part(pair.key, whole, this)
    }

    /// An item of `!!pairs`, which becomes an array of two.
    pub fn array(&self, pair: &Pair) -> Result<String> {
        Ok(format!("[{}, {}]", self.text(pair.key)?, self.text(pair.value)?))
    }

    fn scalar(&self, place: Use) -> Result<Scalar<'s>> {
        scalar::construct(self.source, self.tree, place.node)
    }

    fn enter(&self, place: Use) -> Result<()> {
        let mut path = self.path.borrow_mut();
        if path.contains(&place.node) {
            return Err(fault::recursive(self.tree.span(place)));
        }
        if path.len() > super::DEPTH_LIMIT {
            return Err(fault::bomb(self.tree.span(place)));
        }
        path.push(place.node);
        self.spend(place, NODE)
    }

    /// Counts a text that was made, at each level that copies it.
    fn spend(&self, place: Use, bytes: usize) -> Result<()> {
        if self.tree.spend(bytes) { Ok(()) } else { Err(fault::bomb(self.tree.span(place))) }
    }

    fn leave(&self) {
        self.path.borrow_mut().pop();
    }
}

fn unique<'s>(place: Use) -> Identity<'s> {
    Identity { text: Cow::Owned(format!("#{}", place.node.index())), kind: Kind::Collection }
}

fn join(open: char, parts: impl Iterator<Item = Result<String>>, close: char) -> Result<String> {
    let parts: Vec<String> = parts.collect::<Result<_>>()?;
    Ok(format!("{open}{}{close}", parts.join(", ")))
}
