//! A setting of enaio server in a registry export cannot be right, or its meaning is not documented.
//!
//! # What
//!
//! The entries that the documentation lists for enterprise-manager are compared with what it says of them: `NoMails` 0,
//! `MailServer` smtp.office365.com, `SMTPSecurity` 0 none, 1 SSL or 2 TLS, with the port that belongs to it,
//! `SMTPAuthenticating` 3 for "OAuth2 Microsoft Office", `MailSender` the same address as `SMTPUserName`, GUIDs in
//! `OfficeClientID` and `OfficeTenantID`, and the defaults of `OfficeTokenEndpoint`, `OfficeAccessScopes` and
//! `OfficeTokenGraceTimeInSeconds`. `OfficeClientSecret` is encrypted before it is stored and is not judged. A number may be
//! written as text or as a number: the type is not documented. Other values are called what they are: of unknown meaning.
//!
//! # Why
//!
//! enaio server sends its administrative e-mails with these settings. With a wrong one none arrives, and nobody is told.
//!
//! # What to do
//!
//! Change the value in enterprise-manager, which also restarts what has to be restarted, rather than in the registry. Its last
//! three entries are not shown there; the documentation says to change them only after consultation.
//!
//! # References
//!
//! - enaio documentation: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>
//! - Microsoft, SMTP with OAuth: <https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth>
//! - Ports of mail submission: RFC 8314, <https://www.rfc-editor.org/rfc/rfc8314>

use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::parse::registry::{path, type_name};
use crate::property::{Property, ValueKind};
use crate::server::{Entry, Server};

mod mail;
mod office;

pub(super) const RULE: Rule = Rule {
    name: "server-registry-value",
    group: Group::Server,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Registry,
    judges_refused: false,
    page: rule_page!("server-registry-value"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    for server in &context.servers.found {
        let mut judge = Judge { rule, context, server, found: vec![] };
        for entry in Entry::ALL {
            judge.twice(entry);
            judge.form(entry);
        }
        mail::check(&mut judge);
        if judge.is_oauth() {
            office::check(&mut judge);
        }
        sink.extend(judge.found);
    }
}

/// The entries of one server, and what is wrong with them.
struct Judge<'a> {
    rule: &'a Rule,
    context: &'a Context<'a>,
    server: &'a Server,
    found: Vec<Diagnostic>,
}

impl<'a> Judge<'a> {
    fn property(&self, entry: Entry) -> Option<&'a Property> {
        self.server.get(self.context.reading, entry)
    }

    /// The value, without blanks around it; none where it is empty or of a type that holds no text and no number.
    fn text(&self, entry: Entry) -> Option<&'a str> {
        let value = &self.property(entry)?.value;
        let text = value.text.trim();
        (matches!(value.kind, ValueKind::String | ValueKind::Integer) && !text.is_empty()).then_some(text)
    }

    /// Whether the settings are meant for Microsoft 365: nothing says that they are not.
    fn is_oauth(&self) -> bool {
        self.text(Entry::SmtpAuthenticating).is_none_or(|text| text == "3")
    }

    /// Reports a value.
    fn report(&mut self, entry: Entry, severity: Severity, label: &str, message: String, help: impl Into<String>) {
        let diagnostic = self.diagnostic(entry, severity, message).label(label);
        self.push(entry, diagnostic, help.into());
    }

    fn diagnostic(&self, entry: Entry, severity: Severity, message: String) -> Diagnostic {
        let place =
            self.property(entry).map_or_else(|| self.server.span(self.context.reading), |entry| entry.value.span);
        let consequence = if severity == Severity::Error { RULE.consequence } else { Consequence::Rest };
        Diagnostic::new(self.rule.name, severity, consequence, place, message).property(entry.name())
    }

    /// Adds a diagnostic, with the key that holds the entry: which one it is, is not documented.
    fn push(&mut self, entry: Entry, diagnostic: Diagnostic, help: String) {
        let key = self.property(entry).map(|property| path(self.context.reading, property));
        let help = key.map_or_else(|| help.clone(), |key| format!("{help}\nThe entry is under `{key}`."));
        self.found.push(diagnostic.help(help));
    }

    /// An entry that the file gives twice under one key.
    fn twice(&mut self, entry: Entry) {
        let reading = self.context.reading;
        let places = self.server.places(entry);
        for pair in places.windows(2) {
            let (first, last) = (&reading.properties[pair[0]], &reading.properties[pair[1]]);
            if path(reading, first).eq_ignore_ascii_case(path(reading, last)) && first.value.text != last.value.text {
                let message =
                    format!("`{}` is given twice with different values; an import keeps the last", entry.name());
                let diagnostic =
                    Diagnostic::new(self.rule.name, Severity::Warning, Consequence::Rest, first.value.span, message)
                        .label("has no effect")
                        .property(entry.name())
                        .related(last.value.span, "this one counts");
                self.push(entry, diagnostic, "Remove the line that is not meant.".to_owned());
            }
        }
    }

    fn form(&mut self, entry: Entry) {
        let Some(property) = self.property(entry) else { return };
        let value = &property.value;
        let name = entry.name();
        if !matches!(value.kind, ValueKind::String | ValueKind::Integer) && entry != Entry::OfficeClientSecret {
            let message = format!("`{name}` is of the type {}, which is neither a text nor a number", type_name(value));
            let help = "The type of the entries is not documented; set the value in enterprise-manager, which writes the right one.";
            self.report(entry, Severity::Warning, "of unknown meaning", message, help);
        } else if value.kind == ValueKind::String && value.text.trim().is_empty() {
            let help = format!("Set {} in enterprise-manager.", where_to_set(entry));
            self.report(entry, Severity::Error, "empty", format!("`{name}` is empty"), help);
        } else if value.kind == ValueKind::String
            && value.text.trim() != value.text
            && entry != Entry::OfficeClientSecret
        {
            let message = format!("`{name}` has spaces around its value");
            self.report(
                entry,
                Severity::Warning,
                "spaces around it",
                message,
                "Remove them: they are part of the value.",
            );
        }
    }
}

/// What enterprise-manager calls an entry.
pub(super) fn where_to_set(entry: Entry) -> String {
    entry.label().map_or_else(|| format!("`{}`", entry.name()), |label| format!("\"{label}\" (`{}`)", entry.name()))
}
