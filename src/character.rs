//! Characters that look like another one, or like nothing: what they are called, and which one was meant.

use std::cmp::Ordering;

/// How a character deceives the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It looks like a space, or like the end of a line, and is another character.
    Space,
    /// It cannot be seen at all.
    Invisible,
    /// It looks like a character, or several, of ASCII.
    LookAlike,
    /// U+FFFD: a conversion lost what it was.
    Lost,
}

/// A character that is not what it looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// How it deceives.
    pub kind: Kind,
    /// The text of ASCII that it looks like, where only one comes into question; empty for what cannot be seen.
    pub twin: Option<String>,
}

/// What cannot be seen (`Default_Ignorable_Code_Point` of Unicode 17, and the empty pattern of Braille). Sorted.
const INVISIBLE: &[(char, char)] = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffb}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// What is odd about a character; nothing for ASCII and for characters that nobody takes for another one.
pub fn odd(char: char) -> Option<Odd> {
    if char.is_ascii() {
        return None;
    }
    let (kind, twin) = if char.is_whitespace() {
        (Kind::Space, Some(" ".to_owned()))
    } else if is_invisible(char) {
        (Kind::Invisible, Some(String::new()))
    } else if char == '\u{fffd}' {
        (Kind::Lost, None)
    } else {
        (Kind::LookAlike, look_alike(char)?)
    };
    Some(Odd { kind, twin })
}

/// Whether a character cannot be seen.
pub fn is_invisible(char: char) -> bool {
    let after = INVISIBLE.partition_point(|(first, _)| *first <= char);
    after > 0 && char <= INVISIBLE[after - 1].1
}

/// A character by its code point and its Unicode name: `U+00A0 NO-BREAK SPACE`.
pub fn named(char: char) -> String {
    let code = u32::from(char);
    match row(char) {
        Some((_, name)) => format!("U+{code:04X} {name}"),
        None => format!("U+{code:04X}"),
    }
}

/// What is known of the odd characters: a line each, sorted, with code point, twin and name, tabs between them. A look-alike has no twin where
/// several come into question. Derived from Unicode's names, compatibility forms and confusables; a test does that anew.
const TABLE: &str = include_str!("character/odd.tsv");

/// Twin and name of an odd character.
fn row(char: char) -> Option<(&'static str, &'static str)> {
    let (mut from, mut to) = (0, TABLE.len());
    while from < to {
        let middle = from + (to - from) / 2;
        let begin = TABLE[..middle].rfind('\n').map_or(0, |end| end + 1).max(from);
        let line = TABLE[begin..].lines().next()?;
        let (code, rest) = line.split_once('\t')?;
        match u32::from_str_radix(code, 16).ok()?.cmp(&u32::from(char)) {
            Ordering::Less => from = begin + line.len() + 1,
            Ordering::Greater => to = begin,
            Ordering::Equal => return rest.split_once('\t'),
        }
    }
    None
}

/// The text with every odd character replaced by its twin; `None` where one has none.
pub fn plain(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    for char in text.chars() {
        match odd(char) {
            None => plain.push(char),
            Some(odd) => plain.push_str(&odd.twin?),
        }
    }
    Some(plain)
}

