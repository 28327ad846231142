//! Credentials in base64: `user:secret` as a header holds it, and whatever would be one by its form.

use std::ops::Range;

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::token;
use super::value::{is_credential, turns};

/// A shorter piece cannot be told from a word.
const SHORTEST: usize = 12;
/// Nobody encodes more of a credential.
const LONGEST: usize = 8192;
/// So much is looked at first: what is no text there is none at all.
const BEGINNING: usize = 12;

/// The pieces of base64 that hold a credential.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = vec![];
    let mut at = 0;
    for run in text.split_inclusive(|char: char| !is_base64(char)) {
        let piece = run.trim_end_matches(|char: char| !is_base64(char));
        // The padding belongs to it.
        let padding = text[at + piece.len()..].bytes().take(2).take_while(|byte| *byte == b'=').count();
        if (SHORTEST..=LONGEST).contains(&piece.len()) && (holds_credential(piece) || is_cloud_key(piece, padding)) {
            ranges.push(at..at + piece.len() + padding);
        }
        at += run.len();
    }
    ranges
}

fn is_base64(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '+' | '/' | '-' | '_')
}

/// The secret key of Amazon (40 characters), or the key of a storage account of Azure (64 bytes): by its length, and letters as chance
/// puts them.
fn is_cloud_key(piece: &str, padding: usize) -> bool {
    matches!((piece.len(), padding), (40, 0) | (86, 2))
        && piece.contains(['+', '/'])
        && piece.contains(|char: char| char.is_ascii_digit())
        && turns(piece) * 4 > piece.len()
}

fn holds_credential(piece: &str) -> bool {
    let alphabet = if piece.contains(['-', '_']) { &URL_SAFE } else { &STANDARD };
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let engine = GeneralPurpose::new(alphabet, config);
    let decoded = |piece: &str| {
        let bytes = engine.decode(piece).ok()?;
        let text = match str::from_utf8(&bytes) {
            Ok(text) => text.to_owned(),
            // A character that the beginning cuts in two.
            Err(error) if error.error_len().is_none() => str::from_utf8(&bytes[..error.valid_up_to()]).ok()?.to_owned(),
            Err(_) => return None,
        };
        (!text.contains(|char: char| char.is_control() && !matches!(char, '\0' | '\n' | '\r' | '\t'))).then_some(text)
    };
    if decoded(&piece[..BEGINNING]).is_none() {
        return false;
    }
    decoded(piece).is_some_and(|text| {
        let parts = text.split_once(':').map(|(_, secret)| secret).or_else(|| text.rsplit('\0').next());
        is_credential(text.trim())
            || parts.is_some_and(|secret| is_credential(secret.trim()))
            || !token::ranges(&text).is_empty()
            || !super::text::pairs(&text).is_empty()
    })
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

    use super::*;

    #[test]
    fn credentials_are_found_in_base64() {
        let id = "3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69";
        for secret in [
            format!("{id}:kV28Q~w3RtYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_UiB"),
            "kV28Q~w3RtYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_UiB".to_owned(),
            "mailer:Kopapavorurno8".to_owned(),
            "Kopapavorurno8".to_owned(),
            "\0mailer\0Kopapavorurno8".to_owned(),
            "grüßexäöü: Kopapavorurno8".to_owned(),
            "{\"password\": \"abc\"}".to_owned(),
        ] {
            for piece in [STANDARD.encode(&secret), URL_SAFE_NO_PAD.encode(&secret)] {
                let text = format!("see \"{piece}\", or not");
                let found: Vec<&str> = ranges(&text).into_iter().map(|range| &text[range]).collect();
                assert_eq!(found, [&piece], "{secret}");
            }
        }
        let storage = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
        let found = |text: &'static str| ranges(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(found(storage), [storage]);
        // By chance a letter in two has another case than the one before it.
        let (few, enough) = ("aBcDeFgHiJklmnopqrstuvwxyzabcdefghijkl/1", "aBcDeFgHiJkLmnopqrstuvwxyzabcdefghijkl/1");
        assert_eq!((ranges(few).len(), ranges(enough).len()), (0, 1));
        assert!(ranges(&STANDARD.encode(b"Kopapavorurno8\xff23")).is_empty(), "what is no text is no credential");
        assert_eq!(found("x wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"]);
    }

    #[test]
    fn other_words_are_no_base64_of_a_credential() {
        let sentence = STANDARD.encode("just a sentence, as any other");
        let certificate = STANDARD.encode("-----BEGIN CERTIFICATE-----\nMIIB");
        for text in [
            "org/apache/kafka/common/serialization/Json",
            "customerNumberOfTheWholeWorld",
            "sha512-Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
            "0efbb3d683b713857750eec4b042ca1a7c50b5e4",
            "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A",
            &sentence,
            &certificate,
        ] {
            assert!(ranges(text).is_empty(), "{text}");
        }
    }
}
