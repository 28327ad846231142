//! The live check as a monitoring system takes it: a state, a line that says why, and what was measured.
//!
//! [`judge`] makes a [`Probed`] of a file's live check, and each format of [`ProbeFormat`] writes a [`Report`] of them.

use serde::{Deserialize, Serialize};

use crate::choice::choices;
use crate::exit::State;
use crate::live::{Outcome, StageReport};
use crate::sanitize;

mod checkmk;
mod json;
mod judge;
mod plugin;
mod prometheus;
mod prtg;

pub use judge::{Seen, judge};

choices! {
    /// Who reads the result.
    pub enum ProbeFormat {
        /// One line and performance data: Nagios, Icinga, Zabbix, Checkmk's MRPE
        Plugin = "plugin",
        /// A line of a Checkmk local check for each file
        Checkmk = "checkmk",
        /// Prometheus' text format, for a textfile collector
        Prometheus = "prometheus",
        /// JSON of PRTG's sensor EXE/Script Advanced
        Prtg = "prtg",
        /// JSON for scripts
        Json = "json",
    }
}

/// When a value is no longer good.
#[derive(Clone, Copy, Debug, Default)]
pub struct Levels {
    /// WARNING from here on.
    pub warn: Option<f64>,
    /// CRITICAL from here on.
    pub crit: Option<f64>,
}

/// The thresholds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// Days until the client secret expires; that many days or fewer.
    pub secret_days: Levels,
    /// Days until the mail server's certificate expires; that many days or fewer.
    pub certificate_days: Levels,
    /// Seconds of all stages together; more than that.
    pub seconds: Levels,
}

/// What a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Seconds,
    Days,
}

/// A value that was measured.
#[derive(Clone, Debug)]
struct Metric {
    name: String,
    value: f64,
    unit: Unit,
    levels: Levels,
}

impl Metric {
    /// What the thresholds make of it: too few days, too many seconds.
    fn state(&self) -> State {
        let beyond = |level: Option<f64>| {
            level.is_some_and(|level| match self.unit {
                Unit::Days => self.value <= level,
                Unit::Seconds => self.value > level,
            })
        };
        match (beyond(self.levels.crit), beyond(self.levels.warn)) {
            (true, _) => State::Critical,
            (false, true) => State::Warning,
            (false, false) => State::Ok,
        }
    }

    /// As all formats write it: a point, and thousandths at most.
    fn number(value: f64) -> String {
        let text = format!("{value:.3}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// A stage that was walked, or why it was not.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Walked {
    /// Its name.
    stage: String,
    /// How it ended.
    outcome: Outcome,
    /// Time taken, in milliseconds.
    millis: u64,
    /// What is wrong.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    cause: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    remedy: Option<String>,
}

impl Walked {
    fn of(report: &StageReport) -> Self {
        let finding = report.finding.as_ref();
        Self {
            stage: report.stage.name().to_owned(),
            outcome: report.outcome,
            millis: report.millis,
            code: finding.map(|finding| finding.code.clone()),
            cause: finding.map(|finding| finding.cause.clone()),
            remedy: finding.map(|finding| finding.remedy.clone()),
        }
    }

    fn seconds(&self) -> f64 {
        self.millis as f64 / 1_000.0
    }
}

/// What was found out about a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Probed {
    /// The file as it was named.
    pub path: String,
    /// The state.
    pub state: State,
    /// Why, in a line.
    pub text: String,
    /// What else is to be said, and what to do, a line each.
    pub details: Vec<String>,
    /// When, in seconds since 1970.
    pub at: i64,
    /// The stages in order.
    pub stages: Vec<Walked>,
    /// Seconds that the token had left.
    pub token_seconds: Option<i64>,
    /// The day on which the client secret expires, in seconds since 1970 at its begin, and days until then.
    pub secret: Option<(i64, i64)>,
    /// The last second of the mail server's certificate since 1970, and days until then.
    pub certificate: Option<(i64, i64)>,
    /// Seconds since it was found out, where a cache tells it again.
    #[serde(skip)]
    pub age: Option<i64>,
}

impl Probed {
    /// A file of which nothing can be said.
    pub fn unknown(path: impl Into<String>, why: impl Into<String>, at: i64) -> Self {
        Self {
            path: path.into(),
            state: State::Unknown,
            text: why.into(),
            details: vec![],
            at,
            stages: vec![],
            token_seconds: None,
            secret: None,
            certificate: None,
            age: None,
        }
    }

