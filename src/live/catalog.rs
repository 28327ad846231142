//! The catalog: from what a server said, or what was observed, to cause and remedy.
//!
//! An entry is data: a pattern, the causes in order of likelihood, each with its remedy, and a link. A cause may look at
//! the [facts](Facts) to come first or to be ruled out. One file per group; each entry has its literal reply in
//! `fixtures/live/catalog/` with the report beside it, and one test walks the list.
//!
//! Microsoft warns that codes and texts may change and that programs must not depend on them ("Microsoft Entra
//! authentication and authorization error codes"). So the reply itself is always shown, and one that is not in the
//! catalog ends in an entry that says so.

mod access;
mod application;
mod authentication;
mod claims;
mod connection;
mod limits;
mod oauth;
mod other;
mod permission;
mod recipient;
mod scope;
mod secret;
mod sender;
mod standing;
mod tenant;
mod tls;
mod token;

#[cfg(test)]
mod tests;

use super::facts::Facts;
use super::smtp::{Enhanced, Reply};
use super::stage::{Candidate, Finding, RuledOut, Stage};
use crate::settings::Setting;
use standing::Standing;

/// What a reply means.
#[derive(Debug)]
struct Entry {
    /// Name, unique, in kebab-case; names the fixture, and is the code of an observation.
    pub name: &'static str,
    /// What it applies to.
    pub when: Pattern,
    /// The setting responsible.
    pub setting: Setting,
    /// In order of likelihood; at least one.
    pub causes: &'static [Cause],
    /// Where it is documented; `None`: Microsoft's look-up page for the AADSTS code.
    pub url: Option<&'static str>,
}

/// One thing that can be behind a reply.
#[derive(Debug)]
struct Cause {
    /// The cause, a template for [`Facts::fill`].
    pub what: &'static str,
    /// What to do, a template likewise; lines that begin with four blanks are commands to copy.
    pub remedy: &'static str,
    /// Whether the facts make it likely or exclude it.
    pub standing: fn(&Facts) -> Standing,
}

/// What an entry applies to.
#[derive(Debug)]
enum Pattern {
    /// Error codes of Microsoft Entra.
    Aadsts(&'static [u32]),
    /// The `error` of an OAuth reply (RFC 6749, 5.2) whose code is not known.
    OAuth(&'static [&'static str]),
    /// A reply of the mail server.
    Smtp {
        /// Reply codes; empty: any.
        codes: &'static [u16],
        /// Ranges of enhanced codes, both ends included; empty: any.
        enhanced: &'static [(Enhanced, Enhanced)],
        /// Pieces of text, in lower case, one of which must be there; empty: any text.
        text: &'static [&'static str],
    },
    /// Something that was observed here.
    Observed,
}

/// All groups. A reply is given to the first entry that applies, so entries that look at the text come first.
static GROUPS: &[&[Entry]] = &[
    connection::ENTRIES,
    tls::ENTRIES,
    secret::ENTRIES,
    application::ENTRIES,
    tenant::ENTRIES,
    scope::ENTRIES,
    permission::ENTRIES,
    access::ENTRIES,
    token::ENTRIES,
    oauth::ENTRIES,
    claims::ENTRIES,
    sender::ENTRIES,
    limits::ENTRIES,
    recipient::ENTRIES,
    authentication::ENTRIES,
    other::ENTRIES,
];

/// Codes from `first` to `last`.
const fn from_to(first: Enhanced, last: Enhanced) -> (Enhanced, Enhanced) {
    (first, last)
}

/// One code.
const fn only(class: u16, subject: u16, detail: u16) -> (Enhanced, Enhanced) {
    (Enhanced(class, subject, detail), Enhanced(class, subject, detail))
}

/// All entries.
fn entries() -> impl Iterator<Item = &'static Entry> {
    GROUPS.iter().copied().flatten()
}

/// The entry with this name.
fn named(name: &str) -> &'static Entry {
    entries().find(|entry| entry.name == name).expect("every observation has an entry; a test walks the list")
}

