//! The file is not UTF-8.
//!
//! # What
//!
//! A byte of the file cannot be read in the file's encoding. The JVM reads a YAML file as UTF-8 unless a byte-order mark says
//! UTF-16. A file that an older Windows editor saved as "ANSI" (Windows-1252) breaks this with its first umlaut.
//!
//! # Why
//!
//! The JVM refuses the whole file, even where only a comment is concerned, and osweb does not start.
//!
//! # What to do
//!
//! Save the file as UTF-8. In Notepad: File > Save as > Encoding: UTF-8. With or without a byte-order mark makes no difference.
//!
//! # References
//!
//! - YAML 1.1, character encoding: <https://yaml.org/spec/1.1/#id868742>

use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::parse::ParseErrorKind;

pub(super) const RULE: Rule = Rule {
    name: "encoding",
    group: Group::Reading,
    severity: Severity::Error,
    consequence: Consequence::Start,
    formats: Formats::All,
    judges_refused: true,
    page: rule_page!("encoding"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    super::faults(rule, context, ParseErrorKind::Encoding, sink);
}
