//! What makes a difference to readers: the dictionaries of the fuzzers.

use std::sync::LazyLock;

/// Pieces of files.
pub fn files() -> &'static [Vec<u8>] {
    static PIECES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| of(include_str!("../../fuzz/files.dict")));
    &PIECES
}

/// Pieces of what servers say.
pub fn replies() -> &'static [Vec<u8>] {
    static PIECES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| of(include_str!("../../fuzz/replies.dict")));
    &PIECES
}

/// Pieces of placeholders.
#[cfg(feature = "live")]
pub fn placeholders() -> &'static [Vec<u8>] {
    static PIECES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| of(include_str!("../../fuzz/placeholders.dict")));
    &PIECES
}

/// The entries of a dictionary: `"…"` with `\\`, `\"` and `\xNN`.
fn of(dictionary: &str) -> Vec<Vec<u8>> {
    dictionary.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"')).map(unescaped).collect()
}

fn unescaped(entry: &str) -> Vec<u8> {
    let mut bytes = vec![];
    let mut rest = entry.as_bytes();
    while let [first, after @ ..] = rest {
        let (byte, width) = match (first, after) {
            (b'\\', [b'x', digits @ ..]) => {
                let digits = std::str::from_utf8(&digits[..2]).expect("digits");
                (u8::from_str_radix(digits, 16).expect("two digits"), 4)
            }
            (b'\\', [escaped, ..]) => (*escaped, 2),
            _ => (*first, 1),
        };
        bytes.push(byte);
        rest = &rest[width..];
    }
    bytes
}
