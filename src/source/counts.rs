//! How many characters are before an offset, without counting from the beginning each time.

/// Characters and UTF-16 units before every [`BLOCK`]th byte of a text.
#[derive(Debug)]
pub(super) struct Counts(Vec<Count>);

/// Characters and UTF-16 units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub chars: usize,
    pub units: usize,
}

const BLOCK: usize = 1024;

impl Counts {
    pub fn new(text: &str) -> Self {
        let mut before = Count::default();
        let counts = text.as_bytes().chunks(BLOCK).map(|block| {
            let here = before;
            before = add(before, block);
            here
        });
        Self(counts.collect())
    }

    /// What is before an offset of the text, which lies between characters.
    pub fn before(&self, text: &str, offset: usize) -> Count {
        let block = (offset / BLOCK).min(self.0.len().saturating_sub(1));
        let before = self.0.get(block).copied().unwrap_or_default();
        add(before, &text.as_bytes()[block * BLOCK..offset])
    }
}

/// A character counts with its first byte, and as two units of UTF-16 where that begins four bytes.
fn add(before: Count, bytes: &[u8]) -> Count {
    let first = |byte: &&u8| **byte & 0xc0 != 0x80;
    let chars = bytes.iter().filter(first).count();
    let pairs = bytes.iter().filter(|byte| **byte >= 0xf0).count();
    Count { chars: before.chars + chars, units: before.units + chars + pairs }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_those_of_the_text_before() {
        let text = "aä€🔑\n".repeat(700);
        let counts = Counts::new(&text);
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = &text[..offset];
            let expected = Count { chars: before.chars().count(), units: before.encode_utf16().count() };
            assert_eq!(counts.before(&text, offset), expected, "{offset}");
        }
        assert_eq!(Counts::new("").before("", 0), Count::default());
    }
}
