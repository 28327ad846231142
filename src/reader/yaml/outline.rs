//! The mappings of a file as they are written: where each pair begins and ends. For edits.

use super::composer::Composer;
use super::node::{Content, Node, Tree, Use};
use crate::source::{SourceFile, Span};

/// A mapping as it is written; what aliases and merge keys bring along is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// From the first key, or the opening brace, to the end of the last value; as in [`Below::Mapping`](crate::property::Below).
    pub span: Span,
    /// `{…}` rather than lines.
    pub flow: bool,
    /// The pairs, in the order of the file.
    pub pairs: Vec<Pair>,
}

/// A key and its value as they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Where the key begins, its anchor or tag included.
    pub start: u32,
    /// The key, quotes included.
    pub key: Span,
    /// The value, quotes and brackets included, anchor and tag not; empty behind the colon where nothing is written.
    pub value: Span,
    /// The end of the value, or of the key where there is none. A block scalar ends with its last line that is not empty.
    pub end: u32,
    /// Whether the value is a reference to something that is written elsewhere.
    pub alias: bool,
}

/// All mappings of a file that can be read, in no particular order; of one that cannot, those before the fault.
pub fn outline(source: &SourceFile) -> Vec<Mapping> {
    let mut composer = Composer::new(source.text());
    let mut mappings = vec![];
    while let Ok(Some(_)) = composer.document() {
        let tree = composer.tree();
        mappings.extend(tree.nodes().filter_map(|node| mapping(tree, node)));
    }
    mappings
}

fn mapping(tree: &Tree, node: &Node) -> Option<Mapping> {
    let Content::Mapping { pairs, flow } = &node.content else { return None };
    let span = |place: Use| place.alias.unwrap_or_else(|| tree.node(place.node).span);
    let pairs = pairs.iter().map(|pair| {
        let (key, value) = (span(pair.key), span(pair.value));
        let start = match pair.key.alias {
            None => tree.node(pair.key.node).from.unwrap_or(key.start),
            Some(alias) => alias.start,
        };
        Pair { start, key, value, end: value.end.max(key.end), alias: pair.value.alias.is_some() }
    });
    Some(Mapping { span: node.span, flow: *flow, pairs: pairs.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_found_where_they_are_written() {
        let text = "a: &x {b: 1, 'c': }\nd: *x\ne:\n  <<: *x\n  f: |\n    g\n\n  h:\n";
        let source = SourceFile::from_bytes("x", text.into());
        let mut mappings = outline(&source);
        mappings.sort_by_key(|mapping| mapping.span);
        let shown: Vec<Vec<&str>> = mappings
            .iter()
            .map(|mapping| {
                mapping.pairs.iter().map(|pair| &text[pair.start as usize..pair.end as usize]).collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(
            shown,
            [
                vec!["a: &x {b: 1, 'c': }", "d: *x", "e:\n  <<: *x\n  f: |\n    g\n\n  h:"],
                vec!["b: 1", "'c':"],
                vec!["<<: *x", "f: |\n    g", "h:"],
            ]
        );
    }
}
