//! What is plainly no credential.

use super::text::is_reference;
use super::value::turns;

/// `true`, `false` and their like.
pub(super) fn is_switch(value: &str) -> bool {
    ["true", "false"].iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// Whether a value is plainly no credential: a number, a duration, a size, the name of a class or property, an address, a
/// path, an algorithm, an expression, a reference to something else.
pub(super) fn is_plain(value: &str) -> bool {
    is_measure(value)
        || is_dotted(value)
        || is_place(value)
        || is_algorithm(value)
        || is_expression(value)
        || is_reference(value)
        || is_address(value)
        || is_known_word(value)
        // A connection string, whose parts are judged one by one.
        || (value.contains(';') && value.contains('='))
}

/// A number, perhaps with a unit or in the form of ISO 8601: `86400`, `30m`, `10MB`, `PT15M`, `1.5`, `50%`.
fn is_measure(value: &str) -> bool {
    let value = value.strip_prefix(['-', '+']).unwrap_or(value);
    if let Some(period) = value.strip_prefix(['P', 'p']) {
        return period.bytes().any(|byte| byte.is_ascii_digit())
            && period.bytes().all(|byte| byte.is_ascii_digit() || b"YMWDTHS.ymwdths".contains(&byte));
    }
    let number = value.trim_start_matches(|char: char| char.is_ascii_digit() || matches!(char, '.' | ',' | '_' | ' '));
    value.starts_with(|char: char| char.is_ascii_digit())
        && matches!(
            number.to_ascii_lowercase().as_str(),
            "" | "%"
                | "ns"
                | "us"
                | "ms"
                | "s"
                | "sec"
                | "m"
                | "min"
                | "h"
                | "d"
                | "w"
                | "y"
                | "b"
                | "k"
                | "kb"
                | "mb"
                | "gb"
                | "tb"
                | "l"
                | "f"
        )
}

/// The dotted name of a class, package or property: words with dots between them.
fn is_dotted(value: &str) -> bool {
    let mut parts = 0;
    let words = value.split(['.', '$', '#']).all(|part| {
        parts += 1;
        let word = part.trim_end_matches(|char: char| char.is_ascii_digit());
        let number = part.len() - word.len();
        number <= 2
            && word.starts_with(|char: char| char.is_ascii_alphabetic() || char == '_')
            && word.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-'))
            // Digits inside of a word: `org.apache.log4j.Logger`, `oauth2Client`, hardly more.
            && word.bytes().filter(u8::is_ascii_digit).count() <= 1
            && turns(word) <= 2 + word.len() / 3
    });
    words && parts >= 3 && value.contains('.')
        || (words && parts == 2 && value.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.'))
}

/// An address without user and password, or the path of a file.
pub(super) fn is_place(value: &str) -> bool {
    const ENDINGS: [&str; 18] = [
        ".pem",
        ".key",
        ".crt",
        ".cer",
        ".der",
        ".jks",
        ".p12",
        ".pfx",
        ".pub",
        ".json",
        ".yml",
        ".yaml",
        ".properties",
        ".txt",
        ".keystore",
        ".truststore",
        ".asc",
        ".xml",
    ];
    if value.contains(char::is_whitespace) {
        return false;
    }
    let scheme = value.split_once(':').filter(|(scheme, _)| {
        scheme.starts_with(|char: char| char.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    });
    if let Some((scheme, rest)) = scheme
        && (rest.starts_with("//")
            || matches!(scheme, "classpath" | "file" | "optional" | "jdbc" | "vault" | "env" | "jar" | "urn"))
    {
        return !value.contains('@');
    }
    let rooted = value.starts_with(['/', '~']) || value.starts_with("./") || value.starts_with("../");
    let drive = value.len() > 3 && value.as_bytes()[1] == b':' && matches!(value.as_bytes()[2], b'\\' | b'/');
    let folders = value
        .split(['/', '\\'])
        .skip(1)
        .all(|part| part.chars().all(|char| char.is_alphanumeric() || "._-${}*".contains(char)));
    let lower = value.to_ascii_lowercase();
    // Base64 can begin with a slash, but hardly has all its slashes between names.
    ((rooted || drive) && folders && turns(value) * 3 <= value.len() + 6 && !value.contains(['=', '+']))
        || ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

/// The name of an algorithm: `RS256`, `HmacSHA256`, `AES/CBC/PKCS5Padding`, `TLS_AES_128_GCM_SHA256`, `TLSv1.2`.
fn is_algorithm(value: &str) -> bool {
    const NAMES: [&str; 30] = [
        "sha", "hmac", "md", "rsa", "dsa", "ecdsa", "aes", "des", "desede", "rs", "hs", "es", "ps", "pkcs", "tls",
        "tlsv", "ssl", "sslv", "gcm", "cbc", "ecb", "pbkdf", "argon", "bcrypt", "scrypt", "with", "padding", "oaep",
        "x", "ed",
    ];
    let mut known = 0;
    let mut all = 0;
    let mut word = String::new();
    let lower = value.to_ascii_lowercase();
    for char in lower.chars().chain([' ']) {
        if char.is_ascii_alphabetic() {
            word.push(char);
        } else if !word.is_empty() {
            all += 1;
            let fits = |word: &str| NAMES.contains(&word);
            let glued = word
                .strip_suffix("padding")
                .or_else(|| word.strip_suffix("with"))
                .or_else(|| word.strip_prefix("hmac"));
            let with = word.strip_prefix("with");
            known += usize::from(
                fits(&word) || glued.is_some_and(|rest| rest.is_empty() || fits(rest)) || with.is_some_and(fits),
            );
            word.clear();
        }
    }
    all > 0 && all == known && value.len() <= 40
}

/// Spring's and others' expressions: `#{…}`, `headers['x']`, `isAuthenticated()`, `<YOUR-KEY>`, `{0}`.
fn is_expression(value: &str) -> bool {
    value.starts_with("#{")
        || value.starts_with("@{")
        || (value.starts_with('<') && value.ends_with('>'))
        || (value.ends_with(')') && value.contains('('))
        || value.contains("['")
}

/// A mail address.
fn is_address(value: &str) -> bool {
    value.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !local.contains([':', '/'])
            && domain.contains('.')
            && domain.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
    })
}

/// Names of headers and kinds of tokens.
fn is_known_word(value: &str) -> bool {
    const WORDS: [&str; 20] = [
        "authorization",
        "bearer",
        "basic",
        "digest",
        "negotiate",
        "cookie",
        "opaque",
        "x-auth-token",
        "x-access-token",
        "x-api-key",
        "x-csrf-token",
        "x-xsrf-token",
        "access_token",
        "refresh_token",
        "id_token",
        "accesstoken",
        "refreshtoken",
        "auth-token",
        "token",
        "tokens",
    ];
    let lower = value.to_ascii_lowercase();
    let trimmed = lower.trim();
    WORDS.contains(&trimmed)
}
