//! The mail server does not go with `MS_OAUTH`.
//!
//! # What
//!
//! `MS_OAUTH` signs in with a token that Microsoft issues for its own servers, and `smtpServer` is none of them: another provider's, one of
//! your own, an IP address, a misspelled name, or Microsoft's address for direct send, which takes no sign-in. Of the national
//! clouds (`.us`, `.cn`) it is said as advice that webclient has no setting for their token endpoint.
//!
//! # Why
//!
//! Another server cannot check the token. Microsoft takes a sign-in by name only, not by IP address, since the certificate names the host.
//!
//! # What to do
//!
//! Write `smtpServer: smtp.office365.com`. If the server hands the mail on to Microsoft 365 and does know such tokens, silence the
//! rule with a comment.
//!
//! # References
//!
//! - Microsoft, SMTP with OAuth: <https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth>
//! - Microsoft, client submission and direct send: <https://learn.microsoft.com/exchange/mail-flow-best-practices/how-to-set-up-a-multifunction-device-or-application-to-send-email-using-microsoft-365-or-office-365>
//! - Microsoft, national clouds: <https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud>

use super::form::{Form, Login, near_microsoft};
use super::literal::Literal;
use super::{Context, Formats, Group, Rule, Sink};
use crate::cloud::{self, Cloud};
use crate::diagnostic::{Consequence, Severity};
use crate::settings::Setting;

mod providers;

pub(super) const RULE: Rule = Rule {
    name: "server-not-microsoft",
    group: Group::Values,
    severity: Severity::Warning,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("server-not-microsoft"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    let setting = Setting::SmtpServer;
    let Some(literal) = Literal::of(context, setting).filter(|_| !sink.is_reported(setting)) else { return };
    let server = literal.text;
    let shown = || context.quoted(server);
    let oauth = Form::of(context).login == Login::OAuth;
    let help = "Write `smtpServer: smtp.office365.com`.";
    let mut diagnostic = if let Some(meant) = near_microsoft(server) {
        let diagnostic = literal
            .at(rule, format!("`smtpServer` is {}, which is none of Microsoft's mail servers", shown()))
            .label(format!("did you mean `{meant}`?"))
            .help(format!("Write `smtpServer: {meant}`."));
        let mut diagnostic = literal.fix(diagnostic, false, meant);
        diagnostic.severity = Severity::Error;
        diagnostic
    } else if !oauth {
        return;
    } else if cloud::is_direct_send(server) {
        let message =
            format!("`smtpServer` is {}: Microsoft's address for direct send, which takes no sign-in", shown());
        let mut diagnostic = literal.at(rule, message).label("takes no sign-in").help(help);
        diagnostic.severity = Severity::Error;
        diagnostic
    } else if let Some(provider) = providers::of(&cloud::normal_host(server)) {
        let message = format!("`smtpServer` is {}, a server of {provider}, which takes no token of Microsoft", shown());
        let mut diagnostic =
            literal.at(rule, message).label(format!("{provider} takes no token of Microsoft")).help(help);
        diagnostic.severity = Severity::Error;
        diagnostic
    } else if cloud::takes_login(server) {
        let cloud = Cloud::of_server(server);
        if cloud == Cloud::Worldwide {
            return;
        }
        let message = format!(
            "`smtpServer` is {}, in a national cloud of Microsoft; webclient has no setting for the token endpoint there",
            shown()
        );
        let mut diagnostic = literal
            .at(rule, message)
            .label("in a national cloud")
            .help("Ask the vendor whether webclient can sign in there; only the worldwide cloud is documented.");
        diagnostic.severity = Severity::Info;
        sink.push(diagnostic);
        return;
    } else if server.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok() {
        let message = format!(
            "`smtpServer` is {}, an IP address; for `MS_OAUTH` Microsoft takes a sign-in by host name only",
            shown()
        );
        literal.at(rule, message).label("an IP address").help(help)
    } else {
        let message = format!(
            "`smtpServer` is {}, which is none of Microsoft's mail servers; `MS_OAUTH` works with those only",
            shown()
        );
        literal.at(rule, message).label("not Microsoft's").help(help)
    };
    if let Some(method) = context.setting(Setting::SmtpAuthentication)
        && !method.value.span.is_empty()
        && method.alias.is_none()
    {
        diagnostic = diagnostic.related(method.value.span, "sign-in with a token of Microsoft");
    }
    sink.push(diagnostic);
    sink.mark_reported(setting);
}
