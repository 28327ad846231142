//! The file is not YAML that the JVM can read.
//!
//! # What
//!
//! The text breaks a rule of YAML 1.1 as SnakeYAML, the parser of Spring Boot, reads it: a tab as indentation or after a
//! colon, a quote that is never closed, a value that begins with `@`, `%` or a backquote, an encrypted value (`{cipher}…`)
//! without quotes, and the like.
//!
//! # Why
//!
//! Spring Boot refuses the whole file, earlier documents in it too, and osweb does not start.
//!
//! # What to do
//!
//! Correct the text at the place shown. Most often the value needs single quotes: `oAuthClientSecret: '{cipher}AQB…'`.
//! Inside single quotes only the single quote itself is special; it is written twice.
//!
//! # References
//!
//! - YAML 1.1: <https://yaml.org/spec/1.1/>
//! - Spring Boot, externalized configuration: <https://docs.spring.io/spring-boot/reference/features/external-config.html>

use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::parse::ParseErrorKind;

pub(super) const RULE: Rule = Rule {
    name: "yaml-syntax",
    group: Group::Reading,
    severity: Severity::Error,
    consequence: Consequence::Start,
    formats: Formats::Yaml,
    judges_refused: true,
    page: rule_page!("yaml-syntax"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    super::faults(rule, context, ParseErrorKind::Syntax, sink);
}
