//! Property names and Spring's relaxed binding.
//!
//! Source: Spring Boot reference, "Relaxed Binding"; measured: two names are the same setting when they are equal
//! element by element in lower case without any character but a-z and 0-9.

/// A byte-order mark as Java reads it before the first name of a `.properties` file. Nobody who asks for the name finds it.
pub const MARK: &str = "ï»¿";

/// The comparison form of a property name: every element in lower case, dashes and underscores dropped;
/// indexes and exact map keys (`[0]`, `[featureSwitches]`) stay as they are.
pub fn canonical(name: &str) -> String {
    let mut canonical = String::with_capacity(name.len());
    let mut bracket = false;
    if name.is_ascii() && !name.contains('[') {
        canonical.extend(
            name.bytes()
                .filter(|byte| byte.is_ascii_alphanumeric() || *byte == b'.')
                .map(|byte| char::from(byte.to_ascii_lowercase())),
        );
        return canonical;
    }
    let mut name = name;
    if let Some(rest) = name.strip_prefix(MARK) {
        canonical.push_str(MARK);
        name = rest;
    }
    for char in name.chars() {
        match char {
            '[' => bracket = true,
            ']' if bracket => {
                bracket = false;
                canonical.push(char);
                continue;
            }
            _ => {}
        }
        if bracket || char == '.' {
            canonical.push(char);
        } else {
            canonical.extend(char.to_lowercase().filter(|lower| lower.is_ascii_alphanumeric()));
        }
    }
    canonical
}

/// Whether a name may have, or go on to, this canonical form: for a quick look at many names, of which it lets some through that have
/// another one.
pub(crate) fn may_begin(name: &str, canonical: &str) -> bool {
    let mut expected = canonical.bytes();
    for byte in name.bytes() {
        match byte {
            b'[' | 0x80.. => return true,
            b'.' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => match expected.next() {
                None => return true,
                Some(expected) if expected != byte.to_ascii_lowercase() => return false,
                Some(_) => {}
            },
            _ => {}
        }
    }
    true
}

/// Whether a name, or the beginning of one, may lead to what Spring itself looks at: `s-pri}ng` is `spring` to it, too.
pub(crate) fn is_spring(name: &str) -> bool {
    may_begin(name, "spring")
}

/// Whether two names are the same setting under relaxed binding.
pub fn same(one: &str, other: &str) -> bool {
    one == other || canonical(one) == canonical(other)
}

/// Whether `name` lies below `prefix` (both canonical); gives what follows the dot.
pub fn below<'n>(name: &'n str, prefix: &str) -> Option<&'n str> {
    name.strip_prefix(prefix)?.strip_prefix('.')
}

/// Whether a key of the section holds a password. The legacy vocabulary of osweb is not documented, so its words are sought
/// anywhere in the key, in any spelling that relaxed binding makes equal.
pub fn is_password(key: &str) -> bool {
    const WORDS: [&str; 6] = ["password", "passwd", "passwort", "kennwort", "passphrase", "pwd"];
    let canonical = canonical(key);
    WORDS.iter().any(|word| canonical.contains(word)) || ends_with_pass(&canonical)
}

/// `pass`, `smtpPass`, but not `bypass`.
fn ends_with_pass(lower: &str) -> bool {
    lower.ends_with("pass") && !lower.ends_with("bypass") && !lower.ends_with("compass")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_spring_binds_alike_are_the_same() {
        for spelling in [
            "feature-switches.send-email.smtp-server",
            "FEATURE_SWITCHES.SEND_EMAIL.SMTPSERVER",
            "featureswitches.sendemail.smtp_server",
        ] {
            assert!(same("featureSwitches.sendEmail.smtpServer", spelling), "{spelling}");
        }
        assert!(!same("featureSwitches.sendEmail.smtpServer", "[featureSwitches].sendEmail.smtpServer"));
        assert!(!same("a.b", "ab"));
        assert!(!same("a[0]", "a[1]"));
    }
}
