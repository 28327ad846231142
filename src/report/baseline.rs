//! Known findings: what is in a baseline is not reported. An entry identifies findings by file, rule and property, and counts them: no line
//! number, no text of the file, nothing that is derived from a value.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::fingerprint::fnv;
use super::{File, Findings, MaskedSource, Outcome, Report};
use crate::diagnostic::{Diagnostic, FailOn, Severity};
use crate::error::Error;
use crate::parse::{self, Format};
use crate::rules::{self, Group};
use crate::secret::{self, Mask};
use crate::source::{SourceFile, Span};

/// The rule that names what is left over.
const STALE: &str = "stale-baseline";

/// Known findings.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    findings: Vec<Entry>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    fingerprint: String,
    path: String,
    rule: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    property: String,
    count: usize,
}

/// What came of a baseline.
#[derive(Debug)]
pub struct Applied {
    /// What is left of it.
    pub pruned: Baseline,
    /// How many entries were left over, in whole or in part.
    pub stale: usize,
}

type Key = (String, String, String);

fn fingerprint((path, rule, property): &Key) -> String {
    format!("{:016x}", fnv([path.as_str(), rule, property]))
}

fn key(file: &File, diagnostic: &Diagnostic) -> Key {
    let property = diagnostic.property.clone().unwrap_or_default();
    (super::path::relative(&file.path), diagnostic.rule.to_owned(), property)
}

/// Whether a finding can be a known one: what keeps a file from being read hides everything else, and a live check tells of today.
fn can_be_known(diagnostic: &Diagnostic) -> bool {
    let group = rules::find(diagnostic.rule).map(|rule| rule.group);
    let reading = group == Some(Group::Reading) && diagnostic.severity == Severity::Error;
    !diagnostic.refusal && !reading && group != Some(Group::Live) && diagnostic.rule != STALE
}

impl Baseline {
    /// Parses the text of a baseline.
    ///
    /// # Errors
    /// It is none; where, and why.
    pub fn parse(source: &SourceFile) -> Result<Self, Error> {
        let refuse = |why: String| Error::at(source.name(), why).given_by("--baseline");
        let baseline: Self = serde_json::from_str(source.text()).map_err(|error| {
            // What serde_json says may quote the text.
            let place = format!("line {}, column {}", error.line(), error.column());
            refuse(format!("is not a baseline ({place}); --write-baseline writes one"))
        })?;
        match baseline.version {
            1 => Ok(baseline),
            other => Err(refuse(format!("has version {other}; this program knows 1"))),
        }
    }

    /// All findings of a report that can be known ones.
    pub fn of(report: &Report) -> Self {
        let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
        for (file, _, diagnostic) in report.findings().filter(|(.., diagnostic)| can_be_known(diagnostic)) {
            *counts.entry(key(file, diagnostic)).or_default() += 1;
        }
        let entry = |(key, count): (Key, usize)| {
            let fingerprint = fingerprint(&key);
            let (path, rule, property) = key;
            Entry { fingerprint, path, rule, property, count }
        };
        Self { version: 1, findings: counts.into_iter().map(entry).collect() }
    }

    /// How many findings it holds.
    pub fn count(&self) -> usize {
        self.findings.iter().map(|entry| entry.count).sum()
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        super::pretty(self)
    }

    /// Takes the known findings out of a report. What is left over is an entry of a file that was read in full, or is gone.
    pub fn apply(&self, report: &mut Report) -> Applied {
        let mut left: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in &self.findings {
            *left.entry(&entry.fingerprint).or_default() += entry.count;
        }
        let mut judged = HashSet::new();
        for file in &mut report.files {
            let path = super::path::relative(&file.path);
            let stub =
                File { path: file.path.clone(), fail_on: file.fail_on, outcome: Outcome::Unreadable(String::new()) };
            let Outcome::Checked(found) = &mut file.outcome else { continue };
            if !found.diagnostics.iter().any(|one| one.refusal) {
                judged.insert(path);
            }
            found.diagnostics.retain(|diagnostic| {
                let known = can_be_known(diagnostic)
                    .then(|| left.get_mut(fingerprint(&key(&stub, diagnostic)).as_str()))
                    .flatten()
                    .filter(|count| **count > 0);
                known.is_none_or(|count| {
                    *count -= 1;
                    false
                })
            });
        }
        let mut pruned = Self { version: 1, findings: vec![] };
        let mut stale = 0;
        for entry in &self.findings {
            let over = left.get_mut(entry.fingerprint.as_str()).map_or(0, |left| std::mem::take(left).min(entry.count));
            let looked_at = judged.contains(&entry.path) || !Path::new(&entry.path).exists();
            let count = if looked_at { entry.count - over } else { entry.count };
            stale += usize::from(count < entry.count);
            if count > 0 {
                pruned.findings.push(Entry { count, ..entry.clone() });
            }
        }
        Applied { pruned, stale }
    }

    /// The entries that are left over, as diagnostics in the file that holds them.
    pub fn stale(&self, pruned: &Self, source: SourceFile, fail_on: FailOn) -> File {
        let mut at = 0;
        let mut diagnostics = vec![];
        for entry in &self.findings {
            let found = source.text()[at..].find(&entry.fingerprint).map_or(at, |found| at + found);
            let span = Span::new(found, (found + entry.fingerprint.len()).min(source.text().len()));
            at = span.end as usize;
            let is_same = |other: &&Entry| other.fingerprint == entry.fingerprint;
            let kept = pruned.findings.iter().find(is_same).map_or(0, |kept| kept.count);
            if kept < entry.count {
                let of = Mask::of(&[]).text(&format!("{} in {}", entry.rule, entry.path));
                let message = match kept {
                    0 => format!("{of} is not found any more"),
                    kept => format!("{of} is found {kept} times, and not {} times", entry.count),
                };
                let rule = rules::find(STALE).map_or(Severity::Warning, |rule| rule.severity);
                let consequence = crate::diagnostic::Consequence::Rest;
                let diagnostic = Diagnostic::new(STALE, rule, consequence, span, message);
                diagnostics.push(diagnostic.label("left over").help("Run the command again with --prune-baseline."));
            }
        }
        let path = source.name().to_owned();
        let masked = secret::mask(&source, &parse::read_as(&source, Format::Json));
        let source = MaskedSource::new(Arc::new(source), masked);
        let findings = Findings { source, diagnostics, live: None, unsafe_fixes: 0, others: vec![] };
        File { path, fail_on, outcome: Outcome::Checked(findings) }
    }
}
