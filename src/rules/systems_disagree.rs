//! webclient and enaio server are given different tenants, apps, users or mail servers.
//!
//! # What
//!
//! `check osweb-prod.yml server.reg` compares `oAuthTenantId` with `OfficeTenantID`, `oAuthClientId` with `OfficeClientID`,
//! `smtpUsername` with `SMTPUserName` and `smtpServer` with `MailServer`. Upper and lower case make no difference to any of them.
//! The secrets are not compared: enaio server stores its own encrypted.
//!
//! # Why
//!
//! The documentation describes one app registration and one account for both. Two of them are possible, but each needs its own
//! permissions in Microsoft 365, and more often one side was changed and the other forgotten.
//!
//! # What to do
//!
//! Look both values up in the Entra admin center (app registration, Overview) and correct the side that is wrong. If two
//! apps or accounts are meant, silence the rule with a comment: `# osweb-config: ignore[systems-disagree] two apps`.
//!
//! # References
//!
//! - enaio documentation: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>

use std::sync::Arc;

use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Diagnostic, Label, Severity};
use crate::property::{Content, value};
use crate::server::{Entry, Server};
use crate::settings::validate::is_guid;
use crate::settings::{Kind, Setting};
use crate::workspace::LoadedFile;

pub(super) const RULE: Rule = Rule {
    name: "systems-disagree",
    group: Group::Server,
    severity: Severity::Warning,
    consequence: Consequence::Rest,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("systems-disagree"),
    check,
};

/// What both systems are given.
const PAIRS: [(Setting, Entry, &str); 4] = [
    (Setting::SmtpServer, Entry::MailServer, "mail server"),
    (Setting::SmtpUsername, Entry::SmtpUserName, "user"),
    (Setting::OAuthClientId, Entry::OfficeClientId, "client ID"),
    (Setting::OAuthTenantId, Entry::OfficeTenantId, "tenant ID"),
];

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    for file in context.server_files {
        for server in &file.servers().found {
            sink.extend(PAIRS.iter().filter_map(|pair| compare(rule, context, file, server, pair)));
        }
    }
}

fn compare(
    rule: &Rule,
    context: &Context,
    file: &Arc<LoadedFile>,
    server: &Server,
    &(setting, entry, what): &(Setting, Entry, &str),
) -> Option<Diagnostic> {
    let (ours, span) = context.literal(setting)?;
    let property = server.get(&file.reading, entry)?;
    let (ours, theirs) = (ours.trim(), property.value.text.trim());
    if ours.is_empty() || theirs.is_empty() || value::content(theirs) != Content::Literal || same(setting, ours, theirs)
    {
        return None;
    }
    let (key, name) = (setting.key(), entry.name());
    let mut diagnostic = rule.at(
        span,
        format!("webclient and enaio server are given different {what}s: `{key}` is `{ours}`, `{name}` is `{theirs}`"),
    );
    diagnostic.help =
        "Correct the side that is wrong. Two are possible, but each needs its own permissions in Microsoft 365.".into();
    if setting == Setting::OAuthTenantId && is_guid(ours) != is_guid(theirs) {
        diagnostic.severity = Severity::Info;
        diagnostic.message = format!(
            "`{key}` is `{ours}`, `{name}` is `{theirs}`: a GUID and a domain, which cannot be compared offline"
        );
        diagnostic.help = "Write the Directory (tenant) ID on both sides.".into();
    }
    diagnostic = diagnostic.label("webclient").property(setting.name());
    diagnostic.related.push(Label {
        span: property.value.span,
        message: format!("enaio server, `{name}`"),
        file: Some(Arc::clone(file)),
    });
    Some(diagnostic)
}

fn same(setting: Setting, ours: &str, theirs: &str) -> bool {
    let plain = |text: &str| match setting.kind() {
        Kind::Host => text.trim_end_matches('.').to_lowercase(),
        Kind::Port | Kind::Word(..) | Kind::Address | Kind::Guid | Kind::Secret | Kind::Tenant => text.to_lowercase(),
    };
    plain(ours) == plain(theirs)
}
