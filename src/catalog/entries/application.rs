//! Microsoft Entra does not know the app, or has it or the resource switched off.

use super::*;

const NOT_AN_ID: Cause = evident(
    "oAuthClientId is `{client_id}`, which is not an ID: a mail address, a name, or a placeholder that was left in.",
    "Open {portal}, App registrations, the app, Overview: copy Application (client) ID into oAuthClientId.",
    &[Only(Sign::Not(&Sign::ClientIdIsId)), Proves(Sign::Not(&Sign::ClientIdIsId))],
);

const OTHER_ID: Cause = evident(
    "The tenant {tenant} has no app with the ID {client_id}: oAuthClientId is another ID (an Object ID, a Secret ID), or oAuthTenantId is another tenant's.",
    "Open {portal}, App registrations, the app, Overview: copy Application (client) ID into oAuthClientId and, from the same page, Directory (tenant) ID into oAuthTenantId.",
    &[Only(Sign::ClientIdIsId)],
);

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "application-not-found",
        phases: &[Phase::Http],
        when: &[
            Pattern::Aadsts(&[code(700016), code(900010)]),
            Pattern::Says(&["was not found in the directory", "is not found in the directory"]),
        ],
        setting: Setting::OAuthClientId,
        causes: &[OTHER_ID, NOT_AN_ID],
        url: None,
    },
    Entry {
        name: "application-not-in-directory",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[code(700011), code(70001)])],
        setting: Setting::OAuthClientId,
        causes: &[
            OTHER_ID,
            NOT_AN_ID,
            cause(
                "The app is disabled.",
                "Open {portal}, Enterprise applications, the app, Properties: set Enabled for users to sign in to Yes.",
            ),
        ],
        url: None,
    },
    Entry {
        name: "application-disabled",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[code(7000112), code(1000031)])],
        setting: Setting::OAuthClientId,
        causes: &[cause(
            "The app {client_id} is switched off in the tenant: its service principal is disabled.",
            "Open {portal}, Enterprise applications, the app, Properties: set Enabled for users to sign in to Yes.",
        )],
        url: Some(
            "https://learn.microsoft.com/troubleshoot/entra/entra-id/app-integration/error-code-aadsts7000112-app-is-disabled",
        ),
    },
    Entry {
        name: "resource-disabled",
        phases: &[Phase::Http],
        when: &[
            Pattern::Aadsts(&[code(500014)]),
            Pattern::Says(&["service principal for resource", "subscription within the tenant has lapsed"]),
        ],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "Exchange Online is disabled in the tenant {tenant}, or its subscription has lapsed, so no tokens are issued for it.",
            "Check the licences (Microsoft 365 admin center, Billing, Your products). Then open {portal}, Enterprise applications, application type Microsoft Applications, Office 365 Exchange Online (00000002-0000-0ff1-ce00-000000000000), Properties: set Enabled for users to sign in to Yes.",
        )],
        url: None,
    },
    Entry {
        name: "service-principal-missing-in-entra",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[code(7000229)]), Pattern::Says(&["is missing service principal"])],
        setting: Setting::OAuthClientId,
        causes: &[cause(
            "The app {client_id} has no service principal (enterprise application) in the tenant {tenant}.",
            "Grant admin consent, which makes it: {portal}, App registrations, the app, API permissions, Grant admin consent.",
        )],
        url: None,
    },
    Entry {
        name: "application-of-microsoft",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[code(65002), code(100007)])],
        setting: Setting::OAuthClientId,
        causes: &[cause(
            "{client_id} is the ID of one of Microsoft's own apps, which nobody else may use for this.",
            "Register an app of your own in {portal}, App registrations, and copy its Application (client) ID into oAuthClientId.",
        )],
        url: None,
    },
];
