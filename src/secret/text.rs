//! Secrets inside a text, told by their form: credentials with a known beginning, the password of an address, and what follows a
//! name of a secret in connection strings, queries, headers and commands. Each pass is linear.

use std::ops::Range;

use super::name::{self, Speaks};
use super::value::{is_credential, is_secret_value};
use super::vocabulary::COPULAS;
use super::{addresses, commands, encoded, token};

/// The parts of a value that are secrets although its name is none of a secret. In order, without overlap.
pub fn exposes(text: &str) -> Vec<Range<usize>> {
    let mut ranges = by_form(text);
    ranges.extend(pairs(text));
    ranges.extend(commands::ranges(text));
    ranges.extend(elements(text));
    ranges.extend(sentences(text));
    without_placeholders(text, ranges)
}

/// The parts of a message that are secrets by themselves: known forms and passwords of addresses. What a message says after
/// `password:` is its own words.
pub(super) fn stands_out(text: &str) -> Vec<Range<usize>> {
    without_placeholders(text, by_form(text))
}

/// Known forms and passwords of addresses, in no order.
fn by_form(text: &str) -> Vec<Range<usize>> {
    let mut ranges = token::ranges(text);
    ranges.extend(encoded::ranges(text));
    ranges.extend(addresses::ranges(text));
    ranges
}

