//! Passwords in addresses.

use std::ops::Range;

use super::value::is_credential;

/// The password parts of `scheme://user:password@host`, `jdbc:oracle:thin:user/password@host`, `user:password@host`.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = vec![];
    let ends = |char: char| char.is_whitespace() || matches!(char, '"' | '\'' | '`');
    let mut start = 0;
    for word in text.split(ends) {
        let at = start;
        // What separates the words has one character.
        start += word.len();
        start += text[start..].chars().next().map_or(0, char::len_utf8);
        // A password may hold `@`, and `/` too where nobody encoded it: the last `@` of the word counts.
        let end = word.rfind('@').unwrap_or_default();
        ranges.extend(pair(&word[end..]).map(|secret| at + end + secret.start..at + end + secret.end));
        if let Some(range) = password_of(&word[..end]) {
            ranges.push(at + range.start..at + range.end);
        }
    }
    ranges
}

/// The secret of `user:secret`, `user@domain:secret`, where it can be nothing else: letters of both cases and digits, as in no name.
fn pair(word: &str) -> Option<Range<usize>> {
    const SHORTEST: usize = 8;
    let (user, secret) = word.split_once(':')?;
    let secret = secret.trim_end_matches([',', '.', ';', ')', '!', '?']);
    let is_user = user.contains(char::is_alphabetic)
        && user.chars().all(|char| char.is_alphanumeric() || matches!(char, '@' | '.' | '_' | '-' | '\\'));
    let has = |kind: fn(char) -> bool| secret.contains(kind);
    let mixed = has(char::is_lowercase) && has(char::is_uppercase) && has(|char| char.is_ascii_digit());
    let one = secret.chars().all(|char| char.is_alphanumeric() || "!#$%^*~?+=€§".contains(char));
    let from = user.len() + 1;
    (is_user && mixed && one && secret.len() >= SHORTEST && is_credential(secret)).then(|| from..from + secret.len())
}

/// Where the password is in what comes before the `@`.
fn password_of(word: &str) -> Option<Range<usize>> {
    let blanked = without_references(word);
    let scheme = blanked.find("://").map(|at| at + 3).or_else(|| blanked.starts_with("//").then_some(2));
    let Some(scheme) = scheme else {
        // `jdbc:oracle:thin:scott/tiger`, `scott/tiger`
        if let Some(slash) = blanked.find('/') {
            let oracle = blanked.get(..12).is_some_and(|start| start.eq_ignore_ascii_case("jdbc:oracle:"));
            let user = slash > 0 && !word[slash + 1..].contains('/');
            return (oracle || (user && is_credential(&word[slash + 1..]))).then(|| slash + 1..word.len());
        }
        // `user:password`
        let colon = blanked.find(':')?;
        return (colon > 0 && is_credential(&word[colon + 1..])).then(|| colon + 1..word.len());
    };
    let several = blanked[scheme..].contains("://");
    let Some(colon) = blanked[scheme..].find(':').map(|at| scheme + at) else {
        // A token in the place of user and password.
        return is_credential(&word[scheme..]).then_some(scheme..word.len());
    };
    let host = &word[scheme..colon];
    if !several && (host.contains(['/', '?', '#']) || is_port(host, &word[colon + 1..])) {
        return None;
    }
    Some(colon + 1..word.len())
}

/// Whether what follows a colon is a port and a path that holds an `@`, not a password that begins like them.
fn is_port(host: &str, after: &str) -> bool {
    let path = after.trim_start_matches(|char: char| char.is_ascii_digit());
    let port = after[..after.len() - path.len()].parse::<u16>().is_ok_and(|port| port >= 20);
    let is_host = host.contains(['.', '[']) || host == "localhost";
    port && path.starts_with(['/', '?', '#']) && (is_host || path.ends_with('/'))
}

/// The text with the insides of `${…}` replaced, so that their colons do not count. The length stays.
fn without_references(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("${") {
        return text.into();
    }
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
    blanked.into()
}
