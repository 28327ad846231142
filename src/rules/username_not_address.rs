//! `smtpUsername` is not an e-mail address.
//!
//! # What
//!
//! For `MS_OAUTH` the documentation wants `name@domain.com`: the address of the mailbox that osweb signs in as. A sign-in name of the
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
    let around = bare(user).filter(|address| user.contains(address.as_str()));
    let fault = around.map_or(fault.to_owned(), |address| format!("there is something around the address `{address}`"));
    let diagnostic = literal
        .at(
            rule,
            format!("`smtpUsername` is {}, not an address of the form name@domain.com: {fault}", context.quoted(user)),
        )
        .label("no e-mail address")
        .help("Write the address of the mailbox that osweb signs in as, in the form name@domain.com.");
    sink.push(match bare(user) {
        Some(address) => literal.fix(diagnostic.help(format!("Write `smtpUsername: {address}`.")), false, &address),
        None => diagnostic,
    });
    sink.mark_reported(setting);
}

/// The one address in a text that has something around it: `mailto:a@b.de`, `A <a@b.de>`, `"a@b.de"`, `a@b.de;`, `a%40b.de`, `a(at)b.de`.
fn bare(user: &str) -> Option<String> {
    let mut plain = user.replace("%40", "@").replace(" @", "@").replace("@ ", "@");
    if !plain.contains('@') {
        for at in ["(at)", "[at]", " at ", "(AT)", "[AT]"] {
            plain = plain.replace(at, "@");
        }
    }
    let around: &[char] = &['"', '\'', '`', '.', '*'];
    let words = plain.split(|char: char| char.is_whitespace() || "<>()[],;:?\\/|".contains(char));
    let mut addresses: Vec<&str> =
        words.map(|word| word.trim_matches(around)).filter(|word| validate::address_fault(word).is_none()).collect();
    addresses.dedup_by(|one, other| one.eq_ignore_ascii_case(other));
    match addresses[..] {
        [address] => Some(address.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn one_address_is_found_in_what_is_around_it() {
        for text in [
            "DMS Archive <a@b.de>",
            "\"Archive, DMS\" <a@b.de>",
            "mailto:a@b.de",
            "MAILTO:a@b.de?subject=x",
            "a@b.de'",
            "'a@b.de'",
            "<a@b.de>",
            "a@b.de;",
            "[a@b.de](mailto:a@b.de)",
            "a%40b.de",
            "a(at)b.de",
            "smtp:a@b.de",
            "a @b.de",
        ] {
            assert_eq!(bare(text).as_deref(), Some("a@b.de"), "{text}");
        }
        assert_eq!(bare("o'neil@b.de "), Some("o'neil@b.de".to_owned()));
        for text in ["a@b.de; c@d.de", "archive", "a@b@c.de", "CONTOSO\\archive"] {
            assert_eq!(bare(text), None, "{text}");
        }
    }
}
