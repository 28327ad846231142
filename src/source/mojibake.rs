//! Text that was converted to UTF-8 twice: `Ã¼` where `ü` was meant.

use std::ops::Range;

use super::decode::windows_1252_byte;

/// The byte that an older encoding has for a character that is none of ASCII: windows-1252, or ISO-8859-1 with its control characters.
fn byte(char: char) -> Option<u8> {
    windows_1252_byte(char).or_else(|| u8::try_from(char).ok()).filter(|byte| *byte >= 0x80)
}

/// The first stretch of a text that was converted twice, and what it was.
pub fn converted_twice(text: &str) -> Option<(Range<usize>, String)> {
    let mut from = 0;
    while let Some(start) = text[from..].find(|char: char| !char.is_ascii()).map(|at| from + at) {
        let end = text[start..].find(|char: char| byte(char).is_none()).map_or(text.len(), |at| start + at);
        let bytes: Option<Vec<u8>> = text[start..end].chars().map(byte).collect();
        let was = bytes.filter(|bytes| bytes.len() > 1).and_then(|bytes| String::from_utf8(bytes).ok());
        if let Some(was) = was {
            return Some((start..end, was));
        }
        from = end + text[end..].chars().next().map_or(0, char::len_utf8);
        if end == start {
            from = start + text[start..].chars().next().map_or(1, char::len_utf8);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_converted_twice_is_known() {
        for (text, was) in [
            ("mÃ¼ller", Some("ü")),
            ("AuÃ\u{9f}enstelle", Some("ß")),
            ("AuÃŸenstelle", Some("ß")),
            ("a â‚¬ b", Some("€")),
            ("GrÃ¶ÃŸe", Some("öß")),
            ("müller", None),
            ("Größe", None),
            ("Ã", None),
            ("10 °C", None),
            ("日本", None),
            ("plain", None),
        ] {
            assert_eq!(converted_twice(text).map(|(_, was)| was).as_deref(), was, "{text}");
        }
    }
}
