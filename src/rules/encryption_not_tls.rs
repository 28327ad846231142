//! `smtpEncryption` is not `TLS`.
//!
//! # What
//!
//! The documentation lists one value for `smtpEncryption`: `TLS`. Which others osweb knows is not documented.
//!
//! # Why
//!
//! Microsoft 365 accepts a log-in only behind STARTTLS. With any other value mail to Microsoft 365 cannot be sent.
//!
//! # What to do
//!
//! Write `smtpEncryption: TLS`, in capital letters.
//!
//! # References
//!
//! - enaio documentation: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>

use super::{Found, Rule, Subject};
use crate::diagnostic::{Consequence, Severity};
use crate::edit::Edit;
use crate::settings::Setting;

pub(super) const SEVERITY: Severity = Severity::Error;
pub(super) const CONSEQUENCE: Consequence = Consequence::Send;

pub(super) fn check(rule: &Rule, subject: &Subject, found: &mut Found) {
    let Some((text, span)) = subject.literal(Setting::SmtpEncryption) else { return };
    if text.trim() == "TLS" || text.trim().is_empty() {
        return;
    }
    let mut diagnostic = rule
        .at(span, format!("`smtpEncryption` is `{text}`; the documented value is `TLS`"))
        .label("not a documented value")
        .property(Setting::SmtpEncryption.name())
        .help("Write `smtpEncryption: TLS`.");
    if text.trim().eq_ignore_ascii_case("TLS") {
        diagnostic = diagnostic.fix(true, "write `TLS`", vec![Edit::replace(span, "TLS")]);
    }
    found.push(diagnostic);
}
