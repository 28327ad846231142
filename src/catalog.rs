//! The catalog: from what a server said, or what was observed, to cause and remedy.
//!
//! ```text
//! refusal (phase, reply | code | observation) ─► entry that applies in this phase ─► its causes
//! facts (file, token, what earlier stages saw) ─► evidence: first cause, others, ruled out ─► finding
//! ```
//!
//! An entry is data: the phases in which it applies, patterns, and causes, each with its remedy and the [evidence](Evidence) that proves it,
//! speaks for it or rules it out. One file per group; each entry has its literal reply in `fixtures/live/catalog/` with the report
//! beside it. A reply that no entry knows gets one that says what phase, first digit and enhanced code mean (RFC 5321, RFC 3463).
//!
//! Nothing here opens a connection: [`lookup`](mod@lookup) works without the feature `live`.
//!
//! Microsoft warns that codes and texts may change and that programs must not depend on them ("Microsoft Entra
//! authentication and authorization error codes"). So the reply itself is always shown, apart from the causes.

mod claims;
mod entries;
mod facts;
mod finding;
pub mod lookup;
mod meaning;
pub mod page;
mod phase;
mod reply;
mod sign;

#[cfg(test)]
mod tests;

pub use claims::{Claims, is_exchange, is_high_volume, is_undocumented, role_for};
pub(crate) use facts::printable;
pub use facts::{CertificateSigns, Facts, ProxySigns, Seen};
pub use finding::{Candidate, Finding, RuledOut};
pub use phase::{Phase, Stage};
pub use reply::{Enhanced, Reply};
pub use sign::{Evidence, Sign, is_exchange_greeting};

use crate::settings::Setting;
use sign::{Weighed, weigh};

/// What a reply or an observation means.
#[derive(Debug)]
pub struct Entry {
    /// Name, unique, in kebab-case; names the fixture, and is the code of an observation.
    pub name: &'static str,
    /// The phases in which it applies; it is never chosen in another.
    pub phases: &'static [Phase],
    /// What it applies to: any of these.
    pub when: &'static [Pattern],
    /// The setting responsible.
    pub setting: Setting,
    /// In order of likelihood where nothing is known; at least one.
    pub causes: &'static [Cause],
    /// Where it is documented; `None`: for an AADSTS code Microsoft's look-up page, for others nowhere.
    pub url: Option<&'static str>,
}

/// One thing that can be the cause of a reply.
#[derive(Debug)]
pub struct Cause {
    /// The cause, a template for [`Facts`].
    pub what: &'static str,
    /// What to do, a template likewise; lines that begin with four spaces are commands to copy.
    pub remedy: &'static str,
    /// What proves it, speaks for it, or rules it out.
    pub evidence: &'static [Evidence],
}

/// What an entry applies to.
#[derive(Debug)]
pub enum Pattern {
    /// Error codes of Microsoft Entra, from and to.
    Aadsts(&'static [(u32, u32)]),
    /// Words in the description of a token endpoint's error, in lower case, one of which must be there.
    Says(&'static [&'static str]),
    /// The `error` of an OAuth reply (RFC 6749, 5.2) whose code is not known.
    OAuth(&'static [&'static str]),
    /// A reply of the mail server. All that is given must fit.
    Smtp {
        /// Reply codes; empty: any.
        codes: &'static [u16],
        /// Enhanced codes; empty: any.
        enhanced: &'static [Codes],
        /// Pieces of text, in lower case, one of which must be there; empty: any text.
        text: &'static [&'static str],
    },
    /// A reply of the mail server with this first digit that no other entry knows; 0: any.
    Unknown(u16),
    /// Something that was observed here.
    Observed,
    /// An HTTP status in a line of a log, with a word, in lower case, that tells who answered it.
    Http(u16, &'static str),
}

/// A range of enhanced codes.
#[derive(Clone, Copy, Debug)]
pub struct Codes {
    /// 4 or 5; 0: both.
    pub class: u16,
    /// Subject.
    pub subject: u16,
    /// The first detail.
    pub first: u16,
    /// The last detail.
    pub last: u16,
}

/// One enhanced code.
const fn only(class: u16, subject: u16, detail: u16) -> Codes {
    Codes { class, subject, first: detail, last: detail }
}

/// One enhanced code, temporary or permanent.
const fn both(subject: u16, detail: u16) -> Codes {
    Codes { class: 0, subject, first: detail, last: detail }
}

