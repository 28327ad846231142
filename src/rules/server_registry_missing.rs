//! A registry export lacks settings that enaio server needs for Microsoft 365.
//!
//! # What
//!
//! The documentation lists ten settings of enterprise-manager as required for sending administrative e-mails with Microsoft 365,
//! and their names in the registry. The export has none of them below `OPTIMAL SYSTEMS`, or lacks some. Three more entries
//! have documented defaults and may be missing.
//!
//! # Why
//!
//! Without them enaio server cannot send. It is not documented where below
//! `HKEY_LOCAL_MACHINE\SOFTWARE\OPTIMAL SYSTEMS` the entries are, nor whether a setting that was never changed is stored: the
//! export may contain only a part.
//!
//! # What to do
//!
//! Export all of `HKEY_LOCAL_MACHINE\SOFTWARE\OPTIMAL SYSTEMS` on the server. If an entry is missing there too, set it in
//! enterprise-manager.
//!
//! # References
//!
//! - enaio documentation: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>

use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::parse::registry::path;
use crate::property::Property;
use crate::server::{Entry, Server};

pub(super) const RULE: Rule = Rule {
    name: "server-registry-missing",
    group: Group::Server,
    severity: Severity::Warning,
    consequence: Consequence::Rest,
    formats: Formats::Registry,
    judges_refused: false,
    page: rule_page!("server-registry-missing"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    if !context.reading.faults.is_empty() {
        return;
    }
    if context.servers.found.is_empty() {
        sink.push(nothing(rule, context));
    }
    for server in &context.servers.found {
        let oauth = server.get(context.reading, Entry::SmtpAuthenticating).is_none_or(is_oauth);
        let missing: Vec<_> = Entry::ALL
            .into_iter()
            .filter(|entry| entry.label().is_some() && server.get(context.reading, *entry).is_none())
            .collect();
        if oauth && !missing.is_empty() {
            sink.push(some(rule, context, server, &missing));
        }
    }
}

fn is_oauth(authentication: &Property) -> bool {
    authentication.value.text.trim() == "3"
}

fn nothing(rule: &Rule, context: &Context) -> Diagnostic {
    let reading = context.reading;
    let first = reading.keys.iter().find(|key| key.parent.is_none());
    let place = first.map_or_else(|| context.source.line_span(0), |key| key.span);
    let mut diagnostic = rule
        .at(place, "the export has none of the e-mail settings of enaio server below `OPTIMAL SYSTEMS`")
        .label("the first key of the export")
        .help(
            "Export all of `HKEY_LOCAL_MACHINE\\SOFTWARE\\OPTIMAL SYSTEMS` on the machine that enaio server runs on.",
        );
    // An export of the wrong key says nothing of what is set.
    diagnostic.severity = Severity::Error;
    for &index in &context.servers.elsewhere {
        let property = &reading.properties[index];
        let message = format!("an entry of that name, but under `{}`", path(reading, property));
        diagnostic = diagnostic.related(reading.key(property.key).span, message);
    }
    diagnostic
}

fn some(rule: &Rule, context: &Context, server: &Server, missing: &[Entry]) -> Diagnostic {
    let names: Vec<_> = missing.iter().map(|entry| format!("`{}`", entry.name())).collect();
    let keys: Vec<_> = server.keys.iter().map(|key| format!("`{key}`")).collect();
    let noun = if missing.len() == 1 { "a setting" } else { "settings" };
    let message = format!("the export lacks {noun} that enaio server needs for Microsoft 365: {}", names.join(", "));
    let mut diagnostic = rule.at(server.span(context.reading), message).label("the other settings are here").help(format!(
        "Set what is missing in enterprise-manager, or export all of `HKEY_LOCAL_MACHINE\\SOFTWARE\\OPTIMAL SYSTEMS`: the \
         others were found under {}.",
        keys.join(" and ")
    ));
    for &entry in missing {
        for &index in server.places(entry) {
            diagnostic = diagnostic.related(context.reading.properties[index].value.span, "deleted by this line");
        }
    }
    diagnostic
}
