//! Random files with a legacy section.
#![allow(dead_code, reason = "each of the two test programs uses a part of it")]

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// The old password, wherever one is written.
pub const PASSWORD: &str = "Winter-2019-Geheim";

#[derive(Clone, Copy, Debug, PartialEq)]
enum Layout {
    /// One key a line below `sendEmail:`
    Nested,
    /// `featureSwitches.sendEmail.smtpServer:`
    Dotted,
    /// `sendEmail.smtpServer:` below `featureSwitches:`
    HalfDotted,
    /// `{…}` on one line
    Flow,
    /// `{…}` with a pair a line
    FlowLines,
}

#[derive(Clone, Copy, Debug)]
enum Spelling {
    Camel,
    Kebab,
    Snake,
    Lower,
}

#[derive(Clone, Debug)]
struct Entry {
    /// The words of the key: `["smtp", "Server"]`.
    key: &'static [&'static str],
    value: &'static str,
    /// Whether it may go: a setting or a leftover.
    own: bool,
    comments: Vec<String>,
    behind: Option<String>,
}

/// A random file.
#[derive(Clone, Debug)]
pub struct Shape {
    layout: Layout,
    spelling: Spelling,
    indent: usize,
    key_quote: &'static str,
    value_quote: &'static str,
    line_end: &'static str,
    encoding: &'static str,
    final_end: bool,
    trailing_comma: bool,
    entries: Vec<Entry>,
    before: Vec<&'static str>,
    after: Vec<&'static str>,
    comments: Vec<String>,
}

const SETTINGS: [(&[&str], &[&str]); 8] = [
    (&["smtp", "Server"], &["smtp.office365.com", "mail.contoso-mail.de", "10.0.0.1", "smtp.office365.com:587"]),
    (&["smtp", "Port"], &["587", "25", "465", "0587"]),
    (&["smtp", "Encryption"], &["STARTTLS", "SSL", "none", "tls", "TLS", "", "${ENCRYPTION}"]),
    (&["smtp", "Authentication"], &["LOGIN", "PLAIN", "true", "ms_oauth", "MS_OAUTH", "", "${AUTH}"]),
    (&["smtp", "Username"], &["osweb@contoso-mail.de", "osweb", "CONTOSO\\osweb", "", "${USER}"]),
    (&["o", "Auth", "Client", "Id"], &["7a4be21f-93d8-4c06-b5f2-6d81e09c35aa", "<client-id>", ""]),
    (&["o", "Auth", "Client", "Secret"], &["${SECRET}", "******", ""]),
    (&["o", "Auth", "Tenant", "Id"], &["c50e8d3b-1f67-4b92-a8d4-2e963fb7140c", "common", ""]),
];

const LEFTOVERS: [(&[&str], &[&str]); 4] = [
    (&["smtp", "Password"], &[PASSWORD]),
    (&["password", "For", "Smtp"], &[PASSWORD, ""]),
    (&["user", "Kennwort"], &[PASSWORD]),
    (&["smtp", "Passwd"], &[PASSWORD]),
];

const OTHERS: [(&[&str], &[&str]); 3] = [
    (&["enabled"], &["true"]),
    (&["smtp", "From"], &["web@contoso-mail.de", "it's #1"]),
    (&["debug", "Level"], &["0123", "~"]),
];

/// What stands around the section; each key comes once.
const AROUND: [&str; 12] = [
    "server:\n  port: 7900\n",
    "logging.level.root: info\n",
    "list:\n- a\n- b: c\n  d: e\n",
    "text: |+\n  one\n\n  two\n\n\n",
    "folded: >-\n    ein\n    Satz\n\n",
    "quoted: 'it''s' # a comment\n",
    "flow: {a: 1, b: [x, y], c: {d: ~}}\n",
    "double: \"\\u00e4\\tß\"\n",
    "octal: 0123\ntime: 12:30:45\nyes: no\n",
    "nothing:\nempty: {}\nnone: []\n",
    "base: &base {x: 1}\ncopy: *base\nmerged:\n  <<: *base\n  y: 2\n",
    "multi: a plain\n  text over\n  lines\n",
];

fn comment() -> impl Strategy<Value = String> {
    "#[ !-~äöüß€\u{4e2d}\u{1f511}]{0,30}"
}

fn entry((key, values): (&'static [&'static str], &'static [&'static str]), own: bool) -> impl Strategy<Value = Entry> {
    let comments = prop::collection::vec(prop_oneof![comment(), Just(String::new()), Just("   ".to_owned())], 0..3);
    (select(values), comments, prop::option::weighted(0.4, comment()))
        .prop_map(move |(value, comments, behind)| Entry { key, value, own, comments, behind })
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let all: Vec<_> = SETTINGS
        .iter()
        .chain(&LEFTOVERS)
        .map(|known| (*known, true))
        .chain(OTHERS.iter().map(|known| (*known, false)))
        .collect();
    subsequence(all, 1..=9)
        .prop_shuffle()
        .prop_flat_map(|chosen| chosen.into_iter().map(|(known, own)| entry(known, own)).collect::<Vec<_>>())
}

