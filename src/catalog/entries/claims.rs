//! What the token says does not fit. All of these are judged here, before the token is sent.

use super::*;

const CLAIMS: Option<&str> = Some("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference");

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "token-for-graph",
        phases: &[Phase::Claims],
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token is for Microsoft Graph ({detail}), not for Exchange Online; the mail server would refuse it with 535 5.7.3. It was not sent.",
            "The token must be requested for {scope}, as this check does: look at --token-endpoint.",
        )],
        url: XOAUTH2,
    },
    Entry {
        name: "token-for-other-resource",
        phases: &[Phase::Claims],
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token is for {detail}, not for Exchange Online of the cloud {cloud} ({resource}). It was not sent.",
            "Check --cloud (guessed from smtpServer) and --token-endpoint.",
        )],
        url: XOAUTH2,
    },
    Entry {
        name: "audience-undocumented",
        phases: &[Phase::Claims],
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token is for {detail}. Microsoft documents {resource} for SMTP; whether the other one is accepted for an application is not documented.",
            "Nothing, if the sign-in succeeds.",
        )],
        url: XOAUTH2,
    },
    Entry {
        name: "token-expired",
        phases: &[Phase::Claims],
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token has already expired ({detail}). It was not sent.",
            "Set this machine's clock, and that of the osweb server. If the clock is right, the token endpoint hands out old tokens: look at --token-endpoint.",
        )],
        url: CLAIMS,
    },
    Entry {
        name: "token-not-yet-valid",
        phases: &[Phase::Claims],
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token is not valid yet ({detail}): this machine's clock is slow. It was not sent.",
            "Set this machine's clock, and that of the osweb server.",
        )],
        url: CLAIMS,
    },
    Entry {
        name: "token-short-lived",
        phases: &[Phase::Claims],
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token is valid for {detail} only. enaio server subtracts 30 seconds from a token's life (OfficeTokenGraceTimeInSeconds), and Exchange's server for high-volume mail requires about 10 minutes left.",
            "Ask the tenant's administrator for a token lifetime policy that covers the app {client_id}; the default is about an hour.",
        )],
        url: Some("https://learn.microsoft.com/entra/identity-platform/configurable-token-lifetimes"),
    },
    Entry {
        name: "token-of-a-user",
        phases: &[Phase::Claims],
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token is a user's (it carries the delegated permissions {detail}), not the application's own. It was not sent.",
            "Check --token-endpoint: this check asks for a token of the application (client credentials).",
        )],
        url: CLAIMS,
    },
    Entry {
        name: "token-of-other-app",
        phases: &[Phase::Claims],
        when: &[Pattern::Observed],
        setting: Setting::OAuthClientId,
        causes: &[cause(
            "The token was issued to the app {detail}, not to {client_id}. It was not sent.",
            "Check --token-endpoint, and that oAuthClientId is the Application (client) ID.",
        )],
        url: CLAIMS,
    },
    Entry {
        name: "token-of-other-tenant",
        phases: &[Phase::Claims],
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token was issued by the tenant {detail}, not by {tenant}. It was not sent.",
            "Check --token-endpoint, and that oAuthTenantId is the Directory (tenant) ID.",
        )],
        url: CLAIMS,
    },
    Entry {
        name: "role-missing",
        phases: &[Phase::Claims],
        when: &[Pattern::Observed],
        setting: Setting::OAuthClientId,
        causes: &[cause(
            "The token does not carry the permission {role} (its roles: {roles}). That is right only if access was given by RBAC for Applications.",
            "If the sign-in is refused: open {portal}, App registrations, the app with the ID {client_id}, API permissions, Add a permission, APIs my organization uses, Office 365 Exchange Online, Application permissions, {role}; then Grant admin consent.",
        )],
        url: XOAUTH2,
    },
    Entry {
        name: "clock-off",
        phases: &[Phase::Http, Phase::Claims],
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "This machine's clock is off by {detail}, compared with the token endpoint's.",
            "Set this machine's clock (and, if it is another machine, look at the osweb server's): tokens and certificates are judged by it.",
        )],
        url: None,
    },
];
