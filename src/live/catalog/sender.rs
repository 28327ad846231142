//! The sender is not accepted.

use super::standing::{possible, sender_differs, sender_is_login};
use super::{Cause, Entry, Pattern, from_to, only};
use crate::live::smtp::Enhanced;
use crate::settings::Setting;

const NDR: Option<&str> = Some(
    "https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online",
);

const NO_SEND_AS: Cause = Cause {
    what: "The mailbox {username} may not send as {sender}. webclient sends in the name of its users, so each sending user's mailbox must allow it.",
    remedy: "Give Send As on the sender's mailbox to the mailbox that logs in (Microsoft 365 admin center, Users, Active users, {sender}, Mail, Send as permissions), or:\n    {connect}\n    Add-RecipientPermission -Identity {sender} -AccessRights SendAs -Trustee {username}\nIf it is still refused, give it to the app's service principal as well; which of the two counts for an app is not documented clearly:\n    Add-RecipientPermission -Identity {sender} -AccessRights SendAs -Trustee {object_id}\nIt can take two hours to work.",
    standing: sender_differs,
};

const NOT_THE_MAILBOX: Cause = Cause {
    what: "{username} is an address that the mailbox logging in may not send as: an alias, or another mailbox's.",
    remedy: "Write the mailbox's primary address into smtpUsername:\n    {connect}\n    Get-Mailbox -Identity {username} | Format-List PrimarySmtpAddress, UserPrincipalName",
    standing: sender_is_login,
};

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "send-as-denied",
        when: Pattern::Smtp { codes: &[554], enhanced: &[], text: &["sendasdenied"] },
        setting: Setting::SmtpUsername,
        causes: &[NO_SEND_AS, NOT_THE_MAILBOX],
        url: Some(
            "https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-permissions-for-recipients",
        ),
    },
    Entry {
        name: "send-as-not-permitted",
        when: Pattern::Smtp { codes: &[550], enhanced: &[only(5, 7, 60)], text: &[] },
        setting: Setting::SmtpUsername,
        causes: &[NO_SEND_AS, NOT_THE_MAILBOX],
        url: NDR,
    },
    Entry {
        name: "sender-not-owned",
        when: Pattern::Smtp { codes: &[550, 553], enhanced: &[only(5, 7, 1)], text: &["sender address rejected"] },
        setting: Setting::SmtpUsername,
        causes: &[NO_SEND_AS, NOT_THE_MAILBOX],
        url: None,
    },
    Entry {
        name: "sender-blocked",
        when: Pattern::Smtp {
            codes: &[],
            enhanced: &[only(5, 1, 8), from_to(Enhanced(5, 7, 501), Enhanced(5, 7, 503))],
            text: &[],
        },
        setting: Setting::SmtpUsername,
        causes: &[Cause {
            what: "Microsoft has blocked {username} from sending, because spam came from it.",
            remedy: "Find out what sent it and change the credentials; then take the mailbox off the list: https://security.microsoft.com/restrictedusers.",
            standing: possible,
        }],
        url: Some("https://learn.microsoft.com/defender-office-365/outbound-spam-restore-restricted-users"),
    },
    Entry {
        name: "sender-malformed",
        when: Pattern::Smtp { codes: &[], enhanced: &[only(5, 1, 20), only(5, 7, 512)], text: &[] },
        setting: Setting::SmtpUsername,
        causes: &[Cause {
            what: "The message must name exactly one valid sender; the server does not take `{sender}` for one.",
            remedy: "Write one plain address, name@domain, into smtpUsername (and --send-as).",
            standing: possible,
        }],
        url: NDR,
    },
];
