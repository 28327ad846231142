//! Microsoft Entra refuses the client secret.

use super::*;

const SECRET_ID: Cause = evident(
    "oAuthClientSecret is the Secret ID of the client secret, not its value.",
    "Open {portal}, App registrations, the app, Certificates & secrets, and copy the column Value (not Secret ID). The value is shown only once, right after the secret was made: otherwise select New client secret, and copy that one's Value.",
    &[Proves(Sign::SecretIsId), RulesOut(Sign::Not(&Sign::SecretIsId), "the Secret ID in the place of the value")],
);

const SECRET_WRONG: Cause = evident(
    "oAuthClientSecret is not a secret of this app: it was cut or changed when it was copied, was deleted, or belongs to another app.",
    "Open {portal}, App registrations, the app with the ID {client_id}, Certificates & secrets, New client secret; copy the column Value into oAuthClientSecret, in quotes, and restart osweb.",
    &[Only(Sign::Not(&Sign::SecretIsId)), For(Sign::Not(&Sign::SecretIsId))],
);

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "secret-wrong",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[code(7000215)]), Pattern::Says(&["invalid client secret"])],
        setting: Setting::OAuthClientSecret,
        causes: &[SECRET_WRONG, SECRET_ID],
        url: None,
    },
    Entry {
        name: "secret-expired",
        phases: &[Phase::Http],
        when: &[
            Pattern::Aadsts(&[code(7000222)]),
            Pattern::Says(&["client secret keys are expired", "client secret keys for app"]),
        ],
        setting: Setting::OAuthClientSecret,
        causes: &[cause(
            "The client secret has expired.",
            "Open {portal}, App registrations, the app with the ID {client_id}, Certificates & secrets, New client secret; copy the column Value into oAuthClientSecret, restart osweb, and note the day on which the new one expires.",
        )],
        url: None,
    },
    Entry {
        name: "secret-wrong-older-wording",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[code(70002), code(50012)])],
        setting: Setting::OAuthClientSecret,
        causes: &[SECRET_WRONG, SECRET_ID],
        url: None,
    },
    Entry {
        name: "secret-missing",
        phases: &[Phase::Http],
        when: &[
            Pattern::Aadsts(&[code(7000218), code(7000216)]),
            Pattern::Says(&["'client_assertion' or 'client_secret'", "'client_assertion', 'client_secret'"]),
        ],
        setting: Setting::OAuthClientSecret,
        causes: &[cause(
            "The token endpoint got no client secret: oAuthClientSecret is empty, or something on the way takes it out of the request.",
            "Write the value of a client secret into oAuthClientSecret ({portal}, App registrations, the app, Certificates & secrets).",
        )],
        url: None,
    },
    Entry {
        name: "client-is-public",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[code(700025)])],
        setting: Setting::OAuthClientId,
        causes: &[cause(
            "The app is registered as a public client (a desktop or mobile app), which must not have a secret.",
            "Open {portal}, App registrations, the app, Authentication: remove the platform Mobile and desktop applications, set Allow public client flows to No; or register a new app with the platform Web.",
        )],
        url: None,
    },
    Entry {
        name: "secrets-forbidden",
        phases: &[Phase::Http],
        when: &[
            Pattern::Aadsts(&[code(7000231), code(7000113)]),
            Pattern::Says(&[
                "credential type not allowed",
                "credentialtypenotallowedasperapppolicy",
                "app management policy",
                "not allowed as per assigned policy",
            ]),
        ],
        setting: Setting::OAuthClientSecret,
        causes: &[cause(
            "A policy of the tenant allows no client secret for this app: Restricted Mode (Microsoft 365 admin center, Org settings, Block addition of new password credentials to apps), or an app management policy. What it blocks is a new secret; one that is there already goes on.",
            "Ask the tenant's administrator for an exemption for the app {client_id} ({portal}, Enterprise applications, Application policies). A certificate or a federated credential is no way round it: Microsoft takes them, but osweb's documentation knows no other credential than oAuthClientSecret.",
        )],
        url: Some("https://learn.microsoft.com/entra/identity/enterprise-apps/configure-app-management-policies"),
    },
    Entry {
        name: "secret-lifetime-forbidden",
        phases: &[Phase::Http],
        when: &[Pattern::Says(&["credential lifetime exceeds", "credentialinvalidlifetimeasperapppolicy"])],
        setting: Setting::OAuthClientSecret,
        causes: &[cause(
            "A policy of the tenant allows client secrets, but none that is valid for so long. This is said when a secret is made.",
            "Make the secret again with an earlier day ({portal}, App registrations, the app with the ID {client_id}, Certificates & secrets, New client secret, Expires: Custom), and note that day at oAuthClientSecret: # osweb-config: secret-expires YEAR-MONTH-DAY.",
        )],
        url: Some("https://learn.microsoft.com/entra/identity/enterprise-apps/configure-app-management-policies"),
    },
    Entry {
        name: "certificate-expected",
        phases: &[Phase::Http],
        when: &[
            Pattern::Aadsts(&[code(700027), code(50013), code(50027), code(700030)]),
            Pattern::Aadsts(&[
                (50003, 50003),
                (50006, 50007),
                (500133, 500133),
                (50017, 50017),
                (50032, 50032),
                (50048, 50048),
                (50099, 50099),
                (50120, 50120),
                (50146, 50146),
                (50192, 50192),
                (700021, 700021),
                (700024, 700024),
                (700211, 700238),
                (7000219, 7000221),
                (900384, 900384),
                (220501, 220501),
            ]),
        ],
        setting: Setting::OAuthClientSecret,
        causes: &[cause(
            "The reply of Microsoft Entra is about a signed assertion or a certificate, but this check sent a client secret: something on the way changes the request, or the token endpoint is not Microsoft's.",
            "Run the check again with --verbose, and look at the proxy and at --token-endpoint. A certificate of the app is of no use to osweb: its documentation knows no other credential than oAuthClientSecret.",
        )],
        url: None,
    },
];
