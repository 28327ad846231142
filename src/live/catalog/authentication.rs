//! The mail server refuses the log-in.
//!
//! `535 5.7.3` is one text for seven causes. Their order is that in which they turn up among those who ask for help; the
//! token, which was judged before, moves or removes some of them.

use super::standing::{audience_wrong, not_microsoft, possible, role_missing};
use super::{Cause, Entry, Pattern, from_to, only};
use crate::live::smtp::Enhanced;
use crate::settings::Setting;

const XOAUTH2: Option<&str> = Some(
    "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
);
const SMTP_AUTH: Option<&str> = Some(
    "https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission",
);
const BASIC: Option<&str> = Some(
    "https://techcommunity.microsoft.com/blog/exchange/updated-exchange-online-smtp-auth-basic-authentication-deprecation-timeline/4489835",
);
const TROUBLE: Option<&str> = Some(
    "https://learn.microsoft.com/exchange/troubleshoot/email-delivery/fix-issues-with-printers-scanners-and-lob-applications-that-send-email-using-off",
);

const NO_ROLE: Cause = Cause {
    what: "The token carries no permission to send mail (roles: {roles}), and nothing else gives the app access.",
    remedy: "Either open {portal}, App registrations, the app with the ID {client_id}, API permissions, Add a permission, APIs my organization uses, Office 365 Exchange Online, Application permissions, {role}, and then Grant admin consent. Or, without that permission, give access to some mailboxes only, by RBAC for Applications:\n    {connect}\n    New-ServicePrincipal -AppId {client_id} -ObjectId {object_id}\n    New-ManagementScope -Name osweb-mail -RecipientRestrictionFilter \"MemberOfGroup -eq '<distinguished name of a group of mailboxes>'\"\n    New-ManagementRoleAssignment -Role 'Application SMTP.SendAsApp' -App {client_id} -CustomResourceScope osweb-mail",
    standing: role_missing,
};

const NO_SERVICE_PRINCIPAL: Cause = Cause {
    what: "Exchange Online does not know the app: New-ServicePrincipal was not run, or with a wrong Object ID. It must be that of the enterprise application (from the token: {object_id}), not that of the app registration.",
    remedy: "Compare what Exchange Online has, remove a wrong one, and make the right one:\n    {connect}\n    Get-ServicePrincipal | Format-List DisplayName, AppId, ObjectId\n    New-ServicePrincipal -AppId {client_id} -ObjectId {object_id}",
    standing: possible,
};

const NO_MAILBOX_PERMISSION: Cause = Cause {
    what: "The app may not use the mailbox {username}.",
    remedy: "Give it access to the mailbox:\n    {connect}\n    Get-MailboxPermission -Identity {username}\n    Add-MailboxPermission -Identity {username} -User {object_id} -AccessRights FullAccess",
    standing: possible,
};

const SMTP_AUTH_OFF: Cause = Cause {
    what: "SMTP AUTH is switched off for the mailbox {username} or for the whole tenant. Most tenants are told so (5.7.139), some are not.",
    remedy: "Switch it on for this mailbox (which wins over the tenant's setting):\n    {connect}\n    Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled\n    Get-CASMailbox -Identity {username} | Format-List SmtpClientAuthenticationDisabled\n    Set-CASMailbox -Identity {username} -SmtpClientAuthenticationDisabled $false",
    standing: possible,
};

const WRONG_AUDIENCE: Cause = Cause {
    what: "The token is for another resource than Exchange Online ({aud}).",
    remedy: "Check --cloud (guessed from smtpServer) and --token-endpoint.",
    standing: audience_wrong,
};

const WRONG_USER: Cause = Cause {
    what: "{username} is no mailbox of the tenant, or not its primary address.",
    remedy: "Write the mailbox's primary address into smtpUsername:\n    {connect}\n    Get-Mailbox -Identity {username} | Format-List PrimarySmtpAddress, UserPrincipalName",
    standing: possible,
};

