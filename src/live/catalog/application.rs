//! Microsoft Entra does not know the app, or has it switched off.

use super::standing::{client_id_is_none, client_id_is_one, possible};
use super::{Cause, Entry, Pattern};
use crate::settings::Setting;

const NOT_AN_ID: Cause = Cause {
    what: "oAuthClientId is `{client_id}`, which is not an ID: a mail address, a name, or a placeholder that was left in.",
    remedy: "Open {portal}, App registrations, the app, Overview: copy Application (client) ID into oAuthClientId.",
    standing: client_id_is_none,
};

const OTHER_ID: Cause = Cause {
    what: "The tenant {tenant} has no app with the ID {client_id}: oAuthClientId holds another ID (an Object ID, a Secret ID), or oAuthTenantId is another tenant's.",
    remedy: "Open {portal}, App registrations, the app, Overview: copy Application (client) ID into oAuthClientId and, from the same page, Directory (tenant) ID into oAuthTenantId.",
    standing: client_id_is_one,
};

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "application-not-found",
        when: Pattern::Aadsts(&[700016]),
        setting: Setting::OAuthClientId,
        causes: &[NOT_AN_ID, OTHER_ID],
        url: None,
    },
    Entry {
        name: "application-not-in-directory",
        when: Pattern::Aadsts(&[700011, 70001]),
        setting: Setting::OAuthClientId,
        causes: &[
            NOT_AN_ID,
            OTHER_ID,
            Cause {
                what: "The app is disabled.",
                remedy: "Open {portal}, Enterprise applications, the app, Properties: set Enabled for users to sign in to Yes.",
                standing: possible,
            },
        ],
        url: None,
    },
    Entry {
        name: "application-disabled",
        when: Pattern::Aadsts(&[7000112, 1000031]),
        setting: Setting::OAuthClientId,
        causes: &[Cause {
            what: "The app {client_id} is switched off in the tenant: its service principal is disabled.",
            remedy: "Open {portal}, Enterprise applications, the app, Properties: set Enabled for users to sign in to Yes.",
            standing: possible,
        }],
        url: Some(
            "https://learn.microsoft.com/troubleshoot/entra/entra-id/app-integration/error-code-aadsts7000112-app-is-disabled",
        ),
    },
    Entry {
        name: "service-principal-missing-in-entra",
        when: Pattern::Aadsts(&[7000229]),
        setting: Setting::OAuthClientId,
        causes: &[Cause {
            what: "The app {client_id} has no service principal (enterprise application) in the tenant {tenant}.",
            remedy: "Grant admin consent, which makes it: {portal}, App registrations, the app, API permissions, Grant admin consent.",
            standing: possible,
        }],
        url: None,
    },
];
