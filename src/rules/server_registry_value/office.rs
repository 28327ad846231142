//! The entries that speak of the app registration: client, tenant, token endpoint, scope.

use super::Judge;
use crate::diagnostic::Severity::{Error, Info, Warning};
use crate::server::Entry;
use crate::settings::validate::{is_guid, is_host};

/// A cloud of Microsoft 365: the host that issues tokens and the end of the name of the mail hosts.
const CLOUDS: [(&str, &str); 3] = [
    ("login.microsoftonline.com", ".com"),
    ("login.microsoftonline.us", ".us"),
    ("login.partner.microsoftonline.cn", ".cn"),
];

/// Tenants that stand for any organization; a client-credentials token is for one.
const SHARED: [&str; 3] = ["common", "organizations", "consumers"];

pub(super) fn check(judge: &mut Judge) {
    client(judge);
    tenant(judge);
    endpoint(judge);
    scope(judge);
    grace(judge);
}

fn client(judge: &mut Judge) {
    let entry = Entry::OfficeClientId;
    let Some(text) = judge.text(entry) else { return };
    let help = "Copy \"Application (client) ID\" from the Overview of the app registration in the Entra admin center.";
    if !is_guid(text) {
        let message = format!("`OfficeClientID` is `{text}`, which is not a GUID");
        judge.report(entry, Error, "not a GUID", message, help);
    } else if judge.text(Entry::OfficeTenantId).is_some_and(|tenant| tenant.eq_ignore_ascii_case(text)) {
        let message = "`OfficeClientID` and `OfficeTenantID` are the same GUID".to_owned();
        judge.report(entry, Error, "also the tenant", message, help);
    }
}

fn tenant(judge: &mut Judge) {
    let entry = Entry::OfficeTenantId;
    let Some(text) = judge.text(entry) else { return };
    let help = "Copy \"Directory (tenant) ID\" from the Overview of the app registration in the Entra admin center.";
    if SHARED.iter().any(|shared| shared.eq_ignore_ascii_case(text)) {
        let message =
            format!("`OfficeTenantID` is `{text}`, which is not a single tenant; a server's token is for one tenant");
        judge.report(entry, Error, "not a tenant", message, help);
    } else if !(is_guid(text) || text.contains('.') && is_host(text)) {
        let message = format!("`OfficeTenantID` is `{text}`, neither a GUID nor a domain");
        judge.report(entry, Error, "not a tenant", message, help);
    }
}

fn endpoint(judge: &mut Judge) {
    let entry = Entry::OfficeTokenEndpoint;
    let Some(text) = judge.text(entry) else { return };
    let default = entry.documented().unwrap_or_default();
    if text == default {
        return;
    }
    let help = format!("The default is `{default}`. Change it only after consultation, as the documentation says.");
    let Some((host, path)) = text.strip_prefix("https://").and_then(|rest| rest.split_once('/')) else {
        let message = format!(
            "`OfficeTokenEndpoint` is `{text}`, which is not an https address, and the client secret is sent there"
        );
        return judge.report(entry, Error, "not https", message, help);
    };
    let Some((_, mail)) = CLOUDS.iter().find(|(login, _)| login.eq_ignore_ascii_case(host)) else {
        let message = format!(
            "`OfficeTokenEndpoint` names `{host}`, which is not a host of Microsoft's, and the client secret is sent there"
        );
        return judge.report(entry, Warning, "not a host of Microsoft's", message, help);
    };
    if let Some(server) =
        judge.text(Entry::MailServer).filter(|server| is_microsoft(server) && !server.to_lowercase().ends_with(mail))
    {
        let message = format!(
            "`OfficeTokenEndpoint` names `{host}`, but `MailServer` is `{server}`, in another cloud of Microsoft's"
        );
        return judge.report(entry, Error, "another cloud", message, help);
    }
    let segments: Vec<&str> = path.split('/').collect();
    let configured = judge.text(Entry::OfficeTenantId);
    match segments.as_slice() {
        ["#TenantID#", "oauth2", "v2.0", "token"] => {}
        [tenant, "oauth2", "v2.0", "token"] if SHARED.contains(tenant) => {
            let message = format!("`OfficeTokenEndpoint` asks `{tenant}` for the token, which is not a single tenant");
            judge.report(entry, Error, "not a tenant", message, help);
        }
        [tenant, "oauth2", "v2.0", "token"] => match configured {
            Some(configured) if !configured.eq_ignore_ascii_case(tenant) => {
                let message = format!(
                    "`OfficeTokenEndpoint` names the tenant `{tenant}`, but `OfficeTenantID` is `{configured}`"
                );
                judge.report(entry, Error, "another tenant", message, help);
            }
            _ => {
                let message = "`OfficeTokenEndpoint` names the tenant itself instead of `#TenantID#`".to_owned();
                judge.report(entry, Info, "not the placeholder", message, help);
            }
        },
        _ => {
            let message =
                format!("`OfficeTokenEndpoint` has the path `/{path}`; Microsoft's is `/#TenantID#/oauth2/v2.0/token`");
            judge.report(entry, Error, "not the path of the token endpoint", message, help);
        }
    }
}

fn is_microsoft(host: &str) -> bool {
    [".office365.com", ".office365.us", ".outlook.cn"].iter().any(|end| host.to_lowercase().ends_with(end))
}

fn scope(judge: &mut Judge) {
    let entry = Entry::OfficeAccessScopes;
    let Some(text) = judge.text(entry) else { return };
    let help = "The default is `https://outlook.office365.com/.default`. Change it only after consultation, as the documentation says.";
    let (severity, label, message) = match text {
        "https://outlook.office365.com/.default"
        | "https://outlook.office365.us/.default"
        | "https://outlook-dod.office365.us/.default"
        | "https://partner.outlook.cn/.default" => return,
        _ if text.contains(char::is_whitespace) => {
            (Error, "more than one", "names more than one scope; a token is for one resource".to_owned())
        }
        _ if !text.ends_with("/.default") => (
            Error,
            "without /.default",
            format!("is `{text}`; a token for a server must be asked for with `/.default`"),
        ),
        _ if text.contains("graph.microsoft.com") => {
            (Error, "Graph, not Exchange", "asks for a token for Microsoft Graph, which SMTP refuses".to_owned())
        }
        _ => (
            Warning,
            "not documented",
            format!("is `{text}`; documented by Microsoft for SMTP is `https://outlook.office365.com/.default`"),
        ),
    };
    judge.report(entry, severity, label, format!("`OfficeAccessScopes` {message}"), help);
}

fn grace(judge: &mut Judge) {
    let entry = Entry::OfficeTokenGraceTimeInSeconds;
    let Some(text) = judge.text(entry).filter(|text| *text != "30") else { return };
    let help = "The default is 30 seconds. Change it only after consultation, as the documentation says.";
    match text.parse::<u32>() {
        Err(_) => {
            let message = format!("`{}` is `{text}`, which is not a number of seconds", entry.name());
            judge.report(entry, Error, "not a number", message, help);
        }
        // Microsoft's tokens live for 60 to 90 minutes.
        Ok(seconds) if seconds >= 3600 => {
            let message = format!(
                "`{}` is {seconds}; a token lives for about 3600 seconds and would never count as valid",
                entry.name()
            );
            judge.report(entry, Warning, "longer than a token lives", message, help);
        }
        Ok(seconds) => {
            let message = format!("`{}` is {seconds} instead of 30", entry.name());
            judge.report(entry, Info, "not the default", message, help);
        }
    }
}
