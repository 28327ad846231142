//! The keys and the properties of a file: a list that makes an entry when somebody looks at it.

use std::ops::{Index, IndexMut, Range};
use std::sync::{Arc, OnceLock};

use super::yaml::compact::Compact;

/// Keys or properties, in the order of the file.
///
/// A large file has many, and hardly anyone looks at most of them: where the reader keeps them in compact form, an entry is made at the
/// first look at it. Going over all of them makes all of them; what only searches asks [`ParsedFile`](super::ParsedFile) for
/// the few that can matter.
#[derive(Clone, Debug)]
pub struct Entries<T> {
    /// Those that are made already, where there is no compact form.
    ready: Vec<T>,
    compact: Option<Made<T>>,
}

/// Entries in compact form, and what was made of them.
#[derive(Clone, Debug)]
struct Made<T> {
    compact: Arc<Compact>,
    blocks: Box<[OnceLock<Box<[T]>>]>,
}

/// What can be made of a compact form.
pub(super) trait Entry: Sized {
    /// How many there are.
    fn count(compact: &Compact) -> usize;
    /// The entry of this index.
    fn make(compact: &Compact, index: usize) -> Self;
}

/// Entries that are made together.
const BLOCK: usize = 8;

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self { ready: vec![], compact: None }
    }
}

#[expect(private_bounds, reason = "only the readers make entries")]
impl<T: Entry> Entries<T> {
    pub(super) fn of_compact(compact: &Arc<Compact>) -> Self {
        let blocks = (0..T::count(compact).div_ceil(BLOCK)).map(|_| OnceLock::new()).collect();
        Self { ready: vec![], compact: Some(Made { compact: compact.clone(), blocks }) }
    }

    /// The compact form, where there is one.
    pub(super) fn compact(&self) -> Option<&Compact> {
        self.compact.as_ref().map(|made| &*made.compact)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.compact().map_or(self.ready.len(), T::count)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry of this index.
    pub fn get(&self, index: usize) -> Option<&T> {
        let Some(Made { compact, blocks }) = &self.compact else { return self.ready.get(index) };
        let block = blocks.get(index / BLOCK)?.get_or_init(|| {
            let from = index / BLOCK * BLOCK;
            (from..T::count(compact).min(from + BLOCK)).map(|index| T::make(compact, index)).collect()
        });
        block.get(index % BLOCK)
    }

    /// The first entry.
    pub fn first(&self) -> Option<&T> {
        self.get(0)
    }

    /// All entries: makes each of them.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { entries: self, range: 0..self.len() }
    }

    /// Those from `first` on.
    pub(super) fn since(&self, first: usize) -> Iter<'_, T> {
        Iter { entries: self, range: first..self.len() }
    }

    /// The list itself, to be changed.
    pub(super) fn list(&mut self) -> &mut Vec<T> {
        if let Some(Made { compact, .. }) = self.compact.take() {
            self.ready = (0..T::count(&compact)).map(|index| T::make(&compact, index)).collect();
        }
        &mut self.ready
    }

    pub(super) fn push(&mut self, entry: T) {
        self.list().push(entry);
    }
}

impl<T: Entry> Index<usize> for Entries<T> {
    type Output = T;

    fn index(&self, index: usize) -> &T {
        self.get(index).expect("an index is that of an entry")
    }
}

impl<T: Entry> IndexMut<usize> for Entries<T> {
    fn index_mut(&mut self, index: usize) -> &mut T {
        &mut self.list()[index]
    }
}

/// Goes over entries.
#[derive(Debug)]
pub struct Iter<'a, T> {
    entries: &'a Entries<T>,
    range: Range<usize>,
}

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Self { entries: self.entries, range: self.range.clone() }
    }
}

impl<'a, T: Entry> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        self.range.next().map(|index| &self.entries[index])
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.range.size_hint()
    }

    fn nth(&mut self, count: usize) -> Option<&'a T> {
        self.range.nth(count).map(|index| &self.entries[index])
    }
}

impl<T: Entry> DoubleEndedIterator for Iter<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.range.next_back().map(|index| &self.entries[index])
    }
}

impl<T: Entry> ExactSizeIterator for Iter<'_, T> {}

impl<'a, T: Entry> IntoIterator for &'a Entries<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
