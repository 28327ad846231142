//! What replies of Microsoft's servers mean, as `explain` prints it: for a person, as Markdown, as JSON.

use std::fmt::Write as _;

use serde::Serialize;

use crate::catalog::Finding;
use crate::catalog::page::finding_text;
use crate::cli::ExplainFormat;
use crate::report::pretty;
use crate::secret::Mask;
use crate::terminal::Look;

/// A reply, once, and where it was met. The JSON form is a contract.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    /// The catalog's entry.
    pub name: &'static str,
    /// The code of the reply.
    pub code: String,
    /// How often it was met; 1 for one that was typed.
    pub count: usize,
    /// Lines of the log, from 1; none for one that was typed.
    pub lines: Vec<usize>,
    /// The causes, the likeliest first.
    pub causes: Vec<Cause>,
    /// Where it is documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What is printed for a person.
    #[serde(skip)]
    pub text: String,
}

/// One cause with its remedy.
#[derive(Debug, Serialize)]
pub(super) struct Cause {
    cause: String,
    remedy: String,
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    entries: &'a [Entry],
}

impl Entry {
    /// A reply that is met for the first time.
    pub fn new(finding: &Finding) -> Self {
        let first = Cause { cause: finding.cause.clone(), remedy: finding.remedy.clone() };
        let others = finding.others.iter();
        let others = others.map(|other| Cause { cause: other.cause.clone(), remedy: other.remedy.clone() });
        Self {
            name: finding.entry,
            code: finding.code.clone(),
            count: 1,
            lines: vec![],
            causes: std::iter::once(first).chain(others).collect(),
            url: finding.url.clone(),
            text: finding_text(finding),
        }
    }

    /// Hides what a log repeats of secrets.
    pub fn mask(&mut self, mask: &Mask) {
        let clean = |text: &mut String| *text = mask.text(text);
        clean(&mut self.code);
        clean(&mut self.text);
        for cause in &mut self.causes {
            clean(&mut cause.cause);
            clean(&mut cause.remedy);
        }
    }

    /// `535 5.7.3 (token-not-accepted), 12 times, line 4 and on`.
    fn title(&self) -> String {
        let mut title =
            if self.code == self.name { self.code.clone() } else { format!("{} ({})", self.code, self.name) };
        if let Some(first) = self.lines.first() {
            let times = if self.count == 1 { "once".to_owned() } else { format!("{} times", self.count) };
            let _ = write!(title, ", {times}, first in line {first}");
        }
        title
    }
}

/// Entries in a format.
pub(super) fn render(entries: &[Entry], format: ExplainFormat, look: Look) -> String {
    let mut text = String::new();
    match format {
        ExplainFormat::Json => return pretty(&Document { version: 1, entries }),
        ExplainFormat::Human => {
            for entry in entries {
                let _ = writeln!(text, "{}\n{}", entry.title(), look.text(&entry.text));
            }
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        ExplainFormat::Markdown => {
            for entry in entries {
                let _ = writeln!(text, "## {}\n", entry.title());
                for cause in &entry.causes {
                    let remedy = cause.remedy.replace('\n', "\n  ");
                    let _ = writeln!(text, "- {}\n\n  {remedy}\n", cause.cause);
                }
                if let Some(url) = &entry.url {
                    let _ = writeln!(text, "<{url}>\n");
                }
            }
        }
    }
    text
}
