//! The token request: its form, the way to the endpoint, and what passes by itself.

use super::standing::possible;
use super::{Cause, Entry, Pattern};
use crate::settings::Setting;

/// A remedy with the hint at the proxy behind it.
macro_rules! concat_proxy {
    ($remedy:literal) => {
        concat!(
            $remedy,
            "If this machine reaches the internet through a proxy, name it in the environment variable HTTPS_PROXY."
        )
    };
}

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "parameter-missing",
        when: Pattern::Aadsts(&[900144, 90014]),
        setting: Setting::OAuthClientId,
        causes: &[Cause {
            what: "A part of the token request is empty; the reply names it (client_id: oAuthClientId, client_secret: oAuthClientSecret).",
            remedy: "Fill in that setting.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "request-malformed",
        when: Pattern::Aadsts(&[9002313, 90004, 90023, 90100, 90013, 90121]),
        setting: Setting::OAuthClientId,
        causes: &[Cause {
            what: "Microsoft Entra cannot read the request: a blank, a quote or an invisible character probably stands in oAuthClientId or oAuthTenantId.",
            remedy: "Write both IDs anew, from {portal}, App registrations, the app, Overview. If they are right, a proxy changes the request.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "entra-throttled",
        when: Pattern::Aadsts(&[90055, 50196]),
        setting: Setting::OAuthClientId,
        causes: &[Cause {
            what: "Too many token requests in a short time, of this app or of the whole tenant.",
            remedy: "Wait some minutes, then try again. If it comes back, find out what asks for tokens again and again with the ID {client_id}.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "entra-trouble",
        when: Pattern::Aadsts(&[50033, 90006, 90012, 90024, 90033, 90090, 50000]),
        setting: Setting::OAuthClientId,
        causes: &[Cause {
            what: "Microsoft Entra has trouble of its own that passes.",
            remedy: "Try again in some minutes. If it lasts, look at https://status.cloud.microsoft.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "endpoint-not-https",
        when: Pattern::Observed,
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "The token endpoint {detail} is not HTTPS: the client secret would travel in the clear. Nothing was sent, to nobody.",
            remedy: "Name an https:// address with --token-endpoint, or leave the option out.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "endpoint-invalid",
        when: Pattern::Observed,
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "{detail} is no address of a token endpoint. Nothing was sent, to nobody.",
            remedy: "Write it as https://host/path with --token-endpoint, without user name and password, or leave the option out.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "token-redirect",
        when: Pattern::Observed,
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "The token endpoint {token_host} sends the request on to {detail}. That is not followed: the client secret would go to whoever stands there.",
            remedy: "A token endpoint does not redirect. Look for a proxy that wants a log-in, and check --token-endpoint.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "token-unreachable",
        when: Pattern::Observed,
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "The token endpoint {token_host} cannot be reached: {detail}.",
            remedy: concat_proxy!(
                "Allow this machine, and the osweb server, HTTPS connections to {token_host}, port 443. "
            ),
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "token-timed-out",
        when: Pattern::Observed,
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "The token endpoint {token_host} did not answer within {detail}.",
            remedy: concat_proxy!(
                "Allow this machine, and the osweb server, HTTPS connections to {token_host}, port 443. "
            ),
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "token-certificate",
        when: Pattern::Observed,
        setting: Setting::OAuthTenantId,
        causes: &[
            Cause {
                what: "What answers for the token endpoint {token_host} shows a certificate that is not accepted ({detail}). In a company's network it is often the proxy's own: it opens HTTPS connections to inspect them. The secret was not sent.",
                remedy: "If its issuer is your company's, name its certificate with --ca-file, and add it to the trust store of osweb's Java; better still, let {token_host} pass unopened.",
                standing: possible,
            },
            super::tls::ROOT_ON_DEMAND,
        ],
        url: None,
    },
    Entry {
        name: "token-tls",
        when: Pattern::Observed,
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "There is no TLS connection with the token endpoint {token_host}: {detail}. The secret was not sent.",
            remedy: concat_proxy!("Check --token-endpoint, and what sits between this machine and {token_host}. "),
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "proxy-login",
        when: Pattern::Observed,
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "The proxy wants a log-in before it lets the request to {token_host} pass ({detail}).",
            remedy: "Write user name and password into HTTPS_PROXY (http://user:password@proxy:port), or have {token_host} allowed without a log-in. osweb's Java needs the same way out.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "proxy-refuses",
        when: Pattern::Observed,
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "The proxy does not let the request to {token_host} pass ({detail}).",
            remedy: "Ask the proxy's administrator to allow HTTPS to {token_host}, port 443, from this machine and from the osweb server.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "token-not-json",
        when: Pattern::Observed,
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "The answer is no answer of a token endpoint ({detail}): a proxy or a portal answers in the place of {token_host}.",
            remedy: "Open https://{token_host} in a browser on this machine to see what answers, and have {token_host} allowed.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "token-absent",
        when: Pattern::Observed,
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "The token endpoint says that all is well, but its answer holds no token ({detail}).",
            remedy: "Check --token-endpoint: it must be the tenant's token endpoint (…/oauth2/v2.0/token).",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "token-throttled",
        when: Pattern::Observed,
        setting: Setting::OAuthClientId,
        causes: &[Cause {
            what: "The token endpoint is overloaded or has had too many requests ({detail}).",
            remedy: "Wait, then try again.",
            standing: possible,
        }],
        url: None,
    },
];
