//! What ends a dialogue at whatever step: silence, a closed connection, a reply without an end, a server that goes away.

use super::*;

const WIRE: &[Phase] = &[
    Phase::Greeting,
    Phase::Ehlo,
    Phase::Starttls,
    Phase::Handshake,
    Phase::EhloTls,
    Phase::Auth,
    Phase::Mail,
    Phase::Rcpt,
    Phase::Data,
    Phase::End,
    Phase::Rset,
];

const IN_TLS: &str = "a firewall that inspects SMTP";

const AT_THE_END: Evidence = Only(Sign::In(&[Phase::End]));

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "reply-timed-out",
        phases: WIRE,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[
            evident(
                "{server} did not answer the message {detail}; it may have been sent all the same.",
                "Look whether the message arrived before you try again, with more time (--timeout 60).",
                &[AT_THE_END, Proves(Sign::In(&[Phase::End]))],
            ),
            evident(
                "{server} did not answer {detail}, inside TLS with a verified certificate: the server itself is slow or stuck.",
                "Try again, with more time (--timeout 60). If it happens each time at the same step, ask whoever runs {server}, with the time of the attempt.",
                &[Only(Sign::TlsVerified)],
            ),
            evident(
                "{server} did not answer {detail}: it is slow, or something in between delays the dialogue.",
                "Try again, with more time (--timeout 60). If it happens each time at the same step, look for a firewall that inspects SMTP.",
                &[RulesOut(Sign::TlsVerified, IN_TLS)],
            ),
        ],
        url: None,
    },
    Entry {
        name: "connection-closed",
        phases: WIRE,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[
            evident(
                "{server} closed the connection after the message ({detail}); it may have been sent all the same.",
                "Look whether the message arrived before you try again.",
                &[AT_THE_END, Proves(Sign::In(&[Phase::End]))],
            ),
            evident(
                "{server} itself closed the connection ({detail}): nobody in between can, without breaking TLS. The server ends a session when it restarts, is overloaded, or refuses this mailbox or this address.",
                "Try again in some minutes. If it closes at the same step each time, ask whoever runs {server}, with the time of the attempt.",
                &[Only(Sign::TlsVerified)],
            ),
            evident(
                "The connection was closed before a word was said: {server} refuses this machine's address, or a firewall cuts connections to port {port}.",
                "Try again later and from another network. Port 25 is often cut by providers; 587 is the one to use. Let the firewall pass {server}, port {port}.",
                &[Only(Sign::In(&[Phase::Greeting]))],
            ),
            evident(
                "The connection was closed during the TLS handshake: something on the way does not let TLS pass, or the server cannot do it.",
                "Let the firewall pass {server}, port {port}, without opening or inspecting TLS. If the server is yours, look at its log.",
                &[Only(Sign::In(&[Phase::Handshake]))],
            ),
            evident(
                "The connection to {server} was closed ({detail}). A firewall that inspects SMTP does so, and a server that has blocked this address.",
                "Try again later and from another network. If it closes at the same step each time, let the firewall pass {server}, port {port}, without inspecting it.",
                &[
                    Only(Sign::Not(&Sign::In(&[Phase::Greeting, Phase::Handshake]))),
                    RulesOut(Sign::TlsVerified, IN_TLS),
                ],
            ),
        ],
        url: None,
    },
    Entry {
        name: "connection-broken",
        phases: WIRE,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[
            evident(
                "The connection to {server} broke inside TLS: {detail}.",
                "Try again. If it happens each time at the same step, ask whoever runs {server}, with the time of the attempt.",
                &[Only(Sign::TlsVerified)],
            ),
            evident(
                "The connection to {server} broke: {detail}.",
                "Try again. If it happens each time at the same step, look for a firewall or a proxy in between.",
                &[RulesOut(Sign::TlsVerified, "a firewall or a proxy in between")],
            ),
        ],
        url: None,
    },
    Entry {
        name: "unexpected-reply",
        phases: Phase::SMTP,
        when: &[Pattern::Unknown(1), Pattern::Unknown(2), Pattern::Unknown(3)],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The server's reply does not fit this step ({step}). {detail}",
            "Run the check again with --verbose and compare the dialogue with RFC 5321: the server, or something before it, does not keep to the protocol.",
        )],
        url: Some("https://www.rfc-editor.org/rfc/rfc5321#section-4.3.2"),
    },
    Entry {
        name: "service-closing",
        phases: Phase::SMTP,
        when: &[
            Pattern::Smtp { codes: &[421], enhanced: &[only(4, 3, 2), only(4, 4, 2), only(4, 4, 1)], text: &[] },
            words(&[
                "service not active",
                "shutting down",
                "service closing",
                "service not available, closing",
                "server is going down",
            ]),
        ],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The server is shutting down or has lost patience; that passes.",
            "Try again in some minutes.",
        )],
        url: None,
    },
    Entry {
        name: "session-ended",
        phases: &[
            Phase::Ehlo,
            Phase::EhloTls,
            Phase::Auth,
            Phase::Mail,
            Phase::Rcpt,
            Phase::Data,
            Phase::End,
            Phase::Rset,
        ],
        when: &[codes(&[421])],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "{server} ends the session at this step ({step}): it closes for a moment, or refuses to go on with this mailbox or this machine's address. {detail}",
            "Try again in some minutes. If it ends at the same step each time, ask whoever runs {server}, with the reply and the time of the attempt.",
        )],
        url: Some("https://www.rfc-editor.org/rfc/rfc5321#section-3.8"),
    },
    Entry {
        name: "system-overloaded",
        // At STARTTLS any 4xx means that TLS cannot be had now.
        phases: &[
            Phase::Greeting,
            Phase::Ehlo,
            Phase::EhloTls,
            Phase::Auth,
            Phase::Mail,
            Phase::Rcpt,
            Phase::Data,
            Phase::End,
            Phase::Rset,
        ],
        when: &[
            status(&[both(3, 1), only(4, 4, 5), only(4, 3, 0), only(4, 3, 2)]),
            words(&[
                "insufficient system resources",
                "insufficient system storage",
                "insufficient resources",
                "system storage exceeded",
                "server busy",
                "server too busy",
                "system load",
                "temporary system problem",
                "temporary local problem",
            ]),
        ],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "{server} is overloaded, or short of disk or memory, for the moment.",
            "Try again in some minutes. If the reply stays the same for hours, ask whoever runs {server}.",
        )],
        url: Some("https://www.rfc-editor.org/rfc/rfc3463#section-3.4"),
    },
];
