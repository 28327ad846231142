//! Credentials that are known by their form, wherever they are in a text.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::value::is_credential;
use super::vocabulary::{HOOKS, MARKS, SCHEMES, TOKENS};

/// What can begin a credential, found in one pass.
struct Needles {
    automaton: AhoCorasick,
    kinds: Vec<Kind>,
}

#[derive(Clone, Copy)]
enum Kind {
    /// The mark of a client secret of Microsoft Entra, in the middle of it.
    Entra,
    /// base64 of `{"`, with which a JWT begins.
    Jwt,
    /// A block of PEM.
    Pem,
    /// A beginning of [`TOKENS`], with the least number of characters that follow.
    Prefix(usize),
    /// An address of [`HOOKS`].
    Hook,
    /// The token of a bot of Telegram: a number, a colon, and this.
    Bot,
    /// A mark of [`MARKS`], with the least number of characters that follow.
    Mark(usize),
    /// A scheme of [`SCHEMES`].
    Scheme,
}

fn needles() -> &'static Needles {
    static NEEDLES: OnceLock<Needles> = OnceLock::new();
    NEEDLES.get_or_init(|| {
        let mut patterns: Vec<(String, Kind)> = vec![
            ("Q~".into(), Kind::Entra),
            ("Q%7E".into(), Kind::Entra),
            ("Q%7e".into(), Kind::Entra),
            ("eyJ".into(), Kind::Jwt),
            ("-----BEGIN ".into(), Kind::Pem),
            (":AA".into(), Kind::Bot),
        ];
        patterns.extend(TOKENS.iter().map(|(prefix, least)| ((*prefix).to_owned(), Kind::Prefix(*least))));
        patterns.extend(MARKS.iter().map(|(mark, least)| ((*mark).to_owned(), Kind::Mark(*least))));
        patterns.extend(HOOKS.iter().map(|hook| ((*hook).to_owned(), Kind::Hook)));
        for scheme in SCHEMES {
            let capital = format!("{}{}", scheme[..1].to_uppercase(), &scheme[1..]);
            patterns.extend([(*scheme).to_owned(), capital, scheme.to_uppercase()].map(|text| (text, Kind::Scheme)));
        }
        patterns.extend(["ApiKey", "SharedAccessSignature", "SharedKey"].map(|text| (text.to_owned(), Kind::Scheme)));
        // A table for each state is faster to search with, but takes longer to make than most files take to be searched.
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::LeftmostLongest).kind(Some(AhoCorasickKind::ContiguousNFA));
        let automaton = builder.build(patterns.iter().map(|(text, _)| text)).expect("short patterns make an automaton");
        Needles { automaton, kinds: patterns.into_iter().map(|(_, kind)| kind).collect() }
    })
}

/// The credentials in a text, in the order of where they were found.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = vec![];
    let mut done = 0;
    let needles = needles();
    for found in needles.automaton.find_iter(text) {
        // What is hidden already is not looked at again, so that the whole stays linear.
        if found.start() < done {
            continue;
        }
        let range = match needles.kinds[found.pattern().as_usize()] {
            Kind::Entra => entra(text, found.start(), found.end()),
            Kind::Jwt => jwt(text, found.start()),
            Kind::Pem => pem(text, found.start()),
            Kind::Prefix(least) => begins(text, found.start(), found.end(), least),
            Kind::Hook => hook(text, found.end()),
            Kind::Bot => bot(text, found.start()),
            Kind::Mark(least) => mark(text, found.end(), least),
            Kind::Scheme => scheme(text, found.start(), found.end()),
        };
        if let Some(range) = range {
            done = range.end;
            ranges.push(range);
        }
    }
    ranges
}

/// The end of the run of characters from `from` on.
fn run(text: &str, from: usize, belongs: impl Fn(u8) -> bool) -> usize {
    from + text.as_bytes()[from..].iter().take_while(|byte| belongs(**byte)).count()
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/=_-".contains(&byte)
}

/// Three characters, a digit, the mark, and thirty and more characters; a part of them is enough.
fn entra(text: &str, mark: usize, end: usize) -> Option<Range<usize>> {
    const LEAST: usize = 10;
    let bytes = text.as_bytes();
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_~.%-".contains(&byte);
    let start = mark.checked_sub(4)?;
    if !bytes[mark - 1].is_ascii_digit() || !bytes[start..mark].iter().copied().all(allowed) {
        return None;
    }
    let stop = run(text, end, allowed);
    (stop - end >= LEAST).then_some(start..stop)
}

