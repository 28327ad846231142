//! A key is given twice in the same mapping.
//!
//! # What
//!
//! Two keys of one mapping are the same. Keys are compared as the JVM reads them: `a` and `"a"` are the same, and so are the numbers
//! `8` and `010`.
//!
//! # Why
//!
//! Spring Boot refuses the whole file, and osweb does not start. Other YAML tools take one of the two without a word.
//!
//! # What to do
//!
//! Keep the one that is meant and remove the other. Where both open a section, move the settings of the second one below the first.
//!
//! # References
//!
//! - YAML 1.1, mappings: <https://yaml.org/spec/1.1/#id861060>
//! - Spring Framework, `YamlProcessor`: <https://docs.spring.io/spring-framework/docs/current/javadoc-api/org/springframework/beans/factory/config/YamlProcessor.html>

use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::parse::ParseErrorKind;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-key",
    group: Group::Reading,
    severity: Severity::Error,
    consequence: Consequence::Start,
    formats: Formats::Osweb,
    judges_refused: true,
    page: rule_page!("duplicate-key"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    super::faults(rule, context, ParseErrorKind::DuplicateKey, sink);
}
