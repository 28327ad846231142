//! Values in PowerShell: always one string literal in single quotes, in which nothing is special but the quote itself.

use crate::sanitize;

/// A PowerShell expression whose value is `text`: a literal in single quotes.
///
/// A text with characters outside printable ASCII becomes `([regex]::Unescape('…'))` around its escaped form, for three reasons: PowerShell
/// takes the typographic quotes ‘ ’ ‚ ‛ for single quotes, Windows PowerShell reads a script without a byte-order mark in the
/// machine's ANSI code page, where half of another character may become such a quote, and a line end would tear a command apart.
/// So does one that a CI system would take for a command of its own.
pub fn literal(text: &str) -> String {
    if is_plain(text) {
        return quoted(text);
    }
    format!("([regex]::Unescape({}))", quoted(&escaped(text)))
}

/// The text inside a literal: escaped for .NET's `Regex.Unescape` where it has to be.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\\' => escaped.push_str("\\\\"),
            ' '..='~' if !matches!(char, '#' | '_') => escaped.push(char),
            _ => {
                for unit in char.encode_utf16(&mut [0; 2]) {
                    escaped.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    escaped
}

fn is_plain(text: &str) -> bool {
    text.chars().all(|char| matches!(char, ' '..='~')) && !sanitize::has_mark(text)
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_a_literal() {
        assert_eq!(literal("scan@contoso.com"), "'scan@contoso.com'");
        assert_eq!(literal("o'neil$(rm)`\""), "'o''neil$(rm)`\"'");
        assert_eq!(literal("a\u{2019}; b"), "([regex]::Unescape('a\\u2019; b'))");
        assert_eq!(literal("B\\ü\n🔑"), "([regex]::Unescape('B\\\\\\u00fc\\u000a\\ud83d\\udd11'))");
        assert_eq!(literal("##vso[a]"), "([regex]::Unescape('\\u0023\\u0023vso[a]'))");
        assert_eq!(literal(""), "''");
    }
}
