//! Secrets line by line: in comments, and in files that cannot be read, where nothing but the text is known.
//!
//! In a comment what is assigned to a name of a secret is taken for one. In a file that cannot be read all that follows such a name is,
//! together with the lines that belong to it: that hides too much rather than too little.

use std::ops::Range;

use super::name::{self, Speaks};
use super::text::{ENCLOSING, announces, is_assignment, is_gap, is_reference, is_word, word_before};
use super::value::{is_credential, is_secret_value};
use super::vocabulary::COPULAS;

/// What ends a line in YAML 1.1.
const BREAKS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// Each line with its place, without its end.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive(BREAKS).map(move |line| {
        let at = start;
        start += line.len();
        (at, line.trim_end())
    })
}

/// The secrets in comments (and in the punctuation between them).
pub(super) fn of_comments(text: &str) -> Vec<Range<usize>> {
    let mut ranges = vec![];
    // The indentation of a name without a value, whose values may be in the lines that follow.
    let mut open: Option<usize> = None;
    for (at, line) in lines(text) {
        let inside = line.trim_start_matches(|char: char| is_gap(char) || matches!(char, '#' | '!' | ';' | '/' | '*'));
        if inside.is_empty() {
            continue;
        }
        let indent = line.len() - inside.len();
        // What follows a gap in the same line is none.
        let marked = line.trim_start_matches(is_gap).len() > inside.len();
        if let Some(name) = open.filter(|_| marked) {
            let item = inside.strip_prefix("- ");
            if item.is_some() || indent > name || !is_key(inside) {
                let content = item.unwrap_or(inside).trim_start();
                // A sentence after `passwords:` is none.
                if item.is_some() || !content.contains(char::is_whitespace) {
                    ranges.push(at + line.len() - content.len()..at + line.len());
                }
                if item.is_some() || indent > name {
                    continue;
                }
            }
            open = None;
        }
        match in_comment(line) {
            Found::Value(range) if is_reference(&line[range.clone()]) => {}
            Found::Value(range) => ranges.push(at + range.start..at + range.end),
            Found::NameOnly => open = Some(indent),
            Found::Nothing => {}
        }
    }
    ranges
}

enum Found {
    Value(Range<usize>),
    /// A name of a secret, and nothing after it.
    NameOnly,
    Nothing,
}

/// What a line of a comment assigns to a name of a secret, up to its end: a secret may hold spaces and commas.
fn in_comment(line: &str) -> Found {
    // So many names are looked at, so that a long line is not gone over for each of them; after that the rest is hidden.
    const NAMES: usize = 64;
    let mut names = 0;
    for (at, _) in line.match_indices(is_assignment) {
        let speaks = name::speaks(word_before(line, at));
        if speaks == Speaks::Nothing {
            continue;
        }
        names += 1;
        let value = line[at..].trim_start_matches(|char| is_gap(char) || is_assignment(char));
        if value.is_empty() {
            return Found::NameOnly;
        }
        let first = value.split(char::is_whitespace).next().unwrap_or_default();
        let whole = speaks >= Speaks::OfKey;
        if names > NAMES || is_secret_value(speaks, if whole { value } else { first.trim_matches(['"', '\'']) }) {
            let start = line.len() - value.len();
            return Found::Value(start..if whole || names > NAMES { line.len() } else { start + first.len() });
        }
    }
    in_sentence(line).map_or(Found::Nothing, Found::Value)
}

/// `Kennwort ist X`, `password was X`, `old password X`: the first word after it that can be a credential, or the only one.
fn in_sentence(line: &str) -> Option<Range<usize>> {
    // So many words after the name are looked at.
    const NEAR: usize = 4;
    let mut words = words(line).peekable();
    while let Some(word) = words.next() {
        let name = line[word].trim_matches(|char: char| !is_word(char));
        let is_copula = |next: &Range<usize>| COPULAS.contains(&line[next.clone()].to_lowercase().as_str());
        if !announces(name, words.peek().is_some_and(is_copula)) {
            continue;
        }
        let copula = words.next_if(is_copula);
        let mut near = words.clone();
        if let (Some(_), Some(only), None) = (&copula, near.next(), near.next()) {
            return Some(only);
        }
        let candidate = words.clone().take(NEAR).find(|word| is_credential(line[word.clone()].trim_matches(ENCLOSING)));
        if candidate.is_some() {
            return candidate;
        }
    }
    None
}

fn words(line: &str) -> impl Iterator<Item = Range<usize>> + Clone {
    let start = line.as_ptr() as usize;
    line.split(is_gap).filter(|word| !word.is_empty()).map(move |word| {
        let at = word.as_ptr() as usize - start;
        at..at + word.len()
    })
}

/// A secret's name in a file that cannot be read, whose value may go on.
struct Open {
    indent: usize,
    /// The quote that is still open.
    quote: Option<char>,
    /// Whether nothing followed the name yet.
    empty: bool,
}

