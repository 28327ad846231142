//! Masking line by line: for comments, and for files that could not be read, where nothing but the text is known.
//!
//! What follows a word that speaks of a secret is taken for one, together with the lines that belong to it. That hides
//! too much rather than too little.

use std::ops::Range;

use super::words::{assigned, is_reference, is_word};
use crate::property::name;

/// How much has to be seen before something is hidden.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// The text was understood: only what stands behind `password:` or `password=` is hidden.
    Comment,
    /// It was not: all that stands behind the word is hidden, and the lines that belong to it.
    Unread,
}

/// The ranges of `text` to hide.
pub(super) fn ranges(text: &str, trust: Trust) -> Vec<Range<usize>> {
    if trust == Trust::Comment {
        return text
            .split_inclusive(['\n', '\r'])
            .scan(0, |start, line| {
                let at = *start;
                *start += line.len();
                Some((at, line))
            })
            .flat_map(|(at, line)| {
                // A note is kept up to its end: a secret may hold blanks and commas.
                let first = assigned(line, name::is_secret).into_iter().next();
                first.map(|range| at + range.start..at + line.trim_end().len().max(range.end))
            })
            .filter(|range| !is_reference(&text[range.clone()]))
            .collect();
    }
    unread(text)
}

fn unread(text: &str) -> Vec<Range<usize>> {
    let mut ranges = vec![];
    // The indentation of the key whose value may go on, and its open quote.
    let mut open: Option<(usize, Option<char>)> = None;
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let at = start;
        start += line.len();
        let content = line.trim_end();
        let inside = content.trim_start_matches([' ', '\t']);
        let indent = content.len() - inside.len();
        if inside.is_empty() {
            continue;
        }
        if let Some((key, quote)) = &mut open {
            let quoted = quote.is_some() && !is_key(inside);
            if indent > *key || quoted || (indent == *key && inside.starts_with("- ")) || inside.starts_with(": ") {
                let dash = if inside.starts_with("- ") || inside.starts_with(": ") { 2 } else { 0 };
                ranges.push(at + indent + dash..at + content.len());
                if quote.is_some_and(|quote| inside.contains(quote)) {
                    *quote = None;
                }
                continue;
            }
            open = None;
        }
        let Some(value) = value_behind_secret_word(content) else { continue };
        let first = content[value..].chars().next();
        let quote = first.filter(|char| matches!(char, '"' | '\''));
        let from = value + quote.map_or(0, char::len_utf8);
        let closed = quote.is_none_or(|quote| content[from..].contains(quote));
        open = Some((indent, quote.filter(|_| !closed)));
        if from < content.len() {
            ranges.push(at + from..at + content.len());
        }
    }
    ranges
}

/// Where the value begins that follows the first word of a secret.
fn value_behind_secret_word(line: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = line[from..].find(is_word) {
        let start = from + at;
        let end = line[start..].find(|char| !is_word(char)).map_or(line.len(), |end| start + end);
        if name::is_secret(&line[start..end]) {
            let behind = line[end..].trim_start_matches(['"', '\'', ']']).trim_start_matches([' ', '\t', ':', '=']);
            return Some(line.len() - behind.len());
        }
        from = end;
    }
    None
}

/// Whether a line begins with a key.
fn is_key(line: &str) -> bool {
    let line = line.trim_start_matches(['"', '\'', '-', ' ', '{', '?']);
    let end = line.find(|char| !is_word(char)).unwrap_or(line.len());
    let behind = line[end..].trim_start_matches(['"', '\'']);
    end > 0 && (behind.starts_with(": ") || behind == ":")
}
