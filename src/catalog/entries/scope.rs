//! Microsoft Entra refuses the scope or the resource.

use super::*;

const OTHER_SCOPE: Cause = cause(
    "The token endpoint does not accept the scope {scope}, which is the one of the cloud {cloud}.",
    "Check --cloud (guessed from smtpServer) and --token-endpoint. For the worldwide cloud the scope is https://outlook.office365.com/.default.",
);

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "scope-invalid",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[code(70011), code(28002), code(28003), code(700022), code(700023)])],
        setting: Setting::SmtpServer,
        causes: &[OTHER_SCOPE],
        url: XOAUTH2,
    },
    Entry {
        name: "scope-not-default",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[code(1002012)])],
        setting: Setting::SmtpServer,
        causes: &[OTHER_SCOPE],
        url: Some("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow"),
    },
    Entry {
        name: "resource-not-found",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[code(500011), code(50001)]), Pattern::Says(&["resource principal named"])],
        setting: Setting::OAuthTenantId,
        causes: &[
            cause(
                "The tenant {tenant} has no Exchange Online ({resource} is not known there): it has no licence for it, or the tenant is the wrong one.",
                "Check that oAuthTenantId is the tenant with the mailboxes, and that it has Exchange Online licences.",
            ),
            OTHER_SCOPE,
        ],
        url: None,
    },
];
