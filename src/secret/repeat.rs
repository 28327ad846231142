//! Repetitions: a secret that is known is found wherever it turns up, as it is, encoded for an address, or in base64.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Match, MatchKind};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::text::is_reference;
use super::value::is_name;
use crate::property::{Content, value};

/// Finds the repetitions of known secrets in one pass over a text.
#[derive(Clone)]
pub(super) struct Repeats {
    sought: AhoCorasick,
    /// So many of the patterns are the secrets as they are; those after them are encoded.
    plain: usize,
    /// Of each pattern, whether the secret is made like a name (`oauth2`).
    names: Vec<bool>,
}

/// Passwords that everybody knows, and that are words of configurations as well: they are hidden where they are a password and shown where
/// they are a user or a database.
const COMMON: &[&str] = &[
    "administrator",
    "anonymous",
    "changeit",
    "changeme",
    "cassandra",
    "database",
    "developer",
    "elasticsearch",
    "guest",
    "keystore",
    "localhost",
    "mongodb",
    "mysql",
    "nacos",
    "oracle",
    "password",
    "passwort",
    "kennwort",
    "postgres",
    "postgresql",
    "production",
    "rabbitmq",
    "redis",
    "secret",
    "sentinel",
    "spring",
    "springboot",
    "testuser",
    "username",
    "zookeeper",
];

/// A shorter text is hidden where it is, but not sought elsewhere: it would be found everywhere.
const SHORTEST: usize = 5;
/// A word in one case, which could be any word, has to be longer.
const SHORTEST_WORD: usize = 8;
/// From this length on a secret is sought in base64, too; shorter pieces of base64 cannot be told from chance.
const SHORTEST_ENCODED: usize = 8;
/// From this length on it is no accident that a name, a word or a number holds it.
const SURE: usize = 16;
/// Up to this length: nobody encodes more.
const LONGEST_ENCODED: usize = 4096;

impl Repeats {
    /// Takes the secrets. `None` where none of them can be told from ordinary text.
    pub(super) fn new(texts: Vec<String>) -> Option<Self> {
        let mut sought = vec![];
        for text in texts {
            // The lines of a long secret may turn up one by one.
            if text.contains(['\n', '\r']) {
                sought.extend(text.split(['\n', '\r']).map(|line| line.trim().to_owned()));
            }
            let trimmed = text.trim();
            if trimmed.len() < text.len() {
                sought.push(trimmed.to_owned());
            }
            sought.push(text);
        }
        sought.retain(|text| is_distinct(text));
        sought.sort_unstable();
        sought.dedup();
        let plain = sought.len();
        let mut names: Vec<bool> = sought.iter().map(|text| text.len() < SURE && is_name(text)).collect();
        for at in 0..plain {
            let encoded = encoded(&sought[at]);
            names.extend(encoded.iter().map(|_| names[at]).collect::<Vec<_>>());
            sought.extend(encoded);
        }
        if sought.is_empty() {
            return None;
        }
        // The kind that is made in a time that grows with the secrets' length: a DFA of repetitive ones takes its square.
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::LeftmostLongest).kind(Some(AhoCorasickKind::ContiguousNFA));
        builder.build(sought).ok().map(|sought| Self { sought, plain, names })
    }

    /// Where the secrets are in keys and names. A secret that is made like a name (`oauth2`) is none there.
    pub(super) fn find_in_name(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.matches(text).filter(|found| !self.names[found.pattern().as_usize()]).map(|found| found.range())
    }

    /// Where the secrets are in a text.
    pub(super) fn find(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.matches(text).map(|found| found.range())
    }

    fn matches(&self, text: &str) -> impl Iterator<Item = Match> {
        let found = self.sought.find_iter(text);
        // What is encoded is a part of a longer piece, of whatever characters it happens to consist.
        let is_one = |found: &Match| found.pattern().as_usize() >= self.plain || stands_alone(text, &found.range());
        found.filter(is_one)
    }
}

/// Whether a text can be told from others.
fn is_distinct(text: &str) -> bool {
    let length = text.chars().count();
    let lower = text.chars().all(char::is_lowercase) || text.chars().all(char::is_uppercase);
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    length >= SHORTEST
        && !(lower && (length < SHORTEST_WORD || COMMON.contains(&text.to_lowercase().as_str())))
        && !(digits && length <= SHORTEST)
        && text.chars().any(char::is_alphanumeric)
        && value::content(text) != Content::Masked
        && !is_reference(text)
}

/// A text as it is, and encoded.
pub(super) fn forms(text: &str) -> Vec<String> {
    [vec![text.to_owned()], encoded(text)].concat()
}