/// What may be a secret in a file that cannot be read. `equals`: whether `name=value` is a line of its own in the file's format; in
/// YAML it may as well be a secret.
pub(super) fn of_unread(text: &str, equals: bool) -> Vec<Range<usize>> {
    let mut ranges = vec![];
    let mut open: Option<Open> = None;
    for (at, content) in lines(text) {
        let inside = content.trim_start_matches(is_gap);
        let indent = content.len() - inside.len();
        if inside.is_empty() {
            continue;
        }
        if open.as_ref().is_some_and(|name| name.empty) && inside.starts_with('#') && after_name(content).is_none() {
            // A comment between a name and its value.
            continue;
        }
        if let Some(name) = &mut open {
            let key = is_key(inside) && (equals || is_yaml_key(inside));
            let item = inside.starts_with("- ") || inside.starts_with(": ");
            let credential = || is_credential(inside.split(is_assignment).next().unwrap_or_default().trim());
            let belongs = indent > name.indent
                || (name.quote.is_some() && !key)
                || (indent == name.indent && item)
                || (!key && !inside.starts_with('#') && inside != "---" && !inside.starts_with(['[', '}']))
                || (name.empty && key && credential());
            if belongs {
                let dash = if item { 2 } else { 0 };
                ranges.push(at + indent + dash..at + content.len());
                name.empty = false;
                if name.quote.is_some_and(|quote| inside.contains(quote)) {
                    name.quote = None;
                }
                continue;
            }
            open = None;
        }
        let Some((value, speaks)) = after_name(content) else { continue };
        if speaks < Speaks::Likely {
            ranges.extend(words(&content[value..]).filter_map(|word| {
                let word = value + word.start..value + word.end;
                let bare = content[word.clone()].trim_matches(['"', '\'', ',', '{', '}', '[', ']', '&', '!', '*']);
                is_credential(bare).then(|| at + word.start..at + word.end)
            }));
            continue;
        }
        let first = content[value..].chars().next();
        let quote = first.filter(|char| matches!(char, '"' | '\''));
        let from = value + quote.map_or(0, char::len_utf8);
        let closed = quote.is_none_or(|quote| content[from..].contains(quote));
        open = Some(Open { indent, quote: quote.filter(|_| !closed), empty: from >= content.len() });
        if from < content.len() {
            ranges.push(at + from..at + content.len());
        }
    }
    ranges
}

/// Where the value begins that follows the first name of a secret in a line, and what the name says.
fn after_name(line: &str) -> Option<(usize, Speaks)> {
    let mut from = 0;
    while let Some(at) = line[from..].find(is_word) {
        let start = from + at;
        let end = line[start..].find(|char| !is_word(char)).map_or(line.len(), |end| start + end);
        let speaks = name::speaks(&line[start..end]);
        if speaks != Speaks::Nothing {
            let after = line[end..].trim_start_matches(['"', '\'', ']']);
            return Some((
                line.len() - after.trim_start_matches(|char| is_gap(char) || is_assignment(char)).len(),
                speaks,
            ));
        }
        from = end;
    }
    None
}

/// Whether a line begins with a key: `name: `, or `name=value`, but not the end of base64.
fn is_key(line: &str) -> bool {
    let inside = line.trim_start_matches(|char: char| is_gap(char) || matches!(char, '"' | '\'' | '-' | '{' | '?'));
    let end = inside.find(|char| !is_word(char)).unwrap_or(inside.len());
    let after = inside[end..].trim_start_matches(['"', '\'']);
    let assigned = after.strip_prefix(is_assignment);
    let value = |rest: &str| after.starts_with('=') && !rest.starts_with('=') && !rest.is_empty();
    end > 0
        && assigned
            .is_some_and(|rest| value(rest) || rest.starts_with(is_gap) || (rest.is_empty() && !after.starts_with('=')))
}

