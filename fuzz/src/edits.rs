//! Sets of edits, held against a plain way to apply them.

use osweb_config::edit::{Edit, EditSet};
use osweb_config::source::{SourceFile, Span};

/// What must hold of the text and the groups of edits that these bytes spell.
pub fn hold(bytes: &[u8]) {
    const PIECES: &[&str] = &["a", "ü", "\n", "\r\n", "🔑", ": ", "- "];
    const REPLACEMENTS: &[&str] = &["", "x", "yy\n", "ß"];
    let mut bytes = bytes.iter().map(|byte| usize::from(*byte));
    let length = bytes.next().unwrap_or_default() % 30;
    let text: String = bytes.by_ref().take(length).map(|byte| PIECES[byte % PIECES.len()]).collect();
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let source = SourceFile::from_bytes("x.yml", text.clone().into_bytes());
    let mut set = EditSet::default();
    while let Some(length) = bytes.next() {
        let before = set.clone();
        let mut group = vec![];
        for _ in 0..1 + length % 3 {
            let mut next = || bytes.next().unwrap_or_default();
            let [one, other] = [next(), next()].map(|byte| places[byte % places.len()]);
            let other = if next() % 3 == 0 { one } else { other };
            let replacement = REPLACEMENTS[next() % REPLACEMENTS.len()];
            group.push(Edit::replace(Span::new(one.min(other), one.max(other)), replacement));
        }
        if set.add(group).is_err() {
            assert_eq!(set, before, "a group that does not fit leaves something");
        }
    }
    // From the last to the first, so that no place moves.
    let mut expected = text.clone();
    for edit in set.edits().iter().rev() {
        expected.replace_range(edit.span.range(), &edit.replacement);
    }
    assert_eq!(set.apply(&source), expected, "{text:?} {set:?}");
}
