//! What a value's characters say: whether it can be a credential, or is plainly something else.

use super::name::Speaks;
use super::plain::{is_place, is_plain, is_switch};

/// Whether a value is a secret, given what its name says.
pub fn is_secret_value(speaks: Speaks, value: &str) -> bool {
    let value = default_of(value.trim());
    match speaks {
        Speaks::Nothing => false,
        _ if is_switch(value) => false,
        Speaks::Certainly => true,
        Speaks::OfKey => !is_place(value),
        Speaks::Likely => !value.contains(char::is_whitespace) && value.chars().count() >= 5 && !is_plain(value),
        Speaks::Weakly => is_credential(value),
    }
}

/// What counts of `${NAME:default}`: the default. The text itself where there is something before it, or no default.
fn default_of(value: &str) -> &str {
    let inner = value.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    match inner.and_then(|inner| inner.split_once(':')) {
        Some((name, default)) if !name.contains(['{', '}']) => default,
        _ => value,
    }
}

/// Whether a text has the characters of a credential: letters and digits that are no name, base64, hexadecimal digits.
pub fn is_credential(value: &str) -> bool {
    const SHORTEST: usize = 6;
    const LONG: usize = 20;
    let length = value.chars().count();
    if length < SHORTEST || value.contains(char::is_whitespace) || is_plain(value) {
        return false;
    }
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let letters = value.chars().filter(|char| char.is_alphabetic()).count();
    if letters == 0 {
        // Digits with dashes and dots: dates, numbers, versions.
        return false;
    }
    if digits > 0 {
        return !is_name(value);
    }
    let symbols = value.chars().any(|char| "!#$%^&*~?+|§€".contains(char)) || value.ends_with('=');
    let (lower, upper) = (value.chars().any(char::is_lowercase), value.chars().any(char::is_uppercase));
    (symbols && length >= 8)
        || (length >= LONG && lower && upper && turns(value) * 3 > length)
        || (length >= 32 && letters == length)
}

/// How often the case turns: names turn it once a word.
pub(super) fn turns(value: &str) -> usize {
    let upper = value.chars().filter(|char| char.is_alphabetic()).map(char::is_uppercase);
    upper.clone().zip(upper.skip(1)).filter(|(one, other)| one != other).count()
}

