//! The token request: its form, what changes it on the way, and what passes by itself.

use super::*;

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "parameter-missing",
        phases: &[Phase::Http],
        when: &[
            Pattern::Aadsts(&[code(900144), code(90014)]),
            Pattern::Says(&["request body must contain the following parameter"]),
        ],
        setting: Setting::OAuthClientId,
        causes: &[cause(
            "A part of the token request is empty; the reply names it (client_id: oAuthClientId, client_secret: oAuthClientSecret).",
            "Fill in that setting.",
        )],
        url: None,
    },
    Entry {
        name: "request-malformed",
        phases: &[Phase::Http],
        when: &[
            Pattern::Aadsts(&[code(9002313), code(90004), code(90023), code(90100), code(90013), code(90121)]),
            Pattern::Aadsts(&[
                (90005, 90005),
                (90007, 90007),
                (90009, 90010),
                (90015, 90016),
                (90022, 90022),
                (90101, 90117),
                (165004, 165900),
            ]),
        ],
        setting: Setting::OAuthClientId,
        causes: &[cause(
            "Microsoft Entra cannot read the request: a space, a quote or an invisible character probably is in oAuthClientId or oAuthTenantId.",
            "Copy both IDs again, from {portal}, App registrations, the app, Overview. If they are right, a proxy changes the request.",
        )],
        url: None,
    },
    Entry {
        name: "request-changed",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[
            code(901002),
            code(900561),
            code(90056),
            code(70003),
            (70000, 70000),
            (70004, 70007),
            (700005, 700005),
            (700054, 700054),
            (50011, 50011),
            (50147, 50147),
            (501481, 501491),
            (7000114, 7000114),
        ])],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The token endpoint got another request than the one this check sent (POST, client credentials): something on the way changes it, or the address is not that of a token endpoint.",
            "Run the check again with --verbose, and look at the proxy and at --token-endpoint, which must end in /oauth2/v2.0/token.",
        )],
        url: None,
    },
    Entry {
        name: "entra-old-tls",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[code(1002016)])],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "Microsoft Entra found TLS 1.0, 1.1 or 3DES, which it does not take any more. This check speaks TLS 1.2 and 1.3 only, so a proxy opens the connection and speaks an older version.",
            "Have {token_host} pass the proxy unopened, or update the proxy.",
        )],
        url: Some(
            "https://learn.microsoft.com/troubleshoot/entra/entra-id/ad-dmn-services/enable-support-tls-environment",
        ),
    },
    Entry {
        name: "entra-throttled",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[code(90055), code(50196), code(50166)])],
        setting: Setting::OAuthClientId,
        causes: &[cause(
            "Too many token requests in a short time, of this app or of the whole tenant.",
            "Wait some minutes, then try again. If it comes back, find out what asks for tokens again and again with the ID {client_id}.",
        )],
        url: None,
    },
    Entry {
        name: "entra-trouble",
        phases: &[Phase::Http],
        when: &[
            Pattern::Aadsts(&[
                code(50033),
                code(90006),
                code(90012),
                code(90024),
                code(90033),
                code(90090),
                code(50000),
                code(90036),
                code(90091),
                code(90092),
                code(70012),
                code(51005),
            ]),
            Pattern::Aadsts(&[(230109, 230109), (50134, 50134), (90085, 90085)]),
        ],
        setting: Setting::OAuthClientId,
        causes: &[cause(
            "Microsoft Entra has trouble of its own that passes.",
            "Try again in some minutes. If it lasts, look at https://status.cloud.microsoft.",
        )],
        url: None,
    },
];
