//! The section contains a password.
//!
//! # What
//!
//! The section has a key that names a password. With `MS_OAUTH` it is left over from basic authentication and has no
//! documented meaning. Where nothing of OAuth is given it is what osweb signs in with: the whole section is basic authentication. The
//! name of such a key is not documented; any whose name contains `password`, `passwd`, `pwd`, `passwort` or `kennwort` counts.
//!
//! # Why
//!
//! A password that nothing needs can only leak. And Microsoft 365 gives up basic authentication for sending mail: as of 2026-11-23
//! Microsoft plans to switch it off by default for existing tenants at the end of December 2026 (an administrator can switch
//! it on again), and to announce the date of its final removal in the second half of 2027.
//!
//! # What to do
//!
//! With `MS_OAUTH` remove the line. Otherwise let `osweb-config migrate` rewrite the section.
//!
//! # References
//!
//! - Microsoft, deprecation of basic authentication for SMTP AUTH: <https://techcommunity.microsoft.com/blog/exchange/updated-exchange-online-smtp-auth-basic-authentication-deprecation-timeline/4489835>
//! - enaio documentation: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>

use super::form::{Form, Login, passwords};
use super::literal::Literal;
use super::{Context, Formats, Group, Rule, Sink, basic};
use crate::diagnostic::{Consequence, Severity};
use crate::edit::Edit;
use crate::property::Property;
use crate::settings::{Setting, is_section_password};

pub(super) const RULE: Rule = Rule {
    name: "basic-auth-leftover",
    group: Group::Values,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("basic-auth-leftover"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    if sink.all_reported() {
        return;
    }
    let form = Form::of(context);
    match form.login {
        Login::OAuth => {
            for property in passwords(context) {
                let key = context.key_span(property);
                let name = context.quoted_end(&property.name);
                let diagnostic = rule
                    .at(key, format!("{name} is left over from basic authentication; `MS_OAUTH` needs no password"))
                    .label("not needed")
                    .help("Remove the line, and change the password if it is still in use.")
                    .property(basic::documented_name(property));
                sink.push(match removal(context, property) {
                    Some(edit) => diagnostic.fix(false, "remove the line", vec![edit]),
                    None => diagnostic,
                });
            }
        }
        Login::Basic => {
            let Some(property) = passwords(context).next() else { return };
            let name = context.quoted_end(&property.name);
            let message = format!(
                "the section signs in with a password (basic authentication): it has {name} and none of the OAuth settings"
            );
            let mut diagnostic = rule
                .at(context.key_span(property), message)
                .label("a password instead of OAuth2")
                .property(basic::documented_name(property));
            if let Some(method) = Literal::of(context, Setting::SmtpAuthentication) {
                diagnostic = diagnostic.related(method.property.value.span, "not `MS_OAUTH`");
            }
            basic::explain(context, form, diagnostic, sink);
        }
        Login::Unknown => {}
    }
    if form.login == Login::OAuth {
        elsewhere(rule, context, sink);
    }
}

/// Passwords in documents of other profiles: they count where such a profile is active.
fn elsewhere(rule: &Rule, context: &Context, sink: &mut Sink) {
    if context.active.iter().all(|active| *active) {
        return;
    }
    for property in &context.reading.properties {
        let active = context.view.is_active(property.document);
        if active || !is_section_password(&property.name) {
            continue;
        }
        let key = context.quoted_end(&property.name);
        let condition =
            context.reading.documents.get(property.document as usize).and_then(|one| one.condition.as_ref());
        let whose = match condition.and_then(|condition| condition.expressions.as_ref()) {
            Some(profiles) => format!("for the profile `{}`", profiles.join(", ")),
            None => "with a condition".to_owned(),
        };
        let mut diagnostic = rule
            .at(context.key_span(property), format!("a document {whose} still signs in with a password: {key}"))
            .label("not needed with `MS_OAUTH`")
            .help(format!(
                "Let `osweb-config migrate --all-documents {}` rewrite it, or remove the line.",
                crate::system::argument(context.source.name())
            ))
            .property(basic::documented_name(property));
        diagnostic.severity = Severity::Warning;
        sink.push(diagnostic);
    }
}

/// Removes the property's line, where the line holds nothing else.
fn removal(context: &Context, property: &Property) -> Option<Edit> {
    let key = context.key_span(property);
    let line = context.source.full_line_span(key.start);
    let value = property.value.span;
    let before = context.source.slice(crate::source::Span { start: line.start, end: key.start });
    let own = property.alias.is_none() && before.trim().is_empty() && line.contains(value);
    own.then(|| Edit::remove(line))
}
