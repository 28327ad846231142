//! Edits: the only code that changes text.

use crate::source::{SourceFile, Span};

pub(crate) mod scalar;

/// Replaces the text under a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What takes its place.
    pub replacement: String,
}

impl Edit {
    /// Replaces `span` by `replacement`.
    pub fn replace(span: Span, replacement: impl Into<String>) -> Self {
        Self { span, replacement: replacement.into() }
    }

    /// Inserts `text` at `at`.
    pub fn insert(at: u32, text: impl Into<String>) -> Self {
        Self { span: Span { start: at, end: at }, replacement: text.into() }
    }

    /// Removes `span`.
    pub fn remove(span: Span) -> Self {
        Self { span, replacement: String::new() }
    }
}

/// Edits of one file: sorted, without overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditSet {
    edits: Vec<Edit>,
}

/// Two edits want the same text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap(pub Span, pub Span);

impl EditSet {
    /// Adds edits that belong together: all of them or, when one overlaps an edit of the set, none.
    /// An edit that the set already holds is no overlap. Insertions at the same place keep the order in which they are added.
    ///
    /// # Errors
    /// The two spans that overlap.
    pub fn add(&mut self, edits: impl IntoIterator<Item = Edit>) -> Result<(), Overlap> {
        let mut group = Self::default();
        for edit in edits {
            if (self.holds(&edit) || group.holds(&edit)) && !edit.span.is_empty() {
                continue;
            }
            if let Some(other) = self.overlapping(edit.span).or_else(|| group.overlapping(edit.span)) {
                return Err(Overlap(other, edit.span));
            }
            group.insert(edit);
        }
        group.edits.into_iter().for_each(|edit| self.insert(edit));
        Ok(())
    }

    fn insert(&mut self, edit: Edit) {
        let place = |edit: &Edit| (edit.span.start, edit.span.end);
        let at = self.edits.partition_point(|other| place(other) <= place(&edit));
        self.edits.insert(at, edit);
    }

    fn holds(&self, edit: &Edit) -> bool {
        let from = self.edits.partition_point(|other| other.span.start < edit.span.start);
        let mut here = self.edits[from..].iter().take_while(|other| other.span.start == edit.span.start);
        here.any(|other| other == edit)
    }

    /// An edit that overlaps a span; an insertion at a border does not. Of those that begin before it only the last can.
    fn overlapping(&self, span: Span) -> Option<Span> {
        let from = self.edits.partition_point(|other| other.span.start < span.start);
        let near = self.edits[from.saturating_sub(1)..].iter().map(|other| other.span);
        near.take_while(|other| span.end > other.start).find(|other| other.end > span.start)
    }

    /// The edits in the order of the text.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Adds edits of the text that these make; `None` where one of them reaches into something that is written and over its border.
    pub fn then(mut self, mut later: Vec<Edit>) -> Option<Self> {
        // From the last one on: what is before it stays where it is.
        later.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
        for Edit { span, replacement } in later {
            let (start, end) = (span.start as usize, span.end as usize);
            let (mut removed, mut added, mut place) = (0, 0, None);
            for (index, edit) in self.edits.iter().enumerate() {
                let begin = edit.span.start as usize + added - removed;
                let written = begin + edit.replacement.len();
                if begin <= start && end <= written {
                    place = Some((index, begin));
                    break;
                }
                if end <= begin {
                    break;
                }
                if start < written {
                    return None;
                }
                removed += edit.span.len();
                added += edit.replacement.len();
            }
            match place {
                Some((index, begin)) => {
                    self.edits[index].replacement.replace_range(start - begin..end - begin, &replacement)
                }
                None => {
                    self.insert(Edit { span: Span::new(start + removed - added, end + removed - added), replacement })
                }
            }
        }
        Some(self)
    }

