//! What is wrong in a project file, as people read it: the cause, the place, the line. Values of keys that nobody knows are not
//! shown: one may be a secret that was written into the wrong file.

use std::ops::Range;

use super::NAME;
use crate::error::Error;
use crate::terminal::harmless;

/// Settings of a live check: a repository must not choose where a secret is sent.
const LIVE: [&str; 8] =
    ["live", "allow-host", "token-endpoint", "cloud", "send-to", "send-as", "ca-file", "client-secret-env"];

/// A fault at a place of the file's text.
#[derive(Debug)]
pub(super) struct Fault {
    /// Where.
    pub span: Range<usize>,
    /// The cause.
    pub cause: String,
    /// What to do.
    pub help: Option<String>,
    /// Whether the values of the line are not shown.
    pub keys_alone: bool,
}

impl Fault {
    /// A fault without a help.
    pub(super) fn new(span: Range<usize>, cause: impl Into<String>) -> Self {
        Self { span, cause: cause.into(), help: None, keys_alone: false }
    }

    /// A name that is none of those known.
    pub(super) fn unknown<'a>(
        span: Range<usize>,
        name: &str,
        what: &str,
        known: impl Iterator<Item = &'a str> + Clone,
    ) -> Self {
        let help = match near(name, known.clone()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None if known.clone().count() <= 16 => {
                format!("known are {}", known.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
            }
            None => "all rules: osweb-config explain --all".to_owned(),
        };
        Self { help: Some(help), ..Self::new(span, format!("`{name}` is {what}")) }
    }

    /// What the parser says, in our words where it is a key.
    pub(super) fn of_toml(error: &toml::de::Error, text: &str) -> Self {
        let span = error.span().unwrap_or(0..0);
        let message = error.message().trim_end();
        let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        if let Some((key, known)) = names.split_first().filter(|_| message.starts_with("unknown field")) {
            if LIVE.contains(key) {
                let cause = format!("`{key}` belongs to the live check, which takes it from the command line alone");
                return Self { help: Some("remove the line".to_owned()), ..Self::new(span, cause) };
            }
            return Self::unknown(span, key, "not a key here", known.iter().copied());
        }
        let start = text.floor_char_boundary(span.start.min(text.len()));
        let span = start..text.ceil_char_boundary(span.end.min(text.len()));
        // The parser quotes a text that stands where it must not.
        let cause = match message.strip_prefix("invalid type: string ").and_then(|rest| rest.rsplit_once(", expected "))
        {
            Some((_, expected)) => format!("invalid type: a text, expected {expected}"),
            None => message.replace('\n', "; ").replace("expected a string", "expected a text"),
        };
        let entries = Some("write each entry as `[[files]]`, in two brackets, and `path` below it".to_owned());
        let help = if cause.ends_with("a sequence") || cause.contains("`path`") { entries } else { None };
        Self { keys_alone: true, help, ..Self::new(span, cause) }
    }

    /// The whole message: `path:line:column: cause`, the line, and a mark under the place.
    pub(super) fn into_error(self, name: &str, text: &str) -> Error {
        let before = &text[..self.span.start];
        let line = before.matches('\n').count() + 1;
        let begin = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before[begin..].chars().count() + 1;
        let end = text[begin..].find('\n').map_or(text.len(), |at| begin + at);
        // No more of the line than what the fault is about.
        let shown = &text[begin..self.span.end.clamp(self.span.start, end.max(self.span.start))];
        let key = shown.split_inclusive('=').next().unwrap_or_default();
        let shown = if self.keys_alone { key } else { shown }.trim_end();
        let indent = " ".repeat(line.to_string().len());
        let width = shown.chars().count().saturating_sub(column - 1).max(1);
        let picture = format!(
            "\n{indent} |\n{line} | {}\n{indent} | {}{}",
            harmless(shown),
            " ".repeat(column - 1),
            "^".repeat(width)
        );
        let cause = self.help.iter().fold(harmless(&self.cause), |text, help| format!("{text}; {help}"));
        let place = format!("{name}:{line}:{column}:");
        Error::at(place, format!("{cause}{picture}"))
    }
}

/// The nearest of the names.
fn near<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase().replace(['_', ' '], "-");
    known
        .map(|known| (strsim::jaro_winkler(&name, known), known))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, known)| known)
}

/// A path that leads out of the repository.
pub(super) fn outside(span: Range<usize>, path: &str) -> Fault {
    let cause = format!("`{path}` leads out of the repository, which a project file that was found must not");
    Fault { help: Some(format!("name the project file yourself: --config {NAME}")), ..Fault::new(span, cause) }
}
