//! The beginning of the dialogue: greeting, EHLO, STARTTLS.

use super::*;

/// A greeting that is not Exchange's, under a name of Microsoft's.
const REDIRECTED: Cause = evident(
    "Somebody else than Microsoft answers: the greeting is `{greeting}`, and no STARTTLS is offered. A provider or a firewall redirects port {port}.",
    "Let the firewall pass {server}, port {port}, to Microsoft 365. If the port is 25, use 587.",
    &[
        Only(Sign::Microsoft),
        Only(Sign::Not(&Sign::Masked)),
        Proves(Sign::Not(&Sign::ExchangeGreeting)),
        RulesOut(Sign::ExchangeGreeting, "a redirected port"),
    ],
);

const MASKED: Cause = evident(
    "A firewall inspects SMTP and masks what it does not know: the greeting or the offer came as `*` and `X` (as Cisco's `inspect esmtp` writes them), so STARTTLS cannot be used.",
    "Switch the inspection of SMTP off on the firewall for connections to {server}; on a Cisco ASA or Firepower:\n    policy-map global_policy\n    class inspection_default\n    no inspect esmtp",
    &[Only(Sign::Masked), Proves(Sign::Masked)],
);

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "greeting-timed-out",
        phases: &[Phase::Greeting],
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "{server} takes the connection on port {port} and then says nothing for {detail}: a firewall or a scanner sits in between, or the server is overloaded.",
            "Try again with --timeout 60. If it stays silent, let the firewall pass {server}, port {port}, without inspecting it.",
        )],
        url: None,
    },
    Entry {
        name: "implicit-tls",
        phases: &[Phase::Greeting],
        when: &[Pattern::Observed],
        setting: Setting::SmtpPort,
        causes: &[cause(
            "Port {port} of {server} expects TLS from the first byte (as port 465 does). Microsoft 365 takes mail with STARTTLS, and the live check speaks nothing else.",
            "Write smtpPort: 587.",
        )],
        url: CLIENT_SUBMISSION,
    },
    Entry {
        name: "not-smtp",
        phases: &[
            Phase::Greeting,
            Phase::Ehlo,
            Phase::Starttls,
            Phase::EhloTls,
            Phase::Auth,
            Phase::Mail,
            Phase::Rcpt,
            Phase::Data,
            Phase::End,
            Phase::Rset,
        ],
        when: &[Pattern::Observed],
        setting: Setting::SmtpPort,
        causes: &[
            evident(
                "What answers on port {port} of {server} does not speak SMTP. It said: {detail}",
                "Check smtpServer and smtpPort; for Microsoft 365 they are {smtp_host} and 587. If they are right, a proxy or a firewall answers in its place.",
                &[Only(Sign::Not(&Sign::TlsVerified))],
            ),
            evident(
                "{server} breaks the rules of SMTP inside TLS ({step}). It said: {detail}",
                "Look at the server's log at this time; Exchange Online does not do that.",
                &[Only(Sign::TlsVerified)],
            ),
        ],
        url: None,
    },
    Entry {
        name: "greeting-foreign",
        phases: &[Phase::Greeting],
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The greeting is not Exchange's: `{detail}`. A provider or a firewall probably redirects port {port} to a mail server of its own.",
            "Let the firewall pass {server}, port {port}, to Microsoft 365. If the port is 25, use 587.",
        )],
        url: None,
    },
    Entry {
        name: "greeting-masked",
        phases: &[Phase::Greeting, Phase::Ehlo],
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[MASKED],
        url: None,
    },
    Entry {
        name: "starttls-missing",
        phases: &[Phase::Starttls],
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[
            evident(
                "{server} offers no STARTTLS on port {port}. It is not Exchange Online, or something in between (a firewall that inspects SMTP) takes the offer out. Nothing secret is sent without TLS.",
                "Check smtpServer and smtpPort ({smtp_host}, 587). On the firewall switch off the inspection of SMTP (Cisco: `no inspect esmtp`).",
                &[],
            ),
            MASKED,
            REDIRECTED,
        ],
        url: None,
    },
    Entry {
        name: "starttls-injection",
        phases: &[Phase::Starttls],
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "Something was sent in the clear after the server's reply to STARTTLS ({detail}). Somebody on the way to {server} is trying to put words into the encrypted conversation, or the server is broken. The connection was given up.",
            "Do not send mail over this network. Find out what sits between this machine and {server}: a firewall, a proxy, a redirected port.",
        )],
        url: Some("https://www.rfc-editor.org/rfc/rfc3207#section-5"),
    },
    Entry {
        name: "no-mail-service",
        phases: &[Phase::Greeting, Phase::Ehlo],
        when: &[
            codes(&[521]),
            words(&[
                "no smtp service",
                "does not accept mail",
                "not accepting messages",
                "does not accept messages",
                "does not accept e-mail",
            ]),
        ],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "{server} takes no mail at all, from nobody, or not at this port.",
            "Check smtpServer and smtpPort; for Microsoft 365 they are {smtp_host} and 587.",
        )],
        url: Some("https://www.rfc-editor.org/rfc/rfc7504"),
    },
    Entry {
        name: "helo-refused",
        phases: &[Phase::Ehlo, Phase::EhloTls, Phase::Mail, Phase::Rcpt],
        when: &[
            status(&[both(7, 506)]),
            words(&[
                "bad helo",
                "bad ehlo",
                "helo command rejected",
                "ehlo command rejected",
                "invalid helo",
                "invalid ehlo",
                "helo name",
                "invalid domain name",
                "need fully-qualified hostname",
                "helo/ehlo",
            ]),
        ],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "{server} does not accept the name with which this machine introduces itself. The check says EHLO with the machine's address in brackets, as RFC 5321 allows; Exchange Online takes that.",
            "Check that {server} is the server that is meant ({smtp_host}). A server of your own must accept an address in brackets in EHLO, at least before a sign-in.",
        )],
        url: Some("https://www.rfc-editor.org/rfc/rfc5321#section-4.1.3"),
    },
    Entry {
        name: "starttls-unavailable",
        phases: &[Phase::Starttls],
        when: &[
            codes(&[454]),
            words(&["tls not available", "tls currently unavailable", "tls is not available", "tls unavailable"]),
            Pattern::Unknown(4),
        ],
        setting: Setting::SmtpServer,
        causes: &[
            evident(
                "The server cannot do TLS at the moment (RFC 3207, 4.1): {server}, or what answers in its place, has trouble with its certificate or its key. {detail}",
                "Try again in some minutes. If it stays, ask whoever runs {server}; if that is Microsoft, find out what sits between this machine and it.",
                &[],
            ),
            MASKED,
        ],
        url: Some("https://www.rfc-editor.org/rfc/rfc3207#section-4.1"),
    },
    Entry {
        name: "starttls-refused",
        phases: &[Phase::Starttls],
        when: &[words(&["unable to initialize security subsystem"]), Pattern::Unknown(5), Pattern::Unknown(0)],
        setting: Setting::SmtpServer,
        causes: &[
            evident(
                "{server} offers STARTTLS and then refuses it, so there is no TLS. {detail} Exchange Online does not do that: something on the way changes the dialogue, or TLS is set up wrongly on that server.",
                "Check smtpServer and smtpPort ({smtp_host}, 587), and let the firewall pass the connection without inspecting SMTP. If the server is yours, look at its TLS settings and its log.",
                &[],
            ),
            MASKED,
        ],
        url: Some("https://www.rfc-editor.org/rfc/rfc3207#section-4"),
    },
    Entry {
        name: "tls-version-refused",
        phases: Phase::SMTP,
        when: &[status(&[both(7, 66)]), words(&["tls 1.0 and 1.1", "tls 1.0 or 1.1", "unsupported tls version"])],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The server found TLS 1.0 or 1.1, which it does not support. This check speaks TLS 1.2 and 1.3 only, so something in between opens the connection and speaks an older version.",
            "Let the firewall pass {server}, port {port}, without opening TLS, or update it.",
        )],
        url: Some(
            "https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/opt-in-exchange-online-endpoint-for-legacy-tls-using-smtp-auth",
        ),
    },
    Entry {
        name: "tls-not-seen",
        phases: Phase::FROM_AUTH,
        when: &[
            codes(&[538]),
            status(&[both(7, 10), both(7, 11)]),
            words(&[
                "must issue a starttls",
                "must issue starttls",
                "starttls is required",
                "starttls first",
                "starttls command first",
                "encryption required",
                "requires tls",
                "tls is required",
                "requires encryption",
            ]),
        ],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The server does not see the TLS that this session has: something in between ends TLS and goes on in the clear, or the server is set up wrongly.",
            "Let the connection to {server}, port {port}, pass unopened. If the server is yours, look at what ends TLS before it (a load balancer, a proxy).",
        )],
        url: Some("https://www.rfc-editor.org/rfc/rfc4954#section-6"),
    },
    Entry {
        name: "xoauth2-not-offered",
        phases: &[Phase::Auth],
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[
            evident(
                "{server} does not offer XOAUTH2 ({detail}), so it is not Exchange Online's server for sending mail with a sign-in. No token was sent.",
                "Write smtpServer: {smtp_host} with smtpPort: 587.",
                &[Only(Sign::Not(&Sign::Microsoft))],
            ),
            evident(
                "{server} does not offer XOAUTH2 ({detail}), although Exchange Online does. What answers has a certificate for that name which is trusted here: whoever --ca-file or this machine's trust store vouches for may open the connection. No token was sent.",
                "Look at the issuer of the certificate in the stage starttls: if it is your company's, have {server}, port {port}, pass unopened.",
                &[Only(Sign::Microsoft)],
            ),
        ],
        url: CLIENT_SUBMISSION,
    },
];
