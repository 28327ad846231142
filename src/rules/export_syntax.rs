//! The export is not what its format demands.
//!
//! # What
//!
//! The text breaks a rule of its format: in a `.properties` file `\u` without four hexadecimal digits, which makes Java refuse
//! the whole file; in JSON a token out of place, or an object that is not an answer of the actuator endpoint `env`; in a
//! registry export a missing header, a quote or bracket that is never closed, a value of no known form.
//!
//! # Why
//!
//! Nothing can be said of a setting that cannot be read.
//!
//! # What to do
//!
//! Export the settings again. If the file is of another format than the one detected from its name and content, name the format with
//! `--input-format yaml|properties|json|actuator|registry`.
//!
//! # References
//!
//! - Java, the format of `.properties`: <https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Properties.html#load(java.io.Reader)>
//! - Spring Boot, the actuator endpoint `env`: <https://docs.spring.io/spring-boot/api/rest/actuator/env.html>
//! - Microsoft, registration entries (.reg) files: <https://support.microsoft.com/topic/how-to-add-modify-or-delete-registry-subkeys-and-values-by-using-a-reg-file-9c7f37cf-a5e9-e1cd-c4fa-2a26218a1a23>

use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::parse::ParseErrorKind;

pub(super) const RULE: Rule = Rule {
    name: "export-syntax",
    group: Group::Reading,
    severity: Severity::Error,
    consequence: Consequence::Start,
    formats: Formats::Exports,
    judges_refused: true,
    page: rule_page!("export-syntax"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    super::faults(rule, context, ParseErrorKind::Syntax, sink);
}