    /// Whether there is nothing to change.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The text after the edits; every character outside their spans is the same.
    pub fn apply(&self, source: &SourceFile) -> String {
        let text = source.text();
        let mut result = String::with_capacity(text.len());
        let mut from = 0;
        for edit in &self.edits {
            result.push_str(&text[from..edit.span.start as usize]);
            result.push_str(&edit.replacement);
            from = edit.span.end as usize;
        }
        result.push_str(&text[from..]);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> SourceFile {
        SourceFile::from_bytes("x", text.as_bytes().to_vec())
    }

    #[test]
    fn edits_of_the_new_text_are_edits_of_the_old_one() {
        let old = source("abcdef");
        let mut first = EditSet::default();
        first.add([Edit::replace(Span::new(1, 3), "XYZ"), Edit::remove(Span::new(4, 5))]).unwrap();
        assert_eq!(first.apply(&old), "aXYZdf");
        let middle = source("aXYZdf");
        for later in [
            vec![Edit::insert(0, "<"), Edit::insert(6, ">")],
            vec![Edit::insert(1, "<"), Edit::insert(4, ">"), Edit::replace(Span::new(2, 3), "y")],
            vec![Edit::insert(5, "|"), Edit::replace(Span::new(0, 1), "A")],
            vec![Edit::remove(Span::new(1, 4))],
            vec![Edit::replace(Span::new(4, 5), "D"), Edit::remove(Span::new(0, 1))],
        ] {
            let mut second = EditSet::default();
            second.add(later.clone()).unwrap();
            let both = first.clone().then(later).expect("no border is crossed");
            assert_eq!(both.apply(&old), second.apply(&middle));
        }
        assert_eq!(first.then(vec![Edit::remove(Span::new(0, 2))]), None);
    }

    #[test]
    fn edits_apply_in_the_order_of_the_text() {
        let mut set = EditSet::default();
        set.add([Edit::replace(Span::new(4, 5), "Z"), Edit::insert(0, "<")]).unwrap();
        set.add([Edit::remove(Span::new(1, 2)), Edit::insert(6, ">")]).unwrap();
        assert_eq!(set.apply(&source("abcdef")), "<acdZf>");
    }

    #[test]
    fn an_overlapping_group_changes_nothing() {
        let mut set = EditSet::default();
        set.add([Edit::remove(Span::new(1, 4))]).unwrap();
        let before = set.clone();
        assert!(set.add([Edit::insert(0, "x"), Edit::remove(Span::new(3, 5))]).is_err());
        assert_eq!(set, before);
    }

    #[test]
    fn what_overlaps_is_told_with_both_places() {
        let edit = |start, end| Edit::replace(Span::new(start, end), "x");
        let mut set = EditSet::default();
        assert!(set.is_empty());
        set.add([edit(2, 5), edit(7, 9)]).unwrap();
        assert!(!set.is_empty());
        for (free, span) in [(true, (5, 7)), (true, (0, 2)), (true, (9, 9)), (true, (2, 2)), (true, (5, 5))] {
            assert_eq!(set.clone().add([edit(span.0, span.1)]).is_ok(), free, "{span:?}");
        }
        for (start, end, other) in [(4, 6, (2, 5)), (3, 3, (2, 5)), (0, 3, (2, 5)), (6, 8, (7, 9)), (1, 10, (2, 5))] {
            let refused = set.clone().add([edit(start, end)]);
            assert_eq!(refused, Err(Overlap(Span::new(other.0, other.1), Span::new(start, end))));
        }
        assert!(set.clone().add([edit(10, 13), edit(12, 14)]).is_err(), "within a group");
        // The same again is no overlap; another text in the same place is.
        let before = set.clone();
        set.add([edit(2, 5), edit(7, 9)]).unwrap();
        assert_eq!(set, before);
        assert!(set.add([Edit::replace(Span::new(2, 5), "y")]).is_err());
        // Each insertion counts, in its order.
        let mut twice = EditSet::default();
        twice.add([Edit::insert(1, "x"), Edit::insert(1, "x")]).unwrap();
        twice.add([Edit::insert(1, "y")]).unwrap();
        assert_eq!(twice.apply(&source("ab")), "axxyb");
    }
}
