//! Errors of a token endpoint that come without a code of Microsoft Entra (RFC 6749, 5.2).

use super::standing::{possible, secret_is_id};
use super::{Cause, Entry, Pattern};
use crate::settings::Setting;

const RFC: Option<&str> = Some("https://www.rfc-editor.org/rfc/rfc6749#section-5.2");

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "oauth-invalid-client",
        when: Pattern::OAuth(&["invalid_client"]),
        setting: Setting::OAuthClientSecret,
        causes: &[
            Cause {
                what: "oAuthClientSecret holds the Secret ID of the client secret, not its value.",
                remedy: "Open {portal}, App registrations, the app, Certificates & secrets, New client secret, and copy the column Value (not Secret ID).",
                standing: secret_is_id,
            },
            Cause {
                what: "The token endpoint does not accept client ID and secret together: the secret is wrong, cut or expired, or the ID is another app's.",
                remedy: "Make a new secret for the app with the ID {client_id} ({portal}, App registrations, the app, Certificates & secrets), and copy its Value into oAuthClientSecret.",
                standing: possible,
            },
        ],
        url: RFC,
    },
    Entry {
        name: "oauth-unauthorized-client",
        when: Pattern::OAuth(&["unauthorized_client"]),
        setting: Setting::OAuthClientId,
        causes: &[Cause {
            what: "The tenant {tenant} does not know the app {client_id}, or does not let it have a token of its own.",
            remedy: "Compare oAuthClientId and oAuthTenantId with {portal}, App registrations, the app, Overview.",
            standing: possible,
        }],
        url: RFC,
    },
    Entry {
        name: "oauth-invalid-tenant",
        when: Pattern::OAuth(&["invalid_tenant"]),
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "The token endpoint does not know the tenant `{tenant}`.",
            remedy: "Compare oAuthTenantId with {portal}, App registrations, the app, Overview, Directory (tenant) ID.",
            standing: possible,
        }],
        url: RFC,
    },
    Entry {
        name: "oauth-invalid-scope",
        when: Pattern::OAuth(&["invalid_scope", "invalid_resource", "invalid_target"]),
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "The token endpoint does not accept the scope {scope}.",
            remedy: "Check --cloud (guessed from smtpServer) and --token-endpoint, and that the tenant has Exchange Online.",
            standing: possible,
        }],
        url: RFC,
    },
    Entry {
        name: "oauth-invalid-request",
        when: Pattern::OAuth(&["invalid_request", "invalid_grant", "unsupported_grant_type"]),
        setting: Setting::OAuthClientId,
        causes: &[Cause {
            what: "The token endpoint cannot make anything of the request.",
            remedy: "Look at the reply; check oAuthClientId and oAuthTenantId for stray characters, and --token-endpoint.",
            standing: possible,
        }],
        url: RFC,
    },
    Entry {
        name: "oauth-unavailable",
        when: Pattern::OAuth(&["temporarily_unavailable", "server_error"]),
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "The token endpoint has trouble of its own that passes.",
            remedy: "Try again in some minutes.",
            standing: possible,
        }],
        url: RFC,
    },
    Entry {
        name: "token-refused-unknown",
        when: Pattern::Observed,
        setting: Setting::OAuthClientId,
        causes: &[Cause {
            what: "The token endpoint refuses the request with a reply that is not in this program's catalog.",
            remedy: "Read the reply, and look its code up on the linked page.",
            standing: possible,
        }],
        url: None,
    },
];
