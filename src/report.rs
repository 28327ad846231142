//! Reports: each turns diagnostics into the text of one format. A reporter knows no rule and no file system.

use std::sync::Arc;

use crate::choice::choices;
use crate::diagnostic::{Diagnostic, FailOn, Label, Severity};
use crate::exit::Exit;
use crate::sanitize::{self, Commands};
use crate::source::{Position, Span};
use crate::terminal::Look;
use crate::workspace::LoadedFile;

mod azure;
mod baseline;
mod checkstyle;
mod fingerprint;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod markdown;
mod masked;
mod masking;
mod output;
mod path;
mod rdjson;
mod sarif;
mod short;
mod snippet;
mod sonarqube;
mod teamcity;

pub use baseline::{Applied, Baseline};
pub(crate) use json::pretty;
pub use masked::MaskedSource;
pub use output::Output;

choices! {
    /// The format of a report.
    pub enum ReportFormat {
        /// Source snippets for people
        Human = "human",
        /// One line each, `path:line:column: severity[rule] message`
        Short = "short",
        /// The program's own JSON
        Json = "json",
        /// SARIF 2.1.0
        Sarif = "sarif",
        /// Workflow commands of GitHub Actions
        Github = "github",
        /// GitLab Code Quality
        Gitlab = "gitlab",
        /// JUnit XML
        Junit = "junit",
        /// reviewdog's JSON, with suggestions
        Rdjson = "rdjson",
        /// Checkstyle XML
        Checkstyle = "checkstyle",
        /// Logging commands of Azure Pipelines
        Azure = "azure",
        /// SonarQube's generic issues
        Sonarqube = "sonarqube",
        /// Service messages of TeamCity
        Teamcity = "teamcity",
        /// Tables, for the summary of a job
        Markdown = "markdown",
    }
}

impl ReportFormat {
    /// Whose workflow commands its lines are.
    pub fn commands(self) -> Commands {
        match self {
            Self::Github => Commands::Github,
            Self::Azure => Commands::Azure,
            Self::Teamcity => Commands::Teamcity,
            _ => Commands::None,
        }
    }
}

/// What was found.
#[derive(Debug)]
pub struct Report {
    /// The files, in the order in which they were checked.
    pub files: Vec<File>,
    /// Whether the human report leaves out what is no finding: the summary.
    pub quiet: bool,
}

/// A file of a report.
#[derive(Debug)]
pub struct File {
    /// The path as the user gave it.
    pub path: String,
    /// The lowest severity that is a failure.
    pub fail_on: FailOn,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a file.
#[derive(Debug)]
pub enum Outcome {
    /// It was checked.
    Checked(Findings),
    /// It could not be read; why.
    Unreadable(String),
}

/// The diagnostics of a file, every secret masked.
#[derive(Debug)]
pub struct Findings {
    /// The file, its text masked.
    pub source: MaskedSource,
    /// The diagnostics, causes first.
    pub diagnostics: Vec<Diagnostic>,
    /// What came of the live check, secrets masked.
    pub live: LiveOutcome,
    /// How many unsafe fixes could be applied, where somebody has asked.
    pub unsafe_fixes: usize,
    /// Other files that labels point into.
    others: Vec<(Arc<LoadedFile>, MaskedSource)>,
}

/// What came of the live check; `None` where none was asked for.
#[cfg(feature = "live")]
pub type LiveOutcome = Option<crate::live::LiveReport>;
/// Without the feature `live` there is never one.
#[cfg(not(feature = "live"))]
pub type LiveOutcome = Option<LiveReport>;

/// Stands for the report that cannot be.
#[cfg(not(feature = "live"))]
#[derive(Debug, serde::Serialize)]
pub enum LiveReport {}

/// How many diagnostics a report holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Advice.
    pub infos: usize,
    /// Files that could not be read.
    pub unreadable: usize,
    /// Files with at least one diagnostic.
    pub affected: usize,
    /// Diagnostics that `--fix` resolves.
    pub fixable: usize,
    /// Those that it resolves with `--unsafe-fixes`.
    pub unsafe_fixes: usize,
}

impl Report {
    /// The text of the report in a format. Only those for people mind the look.
    pub fn render(&self, format: ReportFormat, look: Look) -> String {
        let text = match format {
            ReportFormat::Human => human::render(self, look),
            ReportFormat::Short => short::render(self, look),
            ReportFormat::Json => return self.json(),
            ReportFormat::Sarif => sarif::render(self),
            ReportFormat::Github => github::render(self),
            ReportFormat::Gitlab => gitlab::render(self),
            ReportFormat::Junit => junit::render(self),
            ReportFormat::Rdjson => rdjson::render(self),
            ReportFormat::Checkstyle => checkstyle::render(self),
            ReportFormat::Azure => azure::render(self),
            ReportFormat::Sonarqube => sonarqube::render(self),
            ReportFormat::Teamcity => teamcity::render(self),
            ReportFormat::Markdown => markdown::render(self),
        };
        // A report can go into a file, and from there into a log.
        sanitize::stream(&text, look.colour || look.links, format.commands()).into_owned()
    }