/// Whether the key at the beginning of a line ends in a colon.
fn is_yaml_key(line: &str) -> bool {
    line.find(is_assignment).is_some_and(|at| line[at..].starts_with([':', '：']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(text: &str) -> Vec<&str> {
        of_comments(text).into_iter().map(|range| &text[range]).collect()
    }

    fn unread(text: &str) -> Vec<&str> {
        of_unread(text, false).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn comments_with_secrets_are_known() {
        for (text, secrets) in [
            ("# pw: Sesa nonke2, x", &["Sesa nonke2, x"][..]),
            ("# Kennwort ist sommerregen", &["sommerregen"]),
            ("# das alte Passwort war Hunter22x, bitte nicht", &["Hunter22x,"]),
            ("# passwords:\n  # - Kinidosalkannon5\n  # - b\nx", &["Kinidosalkannon5", "b"]),
            ("# smtpPassword:\n# Kinidosalkannon5", &["Kinidosalkannon5"]),
            ("# password:\n#   Kinidosalkannon5\n# port: 587", &["Kinidosalkannon5"]),
            (
                "# password:\n# - Kinidosalkannon5\n# - Kinidosalkannon6\n# port: 587",
                &["Kinidosalkannon5", "Kinidosalkannon6"],
            ),
            ("# password:\n# port: 587", &[]),
            ("# password:\n#   two words", &[]),
            ("# the password of the scanner: Hunter22x", &["Hunter22x"]),
            ("# password a b c Hunter22x", &["Hunter22x"]),
            ("# password a b c d Hunter22x", &[]),
            ("# token: 'Hunter22x' y", &["'Hunter22x'"]),
            ("# key: see the wiki\n# token-uri: https://x/y1", &[]),
            ("# the password must not stay here", &[]),
            ("# password: ${X}", &[]),
            ("; OfficeClientSecret=a b", &["a b"]),
            ("# password:\n#   a=Herbst", &["a=Herbst"]),
            ("# password:\n#   Herbst\n#   Winter", &["Herbst", "Winter"]),
            ("# password:\n# Herbst\n# Winter", &["Herbst"]),
            ("# password:\n# - a=Herbst", &["a=Herbst"]),
            ("# password:\n# port=587", &[]),
            ("# password:\n# =Herbst", &["=Herbst"]),
            ("# Passwort：Herbst", &["Herbst"]),
            ("# the token was sommerregen", &["sommerregen"]),
            ("# myKey Hunter22x", &["Hunter22x"]),
            ("# Signatur Hunter22x", &["Hunter22x"]),
            ("# key Hunter22x", &[]),
        ] {
            assert_eq!(comment(text), secrets, "{text}");
        }
        // A line is not gone over without end: after so many names all the rest is hidden.
        assert!(comment(&"key=a ".repeat(64)).is_empty());
        assert_eq!(comment(&format!("{}b", "key=a ".repeat(65))), ["a b"]);
        assert_eq!(comment(&format!("{}key=Hunter22x b", "key=a ".repeat(63))), ["Hunter22x"]);
    }

    #[test]
    fn what_follows_a_name_is_hidden_where_nothing_else_is_known() {
        for (text, secrets) in [
            ("smtpPassword:\nBubabadulvormi9\nb: 1", &["Bubabadulvormi9"][..]),
            ("  smtpPassword:\nHerbst\n  smtpPort: 587", &["Herbst"]),
            ("smtpPassword:\n# here\n\n#\nBubabadulvormi9\nb: 1", &["Bubabadulvormi9"]),
            ("smtpPassword:\nA=AAA日=日\nb: 1", &["A=AAA日=日"]),
            ("smtpPassword: a b\nwrapped\nport: 1", &["a b", "wrapped"]),
            ("smtpPassword:\nBubabadulvormi9: x\nb: 1", &["Bubabadulvormi9: x"]),
            ("smtpPassword:\u{a0} Herbst\nb: 1", &["Herbst"]),
            ("smtpPassword: &Zevor\nb: 1", &["&Zevor"]),
            ("smtpPassword: 'a\n b'\nc: 1", &["a", "b'"]),
            ("key: order\nauth: Fukibupenodu8\n", &["Fukibupenodu8"]),
            ("smtpPassword: |\n  Herbst\n  Winter\nport: 1", &["|", "Herbst", "Winter"]),
            ("smtpPassword:\n- Herbst\n- Winter\nport: 1", &["Herbst", "Winter"]),
            ("smtpPassword: \"a\nb\nport: 1\nc\"\nd: 1", &["a", "b"]),
            ("smtpPassword: Herbst\n---\na", &["Herbst"]),
            ("smtpPassword: Herbst\n[a]\nb", &["Herbst"]),
            ("smtpPassword: Herbst\n# note\nb: 1", &["Herbst"]),
            ("smtpPassword: Herbst\nbm90aGluZw==\nb: 1", &["Herbst", "bm90aGluZw=="]),
            ("token-uri: x\n  y", &[]),
            ("# Kennwort ist X", &["ist X"]),
            ("smtpPassword:\n- a: Herbst\nport: 1", &["a: Herbst"]),
            ("smtpPassword:\n  a: Herbst\nport: 1", &["a: Herbst"]),
            ("smtpPassword: \"a\n# b\nc\"\nd: 1", &["a", "# b", "c\""]),
            ("smtpPassword: 'Herbst'\n# note\nb: 1", &["Herbst'"]),
            ("smtpPassword:\nport: 1", &[]),
            ("smtpPassword: Herbst\nBubabadulvormi9: x", &["Herbst"]),
            ("smtpPassword: Herbst\na:x\nport: 1", &["Herbst", "a:x"]),
            ("smtpPassword: Herbst\nport:\n- 1", &["Herbst"]),
            ("token: Herbst\nb: 1", &["Herbst"]),
            ("auth: a Fukibupenodu8", &["Fukibupenodu8"]),
        ] {
            assert_eq!(unread(text), secrets, "{text}");
        }
    }
}
