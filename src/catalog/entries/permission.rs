//! Microsoft Entra misses a permission or a consent.

use super::*;

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "permission-missing",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[
            code(650057),
            code(650056),
            code(65005),
            code(650052),
            code(650054),
            (650051, 650059),
        ])],
        setting: Setting::OAuthClientId,
        causes: &[cause(
            "Exchange Online is not among the app's permissions, or the tenant has not subscribed to it.",
            "Open {portal}, App registrations, the app with the ID {client_id}, API permissions, Add a permission, APIs my organization uses, Office 365 Exchange Online, Application permissions, {role}; then Grant admin consent.",
        )],
        url: XOAUTH2,
    },
    Entry {
        name: "consent-missing",
        phases: &[Phase::Http],
        when: &[
            Pattern::Aadsts(&[code(65001), code(90094), code(90008), code(90099), code(90095), code(90093)]),
            Pattern::Says(&["has not consented to use the application", "admin consent is required"]),
        ],
        setting: Setting::OAuthClientId,
        causes: &[cause(
            "Nobody has consented to the app's permissions in the tenant.",
            "Open {portal}, App registrations, the app with the ID {client_id}, API permissions, Grant admin consent.",
        )],
        url: XOAUTH2,
    },
];