fn jwt(text: &str, start: usize) -> Option<Range<usize>> {
    const LEAST: usize = 12;
    if start > 0 && is_base64(text.as_bytes()[start - 1]) && text.as_bytes()[start - 1] != b'=' {
        return None;
    }
    let end = run(text, start, |byte| is_base64(byte) || byte == b'.');
    (end - start >= LEAST).then_some(start..end)
}

/// A private key, from the line after its header to its last line.
fn pem(text: &str, start: usize) -> Option<Range<usize>> {
    const HEADER: usize = 80;
    let begin = start + "-----BEGIN ".len();
    let title = begin + text[begin..].bytes().take(HEADER).position(|byte| byte == b'-')?;
    if !text[begin..title].contains("PRIVATE") {
        return None;
    }
    let from = run(text, title, |byte| byte == b'-');
    let end = text[from..].find("-----END").map_or(text.len(), |end| from + end);
    Some(from..end)
}

fn begins(text: &str, start: usize, end: usize, least: usize) -> Option<Range<usize>> {
    if start > 0 && (text.as_bytes()[start - 1].is_ascii_alphanumeric() || text.as_bytes()[start - 1] == b'_') {
        return None;
    }
    let stop = run(text, end, |byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
    let tail = &text[end..stop];
    // A name in place of a key is all of one case and without digits.
    let fits = tail.len() >= least && (tail.contains(|char: char| char.is_ascii_digit()) || tail.len() >= 2 * least);
    fits.then(|| start..secret_of(text, stop))
}

/// The end of the key that belongs to an identifier, where it is given together with it: 40 characters of base64.
fn secret_of(text: &str, id: usize) -> usize {
    const KEY: usize = 40;
    let from = id
        + text[id..]
            .chars()
            .next()
            .filter(|char| matches!(char, ':' | '/' | ',' | ';' | ' '))
            .map_or(0, char::len_utf8);
    let stop = run(text, from, |byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte));
    if stop - from == KEY { stop } else { id }
}

fn hook(text: &str, end: usize) -> Option<Range<usize>> {
    const LEAST: usize = 8;
    let stop = run(text, end, |byte| byte.is_ascii_alphanumeric() || b"_.-/:%@=+".contains(&byte));
    (stop - end >= LEAST).then_some(end..stop)
}

