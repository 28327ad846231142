//! Errors of a token endpoint whose code is not known or that come without one (RFC 6749, 5.2). `{detail}` is what the family of the
//! code speaks of.

use super::*;

const RFC: Option<&str> = Some("https://www.rfc-editor.org/rfc/rfc6749#section-5.2");

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "oauth-invalid-client",
        phases: &[Phase::Http],
        when: &[Pattern::OAuth(&["invalid_client", "InvalidClient"])],
        setting: Setting::OAuthClientSecret,
        causes: &[
            evident(
                "The token endpoint does not accept client ID and secret together: the secret is wrong, cut or expired, or the ID is another app's.{detail}",
                "Make a new secret for the app with the ID {client_id} ({portal}, App registrations, the app, Certificates & secrets), and copy its Value into oAuthClientSecret.",
                &[],
            ),
            evident(
                "oAuthClientSecret is the Secret ID of the client secret, not its value.",
                "Open {portal}, App registrations, the app, Certificates & secrets, New client secret, and copy the column Value (not Secret ID).",
                &[
                    Proves(Sign::SecretIsId),
                    RulesOut(Sign::Not(&Sign::SecretIsId), "the Secret ID in the place of the value"),
                ],
            ),
        ],
        url: RFC,
    },
    Entry {
        name: "oauth-unauthorized-client",
        phases: &[Phase::Http],
        when: &[Pattern::OAuth(&["unauthorized_client", "UnauthorizedClient"])],
        setting: Setting::OAuthClientId,
        causes: &[cause(
            "The tenant {tenant} does not know the app {client_id}, or does not let it have a token of its own.{detail}",
            "Compare oAuthClientId and oAuthTenantId with {portal}, App registrations, the app, Overview.",
        )],
        url: RFC,
    },
    Entry {
        name: "oauth-invalid-tenant",
        phases: &[Phase::Http],
        when: &[Pattern::OAuth(&["invalid_tenant"])],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token endpoint does not know the tenant `{tenant}`.{detail}",
            "Compare oAuthTenantId with {portal}, App registrations, the app, Overview, Directory (tenant) ID.",
        )],
        url: RFC,
    },
    Entry {
        name: "oauth-invalid-scope",
        phases: &[Phase::Http],
        when: &[Pattern::OAuth(&["invalid_scope", "invalid_resource", "invalid_target"])],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The token endpoint issues no token for {resource}: it does not accept the scope {scope}, or Exchange Online cannot be used in this tenant.{detail}",
            "Check that the tenant has Exchange Online with a licence, then --cloud (guessed from smtpServer) and --token-endpoint.",
        )],
        url: RFC,
    },
    Entry {
        name: "oauth-invalid-request",
        phases: &[Phase::Http],
        when: &[Pattern::OAuth(&[
            "invalid_request",
            "unsupported_grant_type",
            "unsupported_response_type",
            "unsupported_token_type",
        ])],
        setting: Setting::OAuthClientId,
        causes: &[cause(
            "The token endpoint cannot make anything of the request.{detail}",
            "Look at the reply; check oAuthClientId and oAuthTenantId for stray characters, and --token-endpoint.",
        )],
        url: RFC,
    },
    Entry {
        name: "oauth-invalid-grant",
        phases: &[Phase::Http],
        when: &[Pattern::OAuth(&["invalid_grant"])],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token endpoint understood the request and grants no token: something about the tenant {tenant}, the app or a policy forbids it. The reply says what.{detail}",
            "Look the code up on the linked page, and ask the tenant's administrator; {portal}, Sign-in logs, Service principal sign-ins has the same refusal with its reason.",
        )],
        url: RFC,
    },
    Entry {
        name: "oauth-access-denied",
        phases: &[Phase::Http],
        when: &[Pattern::OAuth(&[
            "access_denied",
            "interaction_required",
            "login_required",
            "consent_required",
            "authorization_declined",
        ])],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "A policy of the tenant {tenant} does not let the app have a token without somebody's consent or presence.{detail}",
            "Ask the tenant's administrator: {portal}, Sign-in logs, Service principal sign-ins names the policy (Conditional Access, cross-tenant access settings, consent).",
        )],
        url: RFC,
    },
    Entry {
        name: "oauth-unavailable",
        phases: &[Phase::Http],
        when: &[Pattern::OAuth(&["temporarily_unavailable", "server_error", "slow_down", "service_unavailable"])],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token endpoint has trouble of its own that passes, or has had too many requests.{detail}",
            "Try again in some minutes.",
        )],
        url: RFC,
    },
    Entry {
        name: "token-refused-unknown",
        phases: &[Phase::Http],
        when: &[Pattern::Observed],
        setting: Setting::OAuthClientId,
        causes: &[cause(
            "The token endpoint {token_host} refuses the request, with a reply that is not in this program's catalog.{detail}",
            "Read the reply, look its code up on the linked page, and ask the tenant's administrator; Microsoft's support asks for the trace ID.",
        )],
        url: None,
    },
];
