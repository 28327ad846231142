//! The mappings of a YAML file as they are written.

use super::composer::Composer;
use super::node::{Content, Node, Tree, Use};
use crate::parse::outline::{Mapping, Pair};
use crate::source::SourceFile;

/// All mappings of a file that can be read, in no particular order; of one that cannot, those of the documents before the fault.
pub(in crate::parse) fn mappings(source: &SourceFile) -> Vec<Mapping> {
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
        let mut found = mappings(&source);
        found.sort_by_key(|mapping| mapping.span);
        let shown: Vec<Vec<&str>> = found
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
