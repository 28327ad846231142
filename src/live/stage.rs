//! The stages of the live check, and what each of them ends with.

use crate::catalog::{Finding, Stage};

/// How a stage ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Nothing is in the way here.
    Passed,
    /// This step fails.
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
    /// What is wrong; `None` in a stage that passed or was skipped.
    pub finding: Option<Finding>,
    /// What is odd without being wrong, whatever became of the stage.
    pub warnings: Vec<Finding>,
    /// Why the stage was skipped.
    pub skipped: Option<String>,
    /// Last second, since 1970, of what it was shown: the mail server's certificate at `starttls`, the token at `token` and `claims`.
    pub until: Option<i64>,
}

impl StageReport {
    /// A stage that is not walked.
    pub(super) fn skipped(stage: Stage, why: &str) -> Self {
        Self {
            stage,
            outcome: Outcome::Skipped,
            millis: 0,
            seen: vec![],
            finding: None,
            warnings: vec![],
            skipped: Some(why.to_owned()),
            until: None,
        }
    }

    /// Replaces every text that a server or the file had a hand in.
    pub(super) fn map_texts(&mut self, change: &dyn Fn(&str) -> String) {
        // Line by line: what makes a text printable would write line ends out.
        let apply = |text: &mut String| *text = text.split('\n').map(change).collect::<Vec<_>>().join("\n");
        self.seen.iter_mut().for_each(apply);
        self.finding.iter_mut().chain(&mut self.warnings).for_each(|finding| finding.map_texts(change));
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

    /// The verdict in one line.
    pub fn verdict(&self) -> String {
        let mut failed = self.failed();
        if let Some(first) = failed.next() {
            let why = first.finding.as_ref().map_or("", |finding| finding.headline());
            let also = failed.map(|other| format!(", {} too", other.stage.name())).collect::<String>();
            return format!("step {} fails{also}: {why}", first.stage.name());
        }
        if !self.passed() {
            let skipped = self.stages.iter().find_map(|stage| stage.skipped.as_deref());
            return format!("not complete: {}", skipped.unwrap_or("nothing was tried"));
        }
        let sent = self.stages.iter().any(|stage| stage.stage == Stage::Send && stage.outcome == Outcome::Passed);
        let how =
            if sent { "the test message was taken over" } else { "the sign-in was accepted; no message was sent" };
        format!("mail can be sent ({how})")
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
        // A stage that passed tells its first warning where a failed one tells what is wrong.
        if let Some(finding) = self.finding.as_ref().or(self.warnings.first()) {
            entries(&mut map, finding)?;
        }
        if !self.warnings.is_empty() {
            map.serialize_entry("warnings", &self.warnings.iter().map(Warning).collect::<Vec<_>>())?;
        }
        map.end()
    }
}

struct Warning<'f>(&'f Finding);

impl serde::Serialize for Warning<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        entries(&mut map, self.0)?;
        map.end()
    }
}

fn entries<M: serde::ser::SerializeMap>(map: &mut M, finding: &Finding) -> Result<(), M::Error> {
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
    Ok(())
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
