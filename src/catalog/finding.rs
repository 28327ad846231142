//! What a refusal turned out to be.

use crate::settings::Setting;

/// One thing that can be the cause, with what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Candidate {
    /// The cause.
    pub cause: String,
    /// What to do.
    pub remedy: String,
}

/// A possible cause of a reply that something seen before excludes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct RuledOut {
    /// The cause.
    pub cause: String,
    /// What excludes it.
    pub because: String,
}

/// What is wrong, why, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The code of the reply (`AADSTS7000215`, `535 5.7.3`) or of our own observation (`certificate-expired`).
    pub code: String,
    /// The catalog's entry.
    pub entry: &'static str,
    /// The setting responsible.
    pub setting: Setting,
    /// The likeliest cause.
    pub cause: String,
    /// What to do about it.
    pub remedy: String,
    /// Where it is documented.
    pub url: Option<String>,
    /// Less likely causes, in order of likelihood.
    pub others: Vec<Candidate>,
    /// Causes that the same reply can have, and that cannot be the matter here.
    pub ruled_out: Vec<RuledOut>,
    /// The server's words, whole; secrets masked.
    pub reply: Option<String>,
    /// Whether the catalog knows the reply; otherwise only what its first digit means was said.
    pub known: bool,
}

impl Finding {
    /// Replaces every text that a server or the file had a hand in.
    pub fn map_texts(&mut self, change: &dyn Fn(&str) -> String) {
        // Line by line: what makes a text printable would write line ends out.
        let apply = |text: &mut String| *text = text.split('\n').map(change).collect::<Vec<_>>().join("\n");
        [&mut self.code, &mut self.cause, &mut self.remedy].into_iter().for_each(apply);
        self.reply.iter_mut().for_each(apply);
        for other in &mut self.others {
            [&mut other.cause, &mut other.remedy].into_iter().for_each(apply);
        }
        for out in &mut self.ruled_out {
            [&mut out.cause, &mut out.because].into_iter().for_each(apply);
        }
    }

    /// The first sentence of the cause: the shortest way to say it.
    pub fn headline(&self) -> &str {
        let end = self.cause.match_indices(['.', ':']).find(|(at, _)| {
            let (before, rest) = (&self.cause[..*at], &self.cause[at + 1..]);
            // What is in brackets is no end.
            let closed = before.matches('(').count() <= before.matches(')').count();
            closed && (rest.is_empty() || rest.starts_with(' '))
        });
        end.map_or(self.cause.as_str(), |(at, _)| &self.cause[..at])
    }
}
