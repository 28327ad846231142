//! Microsoft Entra refuses the scope or the resource.

use super::standing::possible;
use super::{Cause, Entry, Pattern};
use crate::settings::Setting;

const XOAUTH2: &str = "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth";

const OTHER_SCOPE: Cause = Cause {
    what: "The token endpoint does not accept the scope {scope}, which is the one of the cloud {cloud}.",
    remedy: "Check --cloud (guessed from smtpServer) and --token-endpoint. For the worldwide cloud the scope is https://outlook.office365.com/.default.",
    standing: possible,
};

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "scope-invalid",
        when: Pattern::Aadsts(&[70011, 28002, 28003, 700022, 700023]),
        setting: Setting::SmtpServer,
        causes: &[OTHER_SCOPE],
        url: Some(XOAUTH2),
    },
    Entry {
        name: "scope-not-default",
        when: Pattern::Aadsts(&[1002012]),
        setting: Setting::SmtpServer,
        causes: &[OTHER_SCOPE],
        url: Some("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow"),
    },
    Entry {
        name: "resource-parameter",
        when: Pattern::Aadsts(&[901002]),
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "The token endpoint saw a parameter `resource`, which this check does not send: something between changes the request.",
            remedy: "Run the check again with --verbose, and look at the proxy and at --token-endpoint.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "resource-not-found",
        when: Pattern::Aadsts(&[500011, 50001]),
        setting: Setting::OAuthTenantId,
        causes: &[
            Cause {
                what: "The tenant {tenant} has no Exchange Online ({resource} is not known there): it has no licence for it, or the tenant is the wrong one.",
                remedy: "Check that oAuthTenantId is the tenant with the mailboxes, and that it has Exchange Online licences.",
                standing: possible,
            },
            OTHER_SCOPE,
        ],
        url: None,
    },
];
