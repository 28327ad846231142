//! The recipient of the test message is not accepted. Only `--send-to` brings these up.

use super::standing::possible;
use super::{Cause, Entry, Pattern, from_to, only};
use crate::live::smtp::Enhanced;
use crate::settings::Setting;

const NDR: Option<&str> = Some(
    "https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online",
);

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "high-volume-external",
        when: Pattern::Smtp { codes: &[550], enhanced: &[only(5, 5, 105)], text: &[] },
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "smtp-hve.office365.com (high-volume mail) delivers inside the organization only, and {recipient} is outside.",
            remedy: "Write smtpServer: {smtp_host}.",
            standing: possible,
        }],
        url: Some("https://learn.microsoft.com/exchange/mail-flow-best-practices/high-volume-mails-m365"),
    },
    Entry {
        name: "recipient-unknown",
        when: Pattern::Smtp { codes: &[], enhanced: &[only(5, 1, 1), only(5, 1, 10), only(5, 4, 1)], text: &[] },
        setting: Setting::SmtpUsername,
        causes: &[Cause {
            what: "The recipient {recipient} does not exist, or its domain does not take mail from outside. The log-in works.",
            remedy: "Name another recipient with --send-to.",
            standing: possible,
        }],
        url: NDR,
    },
    Entry {
        name: "recipient-not-allowed",
        when: Pattern::Smtp {
            codes: &[],
            enhanced: &[
                only(5, 7, 1),
                only(5, 7, 12),
                only(5, 7, 124),
                from_to(Enhanced(5, 7, 130), Enhanced(5, 7, 136)),
            ],
            text: &[],
        },
        setting: Setting::SmtpUsername,
        causes: &[Cause {
            what: "{sender} may not send to {recipient}: the recipient or its organization takes mail from certain senders only. The log-in works.",
            remedy: "Name another recipient with --send-to, or have the sender allowed there.",
            standing: possible,
        }],
        url: NDR,
    },
];
