//! Microsoft Entra refuses the client secret.

use super::standing::{possible, secret_is_id, secret_is_no_id};
use super::{Cause, Entry, Pattern};
use crate::settings::Setting;

const SECRET_ID: Cause = Cause {
    what: "oAuthClientSecret holds the Secret ID of the client secret, not its value.",
    remedy: "Open {portal}, App registrations, the app, Certificates & secrets, and copy the column Value (not Secret ID). The value is shown only once, right after the secret was made: otherwise select New client secret, and copy that one's Value.",
    standing: secret_is_id,
};

const SECRET_WRONG: Cause = Cause {
    what: "oAuthClientSecret is not a secret of this app: it was cut or changed when it was copied, was deleted, or belongs to another app.",
    remedy: "Open {portal}, App registrations, the app with the ID {client_id}, Certificates & secrets, New client secret; copy the column Value into oAuthClientSecret, in quotes, and restart osweb.",
    standing: secret_is_no_id,
};

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "secret-wrong",
        when: Pattern::Aadsts(&[7000215]),
        setting: Setting::OAuthClientSecret,
        causes: &[SECRET_ID, SECRET_WRONG],
        url: None,
    },
    Entry {
        name: "secret-expired",
        when: Pattern::Aadsts(&[7000222]),
        setting: Setting::OAuthClientSecret,
        causes: &[Cause {
            what: "The client secret has expired.",
            remedy: "Open {portal}, App registrations, the app with the ID {client_id}, Certificates & secrets, New client secret; copy the column Value into oAuthClientSecret, restart osweb, and note the day on which the new one expires.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "secret-wrong-older-wording",
        when: Pattern::Aadsts(&[70002, 50012]),
        setting: Setting::OAuthClientSecret,
        causes: &[SECRET_ID, SECRET_WRONG],
        url: None,
    },
    Entry {
        name: "secret-missing",
        when: Pattern::Aadsts(&[7000218]),
        setting: Setting::OAuthClientSecret,
        causes: &[Cause {
            what: "The token endpoint saw no client secret: oAuthClientSecret is empty.",
            remedy: "Write the value of a client secret into oAuthClientSecret ({portal}, App registrations, the app, Certificates & secrets).",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "client-is-public",
        when: Pattern::Aadsts(&[700025]),
        setting: Setting::OAuthClientId,
        causes: &[Cause {
            what: "The app is registered as a public client (a desktop or mobile app), which must not have a secret.",
            remedy: "Open {portal}, App registrations, the app, Authentication: remove the platform Mobile and desktop applications, set Allow public client flows to No; or register a new app with the platform Web.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "certificate-expected",
        when: Pattern::Aadsts(&[700027, 50013, 50027, 700030]),
        setting: Setting::OAuthClientSecret,
        causes: &[Cause {
            what: "Microsoft Entra speaks of a signed assertion or a certificate, but this check sent a client secret: something between changes the request, or the token endpoint is not Microsoft's.",
            remedy: "Run the check again with --verbose, and look at the proxy and at --token-endpoint.",
            standing: possible,
        }],
        url: None,
    },
];
