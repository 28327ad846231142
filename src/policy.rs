//! A user's own JSON Schema on top of the rules (`check --policy FILE`).
//!
//! The schema is written in JSON or YAML and judges the nested document of a file ([`Nested`](crate::settings::Nested)): the whole file as
//! Spring sees it, the settings under their documented names. Values are judged as they are written; a policy says itself
//! what it thinks of placeholders.

#[cfg(feature = "policy")]
mod compiled;
#[cfg(feature = "policy")]
mod document;

#[cfg(feature = "policy")]
pub use compiled::Policy;

use crate::source::Span;

/// A policy; a build without the feature `policy` has none.
#[cfg(not(feature = "policy"))]
#[derive(Debug)]
pub enum Policy {}

#[cfg(not(feature = "policy"))]
impl Policy {
    /// The secrets in the policy itself.
    pub fn secrets(&self) -> &[crate::secret::Secret] {
        match *self {}
    }

    /// What a file does against the policy.
    pub fn violations(&self, _nested: &crate::settings::Nested) -> Vec<Violation> {
        match *self {}
    }
}

/// What a file does against a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The place in the file; `None` where the file as a whole is concerned.
    pub span: Option<Span>,
    /// What is wrong. Never holds a value of the file.
    pub message: String,
    /// What the policy's author says about it, or which keyword of which file demands it.
    pub help: String,
    /// The property concerned.
    pub property: Option<String>,
}
