//! The mail server refuses the sign-in for the sake of the account or of its mailbox.

use super::authentication::{AUTH, PASSWORD_LOGIN, RFC, refused};
use super::*;

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "account-disabled",
        phases: Phase::FROM_AUTH,
        when: &[
            codes(&[525]),
            refused(&["account is disabled", "account is locked", "account has been", "account disabled"]),
            Pattern::Smtp { codes: &[], enhanced: &[only(5, 7, 13)], text: &["disabled", "locked", "suspended"] },
            words(&[
                "accountdisabled",
                "account is disabled",
                "account disabled",
                "account has been disabled",
                "account is locked",
                "account has been locked",
                "user is disabled",
                "account suspended",
                "account has been suspended",
            ]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The account of the mailbox {username} is disabled or locked.",
            "Look at it in the Microsoft 365 admin center, Users, Active users (a shared mailbox may have its sign-in blocked, that is right); make sure that the mailbox exists, has a licence, and is not blocked.",
        )],
        url: TROUBLE,
    },
    Entry {
        name: "password-expired",
        phases: AUTH,
        when: &[
            codes(&[432]),
            refused(&["password has expired", "password expired"]),
            status(&[both(7, 12)]),
            words(&["password has expired", "password expired", "password transition"]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[PASSWORD_LOGIN],
        url: RFC,
    },
    Entry {
        name: "too-many-failures",
        phases: Phase::SMTP,
        when: &[words(&[
            "too many failed",
            "too many login",
            "too many authentication",
            "too many bad auth",
            "too many auth",
            "authentication attempts",
            "too many errors",
            "too many invalid",
        ])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "Too many failed sign-ins in a short time: the server blocks {username}, or this machine's address, for a while.",
            "Wait half an hour, find out what else signs in with wrong data (osweb itself with an old file, a scanner), and try again.",
        )],
        url: RFC,
    },
    Entry {
        name: "mailbox-proxy-trouble",
        phases: Phase::FROM_AUTH,
        when: &[words(&["temporary server error", "prx1", "prx2", "prx3", "prx4", "prx5", "prx6"])],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "Exchange Online could not pass the sign-in on to the server of the mailbox {username}. It calls that temporary; it has also been seen for months where the user name was wrong.",
            "Try again later. If it stays, check that smtpUsername is the mailbox's primary address:\n    {connect}\n    Get-Mailbox -Identity {username} | Format-List PrimarySmtpAddress, UserPrincipalName",
        )],
        url: TROUBLE,
    },
    Entry {
        name: "login-trouble",
        phases: AUTH,
        when: &[
            codes(&[454]),
            words(&["temporary authentication failure", "cannot authenticate due to temporary"]),
            Pattern::Unknown(4),
        ],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The server cannot check sign-ins at the moment (temporary authentication failure). {detail}",
            "Try again in some minutes.",
        )],
        url: RFC,
    },
    Entry {
        name: "mailbox-not-accessible",
        phases: Phase::FROM_AUTH,
        when: &[
            words(&[
                "mailbox cannot be accessed",
                "mailbox unavailable for user",
                "does not have a mailbox",
                "no mailbox",
                "invalid license",
            ]),
            status(&[both(2, 253)]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "There is no usable mailbox for {username}: it has no licence, or was not made yet.",
            "Assign an Exchange Online licence to {username} (Microsoft 365 admin center, Users, Active users), or name another mailbox in smtpUsername.",
        )],
        url: TROUBLE,
    },
    Entry {
        name: "mailbox-logon-failed",
        phases: Phase::FROM_AUTH,
        when: &[
            Pattern::Smtp { codes: &[430], enhanced: &[only(4, 2, 0)], text: &[] },
            words(&[
                "mapiexceptionlogonfailed",
                "mailbox logon failure",
                "mapiexceptionunauthorized",
                "mapiexceptionnotauthorized",
                "mapiexceptionnoaccess",
            ]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[
            cause(
                "The sign-in was accepted, but the mailbox {username} cannot be opened: the app's permission on it is missing, or does not work yet.",
                "Give it access to the mailbox:\n    {connect}\n    Get-MailboxPermission -Identity {username}\n    Add-MailboxPermission -Identity {username} -User {object_id} -AccessRights FullAccess\nIf you have done so within the last hour, wait and repeat.",
            ),
            cause(
                "{username} has no mailbox, or no licence.",
                "Assign an Exchange Online licence (Microsoft 365 admin center, Users, Active users).",
            ),
        ],
        url: XOAUTH2,
    },
];
