//! Masking of secrets in everything that comes in from, or goes out to, a server.

use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use crate::secret::{MASK, Secret};

/// So many bytes of a secret in a row are a leak. Shorter pieces cannot be told from chance.
const PIECE: usize = 8;

/// Knows the secrets of one run and replaces them, whole or in part, wherever they turn up.
///
/// Every run of [`PIECE`] bytes of a secret is known, in each form, so that a server which sends back a part of a token, cut or
/// broken into lines, does not get it past the mask. Capital and small letters are not told apart.
#[derive(Default)]
pub(super) struct Masker {
    pieces: HashSet<[u8; PIECE]>,
    /// Secrets shorter than a piece, in small letters.
    short: Vec<Secret>,
}

impl Masker {
    /// Adds a secret in the forms in which it can turn up: as it is, form-encoded, in base64, in hexadecimal digits, in UTF-16, in
    /// the escapes of JSON and of URLs.
    pub(super) fn add(&mut self, secret: &str) {
        if secret.is_empty() {
            return;
        }
        self.add_form(secret);
        let each = |form: &dyn Fn(u8) -> String| secret.bytes().map(form).collect::<String>();
        let encoded = each(&|byte| if plain(byte) { (byte as char).to_string() } else { format!("%{byte:02x}") });
        if encoded != secret {
            self.add_form(&encoded);
        }
        if secret.len() < PIECE {
            // In longer forms so few characters could be anything.
            return;
        }
        for separator in ["", " ", ":", "-"] {
            self.add_form(&each(&|byte| format!("{byte:02x}{separator}")));
        }
        for prefix in ["%", "\\x", "=", "\\u00", "&#x"] {
            let end = if prefix == "&#x" { ";" } else { "" };
            self.add_form(&each(&|byte| format!("{prefix}{byte:02x}{end}")));
        }
        // UTF-16 read as UTF-8: a zero between the characters.
        self.add_form(&each(&|byte| format!("{}\0", byte as char)));
        for skip in 0..3 {
            // In base64 three beginnings look different; the ends that depend on what follows are left out.
            let bytes = &secret.as_bytes()[skip.min(secret.len())..];
            let whole = bytes.len() / 3 * 3;
            self.add_form(&STANDARD.encode(&bytes[..whole]));
            self.add_form(&URL_SAFE_NO_PAD.encode(&bytes[..whole]));
        }
        self.add_form(&STANDARD.encode(secret));
    }

    fn add_form(&mut self, form: &str) {
        let form = form.to_ascii_lowercase();
        let bytes = form.as_bytes();
        if bytes.len() < PIECE {
            self.short.push(Secret::new(form.as_str()));
        }
        for window in bytes.windows(PIECE) {
            self.pieces.insert(window.try_into().expect("a window has its length"));
        }
    }

    /// The text with every secret replaced.
    pub(super) fn mask(&self, text: &str) -> String {
        let folded = text.to_ascii_lowercase();
        let bytes = folded.as_bytes();
        let mut hidden = vec![false; bytes.len()];
        for (at, window) in bytes.windows(PIECE).enumerate() {
            if self.pieces.contains(window) {
                hidden[at..at + PIECE].fill(true);
            }
        }
        for secret in &self.short {
            for (at, found) in folded.match_indices(secret.expose()) {
                hidden[at..at + found.len()].fill(true);
            }
        }
        for token in tokens(text.as_bytes()) {
            hidden[token].fill(true);
        }
        let mut masked = String::with_capacity(text.len());
        let mut inside = false;
        for (at, character) in text.char_indices() {
            if !hidden[at] {
                masked.push(character);
            } else if !inside {
                masked.push_str(MASK);
            }
            inside = hidden[at];
        }
        masked
    }
}

/// What form encoding leaves as it is.
fn plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._*".contains(&byte)
}

/// Runs that look like a token or a base64 payload although nobody announced them: three parts of a JWT, or 44 and
/// more characters of base64 in a row with both cases and a digit. (A GUID is shorter and an error id has one case.)
fn tokens(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut found = vec![];
    let mut at = 0;
    while at < bytes.len() {
        let len = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"+/=_-".contains(byte)).count();
        let run = &bytes[at..at + len];
        let mixed = run.iter().any(u8::is_ascii_lowercase)
            && run.iter().any(u8::is_ascii_uppercase)
            && run.iter().any(u8::is_ascii_digit);
        if (len >= 44 && mixed) || (len >= 16 && run.starts_with(b"eyJ")) {
            found.push(at..at + len);
        }
        at += len.max(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_masked_whole_in_part_and_in_other_forms() {
        let mut masker = Masker::default();
        let secret = "abc8Q~x-y.z_0123456789abcdefghijklmno";
        masker.add(secret);
        assert_eq!(masker.mask(&format!("a {secret} b")), "a *** b");
        assert_eq!(masker.mask(&format!("cut: {}", &secret[4..20])), "cut: ***");
        assert_eq!(masker.mask("client_secret=abc8Q%7Ex-y.z_0123456789&x"), "client_secret=***&x");
        assert_eq!(masker.mask(&format!("Basic {}", STANDARD.encode(secret))), "Basic ***");
        assert_eq!(masker.mask("nothing to hide"), "nothing to hide");
        let each = |form: fn(u8) -> String| secret.bytes().map(form).collect::<String>();
        let forms = [
            secret.to_uppercase(),
            each(|byte| format!("{byte:02x}")),
            each(|byte| format!("{byte:02X} ")),
            each(|byte| format!("{byte:02x}:")),
            each(|byte| format!("%{byte:02X}")),
            each(|byte| format!("\\u00{byte:02x}")),
            each(|byte| format!("{}\0", byte as char)),
            STANDARD.encode(format!("x{secret}")),
            URL_SAFE_NO_PAD.encode(format!("xy{secret}")),
        ];
        for form in forms {
            let masked = masker.mask(&form);
            assert!(masked.starts_with(MASK) || masked.contains("***"), "{form}");
            assert!(masked.len() < 16, "{form} left {masked}");
        }
        // Too short to be taken for a token in any case.
        masker.add("Herbst#2023");
        for before in ["", "x", "xy"] {
            let masked = masker.mask(&STANDARD.encode(format!("{before}Herbst#2023")));
            assert!(masked.contains(MASK) && masked.len() < 12, "{before}: {masked}");
        }
        masker.add("pw1");
        assert_eq!(masker.mask("the pw1 is"), "the *** is");
    }

    #[test]
    fn a_token_that_nobody_announced_is_masked_and_ids_stay() {
        let masker = Masker::default();
        assert_eq!(masker.mask("got eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4eXoifQ.c2lnbmF0dXJl"), "got ***.***.c2lnbmF0dXJl");
        let kept = "535 5.7.3 Authentication unsuccessful [FR0P281CA0123.DEUP281.PROD.OUTLOOK.COM 2026-11-23T10:00:00.000Z 08DE2A1B2C3D4E5F]";
        assert_eq!(masker.mask(kept), kept);
        let kept = "Trace ID: 0000aaaa-11bb-cccc-dd33-eeeeee333333";
        assert_eq!(masker.mask(kept), kept);
    }
}