/// A secret as it is in an address, between quotes, in XML, in one case, in hexadecimal digits, and in base64 at each of the three places that
/// it can have in a longer text.
fn encoded(text: &str) -> Vec<String> {
    if text.len() < SHORTEST_ENCODED || text.len() > LONGEST_ENCODED {
        return vec![];
    }
    let mut forms = vec![];
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if !text.bytes().all(plain) || text.contains('~') {
        let percent = |upper: bool, kept: &dyn Fn(u8) -> bool| -> String {
            let escape = |byte: u8| match (kept(byte), upper) {
                (true, _) => char::from(byte).to_string(),
                (false, true) => format!("%{byte:02X}"),
                (false, false) => format!("%{byte:02x}"),
            };
            text.bytes().map(escape).collect()
        };
        let form = |byte: u8| byte.is_ascii_alphanumeric() || b"-._*".contains(&byte);
        forms.extend([percent(true, &plain), percent(false, &plain), percent(true, &form), percent(false, &form)]);
        if text.contains(' ') {
            forms.extend([percent(true, &form), percent(false, &form)].map(|text| text.replace("%20", "+")));
        }
        let escaped = [
            text.replace('\\', "\\\\").replace('"', "\\\""),
            text.replace('\'', "''"),
            text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
        ];
        forms.extend(escaped.into_iter().filter(|escaped| escaped != text));
    }
    if !text.chars().all(char::is_alphabetic) {
        forms.extend([text.to_lowercase(), text.to_uppercase()].into_iter().filter(|other| other != text));
    }
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    forms.extend([hex.to_uppercase(), hex]);
    for before in 0..3 {
        let mut bytes = vec![0; before];
        bytes.extend(text.as_bytes());
        let whole = STANDARD_NO_PAD.encode(&bytes);
        // What the bytes before and after have a hand in is left out.
        let start = (before * 8).div_ceil(6);
        let end = bytes.len() * 8 / 6;
        let inner = &whole[start..end];
        forms.push(inner.to_owned());
        if inner.contains(['+', '/']) {
            forms.push(inner.replace('+', "-").replace('/', "_"));
        }
    }
    forms
}

/// Whether a find is the secret and no part of a longer word or number: `admin` is no part of `administrator`. What consists of more than
/// letters, or more than digits, is no word.
fn stands_alone(text: &str, found: &Range<usize>) -> bool {
    let mut chars = text[found.clone()].chars();
    let letters = chars.clone().all(char::is_alphabetic);
    let digits = chars.all(|char| char.is_ascii_digit());
    if (!letters && !digits) || found.len() >= SURE {
        return true;
    }
    let belongs = |char: char| if letters { char.is_alphanumeric() } else { char.is_ascii_digit() };
    let before = text[..found.start].chars().next_back().is_some_and(belongs);
    let after = text[found.end..].chars().next().is_some_and(belongs);
    !(before || after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(secrets: &[&str], text: &str) -> Vec<String> {
        let repeats = Repeats::new(secrets.iter().map(|text| (*text).to_owned()).collect());
        repeats.map_or_else(Vec::new, |repeats| repeats.find(text).map(|range| text[range].to_owned()).collect())
    }

    #[test]
    fn a_secret_is_found_in_any_form() {
        assert_eq!(found(&["Herbst#2023"], "x Herbst#2023y"), ["Herbst#2023"]);
        assert_eq!(found(&["Herbst#2023"], "?p=Herbst%232023&"), ["Herbst%232023"]);
        for before in ["", "a", "ab", "abc"] {
            let text = STANDARD_NO_PAD.encode(format!("{before}:Kopapavorurno8:x"));
            assert_eq!(found(&["Kopapavorurno8"], &text).len(), 1, "{before}");
        }
        for (secret, text) in [
            ("Herbst 2023#", "?p=Herbst+2023%23&"),
            ("Herbst~#2023", "?p=Herbst~%232023"),
            ("Herbst~#2023", "?p=Herbst%7E%232023"),
            ("Her\"bst'2023", r#"{"p": "Her\"bst'2023"}"#),
            ("Her\"bst'2023", "'Her\"bst''2023'"),
            ("Her<bst>2023", "<p>Her&lt;bst&gt;2023</p>"),
            ("Herbst2023", "HERBST2023"),
            ("Herbst2023", "herbst2023"),
            ("Herbst2023", "x=486572627374323032330a"),
        ] {
            assert_eq!(found(&[secret], text).len(), 1, "{text}");
        }
        assert!(found(&["ab#1cde"], "ab%231cde").is_empty(), "what is short is not told from chance in another form");
        assert_eq!(found(&["ab#1cdef"], "ab%231cdef").len(), 1);
        let long = "ab#1".repeat(1024);
        assert_eq!(found(&[&long], &long.replace('#', "%23")).len(), 1);
        assert!(found(&[&format!("{long}x")], &long.replace('#', "%23")).is_empty(), "nobody encodes so much");
        // The encoded piece is of letters alone, and a part of a longer word.
        assert_eq!(found(&["ba..bb./"], "YmEuLmJiLi8=").len(), 1);
        let repeats = Repeats::new(vec!["Herbst2023".to_owned(), "oauth2".to_owned()]).unwrap();
        let names = "featureswitches.herbst2023.oauth2";
        assert_eq!(repeats.find_in_name(names).map(|range| &names[range]).collect::<Vec<_>>(), ["herbst2023"]);
        assert_eq!(found(&["one line\ntwo lines"], "two lines"), ["two lines"]);
    }

    #[test]
    fn what_is_an_ordinary_word_is_not_sought() {
        assert!(
            found(
                &["admin", "root", "postgres", "12345", "ab1", "***********", "${HIDDEN}"],
                "admin root postgres 12345 ab1"
            )
            .is_empty()
        );
        assert_eq!(found(&["sommerregen"], "sommerregen, sommerregens"), ["sommerregen"]);
        assert_eq!(found(&["1234567"], "1234567 01234567"), ["1234567"]);
        assert!(found(&["sommerregen"], "sommerregens").is_empty() && found(&["1234567"], "01234567").is_empty());
        assert_eq!(found(&["Herbst2023"], "1Herbst20234").len(), 1);
        assert!(found(&["sommers"], "sommers").is_empty() && !found(&["sommerst"], "sommerst").is_empty());
    }
}
