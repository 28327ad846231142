//! Secrets inside a text, told by their form: credentials with a known beginning, the password of an address, and what follows a
//! name of a secret in connection strings, queries, headers and commands. Each pass is linear.

use std::ops::Range;

use super::name::{self, Speaks};
use super::token;
use super::value::{is_credential, is_secret_value};
use super::vocabulary::COPULAS;

/// The parts of a value that are secrets although its name is none of a secret. In order, without overlap.
pub fn exposes(text: &str) -> Vec<Range<usize>> {
    let mut ranges = token::ranges(text);
    ranges.extend(addresses(text));
    ranges.extend(pairs(text));
    ranges.extend(options(text));
    ranges.extend(elements(text));
    ranges.extend(sentences(text));
    ranges.retain(|range| !is_reference(&text[range.clone()]));
    merged(ranges)
}

/// The parts of a message that are secrets by themselves: known forms and passwords of addresses. What a message says after
/// `password:` is its own words.
pub(super) fn stands_out(text: &str) -> Vec<Range<usize>> {
    let mut ranges = token::ranges(text);
    ranges.extend(addresses(text));
    ranges.retain(|range| !is_reference(&text[range.clone()]));
    merged(ranges)
}

/// Sorted, without overlap and without empty ones.
pub(super) fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Nothing, or what Spring puts in when the service starts.
pub(super) fn is_reference(text: &str) -> bool {
    let name = text.trim().strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    text.trim().is_empty() || name.is_some_and(|name| !name.contains([':', '{', '}']))
}

/// The password parts of `scheme://user:password@host`, `jdbc:oracle:thin:user/password@host`, `user:password@host`.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut ranges = vec![];
    let ends = |char: char| char.is_whitespace() || matches!(char, '"' | '\'' | '`');
    let mut start = 0;
    for word in text.split(ends) {
        let at = start;
        // What separates the words has one character.
        start += word.len();
        start += text[start..].chars().next().map_or(0, char::len_utf8);
        // A password may hold `@`, and `/` too where nobody encoded it: the last `@` of the word counts.
        let Some(end) = word.rfind('@') else { continue };
        if let Some(range) = password_of(&word[..end]) {
            ranges.push(at + range.start..at + range.end);
        }
    }
    ranges
}

