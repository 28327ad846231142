//! `smtpEncryption` is not `TLS`.
//!
//! # What
//!
//! The documentation lists one value for `smtpEncryption`: `TLS`. Which others osweb knows is not documented.
//!
//! # Why
//!
//! Microsoft 365 accepts a sign-in only after STARTTLS. With any other value mail to Microsoft 365 cannot be sent.
//!
//! # What to do
//!
//! Write `smtpEncryption: TLS`, in capital letters.
//!
//! # References
//!
//! - enaio documentation: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>
//! - Microsoft, SMTP client submission: <https://learn.microsoft.com/exchange/mail-flow-best-practices/how-to-set-up-a-multifunction-device-or-application-to-send-email-using-microsoft-365-or-office-365>

use super::form::Form;
use super::literal::Literal;
use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::settings::Setting;

pub(super) const RULE: Rule = Rule {
    name: "encryption-not-tls",
    group: Group::Values,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("encryption-not-tls"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    let setting = Setting::SmtpEncryption;
    let Some(literal) = Literal::of(context, setting).filter(|_| !sink.is_reported(setting)) else { return };
    if literal.text == "TLS" {
        return;
    }
    let spelling = literal.text.eq_ignore_ascii_case("TLS");
    let shown = literal.shown();
    let mut diagnostic = literal
        .at(rule, format!("`smtpEncryption` is {shown}; the documented value is `TLS`"))
        .label("not a documented value")
        .help("Write `smtpEncryption: TLS`.");
    if !Form::of(context).is_microsofts() {
        diagnostic.severity = Severity::Warning;
    }
    sink.push(literal.fix(diagnostic, spelling, "TLS"));
    sink.mark_reported(setting);
}
