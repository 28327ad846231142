//! TLS and certificates, of the mail server, of the token endpoint and of a proxy. `{detail}` is the certificate in one line.

use super::*;

const REDIRECTED: Cause = evident(
    "Somebody else than Microsoft answers: the greeting is `{greeting}`, and the certificate is not one for {server} ({detail}).",
    "Let the firewall pass {server}, port {port}, to Microsoft 365. If the port is 25, use 587.",
    &[
        Only(Sign::In(&[Phase::Handshake])),
        Only(Sign::Microsoft),
        Only(Sign::Not(&Sign::Masked)),
        Only(Sign::Not(&Sign::IssuerTrusted)),
        Proves(Sign::Not(&Sign::ExchangeGreeting)),
        RulesOut(Sign::ExchangeGreeting, "a redirected port"),
    ],
);

const CLOCK: Cause = evident(
    "This machine's clock is off by {clock}, so a certificate that is valid looks as if it were not ({detail}).",
    "Set this machine's clock.",
    &[Only(Sign::ClockOff), Proves(Sign::ClockOff)],
);

const OWN_AUTHORITY: Cause = evident(
    "The certificate that {peer} shows is marked as an authority (CA:TRUE, which is openssl's default), so it cannot be a server's own ({detail}); naming it with --ca-file does not help.",
    "Make the server's certificate with CA:FALSE (openssl: -addext basicConstraints=critical,CA:FALSE), or make an authority and let it issue a certificate for the server; then name the authority with --ca-file, and add it to the trust store of osweb's Java.",
    &[Only(Sign::MarkedAsAuthority), Proves(Sign::MarkedAsAuthority)],
);

/// Source: Microsoft, "Certificate Trust List overview" (automatic root update); the same effect in another program: dart-lang/sdk issue 52266.
const ROOT_ON_DEMAND: Cause = evident(
    "This Windows has never met the public authority that issued the certificate of {peer}: it fetches a root certificate only when one of its own programs asks for it, and this check sees what is in the store already ({detail}).",
    "Let Windows fetch it, in PowerShell:\n    Invoke-WebRequest -UseBasicParsing -Uri https://{token_host}/ | Out-Null\nWithout internet, import the authority's root certificate into Trusted Root Certification Authorities. osweb's Java has a trust store of its own and need not fail.",
    &[Only(Sign::Windows), Proves(Sign::PublicIssuer)],
);

