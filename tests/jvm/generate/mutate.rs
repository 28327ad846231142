//! Accidents: bytes lost, doubled and inserted.

use super::words::TOKENS;
use crate::random::Random;

/// Changes a few bytes of a document.
pub fn mutate(random: &mut Random, mut bytes: Vec<u8>) -> Vec<u8> {
    for _ in 0..1 + random.below(3) {
        let at = random.below(bytes.len() + 1);
        let until = (at + 1 + random.below(4)).min(bytes.len());
        let token = random.pick(TOKENS).as_bytes();
        match random.below(9) {
            0 | 1 => drop(bytes.drain(at..until)),
            2 | 3 => drop(bytes.splice(at..at, token.iter().copied())),
            4 => drop(bytes.splice(at..until, token.iter().copied())),
            5 => {
                let piece = bytes[at..until].to_vec();
                let to = random.below(bytes.len() + 1);
                drop(bytes.splice(to..to, piece));
            }
            6 => bytes.truncate(at),
            7 if random.once_in(8) => drop(bytes.splice(at..at, [random.below(256) as u8])),
            _ => {
                // A line is written twice, as happens with copy and paste.
                let start = bytes[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |found| found + 1);
                let end =
                    bytes[at..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |found| at + found + 1);
                let line = bytes[start..end].to_vec();
                drop(bytes.splice(start..start, line));
            }
        }
    }
    bytes
}
