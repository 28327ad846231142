//! The file is nested too deeply, or unfolds without end.
//!
//! # What
//!
//! The text is nested deeper than 50 levels, a reference (`*name`) is inside the very thing that it refers to, or references
//! unfold into too many values or too much text.
//!
//! # Why
//!
//! The JVM gives up at 50 levels, ends with a stack overflow on a reference to itself, and runs out of memory on a file that
//! unfolds into billions of values. osweb does not start.
//!
//! # What to do
//!
//! No setting of osweb is that deep: look for brackets that do not belong there, and write values out instead of references.
//!
//! # References
//!
//! - YAML 1.1, anchors and aliases: <https://yaml.org/spec/1.1/#id863390>
//! - SnakeYAML, limits of the loader: <https://www.javadoc.io/doc/org.yaml/snakeyaml/latest/org/yaml/snakeyaml/LoaderOptions.html>

use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::parse::ParseErrorKind;

pub(super) const RULE: Rule = Rule {
    name: "too-complex",
    group: Group::Reading,
    severity: Severity::Error,
    consequence: Consequence::Start,
    formats: Formats::Osweb,
    judges_refused: true,
    page: rule_page!("too-complex"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    super::faults(rule, context, ParseErrorKind::TooComplex, sink);
}
