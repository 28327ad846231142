//! Secrets in commands: what follows an option that takes one, and what commands take without one.

use std::ops::Range;

use super::name::{self, Speaks};
use super::text::is_assignment;
use super::value::is_credential;
use super::vocabulary::COMMANDS;

/// What an option, or a command, takes.
#[derive(Clone, Copy)]
enum Expects {
    /// A secret.
    Any,
    /// A secret, if it can be one.
    Credential,
    /// `user:password`, `user%password`.
    Pair,
}

/// `--password X`, `-p X`, `-pX`, `-u user:X`, `/p:X`, `net user NAME X`.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = vec![];
    let mut expects: Option<Expects> = None;
    let (mut known, mut before) = (false, "");
    let mut next = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let at = next;
        next += piece.len();
        let word = piece.trim_end();
        if word.is_empty() {
            continue;
        }
        let quote = usize::from(word.starts_with(['"', '\'']));
        let inner = word[quote..].trim_end_matches(['"', '\'', ',', ';', ')']);
        let expected = expects.take().filter(|_| !word.starts_with("--"));
        if let Some(secret) = expected.and_then(|expected| part(expected, inner)) {
            ranges.push(at + quote + secret.start..at + quote + secret.end);
            continue;
        }
        let bare = word.trim_start_matches(['"', '\'', '(']);
        if let Some((option, name)) = option_of(bare) {
            let shift = at + word.len() - option.len();
            let attached = option.find(is_assignment).map(|sign| sign + 1);
            let takes = takes(name, bare.starts_with('-'));
            let glued = || {
                let kind = match option.as_bytes().first()? {
                    b'p' | b'P' => Expects::Credential,
                    b'u' | b'U' => Expects::Pair,
                    _ => return None,
                };
                Some((1, kind)).filter(|_| bare.starts_with('-') && matches!(kind, Expects::Pair) | attached.is_none())
            };
            match (takes, attached) {
                // What is assigned to the name of a secret is found as a pair.
                (Some(Expects::Any), Some(_)) => {}
                (Some(kind), None) => expects = Some(kind),
                (kind, from) => {
                    let found = kind.zip(from).map(|(kind, from)| (from, kind)).or_else(glued);
                    if let Some((from, kind)) = found {
                        let from = from + usize::from(option[from..].starts_with(['"', '\'']));
                        let value = option[from..].trim_end_matches(['"', '\'', ',', ';', ')']);
                        ranges.extend(part(kind, value).map(|at| shift + from + at.start..shift + from + at.end));
                    }
                }
            }
        } else if known && let Some(secret) = positional(inner) {
            ranges.push(at + quote + secret.start..at + quote + secret.end);
        }
        known = (known && !word.ends_with(';') && !matches!(word, "|" | "&&" | "||"))
            || COMMANDS.iter().any(|(command, sub)| {
                let (first, last) = if sub.is_empty() { ("", command) } else { (*command, sub) };
                bare.eq_ignore_ascii_case(last) && (first.is_empty() || before.eq_ignore_ascii_case(first))
            });
        before = bare;
    }
    ranges
}

/// An option without its dashes, or its slash, and the name before what is attached to it.
fn option_of(word: &str) -> Option<(&str, &str)> {
    let option = word.strip_prefix(['-', '/'])?;
    let name = option.split(is_assignment).next().unwrap_or_default();
    let long = name.trim_start_matches('-');
    (word.starts_with('-') || !name.contains(['/', '.'])).then_some((option, long))
}

fn takes(name: &str, dash: bool) -> Option<Expects> {
    match name {
        "u" | "U" | "user" | "proxy-user" | "userpwd" if dash => Some(Expects::Pair),
        "a" | "w" | "P" | "W" | "k" if dash => Some(Expects::Credential),
        "p" | "rp" => Some(Expects::Credential),
        _ => match name::speaks(name) {
            Speaks::Nothing => None,
            Speaks::Certainly | Speaks::OfKey if dash => Some(Expects::Any),
            _ => Some(Expects::Credential),
        },
    }
}

/// The secret in what an option takes.
fn part(expected: Expects, value: &str) -> Option<Range<usize>> {
    let start = match expected {
        Expects::Any => 0,
        Expects::Credential => is_credential(value).then_some(0)?,
        Expects::Pair => value.find([':', '%'])? + 1,
    };
    let pair = matches!(expected, Expects::Pair);
    let number = pair && value[start..].bytes().all(|byte| byte.is_ascii_digit());
    (!number).then_some(start..value.len())
}

/// The secret in what a command takes without an option: `X`, `user/X@host`.
fn positional(word: &str) -> Option<Range<usize>> {
    let end = word.find('@').unwrap_or(word.len());
    let start = word[..end].find('/').map_or(0, |slash| slash + 1);
    let secret = &word[start..end];
    (!secret.contains(['/', '\\']) && is_credential(secret)).then_some(start..end)
}
