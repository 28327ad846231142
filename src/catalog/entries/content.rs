//! The message itself is not taken.

use super::*;

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "outbound-spam",
        phases: Phase::AFTER_AUTH,
        when: &[words(&[
            "outboundspamexception",
            "wascl useraction verdict",
            "refusequota",
            "showtierupgrade",
            "hipsend",
            "messagelimit",
            "exceedingmessagelimit",
        ])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "Microsoft's filter for outgoing mail refuses the mailbox {username}: it is suspected of sending spam, or it is new and not verified yet.",
            "Look whether the mailbox is on the list of restricted ones, and take it off: https://security.microsoft.com/restrictedusers. Sign in to the mailbox once in a browser, so that it counts as verified, then wait some hours. For a new tenant it can take days; Microsoft's support can help.",
        )],
        url: Some("https://learn.microsoft.com/defender-office-365/outbound-spam-restore-restricted-users"),
    },
    Entry {
        name: "message-taken-for-spam",
        phases: Phase::MESSAGE,
        when: &[words(&["spam", "junk", "unsolicited", "content rejected", "message content", "phish", "suspicious"])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "A filter takes the test message for spam, here or at the recipient's.",
            "Look at the message trace (https://admin.exchange.microsoft.com, Mail flow), and name another recipient with --send-to. The message is small and says that it is a test; a filter that refuses it will refuse webclient's, too.",
        )],
        url: NDR,
    },
    Entry {
        name: "message-taken-for-malware",
        phases: Phase::MESSAGE,
        when: &[words(&[
            "virus",
            "malware",
            "infected",
            "potential security issue",
            "content presents a potential",
            "attachment",
        ])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "A scanner takes the test message for malware or for a dangerous attachment, although it is plain text.",
            "Ask whoever runs the scanner that the reply names. Another recipient (--send-to) shows whose scanner it is.",
        )],
        url: None,
    },
    Entry {
        name: "mail-flow-rule",
        phases: Phase::RECIPIENT,
        when: &[words(&[
            "transport.rules",
            "rejectmessage",
            "mail flow rule",
            "transport rule",
            "rejected by policy",
            "policy violation",
            "organization policy",
            "policy that prohibited",
        ])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "A mail flow rule or a policy, of the tenant or of the recipient's organization, refuses the message.",
            "Look at the rules (https://admin.exchange.microsoft.com, Mail flow, Rules) and at the message trace there, or name another recipient with --send-to.",
        )],
        url: NDR,
    },
    Entry {
        name: "external-forwarding-off",
        phases: Phase::RECIPIENT,
        when: &[status(&[both(7, 520)]), words(&["external forwarding"])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The recipient {recipient} forwards its mail to somebody outside, which its organization does not allow.",
            "Name another recipient with --send-to, or have the forwarding changed there.",
        )],
        url: Some("https://learn.microsoft.com/defender-office-365/outbound-spam-policies-external-email-forwarding"),
    },
    Entry {
        name: "message-malformed",
        phases: Phase::MESSAGE,
        when: &[
            status(&[both(6, 0), both(6, 1), both(6, 3), both(6, 11), both(6, 211), both(5, 6)]),
            words(&[
                "bare line feed",
                "bare lf",
                "invalid characters",
                "malformed message",
                "invalid message content",
                "message not rfc",
                "header is too long",
            ]),
        ],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The server finds a fault in the form of the message; something on the way (a relay, a disclaimer service) may have changed it.",
            "Run the check again with --verbose. If nothing is between this machine and {server}, please report it with the reply.",
        )],
        url: NDR,
    },
    Entry {
        name: "mailbox-in-transit",
        phases: Phase::AFTER_AUTH,
        when: &[words(&["mailboxintransit", "in transit", "being moved", "mapiexceptionmailboxintransit"])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The mailbox {username} is being moved to another server of Microsoft's.",
            "Try again in an hour.",
        )],
        url: None,
    },
    Entry {
        name: "store-trouble",
        phases: Phase::AFTER_AUTH,
        when: &[Pattern::Smtp { codes: &[], enhanced: &[], text: &["storedrv"] }],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "Exchange Online could not hand the message to the mailbox {username} for sending; the name after `Exception:` in the reply says why. {detail}",
            "Look that name up on the linked page. Try again in some minutes; if it stays, sign in to the mailbox in a browser and send a message from there, which names the fault in plain words.",
        )],
        url: NDR,
    },
];
