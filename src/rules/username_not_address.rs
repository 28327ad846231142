//! `smtpUsername` is no e-mail address.
//!
//! # What
//!
//! For `MS_OAUTH` the documentation wants `name@domain.com`: the address of the mailbox that osweb logs in as. A log-in name of the
//! local network (`DOMAIN\user`), a bare name, several addresses, or an address with characters that Microsoft 365 does not
//! allow is something else.
//!
//! # Why
//!
//! Exchange Online finds no such mailbox and answers `535 5.7.3 Authentication unsuccessful`, as it does to a dozen other causes.
//!
//! # What to do
//!
//! Write the primary address of the mailbox, as the Microsoft 365 admin center shows it.
//!
//! # References
//!
//! - enaio documentation: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>
//! - Microsoft IdFix, errors in addresses and user principal names: <https://microsoft.github.io/idfix/operation/>

use super::form::Form;
use super::literal::Literal;
use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::settings::{Setting, validate};

pub(super) const RULE: Rule = Rule {
    name: "username-not-address",
    group: Group::Values,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("username-not-address"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    let setting = Setting::SmtpUsername;
    let Some(literal) = Literal::of(context, setting).filter(|_| !sink.is_reported(setting)) else { return };
    let user = literal.text;
    let Some(fault) = validate::address_fault(user).filter(|_| Form::of(context).is_microsofts()) else { return };
    let diagnostic = literal
        .at(
            rule,
            format!("`smtpUsername` is {}, not an address of the form name@domain.com: {fault}", context.quoted(user)),
        )
        .label("no e-mail address")
        .help("Write the address of the mailbox that osweb logs in as, in the form name@domain.com.");
    sink.push(match bare(user) {
        Some(address) => literal.fix(diagnostic, false, address),
        None => diagnostic,
    });
    sink.mark_reported(setting);
}

/// The address in `mailto:a@b.de` and `A <a@b.de>`.
fn bare(user: &str) -> Option<&str> {
    let inside = user.split_once('<').and_then(|(_, rest)| rest.strip_suffix('>'));
    let address = inside.or_else(|| user.strip_prefix("mailto:"))?;
    validate::address_fault(address).is_none().then_some(address)
}
