//! The entries that speak of the mail server: host, encryption, port, user, sender.

use super::Judge;
use crate::diagnostic::Severity::{Error, Warning};
use crate::server::Entry;
use crate::settings::validate::{is_address, is_host, is_ip};

/// Hosts that Microsoft 365 takes mail of signed-in users at.
const MICROSOFT: [&str; 5] = [
    "smtp.office365.com",
    "smtp-hve.office365.com",
    "smtp.office365.us",
    "outlook-dod.office365.us",
    "smtp.partner.outlook.cn",
];

pub(super) fn check(judge: &mut Judge) {
    authentication(judge);
    no_mails(judge);
    security(judge);
    port(judge);
    if judge.is_oauth() {
        host(judge);
        addresses(judge);
    }
}

fn authentication(judge: &mut Judge) {
    let entry = Entry::SmtpAuthenticating;
    let Some(text) = judge.text(entry).filter(|text| *text != "3") else { return };
    let message = format!(
        "`SMTPAuthenticating` is `{text}`, a value of unknown meaning; documented is 3, OAuth2 with Microsoft 365"
    );
    let help = "Choose \"OAuth2 Microsoft Office\" as SMTP authentication in enterprise-manager. Until then the entries \
                for Microsoft 365 have no effect and are not judged.";
    judge.report(entry, Warning, "not OAuth2 Microsoft Office", message, help);
}

fn no_mails(judge: &mut Judge) {
    let entry = Entry::NoMails;
    let Some(text) = judge.text(entry).filter(|text| *text != "0") else { return };
    let message = format!("`NoMails` is `{text}`; only 0 is documented as allowing administrative e-mails");
    let help = "Choose \"Allow e-mails\" for the administrative e-mails in enterprise-manager, unless none are wanted.";
    judge.report(entry, Warning, "perhaps no mail is sent", message, help);
}

fn security(judge: &mut Judge) {
    let entry = Entry::SmtpSecurity;
    let Some(text) = judge.text(entry) else { return };
    let help = "Set the SMTP encryption to TLS (2) and the port to 587.";
    match text {
        "2" => {}
        "0" | "1" if judge.is_oauth() => {
            let name = if text == "0" { "no encryption" } else { "SSL, TLS from the first byte on" };
            let message =
                format!("`SMTPSecurity` is `{text}` ({name}), but Microsoft 365 takes a sign-in only after STARTTLS");
            judge.report(entry, Error, "Microsoft 365 needs 2", message, help);
        }
        "0" | "1" => {}
        _ => {
            let message =
                format!("`SMTPSecurity` is `{text}`, a value of unknown meaning; documented are 0 none, 1 SSL, 2 TLS");
            judge.report(entry, Warning, "of unknown meaning", message, help);
        }
    }
}

fn port(judge: &mut Judge) {
    let entry = Entry::SmtpPort;
    let Some(text) = judge.text(entry) else { return };
    let Some(port) = text.parse::<u16>().ok().filter(|port| *port != 0) else {
        let message = format!("`SMTPPort` is `{text}`, which is not a port number");
        judge.report(entry, Error, "not a number from 1 to 65535", message, "Set the port to 587.");
        return;
    };
    let severity = if judge.is_oauth() { Error } else { Warning };
    match (judge.text(Entry::SmtpSecurity), port) {
        (Some("2"), 465) => {
            let message =
                "port 465 expects SSL from the first byte on, but `SMTPSecurity` is 2, TLS after a plain greeting";
            let help = "Set the port to 587; Microsoft 365 does not answer at 465.";
            judge.report(entry, severity, "does not fit TLS (2)", message.to_owned(), help);
        }
        (Some("1"), port) if port != 465 && !judge.is_oauth() => {
            let message = format!("`SMTPSecurity` is 1 (SSL), but {port} is not the port for it");
            judge.report(entry, Warning, "does not fit SSL (1)", message, "SSL from the first byte on has port 465.");
        }
        (Some("0"), 465) if !judge.is_oauth() => {
            let message = "port 465 expects SSL, but `SMTPSecurity` is 0, no encryption".to_owned();
            judge.report(
                entry,
                Warning,
                "does not fit no encryption (0)",
                message,
                "Set the SMTP encryption to SSL (1).",
            );
        }
        (Some("2") | None, port) if judge.is_oauth() && !matches!(port, 25 | 465 | 587) => {
            let message = format!("`SMTPPort` is {port}; Microsoft 365 takes mail at 587");
            judge.report(entry, Warning, "not a port of Microsoft 365", message, "Set the port to 587.");
        }
        _ => {}
    }
}

fn host(judge: &mut Judge) {
    let entry = Entry::MailServer;
    let Some(text) = judge.text(entry) else { return };
    let help = "Set the e-mail server to `smtp.office365.com`, unless it is a relay that passes OAuth2 on.";
    if is_ip(text) {
        let message = format!("`MailServer` is the IP address `{text}`; Microsoft 365 is reached by name only");
        judge.report(entry, Error, "an IP address", message, "Set the e-mail server to `smtp.office365.com`.");
    } else if !is_host(text) {
        let message = format!("`MailServer` is `{text}`, which is not a host name");
        let help = "Write the host alone, without a port or a scheme: `smtp.office365.com`.";
        judge.report(entry, Error, "not a host name", message, help);
    } else if !MICROSOFT.iter().any(|host| host.eq_ignore_ascii_case(text.trim_end_matches('.'))) {
        let message =
            format!("`MailServer` is `{text}`; for Microsoft 365 the documented value is `smtp.office365.com`");
        judge.report(entry, Warning, "not a host of Microsoft 365", message, help);
    }
}

fn addresses(judge: &mut Judge) {
    for entry in [Entry::MailSender, Entry::SmtpUserName] {
        if let Some(text) = judge.text(entry).filter(|text| !is_address(text)) {
            let message = format!("`{}` is `{text}`, which is not a mail address", entry.name());
            judge.report(
                entry,
                Error,
                "not name@domain",
                message,
                "Write the full address of the mailbox: `name@domain.com`.",
            );
        }
    }
    let (Some(sender), Some(user)) = (judge.text(Entry::MailSender), judge.text(Entry::SmtpUserName)) else { return };
    let Some(place) = judge.property(Entry::SmtpUserName).filter(|_| sender.to_lowercase() != user.to_lowercase())
    else {
        return;
    };
    let message =
        format!("the sender `{sender}` is not the user `{user}`; the documentation demands that they correspond");
    let diagnostic = judge
        .diagnostic(Entry::MailSender, Error, message)
        .label("not the SMTP user name")
        .related(place.value.span, "the user");
    let help =
        "Set `MailSender` to the address of `SMTPUserName`; with another sender Microsoft 365 answers SendAsDenied.";
    judge.push(Entry::MailSender, diagnostic, help.to_owned());
}