/// Where the password is in what comes before the `@`.
fn password_of(word: &str) -> Option<Range<usize>> {
    let blanked = without_references(word);
    let Some(scheme) = blanked.find("://").map(|at| at + 3) else {
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
    let after = &word[colon + 1..];
    let is_port = after.starts_with(|char: char| char.is_ascii_digit())
        && after.trim_start_matches(|char: char| char.is_ascii_digit()).starts_with(['/', '?', '#']);
    if !several && (word[scheme..colon].contains(['/', '?', '#']) || is_port) {
        return None;
    }
    Some(colon + 1..word.len())
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

/// What follows a name of a secret and `:` or `=`, up to whitespace or the mark that ends it.
fn pairs(text: &str) -> Vec<Range<usize>> {
    const LONGEST: usize = 512;
    let mut ranges = vec![];
    let (mut from, mut line) = (0, 0);
    while let Some(at) = text[from..].find(is_assignment).map(|at| from + at) {
        let sign = text[at..].chars().next().map_or(1, char::len_utf8);
        line = text[from..at].rfind(['\n', '\r']).map_or(line, |end| from + end);
        from = at + sign;
        let speaks = name::speaks(word_before(text, at));
        if speaks == Speaks::Nothing {
            continue;
        }
        let after = &text[from..];
        let Some(gap) = after.find(|char| !is_gap(char)) else { continue };
        let rest = &after[gap..];
        // It is judged by its beginning, so that looking at the next pair does not go over the same text again where it is no secret.
        let value = assigned(&rest[..rest.floor_char_boundary(LONGEST)]);
        let spaced = after.starts_with(char::is_whitespace) && text[at..].starts_with([':', '：']);
        // `Enter the password: then press` is a sentence; `password: X` on a line of its own is not.
        let alone = text[line..at].trim_start().len() <= word_before(text, at).len() + 2;
        let quoted = value.start > 0;
        let shown = &rest[value];
        let secret = if spaced && !alone && !quoted { is_credential(shown) } else { is_secret_value(speaks, shown) };
        if secret {
            let value = assigned(rest);
            let start = from + gap;
            from = start + value.end;
            ranges.push(start + value.start..from);
        }
    }
    ranges
}

/// What is in an element of XML whose name is one of a secret: `<password>X</password>`.
fn elements(text: &str) -> Vec<Range<usize>> {
    let mut ranges = vec![];
    let mut from = 0;
    while let Some(at) = text[from..].find('>').map(|at| from + at) {
        from = at + 1;
        let name = word_before(text, at);
        // There may be a gap between the name and the sign.
        let start = name.as_ptr() as usize - text.as_ptr() as usize;
        if !text[..start].ends_with('<') {
            continue;
        }
        let end = text[from..].find('<').map_or(text.len(), |end| from + end);
        if is_secret_value(name::speaks(name), &text[from..end]) {
            ranges.push(from..end);
        }
        from = end;
    }
    ranges
}

/// `the password is X`, where X can be nothing but a credential.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut ranges = vec![];
    let start = text.as_ptr() as usize;
    let mut words = text.split(is_gap).filter(|word| !word.is_empty()).peekable();
    let mut before = "";
    while let Some(word) = words.next() {
        if let Some(next) = words.peek()
            && COPULAS.contains(&word)
            && name::speaks(before.trim_matches(|char: char| !is_word(char))) >= Speaks::Likely
        {
            let value = next.trim_matches(['"', '\'', '`', ',', '.', ')']);
            if is_credential(value) {
                let at = value.as_ptr() as usize - start;
                ranges.push(at..at + value.len());
            }
        }
        before = word;
    }
    ranges
}

/// What puts a value after a name; in full width where an input method wrote it.
pub(super) fn is_assignment(char: char) -> bool {
    matches!(char, ':' | '=' | '：' | '＝')
}

/// The name before a sign, quotes and spaces between them left out.
pub(super) fn word_before(text: &str, at: usize) -> &str {
    // A name is not longer; so the look back is bounded.
    const LONGEST: usize = 256;
    let start = text.ceil_char_boundary(at.saturating_sub(LONGEST));
    let before = text[start..at].trim_end_matches(|char: char| matches!(char, '"' | '\'' | ']' | '\\') || is_gap(char));
    let word = before.rfind(|char| !is_word(char)).map_or(before, |end| {
        let width = before[end..].chars().next().map_or(0, char::len_utf8);
        &before[end + width..]
    });
    // `-Dpassword=` of a JVM, `--password=`.
    let word = word.trim_start_matches('-');
    match word.strip_prefix('D') {
        Some(rest) if before[..before.len() - word.len()].ends_with('-') => rest,
        _ => word,
    }
}

/// The value at the beginning of a text, without its quotes.
fn assigned(text: &str) -> Range<usize> {
    let escaped = usize::from(text.starts_with("\\\""));
    let (start, ends): (_, &[char]) = match text[escaped..].chars().next() {
        Some('"') => (escaped + 1, &['"', '\n', '\r']),
        Some('\'') => (1, &['\'', '\n', '\r']),
        // A placeholder is one value, whatever is in it.
        Some('$') if text.starts_with("${") => {
            let line = text.split(['\n', '\r']).next().unwrap_or_default();
            return 0..closing(line).unwrap_or(line.len());
        }
        _ => (0, &[';', '&', ',', '"', '\'', '`', '<', ')', '}', '\n', '\r']),
    };
    let plain = ends.len() > 3;
    let end = text[start..].find(|char: char| ends.contains(&char) || (plain && is_gap(char)));
    start..end.map_or(text.len(), |end| start + end)
}

/// Where the placeholder at the beginning of a text ends.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, char) in text.char_indices() {
        match char {
            '{' => depth += 1,
            '}' if depth == 1 => return Some(at + 1),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Spaces of all kinds, and characters that cannot be seen.
pub(super) fn is_gap(char: char) -> bool {
    (char.is_whitespace() && !matches!(char, '\n' | '\r'))
        || matches!(char, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Whether a character belongs to a name as people write it.
pub(super) fn is_word(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '_' | '-' | '.')
}

/// What follows an option of a command that takes a password: `--password X`, `-p X`, `-pX`, `-u user:X`.
fn options(text: &str) -> Vec<Range<usize>> {
    let mut ranges = vec![];
    let mut expects: Option<Expects> = None;
    let mut next = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let at = next;
        next += piece.len();
        let word = piece.trim_end();
        if word.is_empty() {
            continue;
        }
        let quote = usize::from(word.starts_with(['"', '\'']));
        let inner = word[quote..].trim_end_matches(['"', '\'', ',', ')']);
        if let Some(expected) = expects.take()
            && !word.starts_with("--")
        {
            let start = match expected {
                Expects::Pair => inner
                    .find(':')
                    .map(|colon| colon + 1)
                    .filter(|at| !inner[*at..].bytes().all(|byte| byte.is_ascii_digit())),
                Expects::Any => Some(0),
                Expects::Credential => is_credential(inner).then_some(0),
            };
            if let Some(start) = start {
                ranges.push(at + quote + start..at + quote + inner.len());
                continue;
            }
        }
        let bare = word.trim_start_matches(['"', '\'', '(']);
        let Some(option) = bare.strip_prefix('-') else { continue };
        let shift = at + word.len() - option.len();
        let long = option.trim_start_matches('-');
        expects = match (option, long) {
            (_, "user" | "proxy-user" | "userpwd") | ("u" | "U", _) => Some(Expects::Pair),
            ("p" | "a" | "w" | "P" | "W" | "k", _) => Some(Expects::Credential),
            _ if long.contains(is_assignment) => None,
            _ => match name::speaks(long) {
                Speaks::Nothing => None,
                Speaks::Certainly | Speaks::OfKey => Some(Expects::Any),
                Speaks::Likely | Speaks::Weakly => Some(Expects::Credential),
            },
        };
        if expects.is_none()
            && let Some(attached) = option.strip_prefix('p')
            && is_credential(attached.trim_matches(['"', '\'']))
            && !attached.contains(is_assignment)
        {
            ranges.push(shift + 1..shift + option.len());
        }
    }
    ranges
}

/// What comes after an option.
enum Expects {
    /// A secret.
    Any,
    /// A secret, if it can be one.
    Credential,
    /// `user:password`.
    Pair,
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
        assert_eq!(exposed("https://u:1Herbst/x@h"), ["1Herbst/x"]);
        assert_eq!(exposed("http://a:b@c, http://d:e@f/"), ["b", "e"]);
        assert_eq!(exposed("http://user:p@ss/w0rd@host/"), ["p@ss/w0rd"]);
        assert_eq!(exposed("http://${USER:me}:s3cr3t@host"), ["s3cr3t"]);
        assert!(exposed("http://${USER}:${PASS}@host").is_empty());
        assert_eq!(exposed("http://u:${PASS:s3cr3t}@host"), ["${PASS:s3cr3t}"]);
        assert_eq!(exposed("jdbc:oracle:thin:scott/tiger@//h:1521/x"), ["tiger"]);
        assert_eq!(exposed("scott/Girvazinga6@db me:Girvazinga7@h"), ["Girvazinga6", "Girvazinga7"]);
        assert!(exposed("/Girvazinga6@db docs/v2/Girvazinga6@db :Girvazinga7@h").is_empty());
        assert_eq!(exposed("mongodb://u:p@h1,http://d:e@f/"), ["p@h1,http://d:e"]);
        assert_eq!(exposed("://://:p@hu:p@:"), ["//:p@hu:p"]);
        for text in [
            "http://host:8080/path",
            "https://login.example/@me",
            "https://login.example:8443/a:b/@me",
            "mailto:archive1@contoso.com",
            "docs/v2@main",
            "https://archive@contoso.com/",
        ] {
            assert!(exposed(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn passwords_of_connection_strings_queries_and_headers_are_found() {
        for (text, secrets) in [
            ("jdbc:sqlserver://h;user=me;password=s3cr3t;x=1", &["s3cr3t"][..]),
            ("jdbc:mysql://h/db?user=me&password=s3cr3t", &["s3cr3t"]),
            ("jdbc:mysql://h/db?allowPublicKeyRetrieval=true&useSSL=false", &[]),
            ("DefaultEndpointsProtocol=https;AccountName=x;AccountKey=Sunvar1==;EndpointSuffix=core", &["Sunvar1=="]),
            ("Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey=Ab1Cd2=", &["Ab1Cd2="]),
            ("https://h/?api_key=Dapulu", &["Dapulu"]),
            ("https://h/?key=Davifunzanola3&x=1", &["Davifunzanola3"]),
            ("https://h/?key=order&sv=2020&sig=a%2FB3cd4%3D", &["a%2FB3cd4%3D"]),
            ("X-Api-Key: Wq8vT3xZ5m", &["Wq8vT3xZ5m"]),
            ("{\"password\": \"two words\", \"n\": 1}", &["two words"]),
            ("smtpPassword:\u{a0} Herbst2023", &["Herbst2023"]),
            ("password=password=x;y", &["password=x"]),
            ("first\nsmtpPassword: Herbst\nlast", &["Herbst"]),
            ("enter the password: \"then press\"", &["then press"]),
            ("password=${A:b{c}d};x=1", &["${A:b{c}d}"]),
            ("password=${A:${B}c}; x", &["${A:${B}c}"]),
            ("password=${A};x=1", &[]),
            ("{\\\"password\\\": \\\"Herbst\\\"}", &["Herbst\\"]),
            ("passwordLength=8&token-uri=https://x", &[]),
            ("Enter the password: then press", &[]),
            ("password = true", &[]),
            ("${URL:jdbc:h;password=s3cr3t}", &["s3cr3t"]),
            ("<user>me</user><password>s3cr3t</password>", &["s3cr3t"]),
            ("<key>order</key><br><token-uri>https://h/1</token-uri>", &[]),
            ("das Kennwort ist Wq8vT3xZ5m, nicht weitersagen", &["Wq8vT3xZ5m"]),
            ("the password is required; a token is sent", &[]),
            ("set password= Herbst", &["Herbst"]),
            ("the password:Herbst", &["Herbst"]),
            ("my password: Herbst", &[]),
            ("if password>Herbst", &[]),
            ("<pw\u{200b}>Herbst</pw> ö\\\u{200b}>", &["Herbst"]),
            ("password=$Herbst&x=1", &["$Herbst"]),
            ("password=${A:Her\nbst}", &["${A:Her"]),
            ("java -Dtoken=sommerregen Dtoken=sommerregen", &["sommerregen"]),
        ] {
            assert_eq!(exposed(text), secrets, "{text}");
        }
        let long = "ab1".repeat(300);
        assert_eq!(
            exposed(&format!("password={long}\u{a0}token={long}")),
            [&long, &long],
            "a secret is hidden to its end"
        );
        assert_eq!(exposed(&format!("{}password=Herbst", "日".repeat(100))), ["Herbst"]);
    }

    #[test]
    fn passwords_in_commands_are_found() {
        for (text, secrets) in [
            ("tool --password Surenbomi", &["Surenbomi"][..]),
            ("mysql -uroot -pSurenbomikalpe6 db", &["Surenbomikalpe6"]),
            ("sshpass -p Hunter22x ssh h", &["Hunter22x"]),
            ("tool --password 'Surenbomi' -x", &["Surenbomi"]),
            ("(tool --password Surenbomi)", &["Surenbomi"]),
            ("tool --password --verbose", &[]),
            ("tool --token order --key Hunter22x", &["Hunter22x"]),
            ("curl --user a:8080 h", &[]),
            ("curl -u mailer:geheim https://h/", &["geheim"]),
            ("keytool -storepass changeit -alias x", &["changeit"]),
            ("java -Dpassword=x -Djavax.net.ssl.keyStorePassword=changeit", &["x", "changeit"]),
            ("PGPASSWORD='two words' psql", &["two words"]),
            ("docker run -p 8080:8080 --publish 1 -profile prod -parallel", &[]),
            ("mkdir -p /opt/data1/x && tail -f a", &[]),
        ] {
            assert_eq!(exposed(text), secrets, "{text}");
        }
    }
}
