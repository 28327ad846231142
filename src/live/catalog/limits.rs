//! Limits, quotas and reputation.

use super::standing::possible;
use super::{Cause, Entry, Pattern, from_to, only};
use crate::live::smtp::Enhanced;
use crate::settings::Setting;

const NDR: Option<&str> = Some(
    "https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online",
);
const SUBMISSION: Option<&str> =
    Some("https://learn.microsoft.com/exchange/troubleshoot/send-emails/smtp-submission-improvements");

const DAILY: Cause = Cause {
    what: "The mailbox {username}, or the tenant, has sent as much as it may in a day.",
    remedy: "Wait up to 24 hours. If webclient sends that much every day, spread it over several mailboxes, or use a service for bulk mail.",
    standing: possible,
};

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "too-many-connections",
        when: Pattern::Smtp {
            codes: &[],
            enhanced: &[only(4, 3, 2)],
            text: &["concurrent connections limit", "sender thread limit exceeded"],
        },
        setting: Setting::SmtpUsername,
        causes: &[Cause {
            what: "More than three connections at once for the mailbox {username}: something else (osweb itself, enaio server, a scanner) sends with it at the same time.",
            remedy: "Try again. If it comes back, give webclient a mailbox of its own.",
            standing: possible,
        }],
        url: Some("https://aka.ms/concurrent_sending"),
    },
    Entry {
        name: "service-closing",
        when: Pattern::Smtp { codes: &[421], enhanced: &[only(4, 3, 2), only(4, 4, 2)], text: &[] },
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "The server is shutting down or has lost patience; that passes.",
            remedy: "Try again in some minutes.",
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "submission-quota",
        when: Pattern::Smtp {
            codes: &[],
            enhanced: &[only(5, 2, 2), only(5, 2, 0)],
            text: &["submission quota", "per-day limit", "per day limit", "recipient rate limit"],
        },
        setting: Setting::SmtpUsername,
        causes: &[DAILY],
        url: SUBMISSION,
    },
    Entry {
        name: "mailbox-full",
        when: Pattern::Smtp { codes: &[], enhanced: &[only(5, 2, 2)], text: &[] },
        setting: Setting::SmtpUsername,
        causes: &[Cause {
            what: "The mailbox {username} is full: what is sent through it also lands in its Sent Items.",
            remedy: "Empty Sent Items, or set a retention policy for it:\n    {connect}\n    Get-MailboxStatistics -Identity {username} | Format-List TotalItemSize, StorageLimitStatus",
            standing: possible,
        }],
        url: SUBMISSION,
    },
    Entry {
        name: "daily-limit",
        when: Pattern::Smtp {
            codes: &[],
            enhanced: &[only(5, 1, 90), from_to(Enhanced(5, 7, 232), Enhanced(5, 7, 233))],
            text: &[],
        },
        setting: Setting::SmtpUsername,
        causes: &[DAILY],
        url: NDR,
    },
    Entry {
        name: "tenant-threshold",
        when: Pattern::Smtp { codes: &[], enhanced: &[only(5, 7, 705)], text: &[] },
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "Microsoft has stopped the whole tenant from sending: it has sent too much, or spam.",
            remedy: "Find out which mailbox was misused (https://security.microsoft.com/restrictedusers), then ask Microsoft's support to lift the block.",
            standing: possible,
        }],
        url: NDR,
    },
    Entry {
        name: "trial-tenant-address",
        when: Pattern::Smtp { codes: &[], enhanced: &[only(5, 7, 708)], text: &[] },
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "Microsoft takes no mail from this machine's public address for this tenant; so it is with trial tenants.",
            remedy: "Buy a licence for the tenant, or ask Microsoft's support.",
            standing: possible,
        }],
        url: NDR,
    },
    Entry {
        name: "domain-unregistered",
        when: Pattern::Smtp { codes: &[], enhanced: &[only(5, 7, 750)], text: &[] },
        setting: Setting::SmtpUsername,
        causes: &[Cause {
            what: "The tenant sends from a domain that is not registered in it ({sender}).",
            remedy: "Add and verify the domain (Microsoft 365 admin center, Settings, Domains), then ask Microsoft's support to lift the block.",
            standing: possible,
        }],
        url: NDR,
    },
    Entry {
        name: "address-deferred",
        when: Pattern::Smtp {
            codes: &[451],
            enhanced: &[
                from_to(Enhanced(4, 7, 500), Enhanced(4, 7, 699)),
                from_to(Enhanced(4, 7, 850), Enhanced(4, 7, 899)),
            ],
            text: &[],
        },
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "Microsoft distrusts this machine's public address for the moment.",
            remedy: "Wait some hours, then try again. If it comes back, find out what else sends mail from that address.",
            standing: possible,
        }],
        url: NDR,
    },
    Entry {
        name: "address-banned",
        when: Pattern::Smtp { codes: &[], enhanced: &[from_to(Enhanced(5, 7, 606), Enhanced(5, 7, 649))], text: &[] },
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "Microsoft has banned this machine's public address.",
            remedy: "Find out what sent spam from it, then have the address taken off the list: https://sender.office.com.",
            standing: possible,
        }],
        url: NDR,
    },
];