const OLD_ROOTS: Cause = evident(
    "This machine does not know the public authority that issued the certificate of {peer} ({detail}): its list of authorities is old or incomplete.",
    "Update the list (on Linux the package ca-certificates), or name the authority's certificate with --ca-file. osweb's Java has a trust store of its own and need not fail.",
    &[Only(Sign::Not(&Sign::Windows)), Only(Sign::PublicIssuer), Proves(Sign::PublicIssuer)],
);

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "certificate-expired",
        phases: Phase::TLS,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[
            evident(
                "The certificate of {peer} has expired ({detail}).",
                "Check this machine's clock first. If it is right, its operator must renew the certificate; osweb refuses it likewise.",
                &[],
            ),
            CLOCK,
            REDIRECTED,
        ],
        url: None,
    },
    Entry {
        name: "certificate-not-yet-valid",
        phases: Phase::TLS,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[
            cause(
                "The certificate of {peer} is not valid yet ({detail}): this machine's clock is probably slow.",
                "Set this machine's clock. If it is right, the certificate's operator must wait, or issue it with an earlier beginning.",
            ),
            CLOCK,
        ],
        url: None,
    },
    Entry {
        name: "certificate-authority",
        phases: Phase::TLS,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[OWN_AUTHORITY],
        url: Some("https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.9"),
    },
    Entry {
        name: "certificate-self-signed",
        phases: Phase::TLS,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[
            evident(
                "The certificate of {peer} vouches for itself, and nobody trusted vouches for it ({detail}).",
                "Microsoft's servers never show one: find out what sits between this machine and {host}, and check that name. If the server is yours, name its certificate with --ca-file, and add it to the trust store of osweb's Java.",
                &[],
            ),
            REDIRECTED,
            OWN_AUTHORITY,
        ],
        url: None,
    },
    Entry {
        name: "certificate-unknown-issuer",
        phases: Phase::TLS,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[
            evident(
                "The authority that issued the certificate of {peer} is not trusted here ({detail}). In a company's network it is often the company's own: its firewall or proxy opens TLS connections to inspect them. Nothing secret was sent.",
                "If that authority is your company's, name its certificate with --ca-file, and add it to the trust store of osweb's Java; better still, have {host} pass unopened. If it is nobody's you know, do not send mail over this network.",
                &[],
            ),
            ROOT_ON_DEMAND,
            OLD_ROOTS,
            REDIRECTED,
        ],
        url: None,
    },
    Entry {
        name: "certificate-wrong-name",
        phases: Phase::TLS,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[
            REDIRECTED,
            evident(
                "Another server answers in the place of {peer}: expected was a certificate for {host}, shown was one for another name ({detail}).",
                "smtpServer has the right name, so find out who answers under it: a name server or a hosts file with a wrong address, a provider or a firewall that redirects port {port}.\n    nslookup {server}",
                &[Only(Sign::In(&[Phase::Handshake])), Only(Sign::Microsoft), Proves(Sign::Microsoft)],
            ),
            evident(
                "The certificate is for another name: expected was one for {host}, shown was another ({detail}).",
                "Write the server's name into smtpServer as its certificate has it, never an IP address or an alias of your own. For Microsoft 365 it is {smtp_host}.",
                &[Only(Sign::In(&[Phase::Handshake])), Only(Sign::Not(&Sign::Microsoft))],
            ),
            evident(
                "The certificate is for another name: expected was one for {host}, shown was another ({detail}). The secret was not sent.",
                "Find out who answers under that name: a name server or a hosts file with a wrong address, a proxy. Check --token-endpoint if it is given.\n    nslookup {host}",
                &[Only(Sign::Not(&Sign::In(&[Phase::Handshake])))],
            ),
        ],
        url: None,
    },
    Entry {
        name: "certificate-invalid",
        phases: Phase::TLS,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[
            evident(
                "The certificate of {peer} cannot be accepted: {detail}.",
                "Check smtpServer, and what sits between this machine and {host}. If the server is yours, have its certificate issued again.",
                &[],
            ),
            REDIRECTED,
            OWN_AUTHORITY,
        ],
        url: None,
    },
    Entry {
        name: "tls-version",
        phases: Phase::TLS,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "No common TLS version: Microsoft 365 demands TLS 1.2 or later, and so does this check ({detail}).",
            "Between this machine and {host} something speaks an older version: update it, or let the connection pass untouched. osweb's Java needs TLS 1.2, too.",
        )],
        url: None,
    },
    Entry {
        name: "tls-not-spoken",
        phases: Phase::TLS,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "What answers for {peer} does not speak TLS where it should: {detail}.",
            "Something in between answers in the clear (a portal, a proxy, a firewall), or the port is another service's: check host and port, and what sits between this machine and {host}.",
        )],
        url: None,
    },
    Entry {
        name: "tls-failed",
        phases: Phase::TLS,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The TLS handshake with {peer} failed: {detail}.",
            "Check host and port, and what sits between this machine and {host}.",
        )],
        url: None,
    },
    Entry {
        name: "tls-timed-out",
        phases: &[Phase::TokenTls, Phase::Proxy],
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "{peer} takes the connection and then says nothing in the TLS handshake for {detail}.",
            "Try again with more time (--timeout 60). If it stays silent, something in between (a firewall, a proxy) delays the handshake: have {host} pass unopened.",
        )],
        url: None,
    },
    Entry {
        name: "tls-closed",
        phases: &[Phase::TokenTls, Phase::Proxy],
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The connection was closed in the TLS handshake with {peer}: something in between does not let it pass, or the server cannot do TLS.",
            "Ask whoever runs this network's firewall or proxy to allow HTTPS to {host}, from this machine and from the osweb server.",
        )],
        url: None,
    },
];
