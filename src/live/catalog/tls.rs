//! TLS and certificates, of the mail server and of the token endpoint. `{detail}` is the certificate's line.

use super::standing::{possible, redirected, root_on_demand};
use super::{Cause, Entry, Pattern, only};
use crate::settings::Setting;

const REDIRECTED: Cause = Cause {
    what: "Somebody else than Microsoft answers: the greeting is `{greeting}`, and the certificate does not stand for {server} ({detail}).",
    remedy: "Let the firewall pass {server}, port {port}, to Microsoft 365. If the port is 25, use 587.",
    standing: redirected,
};

const OLD_TLS: Cause = Cause {
    what: "No common TLS version: Microsoft 365 demands TLS 1.2 or later, and so does this check ({detail}).",
    remedy: "Between this machine and the server something speaks an older version: update it, or let the connection pass untouched. osweb's Java needs TLS 1.2, too.",
    standing: possible,
};

/// Source: Microsoft, "Certificate Trust List overview" (automatic root update); the same effect in another program: dart-lang/sdk issue 52266.
pub(super) const ROOT_ON_DEMAND: Cause = Cause {
    what: "This Windows has never met that authority: it fetches a public root certificate only when one of its own programs asks for it, and this check sees what is in the store already ({detail}).",
    remedy: "Let Windows fetch it, in PowerShell:\n    Invoke-WebRequest -UseBasicParsing -Uri https://{token_host}/ | Out-Null\nWithout internet, import the authority's root certificate into Trusted Root Certification Authorities. osweb's Java has a trust store of its own and need not fail.",
    standing: root_on_demand,
};

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "certificate-expired",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[
            REDIRECTED,
            Cause {
                what: "The server's certificate has expired ({detail}).",
                remedy: "Check this machine's clock first. If it is right, the server is not Microsoft's or its operator must renew the certificate; osweb refuses it likewise.",
                standing: possible,
            },
        ],
        url: None,
    },
    Entry {
        name: "certificate-not-yet-valid",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "The server's certificate is not valid yet ({detail}): this machine's clock is probably slow.",
            remedy: "Set this machine's clock.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "certificate-self-signed",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[
            REDIRECTED,
            Cause {
                what: "The server's certificate vouches for itself, and nobody trusted vouches for it ({detail}).",
                remedy: "Microsoft's servers never show one: check smtpServer, and what sits between. If the server is yours, name its certificate with --ca-file, and add it to the trust store of osweb's Java.",
                standing: possible,
            },
        ],
        url: None,
    },
    Entry {
        name: "certificate-unknown-issuer",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[
            REDIRECTED,
            Cause {
                what: "The authority that issued the server's certificate is not trusted here ({detail}). In a company's network it is often the firewall's own: it opens TLS connections to inspect them.",
                remedy: "If that authority is your company's, name its certificate with --ca-file, and add it to the trust store of osweb's Java; better still, let the firewall pass the connection unopened. If it is nobody's you know, do not send mail over this network.",
                standing: possible,
            },
            ROOT_ON_DEMAND,
        ],
        url: None,
    },
    Entry {
        name: "certificate-wrong-name",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[
            REDIRECTED,
            Cause {
                what: "The server's certificate is for another name ({detail}).",
                remedy: "Write the server's name as its certificate has it: for Microsoft 365 {smtp_host}, never an IP address or an alias of your own.",
                standing: possible,
            },
        ],
        url: None,
    },
    Entry {
        name: "certificate-invalid",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[
            REDIRECTED,
            Cause {
                what: "The server's certificate cannot be accepted: {detail}.",
                remedy: "Check smtpServer, and what sits between this machine and the server.",
                standing: possible,
            },
        ],
        url: None,
    },
    Entry { name: "tls-version", when: Pattern::Observed, setting: Setting::SmtpServer, causes: &[OLD_TLS], url: None },
    Entry {
        name: "tls-failed",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "The TLS handshake failed: {detail}.",
            remedy: "Check smtpServer and smtpPort, and what sits between this machine and the server.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "tls-version-refused",
        when: Pattern::Smtp { codes: &[421], enhanced: &[only(4, 7, 66)], text: &[] },
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "The server found TLS 1.0 or 1.1, which it does not support. This check speaks TLS 1.2 and 1.3 only, so something in between opens the connection and speaks an older version.",
            remedy: "Let the firewall pass {server}, port {port}, without opening TLS, or update it.",
            standing: possible,
        }],
        url: Some(
            "https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/opt-in-exchange-online-endpoint-for-legacy-tls-using-smtp-auth",
        ),
    },
];