/// Judges an observation of ours.
pub(super) fn observed(name: &'static str, facts: &Facts) -> Finding {
    finding(named(name), name.to_owned(), facts)
}

/// Judges a mail server's reply. `during` tells which step it refused, for replies that the catalog does not know.
pub(super) fn smtp(reply: &Reply, during: Stage, facts: &Facts) -> Finding {
    let entry = entries().find(|entry| entry.applies_to(reply)).unwrap_or_else(|| {
        named(match (during, reply.code / 100) {
            (_, 4) => "refused-for-now",
            (Stage::Authenticate, _) => "login-refused-unknown",
            _ => "refused-unknown",
        })
    });
    finding(entry, reply.codes(), facts)
}

/// Judges an error of the token endpoint: the codes of Microsoft Entra in the order given, then the OAuth error.
pub(super) fn token(codes: &[u32], error: Option<&str>, facts: &Facts) -> Finding {
    let aadsts = |code: &u32| {
        let applies = |entry: &&Entry| matches!(entry.when, Pattern::Aadsts(known) if known.contains(code));
        entries().find(applies).map(|entry| (entry, *code))
    };
    if let Some((entry, code)) = codes.iter().find_map(aadsts) {
        return finding_of_code(entry, code, facts);
    }
    let oauth = |entry: &&Entry| matches!(entry.when, Pattern::OAuth(known) if error.is_some_and(|error| known.contains(&error)));
    let entry = entries().find(oauth).unwrap_or_else(|| named("token-refused-unknown"));
    match (codes.first(), error) {
        (Some(code), _) => finding_of_code(entry, *code, facts),
        (None, Some(error)) => finding(entry, super::mask::printable(error), facts),
        (None, None) => finding(entry, entry.name.to_owned(), facts),
    }
}

fn finding_of_code(entry: &Entry, code: u32, facts: &Facts) -> Finding {
    let mut finding = finding(entry, format!("AADSTS{code}"), facts);
    finding.url.get_or_insert_with(|| format!("https://login.microsoftonline.com/error?code={code}"));
    finding
}

fn finding(entry: &Entry, code: String, facts: &Facts) -> Finding {
    let mut likely = vec![];
    let mut possible = vec![];
    let mut ruled_out = vec![];
    for cause in entry.causes {
        let candidate = || Candidate { cause: facts.fill(cause.what), remedy: facts.fill(cause.remedy) };
        match (cause.standing)(facts) {
            Standing::Likely => likely.push(candidate()),
            Standing::Possible => possible.push(candidate()),
            Standing::RuledOut(cause, because) => {
                ruled_out.push(RuledOut { cause: facts.fill(cause), because: facts.fill(because) });
            }
            Standing::Beside => {}
        }
    }
    likely.append(&mut possible);
    let mut candidates = likely.into_iter();
    let first = candidates.next().unwrap_or_else(|| Candidate {
        cause: "None of the known causes of this reply fits what was seen before.".to_owned(),
        remedy: "Compare the reply with the linked page, and look at the list of what was ruled out.".to_owned(),
    });
    Finding {
        code,
        setting: entry.setting,
        cause: first.cause,
        remedy: first.remedy,
        url: entry.url.map(str::to_owned),
        others: candidates.collect(),
        ruled_out,
        reply: None,
    }
}

impl Entry {
    fn applies_to(&self, reply: &Reply) -> bool {
        let Pattern::Smtp { codes, enhanced, text } = &self.when else { return false };
        let words = reply.text().to_lowercase();
        let in_range = |code: Enhanced| {
            enhanced
                .iter()
                .any(|(first, last)| (first.0, first.1) == (code.0, code.1) && (first.2..=last.2).contains(&code.2))
        };
        (codes.is_empty() || codes.contains(&reply.code))
            && (enhanced.is_empty() || reply.enhanced().is_some_and(in_range))
            && (text.is_empty() || text.iter().any(|piece| words.contains(piece)))
    }
}
