//! The stages of the live check, and what each of them ends with.

use crate::settings::Setting;

/// One step on the way to a sent message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Host name to addresses.
    Resolve,
    /// TCP connection, greeting, EHLO.
    Connect,
    /// STARTTLS and the server's certificate.
    Starttls,
    /// The access token, from the tenant's token endpoint.
    Token,
    /// What the token says, judged without trusting it.
    Claims,
    /// AUTH XOAUTH2.
    Authenticate,
    /// MAIL FROM and RCPT TO, then RSET.
    Envelope,
    /// A message.
    Send,
}

impl Stage {
    /// All stages in their order.
    pub const ALL: [Self; 8] = [
        Self::Resolve,
        Self::Connect,
        Self::Starttls,
        Self::Token,
        Self::Claims,
        Self::Authenticate,
        Self::Envelope,
        Self::Send,
    ];

    /// The name that every report uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Resolve => "resolve",
            Self::Connect => "connect",
            Self::Starttls => "starttls",
            Self::Token => "token",
            Self::Claims => "claims",
            Self::Authenticate => "authenticate",
            Self::Envelope => "envelope",
            Self::Send => "send",
        }
    }
}

/// How a stage ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Nothing is in the way here.
    Passed,
    /// This step is shut.
    Failed,
    /// Not tried.
    Skipped,
}

impl Outcome {
    /// The word that every report uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

/// One thing that can be the cause, with what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Candidate {
    /// The cause.
    pub cause: String,
    /// What to do.
    pub remedy: String,
}

/// A possible cause of a reply that an earlier stage excludes.
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
}

/// A stage, ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageReport {
    /// The stage.
    pub stage: Stage,
    /// How it ended.
    pub outcome: Outcome,
    /// Time taken, in milliseconds.
    pub millis: u64,
    /// What was seen, a line each.
    pub seen: Vec<String>,
    /// What is wrong; in a passed stage a warning. `None` in a stage that passed without one, or was skipped.
    pub finding: Option<Finding>,
    /// Why the stage was skipped.
    pub skipped: Option<String>,
}

impl StageReport {
    /// A stage that is not walked.
    pub(super) fn skipped(stage: Stage, why: &str) -> Self {
        Self { stage, outcome: Outcome::Skipped, millis: 0, seen: vec![], finding: None, skipped: Some(why.to_owned()) }
    }

    /// Replaces every text that a server or the file had a hand in.
    pub(super) fn map_texts(&mut self, change: &dyn Fn(&str) -> String) {
        // Line by line: what makes a text printable would write line ends out.
        let apply = |text: &mut String| *text = text.split('\n').map(change).collect::<Vec<_>>().join("\n");
        self.seen.iter_mut().for_each(apply);
        let Some(finding) = &mut self.finding else { return };
        [&mut finding.code, &mut finding.cause, &mut finding.remedy].into_iter().for_each(apply);
        finding.reply.iter_mut().for_each(apply);
        for other in &mut finding.others {
            [&mut other.cause, &mut other.remedy].into_iter().for_each(apply);
        }
        for out in &mut finding.ruled_out {
            [&mut out.cause, &mut out.because].into_iter().for_each(apply);
        }
    }
}

/// The whole live check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveReport {
    /// The stages, in order.
    pub stages: Vec<StageReport>,
}

impl LiveReport {
    /// Whether mail can be sent, as far as it was tried.
    pub fn passed(&self) -> bool {
        self.stages.iter().all(|stage| stage.outcome != Outcome::Failed)
            && self.stages.iter().any(|report| report.stage == Stage::Authenticate && report.outcome == Outcome::Passed)
    }

    /// Replaces every text that a server or the file had a hand in, line by line.
    pub fn map_texts(&mut self, change: &dyn Fn(&str) -> String) {
        self.stages.iter_mut().for_each(|stage| stage.map_texts(change));
    }

    /// The stages that failed.
    pub fn failed(&self) -> impl Iterator<Item = &StageReport> {
        self.stages.iter().filter(|stage| stage.outcome == Outcome::Failed)
    }
}

impl serde::Serialize for StageReport {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("stage", &self.stage)?;
        map.serialize_entry("outcome", &self.outcome)?;
        map.serialize_entry("millis", &self.millis)?;
        if !self.seen.is_empty() {
            map.serialize_entry("seen", &self.seen)?;
        }
        if let Some(skipped) = &self.skipped {
            map.serialize_entry("skipped", skipped)?;
        }
        if let Some(finding) = &self.finding {
            map.serialize_entry("code", &finding.code)?;
            map.serialize_entry("cause", &finding.cause)?;
            map.serialize_entry("remedy", &finding.remedy)?;
            if let Some(url) = &finding.url {
                map.serialize_entry("url", url)?;
            }
            map.serialize_entry("property", &finding.setting.name())?;
            if !finding.others.is_empty() {
                map.serialize_entry("others", &finding.others)?;
            }
            if !finding.ruled_out.is_empty() {
                map.serialize_entry("ruled_out", &finding.ruled_out)?;
            }
            if let Some(reply) = &finding.reply {
                map.serialize_entry("reply", reply)?;
            }
        }
        map.end()
    }
}

impl serde::Serialize for LiveReport {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("passed", &self.passed())?;
        map.serialize_entry("stages", &self.stages)?;
        map.end()
    }
}
