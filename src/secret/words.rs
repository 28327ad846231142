//! Secrets inside a text: the password of an address, and what follows a word that speaks of a secret.

use std::ops::Range;

use crate::property::name;

/// The parts of a value that are secrets although its name is none of a secret: the password in
/// `amqp://user:password@host`, and what follows `password=` in a connection string.
pub fn exposes(text: &str) -> Vec<Range<usize>> {
    let mut ranges = addresses(text);
    let inside = |range: &Range<usize>| ranges.iter().any(|address| address.contains(&range.start));
    let mut assigned = assigned(text, |word| name::is_secret(word) && !only_a_key(word));
    assigned.retain(|range| !inside(range));
    ranges.extend(assigned);
    ranges.retain(|range| !is_reference(&text[range.clone()]));
    ranges
}

/// In texts as in `allowPublicKeyRetrieval=true` "key" alone tells too little.
fn only_a_key(word: &str) -> bool {
    !name::is_secret(&word.to_ascii_lowercase().replace("key", ""))
}

/// Nothing, or what Spring puts in when the service starts.
pub(super) fn is_reference(text: &str) -> bool {
    let name = text.trim().strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    text.trim().is_empty() || name.is_some_and(|name| !name.contains([':', '{', '}']))
}

/// The password parts of `scheme://user:password@host`.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut ranges = vec![];
    let mut from = 0;
    while let Some(at) = text[from..].find("://") {
        let start = from + at + 3;
        from = start;
        // A password may hold `@`, and `/` too where nobody encoded it: the last `@` of the word counts.
        let word = text[start..].split([' ', '\t', '"', '\'', '\n', '\r']).next().unwrap_or("");
        let Some(end) = word.rfind('@') else { continue };
        let Some(colon) = without_references(&word[..end]).find(':') else { continue };
        let behind = &word[colon + 1..end];
        let is_port = behind.starts_with(|char: char| char.is_ascii_digit())
            && behind.trim_start_matches(|char: char| char.is_ascii_digit()).starts_with(['/', '?', '#']);
        if word[..colon].contains(['/', '?', '#']) || is_port {
            continue;
        }
        ranges.push(start + colon + 1..start + end);
    }
    ranges
}

/// The text with the insides of `${…}` blanked out, so that their colons do not count.
fn without_references(text: &str) -> String {
    let mut depth = 0_usize;
    let mut blanked = String::with_capacity(text.len());
    let mut rest = text.char_indices();
    while let Some((at, char)) = rest.next() {
        if text[at..].starts_with("${") {
            depth += 1;
            blanked.push_str("  ");
            rest.next();
        } else if depth > 0 {
            depth -= usize::from(char == '}');
            blanked.extend(std::iter::repeat_n(' ', char.len_utf8()));
        } else {
            blanked.push(char);
        }
    }
    blanked
}

/// What follows a word of a secret and `:` or `=`, up to a blank or the mark that ends it.
pub(super) fn assigned(text: &str, speaks: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut ranges = vec![];
    for (at, _) in text.match_indices([':', '=']) {
        let before = text[..at].trim_end_matches(['"', '\'', ' ', '\t']);
        let word = before.rfind(|char| !is_word(char)).map_or(before, |end| {
            let width = before[end..].chars().next().map_or(0, char::len_utf8);
            &before[end + width..]
        });
        if word.is_empty() || !speaks(word) {
            continue;
        }
        let start = at + 1 + text[at + 1..].len() - text[at + 1..].trim_start_matches([' ', '\t']).len();
        let (start, ends): (_, &[char]) = match text[start..].chars().next() {
            Some('"') => (start + 1, &['"', '\n', '\r']),
            Some('\'') => (start + 1, &['\'', '\n', '\r']),
            _ => (start, &[';', '&', ',', ' ', '\t', '"', '\'', '\n', '\r']),
        };
        let end = text[start..].find(ends).map_or(text.len(), |end| start + end);
        ranges.push(start..end);
    }
    ranges
}

/// Whether a character belongs to a name as people write it.
pub(super) fn is_word(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '_' | '-' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exposed(text: &str) -> Vec<&str> {
        exposes(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn passwords_of_addresses_are_found() {
        assert_eq!(exposed("amqp://guest:s3cr3t@host:5672/x"), ["s3cr3t"]);
        assert_eq!(exposed("http://a:b@c, http://d:e@f/"), ["b", "e"]);
        assert_eq!(exposed("http://user:p@ss/w0rd@host/"), ["p@ss/w0rd"]);
        assert_eq!(exposed("http://${USER:me}:s3cr3t@host"), ["s3cr3t"]);
        assert!(exposed("http://${USER}:${PASS}@host").is_empty());
        assert_eq!(exposed("http://u:${PASS:s3cr3t}@host"), ["${PASS:s3cr3t}"]);
        assert!(exposed("http://host:8080/path").is_empty());
        assert!(exposed("https://login.example/@me").is_empty());
        assert!(exposed("https://login.example:8443/a:b/@me").is_empty());
    }

    #[test]
    fn passwords_of_connection_strings_are_found() {
        assert_eq!(exposed("jdbc:sqlserver://h;user=me;password=s3cr3t;x=1"), ["s3cr3t"]);
        assert_eq!(exposed("jdbc:mysql://h/db?user=me&password=s3cr3t"), ["s3cr3t"]);
        assert!(exposed("jdbc:mysql://h/db?allowPublicKeyRetrieval=true").is_empty());
    }
}
