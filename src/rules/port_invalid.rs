//! `smtpPort` is not a port number.
//!
//! # What
//!
//! The value is not a whole number from 1 to 65535.
//!
//! # Why
//!
//! osweb cannot read it as a number and, as Spring Boot services do, probably does not start.
//!
//! # What to do
//!
//! Write `smtpPort: 587`.
//!
//! # References
//!
//! - enaio documentation: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>
//! - RFC 6335, port numbers: <https://www.rfc-editor.org/rfc/rfc6335#section-6>

use super::literal::Literal;
use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::property::ValueKind;
use crate::settings::{Setting, validate};

pub(super) const RULE: Rule = Rule {
    name: "port-invalid",
    group: Group::Values,
    severity: Severity::Error,
    consequence: Consequence::Start,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("port-invalid"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    let setting = Setting::SmtpPort;
    let Some(literal) = Literal::of(context, setting).filter(|_| !sink.is_reported(setting)) else { return };
    let port = literal.text;
    let shown = || context.quoted(port);
    match validate::port(port) {
        Some(number) if number.to_string() == port => {}
        Some(number) => {
            let message = format!("`smtpPort` is {}, a text with a leading zero; Spring makes {number} of it", shown());
            let mut diagnostic =
                literal.at(rule, message).label("a leading zero").help(format!("Write `smtpPort: {number}`."));
            diagnostic.severity = Severity::Info;
            sink.push(literal.fix(diagnostic, true, &number.to_string()));
        }
        None => {
            let why = match (literal.property.value.kind, port.parse::<i128>()) {
                (ValueKind::Float, _) => "a floating-point number",
                (_, Ok(0)) => "and port 0 does not exist",
                (_, Ok(number)) if number < 0 => "and a port is never negative",
                (_, Ok(_)) => "and the highest port is 65535",
                (ValueKind::Boolean, _) => "a truth value",
                _ => "which is not a whole number",
            };
            let mut diagnostic = literal
                .at(rule, format!("`smtpPort` is {}, {why}", shown()))
                .label("no port number")
                .help("Write `smtpPort: 587`.");
            if let Some(number) = only_number(port) {
                diagnostic = literal.fix(diagnostic.help(format!("Write `smtpPort: {number}`.")), false, number);
            }
            sink.push(diagnostic);
            sink.mark_reported(setting);
        }
    }
}

/// The one port number in `587/tcp`, `587,` or `587.0`.
fn only_number(text: &str) -> Option<&str> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    let mut numbers = text.split(|char: char| !char.is_ascii_digit()).filter(|part| !part.is_empty());
    let number = numbers.next()?;
    (numbers.next().is_none() && !text.contains('-') && validate::port(number).is_some()).then_some(number)
}
