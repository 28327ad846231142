//! SnakeYAML's construction of a document: every node gets its Java object, in the order in which SnakeYAML does it, so that
//! of several faults the one that the JVM meets first is reported. Duplicate keys are refused and merge keys resolved;
//! what is left is a tree that Spring flattens.

use std::collections::HashMap;

use super::fault;
use super::java::{Identity, Java};
use super::node::{Content, Node, NodeId, Pair, Tree, Use};
use super::scalar::{self, Tag};
use crate::parse::ParseError;
use crate::source::{SourceFile, Span};

type Result<T> = std::result::Result<T, Box<ParseError>>;

/// What a pair costs that is merged into another mapping, in bytes beside its key.
const PAIR: usize = 64;

/// Pairs that are moved at the cost of a byte.
const MOVED: usize = 16;

/// How far a node's construction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    New,
    /// In construction; a reference to it cannot be resolved yet.
    Open,
    /// A list or mapping that contains itself, with so many entries by now.
    Filling(usize),
    Done,
}

/// Constructs one document.
pub(super) struct Constructor<'t, 's> {
    source: &'t SourceFile,
    tree: &'t mut Tree<'s>,
    progress: Vec<Progress>,
    /// How often the pairs of a mapping were changed while others may walk over them (Java's `modCount`).
    changes: HashMap<NodeId, u32>,
    /// Whether a key is null.
    null_key: bool,
}

impl<'t, 's> Constructor<'t, 's> {
    /// Starts with the tree as it was composed.
    pub fn new(source: &'t SourceFile, tree: &'t mut Tree<'s>) -> Self {
        let progress = vec![Progress::New; tree.len()];
        Self { source, tree, progress, changes: HashMap::new(), null_key: false }
    }

    /// Constructs the document; tells whether one of its mappings has a null key.
    pub fn document(mut self, root: NodeId) -> Result<bool> {
        self.object(Use { node: root, alias: None })?;
        Ok(self.null_key)
    }

