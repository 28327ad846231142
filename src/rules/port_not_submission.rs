//! The port is not a submission port with STARTTLS.
//!
//! # What
//!
//! Microsoft 365 takes mail with a sign-in on port 587, and on 25; in both cases the connection begins unencrypted and is encrypted by
//! STARTTLS. Port 465 expects encryption from the first byte, which Microsoft 365 does not offer for it. Port 25 is possible, but
//! many networks block it, so 587 is recommended.
//!
//! # Why
//!
//! The connection is refused, hangs, or fails with "wrong version number".
//!
//! # What to do
//!
//! Write `smtpPort: 587`.
//!
//! # References
//!
//! - Microsoft, SMTP client submission: <https://learn.microsoft.com/exchange/mail-flow-best-practices/how-to-set-up-a-multifunction-device-or-application-to-send-email-using-microsoft-365-or-office-365>
//! - RFC 6409, message submission: <https://www.rfc-editor.org/rfc/rfc6409>
//! - RFC 8314, port 465: <https://www.rfc-editor.org/rfc/rfc8314#section-3.3>

use super::form::{Form, Host};
use super::literal::Literal;
use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::settings::{Setting, validate};

pub(super) const RULE: Rule = Rule {
    name: "port-not-submission",
    group: Group::Values,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("port-not-submission"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    let setting = Setting::SmtpPort;
    let Some(literal) = Literal::of(context, setting).filter(|_| !sink.is_reported(setting)) else { return };
    let Some(port) = validate::port(literal.text) else { return };
    let form = Form::of(context);
    let other = other_purpose(port);
    // A server of one's own may listen anywhere, but hardly where another service has its port.
    if port == 587 || !form.is_microsofts() || form.host == Host::Other && other.is_none() {
        return;
    }
    let (message, label) = match (port, other) {
        (25, _) => (
            "port 25 works, but many networks block it; Microsoft recommends 587".to_owned(),
            "587 is recommended".to_owned(),
        ),
        (465, _) => (
            "port 465 expects encryption from the first byte; Microsoft 365 takes mail with STARTTLS on port 587"
                .to_owned(),
            "no STARTTLS here".to_owned(),
        ),
        (_, Some(purpose)) => {
            (format!("port {port} is for {purpose}; Microsoft 365 takes mail on port 587"), format!("for {purpose}"))
        }
        (_, None) => (
            format!("Microsoft 365 takes no mail on port {port}, but on port 587"),
            "not a port of Microsoft 365".to_owned(),
        ),
    };
    let mut diagnostic = literal.at(rule, message).label(label).help("Write `smtpPort: 587`.");
    if port == 25 {
        diagnostic.severity = Severity::Info;
        sink.push(diagnostic);
        return;
    }
    if form.host == Host::Other {
        diagnostic.severity = Severity::Warning;
    }
    sink.push(literal.fix(diagnostic, false, "587"));
    sink.mark_reported(setting);
}

/// What a port is for that takes no mail with STARTTLS.
fn other_purpose(port: u16) -> Option<&'static str> {
    Some(match port {
        465 => "SMTP with encryption from the first byte",
        80 | 443 | 8080 | 8443 => "web pages",
        110 | 995 => "fetching mail with POP",
        143 | 993 => "reading mail with IMAP",
        389 | 636 => "LDAP",
        21 | 22 | 23 | 53 => "another service",
        _ => return None,
    })
}
