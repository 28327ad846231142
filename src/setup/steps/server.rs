//! enaio server, in enterprise-manager.

use super::super::{Author, Line, Row, Section, Value, Values};
use super::Steps;
use crate::server::Entry;

pub(super) fn section(values: &Values) -> Section {
    let rows = Entry::ALL.into_iter().map(|entry| row(entry, values)).collect();
    let mut steps = Steps::new(values);
    steps
        .step(Author::Vendor, "Enter the settings of the server")
        .table(rows)
        .note("`OfficeTokenEndpoint`, `OfficeAccessScopes` and `OfficeTokenGraceTimeInSeconds` are not shown in enterprise-manager; they have these defaults and are changed only after consultation.")
        .step(Author::Program, "Export the registry key and compare it with this file")
        .block(super::Block::Shell("reg export \"HKLM\\SOFTWARE\\OPTIMAL SYSTEMS\" server.reg".to_owned()))
        .block(super::Block::Shell(format!("osweb-config check {} server.reg", shell(&values.file))));
    steps.section(
        "enaio server, in enterprise-manager",
        "Server properties, for the administrative e-mails of enaio server. Beside each setting is its name in the registry.",
    )
}

fn row(entry: Entry, values: &Values) -> Row {
    let fixed = || Line::code(entry.documented().unwrap_or_default());
    let (value, note) = match entry {
        Entry::MailSender | Entry::SmtpUserName => {
            (Line::value(values.user.clone()), Some("the same address as sender and as user"))
        }
        Entry::NoMails => (
            Line::new("*Allow e-mails* (`0`)", values),
            Some("also sends startup.txt and shutdown.txt when the server starts and stops"),
        ),
        Entry::MailServer => (Line::value(values.server.clone()), None),
        Entry::SmtpSecurity => (Line::new("*TLS* (`2`)", values), Some("0 none, 1 SSL, 2 TLS; the port must fit")),
        Entry::SmtpPort => (Line::value(values.port.clone()), None),
        Entry::SmtpAuthenticating => (Line::new("*OAuth2 Microsoft Office* (`3`)", values), None),
        Entry::OfficeClientId => (Line::value(values.client.clone()), None),
        Entry::OfficeClientSecret => (
            Line::value(Value { text: "<Value of the client secret>".to_owned(), known: false }),
            Some("encrypted before it is stored, then shown masked"),
        ),
        Entry::OfficeTenantId => (Line::value(values.tenant.clone()), None),
        Entry::OfficeTokenEndpoint => (fixed(), Some("leave it; #TenantID# means the tenant ID")),
        Entry::OfficeAccessScopes => (fixed(), Some("leave it")),
        Entry::OfficeTokenGraceTimeInSeconds => (fixed(), Some("leave it; seconds taken off the lifetime of a token")),
    };
    Row { label: entry.label(), name: entry.name().to_owned(), value, note: note.map(|note| Line::new(note, values)) }
}

/// A path for a command line of cmd.exe, PowerShell or a Unix shell, in so far as one spelling is right in all of them.
pub(super) fn shell(path: &str) -> String {
    let plain = |char: char| char.is_alphanumeric() || "._-/\\:".contains(char);
    if path.is_empty() || path.starts_with('-') || !path.chars().all(|char| plain(char) || " ()+,=@~#".contains(char)) {
        "osweb-prod.yml".to_owned()
    } else if path.chars().all(plain) {
        path.to_owned()
    } else {
        format!("\"{path}\"")
    }
}