const SECURITY_DEFAULTS: Cause = Cause {
    what: "The tenant's Security Defaults. Whether they block a log-in with an app's token is not documented; it has been reported.",
    remedy: "Look at {portal}, Properties, Manage security defaults, only when all else is excluded.",
    standing: possible,
};

const TOO_SOON: Cause = Cause {
    what: "Something was changed within the last hour: Microsoft 365 takes up to an hour (for Send As two) until a change works everywhere.",
    remedy: "Wait, then run the check again.",
    standing: possible,
};

const NOT_EXCHANGE: Cause = Cause {
    what: "{server} is not Exchange Online and refuses the token by rules of its own (issuer, audience, user).",
    remedy: "Look at that server's log.",
    standing: not_microsoft,
};

const PASSWORD_LOGIN: Cause = Cause {
    what: "The server speaks of a log-in with a password, but this check logged in with a token (XOAUTH2): something between changes the dialogue, or Microsoft judges tokens by the same rule.",
    remedy: "Run the check again with --verbose, and keep the reply with its bracket for Microsoft's support. osweb must have smtpAuthentication: MS_OAUTH.",
    standing: possible,
};

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "smtp-auth-off-for-tenant",
        when: Pattern::Smtp {
            codes: &[535],
            enhanced: &[only(5, 7, 139)],
            text: &["smtpclientauthentication is disabled for the tenant"],
        },
        setting: Setting::SmtpUsername,
        causes: &[Cause {
            what: "SMTP AUTH is switched off for the whole tenant, and not switched on for the mailbox {username}. That blocks OAuth, too.",
            remedy: "Switch it on for this mailbox only, which wins over the tenant's setting:\n    {connect}\n    Set-CASMailbox -Identity {username} -SmtpClientAuthenticationDisabled $false\nIf you have done so within the last hour, wait and repeat.",
            standing: possible,
        }],
        url: Some("https://aka.ms/smtp_auth_disabled"),
    },
    Entry {
        name: "smtp-auth-off-for-mailbox",
        when: Pattern::Smtp {
            codes: &[535],
            enhanced: &[only(5, 7, 139)],
            text: &["smtpclientauthentication is disabled for the mailbox"],
        },
        setting: Setting::SmtpUsername,
        causes: &[Cause {
            what: "SMTP AUTH is switched off for the mailbox {username}. That blocks OAuth, too.",
            remedy: "Switch it on (in the Microsoft 365 admin center: Users, Active users, the mailbox, Mail, Manage email apps, Authenticated SMTP), or:\n    {connect}\n    Set-CASMailbox -Identity {username} -SmtpClientAuthenticationDisabled $false\nIf you have done so within the last hour, wait and repeat.",
            standing: possible,
        }],
        url: SMTP_AUTH,
    },
    Entry {
        name: "basic-auth-off",
        when: Pattern::Smtp {
            codes: &[535],
            enhanced: &[only(5, 7, 139)],
            text: &["basic authentication is disabled"],
        },
        setting: Setting::SmtpAuthentication,
        causes: &[PASSWORD_LOGIN],
        url: BASIC,
    },
    Entry {
        name: "credentials-incorrect",
        when: Pattern::Smtp { codes: &[535], enhanced: &[only(5, 7, 139)], text: &["user credentials were incorrect"] },
        setting: Setting::SmtpUsername,
        causes: &[PASSWORD_LOGIN, WRONG_USER],
        url: TROUBLE,
    },
    Entry {
        name: "criteria-not-met",
        when: Pattern::Smtp {
            codes: &[535],
            enhanced: &[only(5, 7, 139)],
            text: &["did not meet the criteria to be authenticated"],
        },
        setting: Setting::SmtpUsername,
        causes: &[
            Cause {
                what: "A policy of the tenant (Conditional Access, an authentication policy, Security Defaults) keeps the log-in of {username} out.",
                remedy: "Look at {portal}, Sign-in logs, for {username} and for the app {client_id}: they name the policy.",
                standing: possible,
            },
            PASSWORD_LOGIN,
        ],
        url: TROUBLE,
    },
    Entry {
        name: "security-defaults-lock",
        when: Pattern::Smtp { codes: &[535], enhanced: &[only(5, 7, 139)], text: &["security defaults policy"] },
        setting: Setting::SmtpUsername,
        causes: &[Cause {
            what: "The tenant's Security Defaults keep the log-in of {username} out.",
            remedy: "Look at {portal}, Properties, Manage security defaults; Conditional Access can take their place.",
            standing: possible,
        }],
        url: Some("https://learn.microsoft.com/entra/fundamentals/security-defaults"),
    },
    Entry {
        name: "federation-unreachable",
        when: Pattern::Smtp {
            codes: &[535],
            enhanced: &[only(5, 7, 139)],
            text: &["federated sts", "does not support https"],
        },
        setting: Setting::SmtpUsername,
        causes: &[Cause {
            what: "The server asked the tenant's federation service about {username}, as for a log-in with a password. A token needs no such question: something between changes the dialogue.",
            remedy: "Run the check again with --verbose, and keep the reply with its bracket for Microsoft's support.",
            standing: possible,
        }],
        url: TROUBLE,
    },
    Entry {
        name: "login-refused-by-policy",
        when: Pattern::Smtp { codes: &[535], enhanced: &[only(5, 7, 139)], text: &[] },
        setting: Setting::SmtpUsername,
        causes: &[SMTP_AUTH_OFF, NO_ROLE, NO_SERVICE_PRINCIPAL, NO_MAILBOX_PERMISSION, SECURITY_DEFAULTS, TOO_SOON],
        url: SMTP_AUTH,
    },
    Entry {
        name: "basic-auth-retired",
        when: Pattern::Smtp { codes: &[], enhanced: &[only(5, 7, 30)], text: &[] },
        setting: Setting::SmtpAuthentication,
        causes: &[PASSWORD_LOGIN],
        url: BASIC,
    },
    Entry {
        name: "login-refused",
        when: Pattern::Smtp { codes: &[535], enhanced: &[only(5, 7, 3)], text: &[] },
        setting: Setting::SmtpUsername,
        causes: &[
            NO_ROLE,
            NO_SERVICE_PRINCIPAL,
            NO_MAILBOX_PERMISSION,
            SMTP_AUTH_OFF,
            WRONG_AUDIENCE,
            WRONG_USER,
            SECURITY_DEFAULTS,
            TOO_SOON,
        ],
        url: XOAUTH2,
    },
    Entry {
        name: "login-refused-elsewhere",
        when: Pattern::Smtp { codes: &[535], enhanced: &[only(5, 7, 8)], text: &[] },
        setting: Setting::SmtpUsername,
        causes: &[NO_ROLE, NOT_EXCHANGE, WRONG_AUDIENCE, WRONG_USER, NO_SERVICE_PRINCIPAL, NO_MAILBOX_PERMISSION],
        url: Some("https://www.rfc-editor.org/rfc/rfc4954#section-6"),
    },
    Entry {
        name: "login-challenge",
        when: Pattern::Observed,
        setting: Setting::SmtpUsername,
        causes: &[
            NO_ROLE,
            WRONG_AUDIENCE,
            Cause {
                what: "The server does not accept the token for the mailbox {username}. It said so in a challenge ({detail}), as Google's servers and some relays do and Exchange Online does not.",
                remedy: "Check that the token's app may use the mailbox {username} on {server}, and look at that server's log.",
                standing: possible,
            },
            WRONG_USER,
        ],
        url: Some("https://developers.google.com/workspace/gmail/imap/xoauth2-protocol"),
    },
    Entry {
        name: "mechanism-unknown",
        when: Pattern::Smtp { codes: &[504], enhanced: &[only(5, 7, 4)], text: &[] },
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "The server does not know the log-in method XOAUTH2, although it offered it.",
            remedy: "Check smtpServer ({smtp_host}), and whether something between changes the dialogue.",
            standing: possible,
        }],
        url: TROUBLE,
    },
    Entry {
        name: "not-logged-in",
        when: Pattern::Smtp { codes: &[530, 550], enhanced: &[only(5, 7, 57)], text: &[] },
        setting: Setting::SmtpUsername,
        causes: &[Cause {
            what: "The server takes no mail without a log-in, and does not regard this session as logged in, although the log-in seemed to succeed.",
            remedy: "Run the check again with --verbose: the true reason stands in the reply to AUTH.",
            standing: possible,
        }],
        url: TROUBLE,
    },
    Entry {
        name: "mailbox-proxy-trouble",
        when: Pattern::Smtp { codes: &[451], enhanced: &[only(4, 7, 0)], text: &["temporary server error", "prx"] },
        setting: Setting::SmtpUsername,
        causes: &[Cause {
            what: "Exchange Online could not pass the log-in on to the server of the mailbox {username}. It calls that temporary; it has also been seen for months where the user name was wrong.",
            remedy: "Try again later. If it stays, check that smtpUsername is the mailbox's primary address:\n    {connect}\n    Get-Mailbox -Identity {username} | Format-List PrimarySmtpAddress, UserPrincipalName",
            standing: possible,
        }],
        url: TROUBLE,
    },
    Entry {
        name: "login-trouble",
        when: Pattern::Smtp { codes: &[454], enhanced: &[only(4, 7, 0)], text: &[] },
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "The server cannot check log-ins at the moment (temporary authentication failure).",
            remedy: "Try again in some minutes.",
            standing: possible,
        }],
        url: Some("https://www.rfc-editor.org/rfc/rfc4954#section-6"),
    },
    Entry {
        name: "mailbox-not-accessible",
        when: Pattern::Smtp { codes: &[550], enhanced: &[], text: &["mailbox cannot be accessed"] },
        setting: Setting::SmtpUsername,
        causes: &[Cause {
            what: "There is no usable mailbox behind {username}: it has no licence, or was not made yet.",
            remedy: "Assign an Exchange Online licence to {username} (Microsoft 365 admin center, Users, Active users), or name another mailbox in smtpUsername.",
            standing: possible,
        }],
        url: TROUBLE,
    },
    Entry {
        name: "mailbox-logon-failed",
        when: Pattern::Smtp { codes: &[430], enhanced: &[only(4, 2, 0)], text: &[] },
        setting: Setting::SmtpUsername,
        causes: &[
            Cause {
                what: "The log-in was accepted, but the mailbox {username} cannot be opened: the app's permission on it is missing, or does not work yet.",
                remedy: "Give it access to the mailbox:\n    {connect}\n    Get-MailboxPermission -Identity {username}\n    Add-MailboxPermission -Identity {username} -User {object_id} -AccessRights FullAccess\nIf you have done so within the last hour, wait and repeat.",
                standing: possible,
            },
            Cause {
                what: "{username} has no mailbox, or no licence.",
                remedy: "Assign an Exchange Online licence (Microsoft 365 admin center, Users, Active users).",
                standing: possible,
            },
        ],
        url: XOAUTH2,
    },
    Entry {
        name: "high-volume-token",
        when: Pattern::Smtp {
            codes: &[501],
            enhanced: &[from_to(Enhanced(5, 5, 124), Enhanced(5, 5, 124)), only(5, 5, 127)],
            text: &[],
        },
        setting: Setting::SmtpServer,
        causes: &[Cause {
            what: "smtp-hve.office365.com (high-volume mail) does not accept the token: it wants the permission Mail.Send instead of SMTP.SendAsApp, an entry for the app, and about 10 minutes of life left in the token.",
            remedy: "Write smtpServer: {smtp_host}, unless high-volume mail is meant. If it is, give the app the Exchange Online application permission Mail.Send with admin consent, and:\n    {connect}\n    Add-HVEAppAccess -Identity {username} -AppIds {client_id}",
            standing: possible,
        }],
        url: Some("https://learn.microsoft.com/exchange/mail-flow-best-practices/oauth-high-volume-mails-m365"),
    },
];
