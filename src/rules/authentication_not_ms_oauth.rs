//! `smtpAuthentication` is not `MS_OAUTH`.
//!
//! # What
//!
//! The documentation lists one value for `smtpAuthentication`: `MS_OAUTH`. Which others osweb knows is not documented. Where nothing of
//! OAuth is given either, the whole section is of the older kind: a sign-in with user name and password (basic
//! authentication), or none at all.
//!
//! # Why
//!
//! Microsoft 365 gives up basic authentication for sending mail. As of 2026-11-23 Microsoft plans to switch it off by default for
//! existing tenants at the end of December 2026 (an administrator can switch it on again); tenants made later cannot use it by
//! default; the date of the final removal is to be announced in the second half of 2027. For a mail server of your own
//! the section may be right as it is, so there it is a warning.
//!
//! # What to do
//!
//! Let `osweb-config migrate` rewrite the section. If it is complete but for this value, write `smtpAuthentication: MS_OAUTH`.
//!
//! # References
//!
//! - enaio documentation: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>
//! - Microsoft, deprecation of basic authentication for SMTP AUTH: <https://techcommunity.microsoft.com/blog/exchange/updated-exchange-online-smtp-auth-basic-authentication-deprecation-timeline/4489835>

use super::form::{Form, Login, is_ms_oauth};
use super::literal::Literal;
use super::{Context, Formats, Group, Rule, Sink, basic, missing_setting};
use crate::diagnostic::{Consequence, Severity};
use crate::settings::{SECTION, Setting};

pub(super) const RULE: Rule = Rule {
    name: "authentication-not-ms-oauth",
    group: Group::Values,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("authentication-not-ms-oauth"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    let setting = Setting::SmtpAuthentication;
    let form = Form::of(context);
    if sink.is_reported(setting) {
        aside(rule, context, form, sink);
        return;
    }
    match Literal::of(context, setting) {
        Some(literal) if literal.text == "MS_OAUTH" => {}
        Some(literal) if form.login == Login::Basic => {
            let method = literal.shown();
            let message = format!("the section is of the older kind, without OAuth2: `smtpAuthentication` is {method}");
            basic::explain(context, form, literal.at(rule, message).label("not OAuth2"), sink);
        }
        Some(literal) => {
            let mut diagnostic = literal
                .at(rule, format!("`smtpAuthentication` is {}; the documented value is `MS_OAUTH`", literal.shown()))
                .label("not a documented value")
                .help("Write `smtpAuthentication: MS_OAUTH`.");
            if !form.is_microsofts() {
                diagnostic.severity = Severity::Warning;
            }
            // Another spelling of it is surely meant for it; anything else is probably.
            sink.push(literal.fix(diagnostic, is_ms_oauth(literal.text), "MS_OAUTH"));
            sink.mark_reported(setting);
        }
        None if form.login == Login::Basic && context.settings.is_present() => {
            let diagnostic = rule
                .at(
                    missing_setting::place(context),
                    "the section is of the older kind: it has neither `smtpAuthentication` nor any of the OAuth settings",
                )
                .label("without OAuth2")
                .property(SECTION);
            basic::explain(context, form, diagnostic, sink);
        }
        None => {}
    }
}

/// Beside the password, which tells what the section is, the method is worth no more than a note.
fn aside(rule: &Rule, context: &Context, form: Form, sink: &mut Sink) {
    let told = sink.diagnostics.iter().any(|diagnostic| diagnostic.rule == "basic-auth-leftover");
    let Some(literal) =
        Literal::of(context, Setting::SmtpAuthentication).filter(|_| told && form.login == Login::Basic)
    else {
        return;
    };
    let mut diagnostic = literal
        .at(rule, format!("`smtpAuthentication` is {}; the documented value is `MS_OAUTH`", literal.shown()))
        .label("not a documented value")
        .help("`osweb-config migrate` writes `MS_OAUTH`.");
    diagnostic.severity = Severity::Info;
    sink.push(diagnostic);
}
