//! Blanks stand at the edge of a value.
//!
//! # What
//!
//! A value in quotes begins or ends with a blank, a tab or a line break, or a value is written as a block (`|`, `>`), which ends
//! with a line break. Without quotes blanks at the edges are no part of a value.
//!
//! # Why
//!
//! Spring hands the value on as it is. Whether osweb drops the blanks is not documented; Microsoft does not: a secret with a blank
//! is another secret. Of a port and of `TLS` and `MS_OAUTH` Spring itself usually drops them, so there it is a warning.
//!
//! # What to do
//!
//! Delete the blanks inside the quotes. Write a value on the line of its key instead of as a block.
//!
//! # References
//!
//! - YAML 1.1, block scalars and their line break: <https://yaml.org/spec/1.1/#id926836>
//! - Microsoft, client credentials: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>

use super::literal::Literal;
use super::{Found, Rule, Subject};
use crate::diagnostic::{Consequence, Severity};
use crate::property::Style;
use crate::settings::Setting;

pub(super) const SEVERITY: Severity = Severity::Error;
pub(super) const CONSEQUENCE: Consequence = Consequence::Send;

pub(super) fn check(rule: &Rule, subject: &Subject, found: &mut Found) {
    for setting in Setting::ALL.into_iter().filter(|setting| !found.is_explained(*setting)).collect::<Vec<_>>() {
        let Some(literal) = Literal::of(subject, setting) else { continue };
        let trimmed = literal.text.trim();
        if trimmed == literal.text {
            continue;
        }
        let key = setting.key();
        let where_ = match (literal.text.starts_with(char::is_whitespace), literal.text.ends_with(char::is_whitespace)) {
            (true, true) => "begins and ends",
            (true, false) => "begins",
            _ => "ends",
        };
        let line_break = literal.text.ends_with(['\n', '\r']);
        let what = if line_break && !literal.text.starts_with(char::is_whitespace) { "a line break" } else { "a blank" };
        let mut diagnostic = literal.at(rule, format!("the value of `{key}` {where_} with {what}")).label(format!("{where_} with {what}"));
        diagnostic.help = if literal.property.value.style == Style::Block {
            "Write the value behind the colon, without `|` or `>`.".to_owned()
        } else {
            "Delete the blanks inside the quotes.".to_owned()
        };
        if matches!(setting, Setting::SmtpPort | Setting::SmtpEncryption | Setting::SmtpAuthentication) {
            diagnostic.severity = Severity::Warning;
        }
        found.push(literal.fix(diagnostic, true, trimmed));
        found.explain(setting);
    }
}
