//! What the rules have found so far, and which settings need no further word.
//!
//! One fault gives one diagnostic. The rules run in the order of [`RULES`](super::RULES), the likelier cause first; a rule that
//! has said what is the matter with a setting *explains* it, and the rules behind it pass over that setting: a
//! value in typographic quotes is not also a bad GUID, a setting that was found in the wrong place is not also missing.
//! Nothing else suppresses a diagnostic.

use crate::diagnostic::Diagnostic;
use crate::settings::{Section, Setting};

/// The diagnostics of a file as they are found.
#[derive(Debug, Default)]
pub struct Sink {
    /// The diagnostics, in the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
    explained: Section<bool>,
}

impl Sink {
    /// Adds a diagnostic that leaves room for others.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Adds diagnostics that leave room for others.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }

    /// Nothing more is to be said of a setting.
    pub fn mark_reported(&mut self, setting: Setting) {
        self.explained[setting] = true;
    }

    /// Nothing more is to be said of any setting.
    pub fn mark_all_reported(&mut self) {
        self.explained = Section::of(|_| true);
    }

    /// Whether an earlier rule has said what is the matter with a setting.
    pub fn is_reported(&self, setting: Setting) -> bool {
        self.explained[setting]
    }

    /// Whether nothing more is to be said of any setting.
    pub fn all_reported(&self) -> bool {
        Setting::ALL.into_iter().all(|setting| self.explained[setting])
    }
}
