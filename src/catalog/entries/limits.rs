//! Limits and quotas.

use super::*;

const DAILY: Cause = cause(
    "The mailbox {username}, or the tenant, has sent as much as it may in a day (10,000 recipients for a mailbox).",
    "Wait up to 24 hours. If webclient sends that much every day, spread it over several mailboxes, or use a service for bulk mail.",
);

const RECIPIENT_FULL: Cause = evident(
    "The recipient's mailbox {recipient} is full.",
    "Name another recipient with --send-to, or have that mailbox emptied.",
    &[For(Sign::In(&[Phase::Rcpt]))],
);

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "too-many-connections",
        phases: Phase::SMTP,
        when: &[words(&[
            "concurrent connections",
            "concurrent_sending",
            "sender thread limit",
            "too many connections",
            "too many concurrent",
            "connection limit",
            "connections limit",
            "too many sessions",
            "storedrv.clientsubmit",
        ])],
        setting: Setting::SmtpUsername,
        causes: &[
            evident(
                "Too many connections at once from this machine's address: something else on this machine or in its network talks to {server} at the same time.",
                "Try again. If it comes back, find out what keeps connections open, and ask whoever runs {server} for its limit.",
                &[Only(Sign::In(Phase::BEFORE_AUTH))],
            ),
            evident(
                "More than three connections at once for the mailbox {username}: something else (osweb itself, enaio server, a scanner) sends with it at the same time.",
                "Try again. If it comes back, give webclient a mailbox of its own.",
                &[Only(Sign::Not(&Sign::In(Phase::BEFORE_AUTH)))],
            ),
        ],
        url: Some("https://aka.ms/concurrent_sending"),
    },
    Entry {
        name: "submission-quota",
        phases: Phase::AFTER_AUTH,
        when: &[
            status(&[both(1, 90), range(0, 7, 232, 233)]),
            words(&[
                "submissionquotaexceeded",
                "submission quota",
                "per-day limit",
                "per day limit",
                "recipient rate limit",
                "daily limit",
                "daily quota",
                "daily sending",
                "messages per day",
                "recipients per day",
                "sending quota",
                "sending limit",
                "sending quota exceeded",
                "sending limit exceeded",
                "24 hours",
            ]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[DAILY],
        url: SUBMISSION,
    },
    Entry {
        name: "recipient-hourly-limit",
        phases: Phase::RECIPIENT,
        when: &[
            status(&[both(2, 121), both(2, 122)]),
            words(&[
                "recipientratelimit",
                "per hour message receive limit",
                "receiving mail too quickly",
                "receiving mail at a rate",
                "receiving email at a rate",
            ]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The recipient {recipient} gets too many messages in an hour, from this sender or from all.",
            "Try again an hour later, or name another recipient with --send-to. If webclient writes that much to one address, let it write less often.",
        )],
        url: NDR,
    },
    Entry {
        name: "submission-rate",
        phases: Phase::FROM_AUTH,
        when: &[words(&[
            "submission rate",
            "message rate",
            "messages per minute",
            "too many messages",
            "rate limit",
            "rate exceeded",
            "sending too fast",
            "too fast",
            "too quickly",
            "exceeded the configured limit",
            "throttled",
            "rate of",
        ])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The mailbox {username} sends too fast: the rate is above 30 messages a minute, all programs that use the mailbox taken together.",
            "Wait a minute, then try again. If it comes back, give webclient a mailbox of its own.",
        )],
        url: SUBMISSION,
    },
    Entry {
        name: "sender-throttled",
        phases: Phase::FROM_AUTH,
        when: &[status(&[both(2, 254), both(2, 255)]), words(&["sender throttled"])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "Exchange Online blocks the mailbox {username} for a while, because the same error came again and again; the reply names it.",
            "Remove the cause that the reply names (recipients that do not exist, too many of them), then wait some hours. Find out which program keeps sending in spite of the error.",
        )],
        url: Some(
            "https://learn.microsoft.com/exchange/mail-flow-best-practices/continuous-error-throttling-smtp-auth-submissions",
        ),
    },
    Entry {
        name: "mailbox-full",
        phases: Phase::AFTER_AUTH,
        when: &[
            status(&[both(2, 2), both(2, 251)]),
            words(&[
                "quotaexceededexception",
                "mailbox full",
                "mailbox is full",
                "mailboxfull",
                "over quota",
                "overquota",
                "quota exceeded",
                "exceeded storage allocation",
            ]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[
            evident(
                "The mailbox {username} is full: what is sent through it also goes into its Sent Items.",
                "Empty Sent Items, or set a retention policy for it:\n    {connect}\n    Get-MailboxStatistics -Identity {username} | Format-List TotalItemSize, StorageLimitStatus",
                &[],
            ),
            RECIPIENT_FULL,
        ],
        url: SUBMISSION,
    },
    Entry {
        name: "message-too-big",
        phases: Phase::AFTER_AUTH,
        when: &[
            status(&[both(3, 4), both(2, 3)]),
            words(&[
                "message size exceeds",
                "message too large",
                "message too big",
                "size limit",
                "maximum message size",
                "recipsizelimit",
                "sendersizelimit",
            ]),
        ],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The server takes only messages that are smaller than this check's, which has less than 2 KB.",
            "Look at the server's limit for the size of messages, and at that of the recipient's mailbox.",
        )],
        url: Some("https://www.rfc-editor.org/rfc/rfc3463#section-3.4"),
    },
    Entry {
        name: "too-many-recipients",
        phases: Phase::AFTER_AUTH,
        when: &[status(&[both(5, 3)]), words(&["too many recipients"])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The server counts too many recipients, although this check names one: the mailbox {username} has reached a limit for a span of time.",
            "Wait, then try again; up to 24 hours if it is the limit of a day.",
        )],
        url: NDR,
    },
];
