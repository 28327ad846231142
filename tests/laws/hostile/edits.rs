//! Sets of edits, held against a plain way to apply them.

use osweb_config::edit::{Edit, EditSet};
use osweb_config::source::{SourceFile, Span};

use super::executions;

#[test]
fn edits_are_applied_like_one_after_the_other() {
    const PIECES: &[&str] = &["a", "ü", "\n", "\r\n", "🔑", ": ", "- "];
    executions(3_000, 10, |random| {
        let text: String = (0..random.below(30)).map(|_| random.pick(PIECES)).collect();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let source = SourceFile::from_bytes("x.yml", text.clone().into_bytes());
        let mut set = EditSet::default();
        for _ in 0..random.below(8) {
            let before = set.clone();
            let mut group = vec![];
            for _ in 0..1 + random.below(3) {
                let [one, other] = [random.pick(&places), random.pick(&places)];
                let other = if random.once_in(3) { one } else { other };
                group.push(Edit::replace(
                    Span::new(one.min(other), one.max(other)),
                    random.pick(&["", "x", "yy\n", "ß"]),
                ));
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
    });
}