/// `None` for a character that looks like none of ASCII, `Some(None)` where several come into question.
fn look_alike(char: char) -> Option<Option<String>> {
    let (twin, _) = row(char)?;
    Some(Some(twin.to_owned()).filter(|twin| !twin.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    use unicode_normalization::UnicodeNormalization;
    use unicode_security::confusable_detection::skeleton;

    /// The table, derived from Unicode.
    fn derived() -> String {
        let all = ('\u{80}'..=char::MAX).filter_map(|char| {
            let name = unicode_names2::name(char)?;
            let twin = if char.is_whitespace() || is_invisible(char) || char == '\u{fffd}' {
                String::new()
            } else {
                likeness(char)?.unwrap_or_default()
            };
            Some(format!("{:04X}\t{twin}\t{name}\n", u32::from(char)))
        });
        all.collect()
    }

    /// `None` for a character that looks like none of ASCII, `Some(None)` where several come into question.
    fn likeness(char: char) -> Option<Option<String>> {
        if let Some((_, twin)) = MARKS.iter().find(|(marks, _)| marks.contains(char)) {
            return Some(Some((*twin).to_owned()));
        }
        // Digits that are raised or in a circle are seen as what they are.
        let wide: String = if matches!(char, '\u{a8}'..='\u{be}') { String::new() } else { char.nfkc().collect() };
        if wide.is_ascii() && !wide.is_empty() && !wide.contains(' ') {
            return Some(Some(wide));
        }
        let seen: String = skeleton(&char.to_string()).collect();
        let kind = |char: char| (char.is_alphabetic(), char.is_uppercase(), char.is_numeric());
        let mut twins = SKELETONS.iter().filter(|(_, skeleton)| *skeleton == seen).map(|(twin, _)| *twin).peekable();
        if twins.peek().is_none() {
            let several = seen.len() > 1 && seen.is_ascii() && char.is_alphabetic();
            return several.then_some(Some(seen));
        }
        let mut same = twins.filter(|twin| kind(*twin) == kind(char));
        let twin = same.next();
        Some(twin.filter(|_| same.next().is_none()).map(String::from))
    }

    /// Punctuation whose likeness depends on where it comes from rather than on its shape alone: word processors write these.
    const MARKS: &[(&str, &str)] = &[
        ("\u{2018}\u{2019}\u{201a}\u{201b}\u{2032}\u{2035}\u{2039}\u{203a}\u{b4}\u{2b9}\u{2bc}", "'"),
        ("\u{201c}\u{201d}\u{201e}\u{201f}\u{2033}\u{2036}\u{ab}\u{bb}\u{301d}\u{301e}\u{301f}\u{2ba}", "\""),
        ("\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{fe58}\u{fe63}\u{30fc}", "-"),
        ("\u{2026}", "..."),
        ("\u{3002}", "."),
        ("\u{3001}", ","),
    ];

    /// The skeleton of each visible character of ASCII.
    static SKELETONS: LazyLock<Vec<(char, String)>> =
        LazyLock::new(|| ('!'..='~').map(|char| (char, skeleton(&char.to_string()).collect())).collect());

    #[test]
    fn the_table_is_what_unicode_says() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/character/odd.tsv");
        let derived = derived();
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            std::fs::write(path, &derived).unwrap();
        }
        assert!(
            derived == std::fs::read_to_string(path).unwrap(),
            "src/character/odd.tsv is old: UPDATE_FIXTURES=1 writes it"
        );
    }

    #[test]
    fn every_row_is_found_and_nothing_beside_it() {
        for line in TABLE.lines() {
            let (code, rest) = line.split_once('\t').unwrap();
            let char = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
            assert_eq!(row(char), rest.split_once('\t'), "{line}");
        }
        for char in ['\u{80}', '\u{e4}', '\u{4e00}', char::MAX] {
            assert_eq!(row(char), None);
        }
    }

    fn twin(char: char) -> Option<String> {
        odd(char).unwrap_or_else(|| panic!("{char} is odd")).twin
    }

    #[test]
    fn look_alikes_have_the_twin_that_is_seen() {
        for (char, plain) in [
            ('а', "a"), // Cyrillic
            ('е', "e"),
            ('о', "o"),
            ('р', "p"),
            ('с', "c"),
            ('х', "x"),
            ('у', "y"),
            ('і', "i"),
            ('ѕ', "s"),
            ('ј', "j"),
            ('М', "M"),
            ('О', "O"),
            ('І', "I"),
            ('ο', "o"), // Greek
            ('ν', "v"),
            ('Α', "A"),
            ('Ι', "I"),
            ('\u{fb03}', "ffi"),
            ('\u{fb06}', "st"),
            ('\u{ff1a}', ":"),
            ('\u{ff41}', "a"),
            ('\u{1d41a}', "a"),
            ('\u{ff20}', "@"),
            ('\u{2013}', "-"),
            ('\u{201c}', "\""),
            ('\u{2019}', "'"),
            ('\u{37e}', ";"),
            ('\u{2236}', ":"),
            ('\u{a789}', ":"),
            ('\u{2024}', "."),
            ('\u{ff03}', "#"),
            ('\u{a0}', " "),
            ('\u{3000}', " "),
            ('\u{200b}', ""),
            ('\u{feff}', ""),
        ] {
            assert_eq!(twin(char).as_deref(), Some(plain), "{}", named(char));
        }
    }

    #[test]
    fn letters_that_are_themselves_are_not_odd() {
        for char in "aZ09-_äöüÄÖÜßéèñçøåłžşğØ€§°²³日本".chars() {
            assert_eq!(odd(char), None, "{}", named(char));
        }
        assert_eq!(twin('\u{fffd}'), None);
    }

    #[test]
    fn characters_are_called_by_code_point_and_name() {
        assert_eq!(named('\u{a0}'), "U+00A0 NO-BREAK SPACE");
        assert_eq!(named('\u{430}'), "U+0430 CYRILLIC SMALL LETTER A");
        assert_eq!(named('\u{1a}'), "U+001A");
    }

    #[test]
    fn a_text_is_plain_where_every_twin_is_known() {
        assert_eq!(plain("\u{430}rchive@cont\u{3bf}so.com").as_deref(), Some("archive@contoso.com"));
        assert_eq!(plain("a\u{fffd}b"), None);
    }
}
