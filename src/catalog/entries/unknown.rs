//! Replies that no other entry knows: what the step and the code say all the same. `{detail}` is the meaning of the code.

use super::*;

const CODES: Option<&str> = NDR;

const ASK: &str = "Look the code up on the linked page, and keep the reply with its bracket for Microsoft's support.";

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "greeting-deferred",
        phases: &[Phase::Greeting],
        when: &[Pattern::Unknown(4)],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "{server} takes no connection from this machine's address at the moment: it is overloaded, closes, or blocks the address. {detail}",
            "Try again in some minutes. If it stays, ask whoever runs {server} and the internet provider about this machine's public address; with a sign-in use port 587.",
        )],
        url: CODES,
    },
    Entry {
        name: "greeting-refused",
        phases: &[Phase::Greeting],
        when: &[Pattern::Unknown(5)],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "{server} refuses this machine's public address at its greeting, before anything was said: the address is blocked or not welcome. {detail}",
            "Find out this machine's public address, look it up on the usual block lists, and ask the internet provider about it. With a sign-in use port 587, not 25. Check that {server} is the server that is meant ({smtp_host}).",
        )],
        url: CODES,
    },
    Entry {
        name: "ehlo-deferred",
        phases: &[Phase::Ehlo, Phase::EhloTls],
        when: &[Pattern::Unknown(4)],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "{server} does not go on after {step} for the moment. {detail}",
            "Try again in some minutes. If it stays, ask whoever runs {server} about this machine's public address.",
        )],
        url: CODES,
    },
    Entry {
        name: "ehlo-refused",
        phases: &[Phase::Ehlo, Phase::EhloTls],
        when: &[Pattern::Unknown(5)],
        setting: Setting::SmtpServer,
        causes: &[
            evident(
                "{server} refuses {step}: it refuses this machine, or something before it (a firewall that inspects SMTP) does not let EHLO pass. {detail}",
                "Check that {server} is the server that is meant ({smtp_host}, 587), let the firewall pass the connection without inspecting SMTP, and ask whoever runs the server about this machine's public address.",
                &[RulesOut(Sign::TlsVerified, "a firewall that inspects SMTP")],
            ),
            evident(
                "{server} refuses {step}, inside TLS with a verified certificate: it refuses this machine or the way it introduces itself. {detail}",
                "Check that {server} is the server that is meant ({smtp_host}, 587), and ask whoever runs it about this machine's public address.",
                &[Only(Sign::TlsVerified)],
            ),
        ],
        url: CODES,
    },
    Entry {
        name: "login-refused-unknown",
        phases: &[Phase::Auth],
        when: &[Pattern::Unknown(5)],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The server refuses the sign-in with a reply that is not in this program's catalog. {detail}",
            "Look the code up on the linked page, and keep the reply with its bracket for Microsoft's support. If something was changed within the last hour, wait and repeat.",
        )],
        url: CODES,
    },
    Entry {
        name: "sender-deferred",
        phases: &[Phase::Mail],
        when: &[Pattern::Unknown(4)],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The server does not take the sender {sender} for the moment (a reply to MAIL FROM). {detail}",
            "Try again in some minutes. If the reply stays the same, look its code up on the linked page.",
        )],
        url: CODES,
    },
    Entry {
        name: "sender-refused",
        phases: &[Phase::Mail],
        when: &[Pattern::Unknown(5)],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The server does not accept the sender {sender} (a reply to MAIL FROM). {detail}",
            "Check that the mailbox {username} may send as {sender} (--send-as), and that the address is written correctly. Look the code up on the linked page, and keep the reply for Microsoft's support.",
        )],
        url: CODES,
    },
    Entry {
        name: "recipient-deferred",
        phases: &[Phase::Rcpt],
        when: &[Pattern::Unknown(4)],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The server does not take the recipient {recipient} for the moment (a reply to RCPT TO). {detail}",
            "Try again in some minutes, or name another recipient with --send-to. If the reply stays the same, look its code up on the linked page.",
        )],
        url: CODES,
    },
    Entry {
        name: "recipient-refused",
        phases: &[Phase::Rcpt],
        when: &[Pattern::Unknown(5)],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The server does not accept the recipient {recipient} (a reply to RCPT TO). {detail}",
            "Name another recipient with --send-to. If that is refused, too, look the code up on the linked page, and keep the reply for Microsoft's support.",
        )],
        url: CODES,
    },
    Entry {
        name: "message-deferred",
        phases: Phase::MESSAGE,
        when: &[Pattern::Unknown(4)],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The server does not take the message for the moment ({step}); sender and recipient were accepted. {detail}",
            "Try again in some minutes. If the reply stays the same, look its code up on the linked page.",
        )],
        url: CODES,
    },
    Entry {
        name: "message-refused",
        phases: Phase::MESSAGE,
        when: &[Pattern::Unknown(5)],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The server does not take the message ({step}); sender and recipient were accepted. {detail}",
            ASK,
        )],
        url: CODES,
    },
    Entry {
        name: "refused-for-now",
        phases: &[Phase::Rset],
        when: &[Pattern::Unknown(4)],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The server refuses for the time being (a reply to {step}). {detail}",
            "Try again in some minutes.",
        )],
        url: CODES,
    },
    Entry {
        name: "refused-unknown",
        phases: &[Phase::Rset],
        when: &[Pattern::Unknown(0)],
        setting: Setting::SmtpServer,
        causes: &[cause("The server refuses {step}, which every server takes. {detail}", ASK)],
        url: CODES,
    },
];
