//! Diagnostics: what is wrong, where, and what to do.

use std::sync::Arc;

use crate::choice::choices;
use crate::edit::Edit;
use crate::source::Span;
use crate::workspace::LoadedFile;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Advice.
    Info,
    /// It probably is not meant.
    Warning,
    /// osweb cannot start, or mail cannot be sent.
    Error,
}

impl Severity {
    /// The word that every report uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

choices! {
    /// The lowest severity that makes the exit code 1.
    pub enum FailOn {
        /// Errors
        Error = "error",
        /// Warnings and errors
        Warning = "warning",
        /// Everything
        Info = "info",
        /// Nothing: only what cannot be read fails
        Never = "never",
    }
}

impl FailOn {
    /// Whether a diagnostic of this severity makes the exit code 1.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Info => true,
            Self::Never => false,
        }
    }
}

/// What the fault keeps from happening; diagnostics are ordered by it, so that the cause comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Consequence {
    /// osweb does not start, or does not see the section.
    Start,
    /// Mail is not sent.
    Send,
    /// Anything else.
    Rest,
}

/// Another place that belongs to a diagnostic.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there.
    pub message: String,
    /// The file, where it is not the diagnostic's own.
    pub file: Option<Arc<LoadedFile>>,
}

/// An edit that resolves a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Whether it can be applied unseen: it cannot change what osweb sees for the worse.
    pub safe: bool,
    /// What it does, in a few words: "write `TLS`".
    pub title: String,
    /// The edits; they belong together.
    pub edits: Vec<Edit>,
}

/// One violation of a rule.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule's name.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it keeps from happening.
    pub consequence: Consequence,
    /// What is wrong, cause first. Never holds a secret.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where.
    pub span: Span,
    /// A few words at the place itself.
    pub label: String,
    /// The property concerned, in the documented spelling where there is one.
    pub property: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Label>,
    /// How to resolve it.
    pub fix: Option<Fix>,
    /// Whether it says why the whole file is refused: then no option and no comment silences it.
    pub refusal: bool,
}

impl Diagnostic {
    /// A diagnostic; it cannot be built without a place.
    pub fn new(
        rule: &'static str,
        severity: Severity,
        consequence: Consequence,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            severity,
            consequence,
            message: message.into(),
            help: String::new(),
            span,
            label: String::new(),
            property: None,
            related: vec![],
            fix: None,
            refusal: false,
        }
    }

    /// Whether it is to be reported, with the rules that the user selects (none: all) and ignores. A file that is refused must not
    /// look as if nothing were wrong with it.
    pub fn is_wanted(&self, select: &[impl AsRef<str>], ignore: &[impl AsRef<str>]) -> bool {
        let is = |rule: &str| rule == self.rule;
        let selected = || select.is_empty() || select.iter().any(|rule| is(rule.as_ref()));
        self.refusal || !ignore.iter().any(|rule| is(rule.as_ref())) && selected()
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// A few words at the place itself.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Names the property concerned.
    pub fn property(mut self, name: impl Into<String>) -> Self {
        self.property = Some(name.into());
        self
    }

    /// Adds a place of the same file.
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Label { span, message: message.into(), file: None });
        self
    }

    /// Adds a fix.
    pub fn fix(mut self, safe: bool, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { safe, title: title.into(), edits });
        self
    }
}