/// Whether a text is made of words with a short number, as names are: `redis-1`, `user_v2`, `http2`; one case, few digits.
pub(super) fn is_name(value: &str) -> bool {
    const NUMBER: usize = 3;
    let parts = value.split(['-', '_', '.', ':', '/', ',', '@']).filter(|part| !part.is_empty());
    parts.clone().all(|part| {
        let word = part.trim_end_matches(|char: char| char.is_ascii_digit());
        let one_case = !word.contains(char::is_uppercase)
            || !word.contains(char::is_lowercase)
            || (value.len() > part.len() && !word.contains(|char: char| char.is_ascii_digit()) && turns(word) <= 1);
        let number = part.len() - word.len();
        let inner = word.chars().filter(char::is_ascii_digit).count();
        word.chars().all(char::is_alphanumeric) && one_case && number <= NUMBER && inner <= 1
    }) && value.chars().filter(char::is_ascii_digit).count() * 3 <= value.chars().count() + 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_told_from_names_and_numbers() {
        for value in [
            "Nofopokakizo2",
            "Fukibupenodu8",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "zuf+tfteSlswRu7BJ86w",
            "Wq8vT3xZ5m",
            "sommer2024",
            "0efbb3d683b713857750eec4b042ca1a7c50b5e4",
            "BA3253876AED6BC22D4A6FF53D8406C6",
            "Hunter!secret",
            "c2VjcmV0LWtleQ==",
            "Xy7abc9",
            "/9j4AAQSkZJRg+ab3=",
        ] {
            assert!(is_credential(value), "{value}");
        }
        for value in [
            "12",
            "86400",
            "30m",
            "PT15M",
            "2024-11-26",
            "1.2.3",
            "true",
            "ctx",
            "archive.in",
            "dms",
            "PKCS12",
            "RS256",
            "SHA256withRSA",
            "HmacSHA256",
            "AES/CBC/PKCS5Padding",
            "TLSv1.2",
            "TLS_AES_128_GCM_SHA256",
            "org.apache.kafka.common.serialization.StringSerializer",
            "https://sso.contoso.com/",
            "classpath:dms.p12",
            "/etc/ssl/server1.key",
            "server_key.pem",
            "NYSE",
            "Principal",
            "uid",
            "keyvault1",
            "X-Auth-Token",
            "isAuthenticated()",
            "${KEY_1}",
            "headers['partitionKey'] - 1",
            "<YOUR-API-KEY>",
            "redis-1",
            "user_v2",
            "#{a.b2}",
            "mailer1@contoso.com",
            "customerNumber",
            "urn:ietf:params:oauth:grant-type:token-exchange",
        ] {
            assert!(!is_credential(value), "{value}");
        }
    }

    #[test]
    fn what_is_plainly_something_else_is_no_token() {
        for value in [
            "org.apache.kafka.common.StringSerializer",
            "com.contoso.auth.Token2",
            "oauth2.client.name",
            "archive.token",
            "_internal.token.store",
            "my-app.auth.token-store",
            "com.contoso.Outer$Inner",
            "com.contoso.Main#run",
            "com.contoso.AppKeyOne",
            "86400",
            "-86400",
            "12345ms",
            "100.5%",
            "1_000_000",
            "PT15M",
            "P1Y2M",
            "https://x.contoso.com/token",
            "classpath:token",
            "urn:a:b",
            "/etc/token",
            "~/token",
            "./token",
            "../token",
            "C:\\tokens\\a",
            "C:/tokens/a",
            "folder/token.pem",
            "RS256",
            "SHA256withRSA",
            "<YOUR-TOKEN>",
            "#{a.b2}",
            "@{token}",
            "token(x)",
            "headers['x']",
            "mailer@contoso.com",
            "X-Auth-Token",
            "Authorization",
            "${TOKEN}",
        ] {
            assert!(!is_secret_value(Speaks::Likely, value), "{value}");
        }
        for value in [
            "Archive.Token",
            "com.a1b2c3.x",
            "com.contoso.v123",
            "com.aBcDeFgHi.x",
            "com.contoso.aBcDeFghi",
            "1com.contoso.auth",
            "PTMMM",
            "12345q",
            "12-34",
            "m86400",
            "x:abcde",
            "1x://abcde",
            "ht_tp://abcde",
            "https://u@h/abcde",
            "/etc/to?ken",
            "/aBcDeFgHiJkLmNoPq",
            "/etc/token=",
            "C:xtoken",
            "<abcde",
            "abcde>",
            "abcde)",
            "abc(de",
            "@contoso.com",
            "a:b@contoso.com",
            "mailer@localhost",
            "mailer@con_toso.com",
            "RS256-archive",
        ] {
            assert!(is_secret_value(Speaks::Likely, value), "{value}");
        }
        assert!(is_secret_value(Speaks::OfKey, "C:\\") && !is_secret_value(Speaks::OfKey, "C:\\a"));
        assert!(!is_secret_value(Speaks::Likely, "abcd") && is_secret_value(Speaks::Likely, "abcde"));
        assert!(!is_secret_value(Speaks::Likely, "two words"));
    }

    #[test]
    fn credentials_begin_at_a_length() {
        let letters = "abcdefghijklmnopqrstuvwxyzabcdefgh";
        for (short, long) in [
            ("Xy7ab", "Xy7abc"),
            ("Hunte!x", "Hunter!x"),
            ("aBcDeFgHiJkLmNoPqRs", "aBcDeFgHiJkLmNoPqRsT"),
            (&letters[..31], &letters[..32]),
            ("abcd123", "abc123"),
            ("redis-123", "redis-1234"),
            ("Redis-Node1", "RedisNode1"),
            ("abcdef1x", "abcdef1x2y"),
            ("abcdefghijklmnopqrst", "aBcDeFgHiJkLmNoPqRsT"),
            ("abcDefgHijkLmnopqrstU", "abcDefgHijkLmnopqrStu"),
            ("two-words-with-dashes-and-no-digits", "twowordswithdashesandnodigitsinit"),
            ("123-45.6", "123-45.6a"),
        ] {
            assert!(!is_credential(short), "{short}");
            assert!(is_credential(long), "{long}");
        }
    }

    #[test]
    fn a_name_decides_how_much_its_value_has_to_show() {
        assert!(is_secret_value(Speaks::Certainly, "12345") && is_secret_value(Speaks::Certainly, "https://x.y/"));
        assert!(!is_secret_value(Speaks::Certainly, "True") && !is_secret_value(Speaks::Certainly, "${X:false}"));
        assert!(
            is_secret_value(Speaks::Certainly, "${X}Herbst:false}") && !is_secret_value(Speaks::Likely, "${X:${Y}}")
        );
        assert!(is_secret_value(Speaks::OfKey, "4711") && !is_secret_value(Speaks::OfKey, "classpath:a.key"));
        assert!(is_secret_value(Speaks::Likely, "my-root-token") && !is_secret_value(Speaks::Likely, "uuid"));
        assert!(!is_secret_value(Speaks::Weakly, "${KEY}") && is_secret_value(Speaks::Weakly, "${KEY:Nofopokakizo2}"));
    }
}
