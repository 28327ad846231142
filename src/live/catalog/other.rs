//! Replies that are not in the catalog, or not Microsoft's alone.

use super::standing::possible;
use super::{Cause, Entry, Pattern, only};
use crate::settings::Setting;

const CODES: Option<&str> = Some(
    "https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online",
);

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "message-too-big",
        when: Pattern::Smtp { codes: &[552], enhanced: &[only(5, 3, 4)], text: &[] },
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "The server takes only messages that are smaller than this check's, which has less than 2 KB.",
            remedy: "Look at the server's limit for the size of messages.",
            standing: possible,
        }],
        url: Some("https://www.rfc-editor.org/rfc/rfc3463#section-3.4"),
    },
    Entry {
        name: "refused-for-now",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "The server refuses for the time being (a reply that begins with 4), with words that are not in this program's catalog.",
            remedy: "Try again in some minutes. If the reply stays the same, look its code up on the linked page.",
            standing: possible,
        }],
        url: CODES,
    },
    Entry {
        name: "login-refused-unknown",
        when: Pattern::Observed,
        setting: Setting::SmtpUsername,
        causes: &[Cause {
            what: "The server refuses the log-in with a reply that is not in this program's catalog.",
            remedy: "Look the code up on the linked page, and keep the reply with its bracket for Microsoft's support. If something was changed within the last hour, wait and repeat.",
            standing: possible,
        }],
        url: CODES,
    },
    Entry {
        name: "refused-unknown",
        when: Pattern::Observed,
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "The server refuses with a reply that is not in this program's catalog.",
            remedy: "Look the code up on the linked page, and keep the reply with its bracket for Microsoft's support.",
            standing: possible,
        }],
        url: CODES,
    },
];