/// Enhanced codes from `first` to `last`.
const fn range(class: u16, subject: u16, first: u16, last: u16) -> Codes {
    Codes { class, subject, first, last }
}

/// Replies with one of these enhanced codes.
const fn status(enhanced: &'static [Codes]) -> Pattern {
    Pattern::Smtp { codes: &[], enhanced, text: &[] }
}

/// Replies with one of these pieces of text.
const fn words(text: &'static [&'static str]) -> Pattern {
    Pattern::Smtp { codes: &[], enhanced: &[], text }
}

/// Replies with one of these codes.
const fn codes(codes: &'static [u16]) -> Pattern {
    Pattern::Smtp { codes, enhanced: &[], text: &[] }
}

/// A cause that nothing proves or rules out.
const fn cause(what: &'static str, remedy: &'static str) -> Cause {
    Cause { what, remedy, evidence: &[] }
}

/// A cause with evidence.
const fn evident(what: &'static str, remedy: &'static str, evidence: &'static [Evidence]) -> Cause {
    Cause { what, remedy, evidence }
}

/// All entries.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    entries::GROUPS.iter().copied().flatten()
}

/// The entry with this name.
pub fn named(name: &str) -> Option<&'static Entry> {
    all().find(|entry| entry.name == name)
}

/// What a token endpoint said instead of giving a token.
#[derive(Clone, Debug, Default)]
pub struct TokenError {
    /// Codes of Microsoft Entra, in the order given.
    pub codes: Vec<u32>,
    /// The OAuth error.
    pub error: Option<String>,
    /// The description.
    pub description: String,
}

/// Judges an observation of ours.
///
/// # Panics
/// No entry has this name; a test walks the names that the code uses.
pub fn observed(name: &str, phase: Phase, facts: &Facts) -> Finding {
    let entry = named(name).expect("every observation has an entry; a test walks the list");
    finding(entry, name.to_owned(), &facts.during(phase))
}

/// Judges a mail server's reply in a phase.
pub fn smtp(reply: &Reply, phase: Phase, facts: &Facts) -> Finding {
    let best = best(reply, phase);
    let known = best.as_ref().is_some_and(|(_, score)| is_known(*score));
    let entry = best.map_or_else(|| named("refused-unknown").expect("it is there"), |(entry, _)| entry);
    let facts = facts.about(meaning::of(reply)).during(phase);
    Finding { known, ..finding(entry, reply.codes(), &facts) }
}

/// Whether more than the first digit of a reply was known: one point is what that gives.
fn is_known((points, _): (u8, usize)) -> bool {
    points > 1
}

/// What a piece of text counts: more than a code that many servers use for many things, less than one of Microsoft's own.
const WORDS: u8 = 6;

/// How well a pattern fits.
struct Score {
    codes: u8,
    /// Length of the piece of text: among equals the longer one is the more exact one.
    words: usize,
}

/// The entry that fits a reply best in a phase, and how well.
fn best(reply: &Reply, phase: Phase) -> Option<(&'static Entry, (u8, usize))> {
    let text = reply.words();
    let mut found: Option<(&Entry, (u8, usize))> = None;
    for entry in all().filter(|entry| entry.phases.contains(&phase)) {
        let scores: Vec<_> = entry.when.iter().filter_map(|pattern| pattern.score(reply, &text)).collect();
        // A code and a text of the same entry support each other, in one pattern or in two.
        let codes = scores.iter().map(|score| score.codes).max();
        let words = scores.iter().map(|score| score.words).max();
        let (Some(codes), Some(words)) = (codes, words) else { continue };
        let score = (codes + if words > 0 { WORDS } else { 0 }, words);
        if found.as_ref().is_none_or(|(_, best)| score > *best) {
            found = Some((entry, score));
        }
    }
    found
}