    /// The report in JSON.
    pub fn json(&self) -> String {
        sanitize::stream(&json::render(self), false, Commands::None).into_owned()
    }

    /// How the command ends. No format has a say in it.
    pub fn exit(&self) -> Exit {
        let worst = self.files.iter().map(|file| match &file.outcome {
            Outcome::Unreadable(_) => Exit::Failed,
            Outcome::Checked(found) if found.diagnostics.iter().any(|one| file.fail_on.fails(one.severity)) => {
                Exit::Left
            }
            // A live check is a question of its own, which no threshold answers.
            #[cfg(feature = "live")]
            Outcome::Checked(found) if found.live.as_ref().is_some_and(|live| !live.passed()) => Exit::Left,
            Outcome::Checked(_) => Exit::Done,
        });
        worst.max().unwrap_or(Exit::Done)
    }

    /// How many diagnostics there are.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for file in &self.files {
            let Outcome::Checked(found) = &file.outcome else {
                counts.unreadable += 1;
                continue;
            };
            counts.affected += usize::from(!found.diagnostics.is_empty());
            let of_kind =
                |safe| found.diagnostics.iter().filter(move |one| one.fix.as_ref().is_some_and(|fix| fix.safe == safe));
            counts.fixable += of_kind(true).count();
            // Not of findings that are known.
            counts.unsafe_fixes += found.unsafe_fixes.min(of_kind(false).count());
            for diagnostic in &found.diagnostics {
                match diagnostic.severity {
                    Severity::Error => counts.errors += 1,
                    Severity::Warning => counts.warnings += 1,
                    Severity::Info => counts.infos += 1,
                }
            }
        }
        counts
    }

    /// All diagnostics with their file.
    fn findings(&self) -> impl Iterator<Item = (&File, &Findings, &Diagnostic)> {
        self.files.iter().flat_map(|file| {
            let Outcome::Checked(found) = &file.outcome else { return vec![].into_iter() };
            found.diagnostics.iter().map(|diagnostic| (file, found, diagnostic)).collect::<Vec<_>>().into_iter()
        })
    }

    /// The files that could not be read, with the reason.
    fn unreadable(&self) -> impl Iterator<Item = (&File, &str)> {
        self.files.iter().filter_map(|file| match &file.outcome {
            Outcome::Unreadable(why) => Some((file, why.as_str())),
            Outcome::Checked(_) => None,
        })
    }
}

impl Findings {
    /// Adds what came of the live check.
    pub fn with_live(mut self, live: LiveOutcome) -> Self {
        self.live = live;
        self
    }

    /// Adds how many unsafe fixes there are.
    pub fn with_unsafe_fixes(mut self, count: usize) -> Self {
        self.unsafe_fixes = count;
        self
    }

    /// The place of a span.
    fn places(&self, span: Span) -> (Position, Position) {
        places(&self.source, span)
    }

    /// Another file that a label points into; `None` for the file itself.
    fn other(&self, label: &Label) -> Option<&MaskedSource> {
        let file = label.file.as_ref()?;
        self.others.iter().find(|(other, _)| Arc::ptr_eq(other, file)).map(|(_, source)| source)
    }
}

/// Where a span begins and ends.
fn places(source: &MaskedSource, span: Span) -> (Position, Position) {
    (source.position(span.start), source.position(span.end))
}

/// `1 error`, `2 errors`.
fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// The address of a rule's page or source, for reports that can carry one.
fn url(rule: &str) -> Option<&'static str> {
    crate::rules::find(rule)?.page().url()
}

/// What is wrong and, where there is help, what to do, with `between` them: for formats with one text for both.
fn with_help(diagnostic: &Diagnostic, between: &str) -> String {
    joined(&diagnostic.message, between, &diagnostic.help)
}

/// The same, with the help's lines as one.
fn with_help_on_one_line(diagnostic: &Diagnostic) -> String {
    joined(&diagnostic.message, " ", &diagnostic.help.replace('\n', " "))
}

fn joined(message: &str, between: &str, help: &str) -> String {
    if help.is_empty() { message.to_owned() } else { format!("{message}{between}{help}") }
}
