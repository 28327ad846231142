//! Why a file is not migrated.

use crate::source::{SourceFile, Span};

/// A migration that is not done: the cause first, then what to do, and the places that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What stands in the way. Never holds a secret.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Places in the file, each with what is there.
    pub places: Vec<(Span, String)>,
}

impl Refusal {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into(), places: vec![] }
    }

    pub(crate) fn at(mut self, span: Span, what: impl Into<String>) -> Self {
        self.places.push((span, what.into()));
        self
    }

    /// The refusal in lines: `path:line: message`, the places, the help.
    pub fn text(&self, source: &SourceFile) -> String {
        let name = crate::terminal::harmless(source.name());
        let line = self.places.first().map_or(String::new(), |(span, _)| format!(":{}", source.line(span.start)));
        let mut text = format!("{name}{line}: {}", self.message);
        for (span, what) in &self.places {
            text.push_str(&format!("\n  line {}: {what}", source.line(span.start)));
        }
        if !self.help.is_empty() {
            text.push_str(&format!("\n  help: {}", self.help));
        }
        text
    }
}