    fn node(&self, id: NodeId) -> &Node<'s> {
        self.tree.node(id)
    }

    fn object(&mut self, place: Use) -> Result<()> {
        let id = place.node;
        match &mut self.tree.node_mut(id).content {
            // To Spring Boot 3.4 and later an empty list is an empty text, whatever its tag.
            Content::Sequence { items } if items.is_empty() => return Ok(()),
            Content::Mapping { pairs, .. } => pairs.iter_mut().for_each(|pair| pair.wrapped = false),
            _ => {}
        }
        match self.progress[id.index()] {
            Progress::New => {}
            Progress::Open => return Err(fault::unfinished(self.source, self.tree.span(place), self.node(id))),
            Progress::Filling(_) | Progress::Done => return Ok(()),
        }
        let recursive = self.node(id).recursive;
        self.progress[id.index()] = if recursive { Progress::Filling(0) } else { Progress::Open };
        let node = self.node(id);
        match (&node.content, node.tag()) {
            (Content::Scalar { .. }, _) => {
                scalar::construct(self.source, self.tree, id)?;
            }
            (Content::Sequence { .. }, Tag::Absent | Tag::Standard("seq")) => {
                for index in 0.. {
                    let Some(item) = self.node(id).content.item(index) else { break };
                    self.object(item)?;
                    self.filled(id, index);
                }
            }
            (Content::Sequence { .. }, Tag::Standard("omap" | "pairs")) => {
                self.progress[id.index()] = Progress::Open;
                self.single_pairs(id)?;
            }
            (Content::Mapping { .. }, Tag::Absent | Tag::Standard("map")) => self.mapping(id, true)?,
            (Content::Mapping { .. }, Tag::Standard("set")) => self.mapping(id, false)?,
            (_, Tag::Standard("omap" | "pairs")) => return Err(fault::bad_ordered_map(self.source, node, node)),
            (
                _,
                Tag::Standard(
                    "seq" | "map" | "set" | "str" | "int" | "float" | "bool" | "null" | "binary" | "timestamp",
                ),
            ) => return Err(fault::unfit_tag(self.source, node)),
            _ => return Err(fault::unknown_tag(self.source, node)),
        }
        self.progress[id.index()] = Progress::Done;
        Ok(())
    }

    /// The items of `!!omap` and `!!pairs`: mappings of one pair each, which are not constructed as mappings.
    fn single_pairs(&mut self, id: NodeId) -> Result<()> {
        for index in 0.. {
            let Some(item) = self.node(id).content.item(index) else { break };
            let node = self.node(item.node);
            match &node.content {
                Content::Mapping { pairs, .. } if pairs.len() == 1 => {
                    let pair = pairs[0];
                    self.object(pair.key)?;
                    self.object(pair.value)?;
                }
                _ => return Err(fault::bad_ordered_map(self.source, self.node(id), node)),
            }
        }
        Ok(())
    }

    /// A mapping, or a set, which has no values.
    fn mapping(&mut self, id: NodeId, values: bool) -> Result<()> {
        let merges = self.check_duplicates(id)?;
        if merges {
            let mut entries = Entries::default();
            self.merge(id, None, &mut entries)?;
            if let Content::Mapping { pairs, .. } = &mut self.tree.node_mut(id).content {
                *pairs = entries.pairs;
            }
        }
        for index in 0.. {
            let Some(pair) = self.node(id).content.pair(index) else { break };
            self.object(pair.key)?;
            if !matches!(self.node(pair.key.node).content, Content::Scalar { .. }) {
                // Java computes the key's hash, which a key that contains itself does not survive.
                self.java().identity(&pair)?;
            }
            if values {
                self.object(pair.value)?;
            }
            if let Content::Mapping { pairs, .. } = &mut self.tree.node_mut(id).content {
                pairs[index].held_wrapped = pair.wrapped;
            }
            self.filled(id, index);
        }
        Ok(())
    }

    /// The entry of this index is in its list or mapping.
    fn filled(&mut self, id: NodeId, index: usize) {
        if let Progress::Filling(filled) = &mut self.progress[id.index()] {
            *filled = index + 1;
        }
    }

    /// Constructs the keys and refuses one that occurs twice; tells whether there are merge keys.
    fn check_duplicates(&mut self, id: NodeId) -> Result<bool> {
        let mut merges = false;
        let mut seen = HashMap::new();
        let count = self.node(id).content.len();
        for index in 0..count {
            let Some(pair) = self.node(id).content.pair(index) else { break };
            if self.node(pair.key.node).is_merge() {
                merges = true;
                continue;
            }
            if self.node(pair.key.node).recursive {
                return Err(fault::recursive_key(self.tree.span(pair.key)));
            }
            self.object(pair.key)?;
            let identity = self.java().identity(&pair)?;
            self.null_key |= identity.is_null();
            if count > 1
                && let Some(first) = seen.insert(identity, pair.key)
            {
                let mark = self.node(pair.key.node).begin();
                return Err(fault::duplicate_key(self.source, self.tree.span(first), self.tree.span(pair.key), mark));
            }
        }
        Ok(merges)
    }

    /// Collects the pairs of a mapping with its merge keys resolved. An own key wins over a merged one, an earlier merge
    /// over a later one. `from`: the reference alias which the mapping is merged into another.
    ///
    /// A merge key is taken out of its mapping when it is resolved, which is why a mapping can merge itself.
    fn merge(&mut self, id: NodeId, from: Option<Span>, entries: &mut Entries<'s>) -> Result<()> {
        let mut at = 0;
        let mut changes = self.changes.get(&id).copied();
        while at != self.node(id).content.len() {
            if self.changes.get(&id).copied() != changes {
                return Err(fault::merges_itself(from.unwrap_or(self.node(id).span)));
            }
            let Some(pair) = self.node(id).content.pair(at) else { break };
            if !self.node(pair.key.node).is_merge() {
                at += 1;
                self.object(pair.key)?;
                let identity = self.java().identity(&pair)?;
                if let Some(from) = from
                    && !self.tree.spend(PAIR + identity.len())
                {
                    return Err(fault::bomb(from));
                }
                entries.add(identity, Pair { alias: pair.alias.or(from), ..pair }, from.is_none());
                continue;
            }
            if let Content::Mapping { pairs, .. } = &mut self.tree.node_mut(id).content {
                pairs.remove(at);
                // Each one moves all that follow.
                let moved = pairs.len() - at;
                if !self.tree.spend(moved / MOVED) {
                    return Err(fault::bomb(self.tree.span(pair.key)));
                }
            }
            let count = self.changes.entry(id).or_default();
            *count += 1;
            changes = Some(*count);
            for target in self.merge_targets(&pair)? {
                if !matches!(self.node(target.node).content, Content::Mapping { .. }) {
                    return Err(self.no_mapping(target));
                }
                let reference = target.alias.or(pair.value.alias).unwrap_or(self.tree.span(pair.key));
                self.merge(target.node, from.or(Some(reference)), entries)?;
            }
        }
        Ok(())
    }

    /// The mappings behind a merge key.
    fn merge_targets(&self, pair: &Pair) -> Result<Vec<Use>> {
        match &self.node(pair.value.node).content {
            Content::Mapping { .. } => Ok(vec![pair.value]),
            Content::Sequence { items } => Ok(items.clone()),
            Content::Scalar { .. } => Err(self.no_mapping(pair.value)),
        }
    }

    fn no_mapping(&self, place: Use) -> Box<ParseError> {
        fault::merge_of_no_mapping(self.source, self.tree.span(place), self.node(place.node))
    }

    fn java(&self) -> Java<'_, 's, impl Fn(NodeId) -> Option<usize>> {
        let progress = &self.progress;
        Java::new(self.source, self.tree, move |id| match progress[id.index()] {
            Progress::Filling(filled) => Some(filled),
            _ => None,
        })
    }
}

/// The pairs of a mapping while merge keys are resolved.
#[derive(Default)]
struct Entries<'s> {
    pairs: Vec<Pair>,
    index: HashMap<Identity<'s>, usize>,
}

impl<'s> Entries<'s> {
    fn add(&mut self, identity: Identity<'s>, pair: Pair, own: bool) {
        match self.index.get(&identity) {
            Some(&at) if own => self.pairs[at] = pair,
            Some(_) => {}
            None => {
                self.index.insert(identity, self.pairs.len());
                self.pairs.push(pair);
            }
        }
    }
}