/// Judges an error of the token endpoint: the codes of Microsoft Entra in the order given, then its words, then the OAuth error.
pub fn token(error: &TokenError, facts: &Facts) -> Finding {
    let facts = facts.during(Phase::Http);
    let by = |applies: &dyn Fn(&Pattern) -> bool| all().find(|entry| entry.when.iter().any(applies));
    for code in &error.codes {
        let knows = |pattern: &Pattern| matches!(pattern, Pattern::Aadsts(known) if known.iter().any(|(from, to)| from == to && from == code));
        if let Some(entry) = by(&knows) {
            return finding_of_code(entry, *code, &facts);
        }
    }
    let text = error.description.to_lowercase();
    let says =
        |pattern: &Pattern| matches!(pattern, Pattern::Says(pieces) if pieces.iter().any(|piece| text.contains(piece)));
    let family = |code: u32| move |pattern: &Pattern| matches!(pattern, Pattern::Aadsts(known) if known.iter().any(|(from, to)| (*from..=*to).contains(&code)));
    let name = error.error.as_deref();
    let oauth =
        |pattern: &Pattern| matches!(pattern, Pattern::OAuth(known) if name.is_some_and(|name| known.contains(&name)));
    let entry = by(&says)
        .or_else(|| error.codes.iter().find_map(|code| by(&family(*code))))
        .or_else(|| by(&oauth))
        .or_else(|| named("token-refused-unknown"))
        .expect("the last one is there");
    let facts = facts.about(error.codes.first().map_or_else(String::new, |code| meaning::of_aadsts(*code)));
    let found = match (error.codes.first(), name) {
        (Some(code), _) => finding_of_code(entry, *code, &facts),
        (None, Some(name)) => finding(entry, printable(name), &facts),
        (None, None) => finding(entry, entry.name.to_owned(), &facts),
    };
    Finding { known: entry.name != "token-refused-unknown", ..found }
}

fn finding_of_code(entry: &'static Entry, code: u32, facts: &Facts) -> Finding {
    let mut finding = finding(entry, format!("AADSTS{code}"), facts);
    finding.url.get_or_insert_with(|| format!("https://login.microsoftonline.com/error?code={code}"));
    finding
}

/// Orders the causes of an entry by their evidence.
fn finding(entry: &'static Entry, code: String, facts: &Facts) -> Finding {
    let mut open = vec![];
    let mut ruled_out = vec![];
    for cause in entry.causes {
        match weigh(cause.evidence, facts) {
            Weighed::Open(rank) => open.push((rank, cause)),
            Weighed::RuledOut(what, because) => {
                ruled_out.push(RuledOut { cause: facts.fill(what), because: facts.fill(because.words()) });
            }
            Weighed::Beside => {}
        }
    }
    open.sort_by_key(|(rank, _)| *rank);
    let candidate = |(_, cause): (_, &Cause)| Candidate {
        cause: facts.fill(cause.what).trim_end().to_owned(),
        remedy: facts.fill(cause.remedy),
    };
    let mut candidates = open.into_iter().map(candidate);
    let first = candidates.next().unwrap_or_else(|| Candidate {
        cause: "None of the known causes of this reply fits what was seen before.".to_owned(),
        remedy: "Compare the reply with the linked page, and look at the list of what was ruled out.".to_owned(),
    });
    // The way to the token has no setting of its own but the tenant, which is part of its address.
    let of_token = matches!(facts.phase, Some(Phase::TokenDns | Phase::TokenTcp | Phase::Proxy | Phase::TokenTls));
    Finding {
        code,
        entry: entry.name,
        setting: if of_token { Setting::OAuthTenantId } else { entry.setting },
        cause: first.cause,
        remedy: first.remedy,
        url: entry.url.map(str::to_owned),
        others: candidates.collect(),
        ruled_out,
        reply: None,
        known: true,
    }
}

impl Pattern {
    /// How well a reply fits; `None`: not at all. A code that only one thing has says more than one that many have.
    fn score(&self, reply: &Reply, text: &str) -> Option<Score> {
        let mut score = Score { codes: 0, words: 0 };
        match self {
            Self::Smtp { codes, enhanced, text: pieces } => {
                if !codes.is_empty() {
                    score.codes += codes.contains(&reply.code).then_some(2)?;
                }
                if !enhanced.is_empty() {
                    let code = reply.enhanced()?;
                    let fits = enhanced.iter().any(|range| range.holds(code));
                    score.codes += fits.then_some(match code.2 {
                        // Microsoft's own.
                        100.. => 7,
                        5.. => 5,
                        _ => 3,
                    })?;
                }
                if !pieces.is_empty() {
                    score.words =
                        pieces.iter().filter(|piece| text.contains(**piece)).map(|piece| piece.len()).max()?;
                }
                Some(score)
            }
            Self::Unknown(0) => Some(score),
            Self::Unknown(digit) if reply.code / 100 == *digit => {
                score.codes = 1;
                Some(score)
            }
            _ => None,
        }
    }
}

impl Codes {
    fn holds(self, code: Enhanced) -> bool {
        (self.class == 0 || self.class == code.0)
            && self.subject == code.1
            && (self.first..=self.last).contains(&code.2)
    }
}
