//! Which names a mapping holds already.

use crate::parse::yaml::compact::CompactKey;

/// The keys of all mappings, found by their text and by the key that the mapping belongs to.
pub(super) struct Names {
    /// A key's index plus one; 0 is free.
    slots: Vec<u32>,
    used: usize,
}

/// So many keys in a row are no coincidence: who chose them knows how they are sorted in.
const MOST_STEPS: usize = 256;

impl Names {
    /// For a text of so many bytes.
    pub fn for_text(bytes: usize) -> Self {
        Self { slots: vec![0; (bytes / 16).next_power_of_two().max(64)], used: 0 }
    }

    /// Adds a key; `None` if its mapping has one of that name.
    pub fn insert(&mut self, text: &[u8], keys: &[CompactKey], key: u32) -> Option<()> {
        if self.used * 8 >= self.slots.len() * 5 {
            let grown = vec![0; self.slots.len() * 2];
            for slot in std::mem::replace(&mut self.slots, grown).into_iter().filter(|&slot| slot != 0) {
                self.add(text, keys, slot - 1)?;
            }
        }
        self.used += 1;
        self.add(text, keys, key)
    }

    fn add(&mut self, text: &[u8], keys: &[CompactKey], index: u32) -> Option<()> {
        let written = |key: &CompactKey| &text[key.start as usize..key.end as usize];
        let key = &keys[index as usize];
        let name = written(key);
        let mask = self.slots.len() - 1;
        let mut at = hash(key, name) as usize & mask;
        for _ in 0..MOST_STEPS {
            match self.slots[at] {
                0 => {
                    self.slots[at] = index + 1;
                    return Some(());
                }
                other => {
                    let other = &keys[other as usize - 1];
                    if other.parent == key.parent
                        && other.document == key.document
                        && other.end - other.start == key.end - key.start
                        && written(other) == name
                    {
                        return None;
                    }
                }
            }
            at = (at + 1) & mask;
        }
        None
    }
}

fn hash(key: &CompactKey, name: &[u8]) -> u64 {
    const FACTOR: u64 = 0xf135_7aea_2e62_a9c5;
    let mut hash = (u64::from(key.parent) << 16 | u64::from(key.document)).wrapping_mul(FACTOR);
    let mut add = |word: [u8; 8]| hash = (hash.rotate_left(23) ^ u64::from_le_bytes(word)).wrapping_mul(FACTOR);
    let (words, rest) = name.as_chunks::<8>();
    words.iter().for_each(|word| add(*word));
    let mut last = [0xff; 8];
    last.iter_mut().zip(rest).for_each(|(last, byte)| *last = *byte);
    add(last);
    hash ^ hash >> 32
}
