//! Answers of the token endpoint that are no answers of one.

use super::*;

const HTTP: &[Phase] = &[Phase::Http];

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "token-redirect",
        phases: HTTP,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token endpoint {token_host} sends the request on to {detail}. That is not followed: the client secret would go to whoever is there.",
            "A token endpoint does not redirect. Look for a proxy that requires a sign-in, and check --token-endpoint.",
        )],
        url: None,
    },
    Entry {
        name: "token-timed-out",
        phases: HTTP,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token endpoint {token_host} took the request, inside TLS with a verified certificate, and gave no answer within {detail}.",
            "Try again, with more time (--timeout 60). If it lasts, look at https://status.cloud.microsoft; if the certificate's issuer is your company's, ask whoever runs the proxy that opens the connection.",
        )],
        url: None,
    },
    Entry {
        name: "token-too-slow",
        phases: HTTP,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The answer of the token endpoint {token_host} took too long: {detail}.",
            "Try again, with more time (--timeout 60). If it lasts, the line or something in between (a proxy, a scanner) is too slow.",
        )],
        url: None,
    },
    Entry {
        name: "token-closed",
        phases: HTTP,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token endpoint {token_host} closed the connection {detail}.",
            "Try again. If it happens each time, run the check with --verbose and look at who issued the certificate: if it is your company's, ask whoever runs the proxy that opens the connection.",
        )],
        url: None,
    },
    Entry {
        name: "token-too-long",
        phases: HTTP,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The answer of {token_host} does not end ({detail}); a token endpoint's has some kilobytes.",
            "Check --token-endpoint, and what answers in the place of {token_host}.",
        )],
        url: None,
    },
    Entry {
        name: "token-not-json",
        phases: HTTP,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The answer is not that of a token endpoint ({detail}): a proxy or a portal answers in the place of {token_host}.",
            "Open https://{token_host} in a browser on this machine to see what answers, and have {token_host} allowed.",
        )],
        url: None,
    },
    Entry {
        name: "token-not-http",
        phases: HTTP,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "What answers for the token endpoint {token_host} does not speak HTTP ({detail}).",
            "Check --token-endpoint (host and port), and what answers in the place of {token_host}.",
        )],
        url: None,
    },
    Entry {
        name: "token-no-such-page",
        phases: HTTP,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "{token_host} has no token endpoint at this address ({detail}).",
            "Check --token-endpoint: it must be the tenant's token endpoint, which ends in /oauth2/v2.0/token. Without the option, compare oAuthTenantId with {portal}, App registrations, the app, Overview.",
        )],
        url: None,
    },
    Entry {
        name: "token-gateway",
        phases: HTTP,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token endpoint {token_host}, or a gateway before it, has trouble of its own ({detail}).",
            "Try again in some minutes. If it lasts, look at https://status.cloud.microsoft, and at the proxy if there is one.",
        )],
        url: None,
    },
    Entry {
        name: "token-absent",
        phases: HTTP,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token endpoint says that all is well, but its answer contains no token ({detail}).",
            "Check --token-endpoint: it must be the tenant's token endpoint (…/oauth2/v2.0/token).",
        )],
        url: None,
    },
    Entry {
        name: "token-throttled",
        phases: HTTP,
        when: &[Pattern::Observed],
        setting: Setting::OAuthClientId,
        causes: &[cause(
            "Too many requests: the token endpoint is overloaded, or the app {client_id} or its tenant asks too often ({detail}).",
            "Wait, then try again. If it comes back, find out what asks for tokens again and again with the ID {client_id}.",
        )],
        url: None,
    },
];
