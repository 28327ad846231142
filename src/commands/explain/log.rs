//! The replies in a log of any program: each that the catalog knows once, with its lines.

use aho_corasick::AhoCorasick;

use super::reply::Entry;
use crate::catalog::lookup::lookup_with;
use crate::catalog::{self, Facts, Pattern};

/// So many lines of a reply are listed; all are counted.
const LISTED: usize = 100;

/// Finds the known replies, the most frequent first.
pub(super) fn entries(text: &str, facts: &Facts) -> Vec<Entry> {
    let words = words();
    let mut found: Vec<Entry> = vec![];
    let mut last: Option<(&str, Option<usize>)> = None;
    for (index, line) in text.lines().enumerate() {
        if !may_hold_reply(line, words.as_ref()) {
            continue;
        }
        // Logs repeat themselves, but for the time at the start of a line.
        let said = &line[reply_start(line)..];
        let at = match last {
            Some((before, at)) if before == said => at,
            _ => {
                let meant = lookup_with(if said.is_empty() { line } else { said }, None, facts);
                let known = meant.iter().find(|finding| finding.known);
                known.map(|finding| place(&mut found, Entry::new(finding)))
            }
        };
        if let Some(entry) = at.map(|at| &mut found[at]) {
            entry.count += 1;
            if entry.lines.len() < LISTED {
                entry.lines.push(index + 1);
            }
        }
        last = Some((said, at));
    }
    found.sort_by_key(|entry| (std::cmp::Reverse(entry.count), entry.lines.first().copied()));
    found
}

/// The place of an entry among those that were found; a new one has not been counted yet.
fn place(found: &mut Vec<Entry>, entry: Entry) -> usize {
    let same = found.iter().position(|known| known.name == entry.name && known.code == entry.code);
    same.unwrap_or_else(|| {
        found.push(Entry { count: 0, lines: vec![], ..entry });
        found.len() - 1
    })
}

/// The pieces of text that the catalog knows replies by; `None`: not to be had, then every line with a code is looked at.
fn words() -> Option<AhoCorasick> {
    let texts = catalog::all().flat_map(|entry| entry.when).flat_map(|pattern| match pattern {
        Pattern::Smtp { text, .. } | Pattern::Says(text) | Pattern::OAuth(text) => *text,
        _ => &[],
    });
    AhoCorasick::builder().ascii_case_insensitive(true).build(texts).ok()
}

/// Whether a line can hold a known reply: it has a code, and an enhanced code or words beside it. Most lines of a log do not, and a
/// number alone (`500 ms`) says nothing.
fn may_hold_reply(line: &str, words: Option<&AhoCorasick>) -> bool {
    let at = reply_start(line);
    let rest = &line[at..];
    let is_code = rest.starts_with("AADSTS") || rest.as_bytes().get(1) == Some(&b'.');
    let enhanced = rest.get(4..).is_some_and(|after| reply_start(after) == 0 && after.as_bytes().get(1) == Some(&b'.'));
    is_code || (!rest.is_empty() && enhanced) || words.is_none_or(|words| words.is_match(line))
}

/// Where what may be a reply begins: `AADSTS`, `4xx ` or `5xx `, `4.x.x` or `5.x.x`; the end of the line where nothing may be.
fn reply_start(line: &str) -> usize {
    let bytes = line.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    for at in memchr::memchr3_iter(b'4', b'5', b'A', bytes) {
        if bytes[at] == b'A' {
            if bytes[at..].starts_with(b"AADSTS") {
                return at;
            }
            continue;
        }
        if at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || matches!(bytes[at - 1], b'.' | b':')) {
            continue;
        }
        let code = digit(at + 1) && digit(at + 2) && matches!(bytes.get(at + 3), Some(b' ' | b'-'));
        let enhanced = bytes.get(at + 1) == Some(&b'.') && digit(at + 2);
        if code || enhanced {
            return at;
        }
    }
    bytes.len()
}