/// Random files with a legacy section.
pub fn shape() -> impl Strategy<Value = Shape> {
    let layout = select(
        &[Layout::Nested, Layout::Nested, Layout::Dotted, Layout::HalfDotted, Layout::Flow, Layout::FlowLines][..],
    );
    let spelling = select(&[Spelling::Camel, Spelling::Camel, Spelling::Kebab, Spelling::Snake, Spelling::Lower][..]);
    let style = (layout, spelling, 1..7_usize, select(&["", "", "'", "\""][..]), select(&["", "", "'", "\""][..]));
    let file = (
        select(&["\n", "\r\n", "\r"][..]),
        select(&["utf-8", "utf-8", "utf-8 with mark", "utf-16 le", "utf-16 be"][..]),
        any::<bool>(),
        any::<bool>(),
    );
    let around = subsequence(AROUND.to_vec(), 0..6).prop_shuffle().prop_flat_map(|around| {
        let len = around.len();
        (Just(around), 0..=len)
    });
    let comments = prop::collection::vec(comment(), 0..4);
    (style, file, entries(), around, comments).prop_map(
        |(
            (layout, spelling, indent, key_quote, value_quote),
            (line_end, encoding, final_end, trailing_comma),
            entries,
            (around, split),
            comments,
        )| Shape {
            layout,
            spelling,
            indent,
            key_quote,
            value_quote,
            line_end,
            encoding,
            final_end,
            trailing_comma,
            entries,
            before: around[..split].to_vec(),
            after: around[split..].to_vec(),
            comments,
        },
    )
}

impl Shape {
    fn key(&self, words: &[&str]) -> String {
        match self.spelling {
            Spelling::Camel => words.concat(),
            Spelling::Kebab => words.join("-").to_lowercase(),
            Spelling::Snake => words.join("_").to_lowercase(),
            Spelling::Lower => words.concat().to_lowercase(),
        }
    }

    fn quoted_key(&self, key: &str) -> String {
        format!("{0}{key}{0}", self.key_quote)
    }

    fn value(&self, value: &str) -> String {
        let flow = matches!(self.layout, Layout::Flow | Layout::FlowLines);
        let needs = value.is_empty()
            || value.contains(" #")
            || value.starts_with('*')
            || value == "0123"
            || (flow && value.contains(['{', '\'']));
        let quote = if needs && self.value_quote.is_empty() { "'" } else { self.value_quote };
        match quote {
            "'" => format!("'{}'", value.replace('\'', "''")),
            "\"" => format!("\"{}\"", value.replace('\\', "\\\\")),
            _ => value.to_owned(),
        }
    }

    /// The lines, each with whether a migration may change or remove it.
    fn lines(&self) -> Vec<(String, bool)> {
        let mut lines = vec![];
        let mut kept = |text: &str| lines.extend(text.split_terminator('\n').map(|line| (line.to_owned(), false)));
        self.comments.iter().take(2).for_each(|comment| kept(comment));
        self.before.iter().for_each(|text| kept(text));
        // A comment at the margin ends a block scalar above it as well.
        self.comments.iter().skip(2).for_each(|comment| kept(comment));
        self.section(&mut lines);
        for text in &self.after {
            lines.extend(text.split_terminator('\n').map(|line| (line.to_owned(), false)));
        }
        lines
    }

    fn section(&self, lines: &mut Vec<(String, bool)>) {
        let (one, two) = (" ".repeat(self.indent), " ".repeat(self.indent * 2));
        let switches = self.key(&["feature", "Switches"]);
        let mail = self.key(&["send", "Email"]);
        let (top, middle) = (self.quoted_key(&switches), self.quoted_key(&mail));
        let (prefix, indent) = match self.layout {
            Layout::Nested => {
                lines.extend([(format!("{top}:"), false), (format!("{one}{middle}: # mail"), false)]);
                (String::new(), two)
            }
            Layout::Dotted => (format!("{switches}.{mail}."), String::new()),
            Layout::HalfDotted => {
                lines.push((format!("{top}:"), false));
                (format!("{mail}."), one)
            }
            Layout::Flow => {
                let pairs: Vec<String> = self.entries.iter().map(|entry| self.pair(entry, "")).collect();
                lines.push((format!("{top}: {{x: 1, {middle}: {{{}}}, y: 2}} # end", pairs.join(", ")), true));
                return;
            }
            Layout::FlowLines => {
                lines.extend([(format!("{top}:"), false), (format!("{one}{middle}: {{"), false)]);
                (String::new(), two)
            }
        };
        let flow = self.layout == Layout::FlowLines;
        for (number, entry) in self.entries.iter().enumerate() {
            lines.extend(entry.comments.iter().map(|comment| {
                let comment = if comment.trim().is_empty() { comment.clone() } else { format!("{indent}{comment}") };
                (comment, false)
            }));
            let comma = if flow && (number + 1 < self.entries.len() || self.trailing_comma) { "," } else { "" };
            let behind = entry.behind.as_ref().map_or(String::new(), |comment| format!("  {comment}"));
            // The comma of the last pair that stays may come or go.
            let own = entry.own || flow;
            lines.push((format!("{indent}{}{comma}{behind}", self.pair(entry, &prefix)), own));
        }
        if flow {
            lines.push((format!("{}}}", " ".repeat(self.indent)), false));
        }
    }

    fn pair(&self, entry: &Entry, prefix: &str) -> String {
        format!("{}: {}", self.quoted_key(&format!("{prefix}{}", self.key(entry.key))), self.value(entry.value))
    }

    /// The lines that have to stay, in their order.
    pub fn other_lines(&self) -> impl Iterator<Item = String> {
        self.lines().into_iter().filter(|(_, own)| !own).map(|(line, _)| line)
    }

    /// The file on disk.
    pub fn bytes(&self) -> Vec<u8> {
        let lines: Vec<String> = self.lines().into_iter().map(|(line, _)| line).collect();
        let mut text = lines.join(self.line_end);
        if self.final_end {
            text.push_str(self.line_end);
        }
        match self.encoding {
            "utf-8 with mark" => [&b"\xef\xbb\xbf"[..], text.as_bytes()].concat(),
            "utf-16 le" => [vec![0xff, 0xfe], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
            "utf-16 be" => [vec![0xfe, 0xff], text.encode_utf16().flat_map(u16::to_be_bytes).collect()].concat(),
            _ => text.into_bytes(),
        }
    }
}
