//! What lies between the server and the recipient's: routes, loops, the other side's TLS. Most of it comes as a non-delivery report.

use super::*;

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "routing-loop",
        phases: Phase::RECIPIENT,
        when: &[
            status(&[both(4, 6), both(4, 14)]),
            words(&["hop count exceeded", "too many hops", "routing loop", "mail loop", "message looping"]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The message would go round in a loop on the way to {recipient}: two systems send it to each other.",
            "Name another recipient with --send-to, and ask the administrator of the recipient's domain to look at its connectors and forwarding.",
        )],
        url: NDR,
    },
    Entry {
        name: "delivery-expired",
        phases: Phase::RECIPIENT,
        when: &[
            status(&[both(4, 7), both(4, 300), both(4, 316), both(4, 317), both(4, 11), both(4, 20)]),
            words(&["message expired", "delivery time expired"]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The recipient's server could not be reached for so long that the message was given up.",
            "Name another recipient with --send-to, and ask the administrator of the recipient's domain.",
        )],
        url: NDR,
    },
    Entry {
        name: "recipient-server-tls",
        phases: Phase::RECIPIENT,
        when: &[
            status(&[range(0, 7, 320, 329), both(7, 5), both(4, 8)]),
            words(&["mta-sts", "dane validation", "tlsa", "dnssec"]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The recipient's mail server cannot be proven by TLS (MTA-STS or DANE), so nothing is handed to it.",
            "Name another recipient with --send-to, and ask the administrator of the recipient's domain to correct certificate or policy there.",
        )],
        url: NDR,
    },
    Entry {
        name: "recipient-server-refuses",
        phases: Phase::RECIPIENT,
        when: &[status(&[both(0, 350), both(4, 318)])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The recipient's mail server refuses the message; its words are in the reply.",
            "Name another recipient with --send-to, and ask the administrator of the recipient's domain.",
        )],
        url: NDR,
    },
    Entry {
        name: "recipient-forwards-nowhere",
        phases: Phase::RECIPIENT,
        when: &[status(&[both(2, 14), both(2, 4)]), words(&["misconfigured forwarding", "forwarding address"])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The recipient {recipient} forwards its mail, or is a list, and that is set up wrongly there.",
            "Name another recipient with --send-to, or have it corrected there.",
        )],
        url: NDR,
    },
    Entry {
        name: "message-not-built",
        phases: &[Phase::Mail, Phase::Data],
        when: &[Pattern::Observed],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "No message can be made with these addresses: {detail}.",
            "Check smtpUsername, --send-as and --send-to: each must be one plain address, name@domain.",
        )],
        url: None,
    },
];
