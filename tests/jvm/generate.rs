//! Documents of many shapes: valid ones, nearly valid ones, and heaps of tokens.

mod author;
mod merges;
mod mutate;
mod words;

use super::cases::CASES;
use crate::random::Random;
use words::TOKENS;

/// One document of a run, as bytes of a file.
pub fn document(seed: u64, number: u64) -> Vec<u8> {
    let random = &mut Random::new(seed, number);
    let text = match random.below(13) {
        0..7 => author::file(random),
        7 => tokens(random),
        8 => scalars(random),
        9 => merges::file(random),
        10 => large(random),
        11 => {
            let text = author::file(random);
            return mutate::mutate(random, text.into_bytes());
        }
        _ => {
            let (_, file, _) = &CASES[random.below(CASES.len())];
            return mutate::mutate(random, file.to_vec());
        }
    };
    let text = if random.once_in(6) { other_line_ends(random, &text) } else { text };
    match random.below(40) {
        0 => utf16(random, &text),
        1 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        2 => mutate::mutate(random, text.into_bytes()),
        _ => text.into_bytes(),
    }
}

/// Tokens without sense, where a scanner shows what it does not know.
fn tokens(random: &mut Random) -> String {
    let longest = if random.once_in(4) { 24 } else { 9 };
    (0..1 + random.below(longest)).map(|_| random.pick(TOKENS)).collect()
}

/// Plain scalars that are nearly numbers, as values and as keys.
fn scalars(random: &mut Random) -> String {
    const ALPHABETS: &[&str] = &[
        "0123456789_",
        "01_-+",
        "0123456789:.",
        "0x1aFf_",
        "0b01_",
        "1.e+-5_",
        "eE.+-_:0159",
        ".infINF-+",
        ".nanAN",
        "trueTRUEyesnoYESNOoffn",
        "nulNUL~ ",
        "0-9.:TZ 2",
    ];
    let mut text = String::new();
    for line in 0..4 {
        let alphabet = random.pick(ALPHABETS).as_bytes();
        let scalar: String = (0..1 + random.below(9)).map(|_| random.pick(alphabet) as char).collect();
        text += &match random.below(8) {
            0 => format!("{scalar}: x{line}\n"),
            1 => format!("k{line}: !!int {scalar}\n"),
            2 => format!("k{line}: !!float {scalar}\n"),
            3 => format!("k{line}: [{scalar}, '{scalar}']\n"),
            _ => format!("k{line}: {scalar}\n"),
        };
    }
    text
}

/// Long keys, deep nesting, and files longer than the loader's buffer of 1,024 characters.
fn large(random: &mut Random) -> String {
    let size = random.pick(&[20, 45, 48, 49, 50, 51, 60, 200]);
    let long = random.pick(&[120, 1000, 1020, 1021, 1022, 1023, 1024, 1025, 1026, 1030, 3000]);
    match random.below(10) {
        0 => format!("a: {}{}\n", "[".repeat(size), "]".repeat(size)),
        1 => format!("{}x{}\n", "{a: ".repeat(size), "}".repeat(size)),
        2 => (0..size).map(|level| format!("{}k:\n", " ".repeat(level))).collect(),
        3 => format!("a: {}", "- ".repeat(size)),
        4 => format!("{}x", "- ".repeat(size)),
        5 => format!("{}: x\nb: y\n", "k".repeat(long)),
        6 => format!("'{}': x\nb: y\n", "k ".repeat(long / 2)),
        7 => format!("{{{}: x}}\n", "k".repeat(long)),
        8 => format!("a: x\n# {}\n{}", "c".repeat(long), author::file(random)),
        _ => (0..8).map(|number| author::file(random) + &format!("k{number}: {}\n", "x ".repeat(long / 8))).collect(),
    }
}

fn other_line_ends(random: &mut Random, text: &str) -> String {
    let breaks = ["\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"];
    if random.once_in(2) {
        return text.replace('\n', breaks[random.below(2)]);
    }
    let mut mixed = String::new();
    for line in text.split_inclusive('\n') {
        match line.strip_suffix('\n') {
            Some(line) if random.once_in(3) => {
                mixed += line;
                mixed += random.pick(&breaks);
            }
            _ => mixed += line,
        }
    }
    mixed
}

fn utf16(random: &mut Random, text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    if random.once_in(2) {
        units.flat_map(u16::to_le_bytes).collect()
    } else {
        units.flat_map(u16::to_be_bytes).collect()
    }
}
