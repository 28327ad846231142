//! From what a probe saw of a file to its state and the line that says why.

use super::{Limits, Metric, Probed, Walked};
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Severity};
use crate::exit::State;
use crate::live::{LiveReport, Outcome, Stage};
use crate::settings::Setting;
use crate::source::SourceFile;

/// What a probe saw of a file, secrets masked.
pub struct Seen<'a> {
    /// The file as it was named.
    pub path: &'a str,
    /// The live check.
    pub live: &'a LiveReport,
    /// What is wrong with the file, and what the live check lacks.
    pub diagnostics: &'a [Diagnostic],
    /// The file, for lines.
    pub source: &'a SourceFile,
    /// The day on which the client secret expires, and the line that says so.
    pub secret: Option<(Date, Option<usize>)>,
    /// The day that it is.
    pub today: Date,
    /// Seconds since 1970.
    pub now: i64,
}

/// Judges what was seen.
pub fn judge(seen: &Seen, limits: &Limits) -> Probed {
    let until = |stage: Stage| seen.live.stages.iter().find(|one| one.stage == stage)?.until;
    let certificate = until(Stage::Starttls);
    let token = until(Stage::Claims).or(until(Stage::Token));
    let mut probed = Probed {
        stages: seen.live.stages.iter().map(Walked::of).collect(),
        token_seconds: token.map(|token| token - seen.now),
        secret: seen.secret.map(|(day, _)| (day.seconds(), day.days_since(seen.today))),
        certificate: certificate.map(|last| (last, Date::of_seconds(last).days_since(seen.today))),
        details: details(seen),
        ..Probed::unknown(seen.path, "", seen.now)
    };
    let mut problems = vec![];
    problems.extend(refused(seen).or_else(|| of_stages(seen)));
    for metric in probed.metrics(limits) {
        let state = metric.state();
        if state != State::Ok {
            problems.push((state, beyond(seen, &probed, &metric, state)));
        }
    }
    let told = |error: &Diagnostic| problems.iter().any(|(_, text)| text.contains(&at_line(seen, error)));
    let untold = errors(seen).next().is_some_and(|error| !told(error));
    problems.extend(of_file(seen).filter(|_| untold));
    problems.sort_by_key(|(state, _)| std::cmp::Reverse(*state));
    probed.state = problems.first().map_or(State::Ok, |(state, _)| *state);
    let texts: Vec<_> = problems.into_iter().map(|(_, text)| text).collect();
    probed.text = if texts.is_empty() { good(seen, &probed) } else { texts.join("; ") };
    probed
}

/// That the service does not start with the file.
fn refused(seen: &Seen) -> Option<(State, String)> {
    let refusal = seen.diagnostics.iter().find(|one| one.refusal && one.severity == Severity::Error)?;
    Some((State::Critical, format!("the file is refused: {}", at_line(seen, refusal))))
}

fn at_line(seen: &Seen, diagnostic: &Diagnostic) -> String {
    format!("line {}: {}", seen.source.line(diagnostic.span.start), diagnostic.message)
}

fn is_lacking(diagnostic: &Diagnostic) -> bool {
    diagnostic.rule == "live-settings"
}

/// Errors of the file itself; when the secret expires is judged by the thresholds.
fn errors<'a>(seen: &'a Seen) -> impl Iterator<Item = &'a Diagnostic> {
    let own = |one: &&Diagnostic| !one.rule.starts_with("live-") && one.rule != "secret-expires";
    seen.diagnostics.iter().filter(own).filter(|one| one.severity == Severity::Error)
}

/// What the stages say.
fn of_stages(seen: &Seen) -> Option<(State, String)> {
    if let Some(first) = seen.live.failed().next() {
        let late = || format!("step {} was not done when the time for the whole probe was over", first.stage.name());
        let text = if first.finding.is_some() { seen.live.verdict() } else { late() };
        return Some((State::Critical, text));
    }
    if seen.live.passed() {
        return None;
    }
    let mut lacking = seen.diagnostics.iter().filter(|one| is_lacking(one)).peekable();
    let Some(first) = lacking.peek() else { return Some((State::Unknown, seen.live.verdict())) };
    let why = first.message.trim_start_matches("The live check is not complete: ");
    let secret = Setting::OAuthClientSecret.name();
    let only_secret = lacking.all(|one| one.property.as_deref() == Some(&secret));
    let (state, text) = match errors(seen).next() {
        Some(error) if !only_secret => (State::Critical, at_line(seen, error)),
        _ => (State::Unknown, why.to_owned()),
    };
    let mut passed = seen.live.stages.iter().filter(|one| one.outcome == Outcome::Passed);
    let until = passed.next_back().map_or_else(String::new, |last| format!(" (passed up to {})", last.stage.name()));
    Some((state, format!("not complete: {text}{until}")))
}

/// What is wrong with the file although the stages pass.
fn of_file(seen: &Seen) -> Option<(State, String)> {
    let mut errors = errors(seen).filter(|one| !one.refusal);
    let first = at_line(seen, errors.next()?);
    let more = match errors.count() {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    Some((State::Warning, format!("`check` reports an error: {first}{more}")))
}

/// A value beyond its threshold, in words.
fn beyond(seen: &Seen, probed: &Probed, metric: &Metric, state: State) -> String {
    match (metric.name.as_str(), seen.secret, probed.certificate) {
        ("secret_days", Some((day, line)), _) => {
            let by = line.map_or_else(|| "--secret-expires".to_owned(), |line| format!("the comment of line {line}"));
            format!("the client secret {}, by {by}", when(day, metric.value as i64))
        }
        ("certificate_days", _, Some((last, _))) => {
            format!("the mail server's certificate {}", when(Date::of_seconds(last), metric.value as i64))
        }
        _ => {
            let level = if state == State::Critical { metric.levels.crit } else { metric.levels.warn };
            let [took, level] = [metric.value, level.unwrap_or_default()].map(Metric::number);
            format!("the steps took {took} s, more than {level} s")
        }
    }
}

fn when(day: Date, left: i64) -> String {
    match left {
        ..0 => format!("expired on {day}, {} ago", in_days(-left)),
        0 => format!("expires today, on {day}"),
        _ => format!("expires on {day}, in {}", in_days(left)),
    }
}

fn in_days(count: i64) -> String {
    format!("{count} day{}", if count == 1 { "" } else { "s" })
}

/// That all is well, and until when.
fn good(seen: &Seen, probed: &Probed) -> String {
    let mut text = seen.live.verdict();
    if let Some((_, left)) = probed.secret {
        text.push_str(&format!("; the client secret expires in {}", in_days(left)));
    }
    text
}

/// What else is to be said, a line each.
fn details(seen: &Seen) -> Vec<String> {
    let mut lines = vec![];
    for stage in &seen.live.stages {
        if let Some(finding) = &stage.finding {
            lines.push(format!("{} failed, {}: {}", stage.stage.name(), finding.code, finding.cause));
            lines.push(format!("what to do: {}", finding.remedy));
            lines.extend(finding.reply.iter().map(|reply| format!("the server said: {reply}")));
        }
        lines.extend(stage.warnings.iter().map(|one| format!("note: {} {}", one.cause, one.remedy)));
    }
    for diagnostic in seen.diagnostics.iter().filter(|one| is_lacking(one)) {
        lines.push(format!("{}. {}", diagnostic.message, diagnostic.help));
    }
    for error in errors(seen) {
        lines.push(format!("{} [{}] {}", at_line(seen, error), error.rule, error.help));
    }
    lines.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}