    fn walked(&self) -> impl Iterator<Item = &Walked> {
        self.stages.iter().filter(|stage| stage.outcome != Outcome::Skipped)
    }

    fn metrics(&self, limits: &Limits) -> Vec<Metric> {
        let metric = |name: &str, value: f64, unit, levels| Metric { name: name.to_owned(), value, unit, levels };
        let mut metrics = vec![];
        if self.walked().next().is_some() {
            let time = self.walked().map(Walked::seconds).sum();
            metrics.push(metric("time", time, Unit::Seconds, limits.seconds));
        }
        let none = Levels::default();
        let stages = self.walked();
        metrics.extend(stages.map(|one| metric(&format!("time_{}", one.stage), one.seconds(), Unit::Seconds, none)));
        metrics.extend(self.token_seconds.map(|left| metric("token_life", left as f64, Unit::Seconds, none)));
        let days = |name: &str, days: i64, levels| metric(name, days as f64, Unit::Days, levels);
        metrics.extend(self.secret.map(|(_, left)| days("secret_days", left, limits.secret_days)));
        metrics.extend(self.certificate.map(|(_, left)| days("certificate_days", left, limits.certificate_days)));
        metrics
    }

    /// The line that says why, with the age of a result that is told again.
    fn line(&self) -> String {
        let age = self.age.map(|age| format!(" (found out {age} s ago, from the cache)"));
        sanitize::line(&format!("{}{}", short(&self.text), age.unwrap_or_default())).into_owned()
    }
}

/// The begin of a text that is meant for one line.
fn short(text: &str) -> String {
    const LONGEST: usize = 500;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

/// The result of a probe.
#[derive(Default)]
pub struct Report {
    /// What was found out, a file each.
    pub files: Vec<Probed>,
    /// The thresholds.
    pub limits: Limits,
    /// Why there is no result.
    pub error: Option<String>,
    /// What is to be said of the probe itself, a line each.
    pub notes: Vec<String>,
}

impl Report {
    /// A probe that could not be done.
    pub fn failed(why: impl Into<String>) -> Self {
        Self { error: Some(why.into()), ..Self::default() }
    }

    /// The worst of all states; without any it is not known.
    pub fn state(&self) -> State {
        let worst = self.files.iter().map(|file| file.state).max();
        worst.filter(|_| self.error.is_none()).unwrap_or(State::Unknown)
    }

    /// The whole in one line.
    fn line(&self) -> String {
        if let Some(error) = &self.error {
            return sanitize::line(&short(error)).into_owned();
        }
        let [file] = &*self.files else {
            let state = self.state();
            let bad = self.files.iter().filter(|file| file.state != State::Ok);
            let count = bad.clone().count();
            let worst = bad.filter(|file| file.state == state).map(|file| format!("{}: {}", file.path, file.line()));
            let worst: Vec<_> = worst.take(3).collect();
            let all = self.files.len();
            let text = match count {
                0 if all == 0 => "there is no file".to_owned(),
                0 => format!("{all} files: mail can be sent with each"),
                _ => format!("{count} of {all} files not OK: {}", worst.join("; ")),
            };
            return sanitize::line(&text).into_owned();
        };
        // Of a file that nothing was seen of, the name says which it is.
        let name = if file.stages.is_empty() { format!("{} ", sanitize::line(&file.path)) } else { String::new() };
        name + &file.line()
    }

    /// The report in a format.
    pub fn render(&self, format: ProbeFormat) -> String {
        match format {
            ProbeFormat::Plugin => plugin::render(self),
            ProbeFormat::Checkmk => checkmk::render(self),
            ProbeFormat::Prometheus => prometheus::render(self),
            ProbeFormat::Prtg => prtg::render(self),
            ProbeFormat::Json => json::render(self),
        }
    }
}
