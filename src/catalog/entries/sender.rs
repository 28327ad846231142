//! The sender is not accepted.

use super::*;

const NO_SEND_AS: Cause = evident(
    "The mailbox {username} may not send as {sender}. webclient sends in the name of its users, so each sending user's mailbox must allow it.",
    "Give Send As on the sender's mailbox to the mailbox that signs in (Microsoft 365 admin center, Users, Active users, {sender}, Mail, Send as permissions), or:\n    {connect}\n    Add-RecipientPermission -Identity {sender} -AccessRights SendAs -Trustee {username}\nSend As for the app's service principal alone does not count: the mailbox that signs in needs it. It can take two hours to work.",
    &[For(Sign::SenderDiffers), Only(Sign::SenderDiffers)],
);

const NOT_THE_MAILBOX: Cause = evident(
    "{username} is an address that the mailbox signing in may not send as: an alias, or another mailbox's.",
    "Write the mailbox's primary address into smtpUsername:\n    {connect}\n    Get-Mailbox -Identity {username} | Format-List PrimarySmtpAddress, UserPrincipalName",
    &[Only(Sign::Not(&Sign::SenderDiffers))],
);

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "send-as-denied",
        phases: Phase::AFTER_AUTH,
        when: &[
            words(&["sendasdenied", "not allowed to send as", "cannot send as", "continuous send as denied"]),
            Pattern::Smtp { codes: &[], enhanced: &[both(2, 252)], text: &[] },
        ],
        setting: Setting::SmtpUsername,
        causes: &[NO_SEND_AS, NOT_THE_MAILBOX],
        url: Some(
            "https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-permissions-for-recipients",
        ),
    },
    Entry {
        name: "send-as-not-permitted",
        phases: Phase::AFTER_AUTH,
        when: &[
            status(&[both(7, 60)]),
            words(&[
                "does not have permissions to send as",
                "not permitted to send as",
                "send on behalf",
                "mailbox isn't permitted to send",
            ]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[NO_SEND_AS, NOT_THE_MAILBOX],
        url: NDR,
    },
    Entry {
        name: "sender-not-owned",
        phases: Phase::AFTER_AUTH,
        when: &[
            words(&[
                "sender address rejected",
                "sender address rejected: not owned",
                "not owned by user",
                "must be same as authorization user",
                "sender is not owned",
                "not authorized to use this sender",
                "sender not allowed",
                "envelope sender",
                "sender verify failed",
            ]),
            Pattern::Smtp { codes: &[553], enhanced: &[both(7, 1)], text: &[] },
        ],
        setting: Setting::SmtpUsername,
        causes: &[NO_SEND_AS, NOT_THE_MAILBOX],
        url: None,
    },
    Entry {
        name: "sender-blocked",
        phases: Phase::AFTER_AUTH,
        when: &[
            status(&[only(5, 1, 8), range(5, 7, 501, 503), only(5, 7, 800)]),
            words(&[
                "bad outbound sender",
                "banned sender",
                "spam abuse detected",
                "blocked from sending",
                "not allowed to send mail",
            ]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "Microsoft has blocked {username} from sending, because spam came from it or seemed to.",
            "Find out what sent it and change the credentials; then take the mailbox off the list: https://security.microsoft.com/restrictedusers.",
        )],
        url: Some("https://learn.microsoft.com/defender-office-365/outbound-spam-restore-restricted-users"),
    },
    Entry {
        name: "sender-malformed",
        phases: Phase::AFTER_AUTH,
        when: &[
            status(&[both(1, 7), only(5, 1, 20), only(5, 7, 512)]),
            words(&[
                "invalid sender address",
                "sender address has invalid",
                "rfc 5322 section 3.6.2",
                "bad sender address syntax",
                "multiple from",
                "sender address rejected: need fully-qualified",
                "need fully-qualified address",
            ]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The message must name exactly one valid sender; the server does not take `{sender}` for one.",
            "Write one plain address, name@domain, into smtpUsername (and --send-as).",
        )],
        url: NDR,
    },
    Entry {
        name: "sender-domain-unknown",
        phases: Phase::AFTER_AUTH,
        when: &[words(&[
            "sender domain",
            "domain of sender",
            "sender address rejected: domain not found",
            "domain not found",
            "domain does not exist",
            "sender's domain",
            "unresolvable domain",
        ])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The server does not find the domain of the sender {sender} in the DNS, or finds no mail server for it.",
            "Check the domain in smtpUsername (and --send-as), and its MX and A records:\n    nslookup -type=MX <domain of the sender>",
        )],
        url: None,
    },
    Entry {
        name: "relay-denied",
        phases: Phase::AFTER_AUTH,
        when: &[
            status(&[both(7, 64)]),
            words(&[
                "tenantattribution",
                "relay access denied",
                "relaying denied",
                "relay denied",
                "unable to relay",
                "relay not permitted",
                "not permitted to relay",
                "relaying not allowed",
                "relay is not allowed",
                "relaying prohibited",
                "cannot relay",
                "direct send not allowed",
                "rejectdirectsend",
            ]),
        ],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The server takes this session for relay or direct send, not for a mailbox that has signed in: it is another server, or another port, than that for client submission.",
            "Write smtpServer: {smtp_host} with smtpPort: 587. If it is that already, something in between (a relay, a load balancer) loses the sign-in.",
        )],
        url: CLIENT_SUBMISSION,
    },
    Entry {
        name: "domain-unregistered",
        phases: Phase::AFTER_AUTH,
        when: &[status(&[only(5, 7, 750)]), words(&["unregistered domain", "unprovisioned domain"])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The tenant sends from a domain that is not registered in it ({sender}).",
            "Add and verify the domain (Microsoft 365 admin center, Settings, Domains), then ask Microsoft's support to lift the block.",
        )],
        url: NDR,
    },
    Entry {
        name: "sender-unproven-dmarc",
        phases: Phase::AFTER_AUTH,
        when: &[status(&[both(7, 509), both(7, 515)]), words(&["dmarc", "required authentication level"])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The sender's domain ({sender}) does not pass DMARC: neither SPF nor DKIM proves that mail of this domain may come this way, and its DMARC policy says to refuse such mail.",
            "Set SPF (include:spf.protection.outlook.com) and DKIM for that domain in its DNS: https://security.microsoft.com, Email authentication settings. Or send from a domain that has both.",
        )],
        url: Some("https://learn.microsoft.com/defender-office-365/email-authentication-dmarc-configure"),
    },
    Entry {
        name: "sender-unproven",
        phases: Phase::AFTER_AUTH,
        when: &[
            status(&[range(0, 7, 20, 24), both(7, 26)]),
            words(&[
                "spf check",
                "spf fail",
                "spf validation",
                "sender policy framework",
                "either spf or dkim",
                "dkim",
                " spf ",
                "not authorized to send on behalf of domain",
            ]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "SPF or DKIM does not prove that mail of the sender's domain ({sender}) may come this way.",
            "Set SPF (include:spf.protection.outlook.com) and DKIM for that domain in its DNS: https://security.microsoft.com, Email authentication settings.",
        )],
        url: Some("https://learn.microsoft.com/defender-office-365/email-authentication-about"),
    },
    Entry {
        name: "addresses-beyond-ascii",
        phases: Phase::AFTER_AUTH,
        when: &[status(&[range(0, 6, 7, 10)]), words(&["smtputf8", "non-ascii address", "internationalized"])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "A server on the way takes no addresses with letters beyond ASCII.",
            "Use an address in plain ASCII as sender (smtpUsername, --send-as) and as recipient.",
        )],
        url: Some("https://www.rfc-editor.org/rfc/rfc6531"),
    },
];