/// In order, and without what Spring puts in.
fn without_placeholders(text: &str, mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
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

/// What follows a name of a secret and `:` or `=`, up to whitespace or the mark that ends it.
pub(super) fn pairs(text: &str) -> Vec<Range<usize>> {
    const LONGEST: usize = 512;
    let mut ranges = vec![];
    let (mut from, mut line) = (0, 0);
    // What `name: X` says of the `value:` that follows it.
    let mut labelled = Speaks::Nothing;
    while let Some(at) = text[from..].find(is_assignment).map(|at| from + at) {
        let sign = text[at..].chars().next().map_or(1, char::len_utf8);
        line = text[from..at].rfind(['\n', '\r']).map_or(line, |end| from + end);
        from = at + sign;
        let word = word_before(text, at);
        let labels = names_another(word);
        let speaks = if word.eq_ignore_ascii_case("value") { labelled } else { name::speaks(word) };
        if speaks == Speaks::Nothing && !labels {
            continue;
        }
        let after = &text[from..];
        let Some(gap) = after.find(|char| !is_gap(char)) else { continue };
        let rest = &after[gap..];
        // It is judged by its beginning, so that looking at the next pair does not go over the same text again where it is no secret.
        let value = assigned(&rest[..rest.floor_char_boundary(LONGEST)]);
        let spaced = after.starts_with(char::is_whitespace) && text[at..].starts_with([':', '：']);
        // `Enter the password: then press` is a sentence; `password: X` on a line of its own is not.
        let alone = text[line..at].trim_start().len() <= word.len() + 2;
        let quoted = value.start > 0;
        let shown = &rest[value];
        if labels {
            labelled = name::speaks(shown);
        }
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

/// Whether what is assigned to a name is the name of something else: `{"name": "PASSWORD", "value": "X"}`.
pub(super) fn names_another(name: &str) -> bool {
    ["name", "key"].iter().any(|word| name.eq_ignore_ascii_case(word))
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

/// `the password is X`, `password X`, where X can be nothing but a credential.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut ranges = vec![];
    let start = text.as_ptr() as usize;
    let mut words = text.split(is_gap).filter(|word| !word.is_empty()).peekable();
    let mut before = "";
    while let Some(word) = words.next() {
        let copula = COPULAS.contains(&word);
        let next = if copula { words.peek().copied() } else { Some(word) };
        if let Some(value) = next.map(|next| next.trim_matches(ENCLOSING))
            && is_credential(value)
            && announces(before.trim_matches(|char: char| !is_word(char)), copula)
        {
            let at = value.as_ptr() as usize - start;
            ranges.push(at..at + value.len());
        }
        before = word;
    }
    ranges
}

/// What people put around a word.
pub(super) const ENCLOSING: [char; 11] = ['"', '\'', '`', ',', '.', '(', ')', '?', '!', ':', ';'];

/// Whether a word is a name of the secret that follows it in a sentence. `key` and `code` have many meanings, `serviceKey` has one.
pub(super) fn announces(word: &str, copula: bool) -> bool {
    const SPECIAL: usize = 8;
    if !word.chars().all(is_word) {
        return false;
    }
    let speaks = name::speaks(word);
    let special = || word.len() >= SPECIAL || name::words_of(word).len() > 1;
    speaks >= Speaks::Likely || (speaks == Speaks::Weakly && (copula || special()))
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
        assert_eq!(exposed("http://me:4711/x@h http://h.de:8080x@z"), ["4711/x", "8080x"]);
        assert_eq!(exposed("http://first.last:Herbst@h http://localhost:8080/a@b"), ["Herbst"]);
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
        assert_eq!(exposed("//u:Girvazinga6@h/x"), ["Girvazinga6"]);
        assert_eq!(
            exposed("mailer@contoso.com:Girvazinga6, CONTOSO\\mailer:Girvazinga7"),
            ["Girvazinga6", "Girvazinga7"]
        );
        assert_eq!(exposed("https://user:9/w5=x@host/path"), ["9/w5=x"]);
        for text in [
            "https://login.example:8443/a/x@y",
            "https://gateway:8080/users/@me",
            "http://host:8080/path",
            "git@github.com:contoso/Dms2024x.git nginx:1.25-alpine redis:Cache sha256:9f86d081884c7d659a2f mail@h:2525",
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
            ("user mailer, password Girvazinga6", &["Girvazinga6"]),
            ("serviceKey Girvazinga6, key Girvazinga7", &["Girvazinga6"]),
            ("Passwort vergessen? Token expired at 12:00", &[]),
            ("<add key=\"password\" value=\"s3cr3t\"/><add key=\"port\" value=\"25x\"/>", &["s3cr3t"]),
            ("{\"name\": \"DB_PASSWORD\", \"value\": \"s3cr3t\"}", &["s3cr3t"]),
            ("Proxy-Authorization: NTLM TlRMTVNTUAABAAAAB4II", &["TlRMTVNTUAABAAAAB4II"]),
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
            ("smbclient -Umailer%Herbst x", &["Herbst"]),
            ("ldapsearch -w Hunter22x -x", &["Hunter22x"]),
            ("tool /u mailer:Herbst /w Hunter22x /password Herbst", &[]),
            ("sqlplus scott/Hunter22x", &["Hunter22x"]),
            ("mysql -p'Hunter22x' db", &["Hunter22x"]),
            ("mkdir -p /opt/data1/x && tail -f a", &[]),
            ("curl --user=mailer:Hunter22x h; curl -umailer:Hunter23x h", &["Hunter22x", "Hunter23x"]),
            ("smbclient //h/s -U user%Hunter22x", &["Hunter22x"]),
            ("bcp x -U sa -PHunter22x; gradle -Pversion=1.2 -Pprofile", &["Hunter22x"]),
            ("net use x: \\\\h\\s2024x /user:a Hunter22x", &["Hunter22x"]),
            ("net use \\\\h\\s Hunter22x /user:dom\\a | sort Hunter23x", &["Hunter22x"]),
            ("net user mailer Hunter22x /add; internet use Hunter23x", &["Hunter22x"]),
            (
                "tool /p:Hunter22x /rp Hunter23x /password Hunter24x /path Hunter25x",
                &["Hunter22x", "Hunter23x", "Hunter24x"],
            ),
            ("sqlplus system/Hunter22x@db; RabbitMQctl add_user x Hunter23x", &["Hunter22x", "Hunter23x"]),
            ("ConvertTo-SecureString \"Hunter22x\" -AsPlainText -Force", &["Hunter22x"]),
            ("/etc/passwd Hunter22x", &[]),
        ] {
            assert_eq!(exposed(text), secrets, "{text}");
        }
    }
}