fn bot(text: &str, colon: usize) -> Option<Range<usize>> {
    const NUMBER: Range<usize> = 8..13;
    const LEAST: usize = 30;
    let number =
        text.as_bytes()[..colon].iter().rev().take(NUMBER.end).take_while(|byte| byte.is_ascii_digit()).count();
    let stop = run(text, colon + 1, |byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    (NUMBER.contains(&number) && stop - colon > LEAST).then_some(colon + 1..stop)
}

/// The rest of the word; of what is in parentheses up to their end; of a private key of PuTTY all that follows.
fn mark(text: &str, end: usize, least: usize) -> Option<Range<usize>> {
    if text[..end].ends_with(':') {
        return Some(end..text.len());
    }
    let close = if text[..end].ends_with('(') { ')' } else { '"' };
    let stop = text[end..].find(|char: char| char.is_whitespace() || char == close || "\"'`<>;".contains(char));
    let stop = stop.map_or(text.len(), |stop| end + stop);
    (stop - end >= least).then_some(end..stop)
}

/// What follows the scheme of the header `Authorization`. `Basic authentication` is no such thing.
fn scheme(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    if text[..start].ends_with(|char: char| char.is_alphanumeric()) {
        return None;
    }
    let gap = text[end..].len() - text[end..].trim_start_matches([' ', '\t', ':', '\u{a0}']).len();
    let from = end + gap;
    if gap == 0 {
        return None;
    }
    let stop = from
        + text[from..]
            .find(|char: char| char.is_whitespace() || "\"'`,;<>".contains(char))
            .unwrap_or(text.len() - from);
    // What ends a sentence, or a key.
    let word = text[from..stop].trim_end_matches([':', '.', '!', '?', ')', ']', '}']);
    let stop = from + word.len();
    is_credential(word).then_some(from..stop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        ranges(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn known_forms_are_found_inside_of_a_text() {
        for (text, secret) in [
            ("# it48Q~kTxdVKYRPAfWvfzFTRZ8adEZ7jHB4L86eD old", "it48Q~kTxdVKYRPAfWvfzFTRZ8adEZ7jHB4L86eD"),
            ("x=it48Q%7EkTxdVKYRPAfWvfzFTRZ8adEZ7&y", "it48Q%7EkTxdVKYRPAfWvfzFTRZ8adEZ7"),
            ("t eyJhbGciOiJIUzI1NiJ9.Benutovumuga2.Benutovumuga2,", "eyJhbGciOiJIUzI1NiJ9.Benutovumuga2.Benutovumuga2"),
            ("-----BEGIN RSA PRIVATE KEY-----\\nMIIE\\n-----END RSA PRIVATE KEY-----", "\\nMIIE\\n"),
            ("Basic YXJjaGl2ZTpIZXJic3QtMjAyMw==", "YXJjaGl2ZTpIZXJic3QtMjAyMw=="),
            ("Authorization: Bearer Lasanalosaro5", "Lasanalosaro5"),
            ("https://hooks.slack.com/services/T0/B0/Dakekevefural8", "T0/B0/Dakekevefural8"),
            ("AKIA23MCG5JPLJ3HKBYN", "AKIA23MCG5JPLJ3HKBYN"),
            ("12345678:AAHdqTcvCH1vGWJxfSeofSAs0K5PAL", "AAHdqTcvCH1vGWJxfSeofSAs0K5PAL"),
            ("=eyJabcdefghi", "eyJabcdefghi"),
            ("ghp_abcdefghijklmnopqrst", "ghp_abcdefghijklmnopqrst"),
            ("ghp_abcdefghi1", "ghp_abcdefghi1"),
            ("https://h/api/webhooks/12345678", "12345678"),
            ("-----BEGIN ENCRYPTED PRIVATE KEY-----x", "x"),
            ("Basic: Hunter22x", "Hunter22x"),
            ("'Basic Hunter22x', y", "Hunter22x"),
            ("Authorization: token Lasanalosaro5", "Lasanalosaro5"),
            ("h: Bearer Lasanalosaro5:", "Lasanalosaro5"),
            ("123456789:AAF1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q", "AAF1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q"),
            ("x sk-proj-aB1cD2eF3gH4", "sk-proj-aB1cD2eF3gH4"),
            ("a $2a$10$N9qo8uLOickgx2ZMRZoMye b", "10$N9qo8uLOickgx2ZMRZoMye"),
            ("mailer:{SHA}fEqNCco3Yq9h5ZUglD3CZJT4lBs=", "fEqNCco3Yq9h5ZUglD3CZJT4lBs="),
            ("{noop}x", "x"),
            ("ENC(Zm9vYmFy) x", "Zm9vYmFy"),
            ("Private-Lines: 8 AAAA Private-MAC: 1", " 8 AAAA Private-MAC: 1"),
            (
                "AKIA23MCG5JPLJ3HKBYN:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                "AKIA23MCG5JPLJ3HKBYN:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            ),
            ("use ghp_16C7e42F292c6912E7710c838347Ae178B4a now", "ghp_16C7e42F292c6912E7710c838347Ae178B4a"),
        ] {
            assert_eq!(found(text), [secret], "{text}");
        }
    }

    #[test]
    fn words_are_none() {
        for text in [
            "Basic authentication",
            "the bearer of good news",
            "token endpoint, token 12 of 15, Token expired",
            "bearer-only",
            "a FAQ~1",
            "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END",
            "eyJ",
            "12345678:AAHdqTcvCH1vGWJxfSeofSAs0K5PA",
            "eyJabcdefgh",
            "a long beginning eyJabcdefgh",
            "xeyJabcdefghi",
            "ghp_abcdefghij",
            "ghp_abcdefghijklmnop",
            "xghp_abcdefghi1",
            "_ghp_abcdefghi1",
            "https://h/api/webhooks/1234567",
            "xBasic Hunter22x",
            "BasicHunter22x",
            "itxxQ~kTxdVKYRPAfWvfzFTRZ8adEZ7jHB4L86eD",
            "it48Q~kTxdVKYRP",
            "i:48Q~kTxdVKYRPAfWvfzFTRZ8adEZ7jHB4L86eD",
            "sk_test_key",
            "ASIA-PACIFIC",
            "Bearer ${TOKEN}",
            "AKIA_REGION",
            "12:AA and 1234567:AAF1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q",
            "replaced by $1$2abc and $2",
            "{SHA} of it",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
