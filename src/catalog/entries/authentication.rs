//! The mail server refuses the sign-in.
//!
//! `535 5.7.3` is one text for seven causes. Their order is that in which they turn up among those who ask for help; the
//! token, which was judged before, moves or removes some of them.

use super::*;

const BASIC: Option<&str> = Some(
    "https://techcommunity.microsoft.com/blog/exchange/updated-exchange-online-smtp-auth-basic-authentication-deprecation-timeline/4489835",
);
pub(super) const RFC: Option<&str> = Some("https://www.rfc-editor.org/rfc/rfc4954#section-6");
pub(super) const AUTH: &[Phase] = &[Phase::Auth];

const NO_ROLE: Cause = evident(
    "The token carries no permission to send mail (roles: {roles}), and nothing else gives the app access.",
    "Either open {portal}, App registrations, the app with the ID {client_id}, API permissions, Add a permission, APIs my organization uses, Office 365 Exchange Online, Application permissions, {role}, and then Grant admin consent. Or, without that permission, give access to some mailboxes only, by RBAC for Applications (osweb-config setup --access rbac has every step, for one mailbox):\n    {connect}\n    New-ServicePrincipal -AppId {client_id} -ObjectId {object_id}\n    New-ManagementScope -Name osweb-mail -RecipientRestrictionFilter \"MemberOfGroup -eq '<distinguished name of a group of mailboxes>'\"\n    New-ManagementRoleAssignment -Role 'Application SMTP.SendAsApp' -App {client_id} -CustomResourceScope osweb-mail",
    &[Proves(Sign::Not(&Sign::HasRole)), RulesOut(Sign::HasRole, "a missing permission")],
);

const NO_SERVICE_PRINCIPAL: Cause = cause(
    "Exchange Online does not know the app: New-ServicePrincipal was not run, or with a wrong Object ID. It must be that of the enterprise application (from the token: {object_id}), not that of the app registration.",
    "Compare what Exchange Online has with that Object ID:\n    {connect}\n    Get-ServicePrincipal | Format-List DisplayName, AppId, ObjectId\nIf the app is there with another Object ID, remove it first:\n    Remove-ServicePrincipal -Identity '<wrong Object ID>'\nThen make the right one, and give it the permissions on the mailbox again:\n    New-ServicePrincipal -AppId {client_id} -ObjectId {object_id}\n    Add-MailboxPermission -Identity {username} -User {object_id} -AccessRights FullAccess",
);

const NO_MAILBOX_PERMISSION: Cause = cause(
    "The app may not use the mailbox {username}.",
    "Give it access to the mailbox:\n    {connect}\n    Get-MailboxPermission -Identity {username}\n    Add-MailboxPermission -Identity {username} -User {object_id} -AccessRights FullAccess",
);

const SMTP_AUTH_OFF: Cause = cause(
    "SMTP AUTH is switched off for the mailbox {username} or for the whole tenant. Most tenants are told so (5.7.139), some are not.",
    "Switch it on for this mailbox (which wins over the tenant's setting):\n    {connect}\n    Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled\n    Get-CASMailbox -Identity {username} | Format-List SmtpClientAuthenticationDisabled\n    Set-CASMailbox -Identity {username} -SmtpClientAuthenticationDisabled $false",
);

const WRONG_AUDIENCE: Cause = evident(
    "The token is for another resource than Exchange Online ({aud}).",
    "Check --cloud (guessed from smtpServer) and --token-endpoint.",
    &[Proves(Sign::Not(&Sign::ForExchange)), RulesOut(Sign::ForExchange, "a token for another resource")],
);

const WRONG_USER: Cause = cause(
    "{username} is not a mailbox of the tenant, or not its primary address.",
    "Write the mailbox's primary address into smtpUsername:\n    {connect}\n    Get-Mailbox -Identity {username} | Format-List PrimarySmtpAddress, UserPrincipalName",
);

const SECURITY_DEFAULTS: Cause = cause(
    "The tenant's Security Defaults. Whether they block a sign-in with an app's token is not documented; it has been reported.",
    "Look at {portal}, Properties, Manage security defaults, only when all else is excluded.",
);

const TOO_SOON: Cause = cause(
    "Something was changed within the last hour: Microsoft 365 takes up to an hour (for Send As two) until a change works everywhere.",
    "Wait, then run the check again.",
);

const CLOCK: Cause = evident(
    "This machine's clock is off by {clock}, so the token may be judged by a wrong time.",
    "Set this machine's clock.",
    &[Only(Sign::ClockOff)],
);

const NOT_EXCHANGE: Cause = evident(
    "{server} is not Exchange Online and refuses the token by rules of its own (issuer, audience, user).",
    "Look at that server's log.",
    &[Only(Sign::Not(&Sign::Microsoft))],
);

pub(super) const PASSWORD_LOGIN: Cause = cause(
    "The reply is about a sign-in with a password, but this check signed in with a token (XOAUTH2): Microsoft judges tokens by the same rule, or something on the way changes the dialogue.",
    "Run the check again with --verbose, and keep the reply with its bracket for Microsoft's support. osweb must have smtpAuthentication: MS_OAUTH.",
);

/// Replies with 5.7.139, which many reasons share, and one of these pieces of text.
pub(super) const fn refused(text: &'static [&'static str]) -> Pattern {
    const POLICY: &[Codes] = &[both(7, 139)];
    Pattern::Smtp { codes: &[], enhanced: POLICY, text }
}

/// Replies with 5.7.57 that give the reason of the refusal before.
const fn not_signed_in(text: &'static [&'static str]) -> Pattern {
    const ANONYMOUS: &[Codes] = &[both(7, 57)];
    Pattern::Smtp { codes: &[], enhanced: ANONYMOUS, text }
}

const OFF_FOR_TENANT: &[&str] = &["smtpclientauthentication is disabled for the tenant"];
const OFF_FOR_MAILBOX: &[&str] = &[
    "smtpclientauthentication is disabled for the mailbox",
    "smtpclientauthentication is disabled",
    "smtp_auth_disabled",
];
const BASIC_OFF: &[&str] = &["basic authentication is disabled", "basic auth is disabled"];
const CREDENTIALS: &[&str] = &["user credentials were incorrect", "incorrect username or password"];
const CRITERIA: &[&str] = &["did not meet the criteria to be authenticated"];
const DEFAULTS: &[&str] = &["security defaults"];
const FEDERATION: &[&str] = &["federated sts", "does not support https"];

const SWITCH_ON: &str = "Switch it on for this mailbox only, which wins over the tenant's setting:\n    {connect}\n    Set-CASMailbox -Identity {username} -SmtpClientAuthenticationDisabled $false\nIf you have done so within the last hour, wait and repeat.";

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "smtp-auth-off-for-tenant",
        phases: Phase::FROM_AUTH,
        when: &[refused(OFF_FOR_TENANT), not_signed_in(OFF_FOR_TENANT), words(OFF_FOR_TENANT)],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "SMTP AUTH is switched off for the whole tenant, and not switched on for the mailbox {username}. That blocks OAuth, too.",
            SWITCH_ON,
        )],
        url: Some("https://aka.ms/smtp_auth_disabled"),
    },
    Entry {
        name: "smtp-auth-off-for-mailbox",
        phases: Phase::FROM_AUTH,
        when: &[refused(OFF_FOR_MAILBOX), not_signed_in(OFF_FOR_MAILBOX), words(OFF_FOR_MAILBOX)],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "SMTP AUTH is switched off for the mailbox {username}. That blocks OAuth, too.",
            "Switch it on (in the Microsoft 365 admin center: Users, Active users, the mailbox, Mail, Manage email apps, Authenticated SMTP), or:\n    {connect}\n    Set-CASMailbox -Identity {username} -SmtpClientAuthenticationDisabled $false\nIf you have done so within the last hour, wait and repeat.",
        )],
        url: SMTP_AUTH,
    },
    Entry {
        name: "basic-auth-off",
        phases: Phase::FROM_AUTH,
        when: &[refused(BASIC_OFF), words(BASIC_OFF)],
        setting: Setting::SmtpAuthentication,
        causes: &[PASSWORD_LOGIN],
        url: BASIC,
    },
    Entry {
        name: "credentials-incorrect",
        phases: AUTH,
        when: &[refused(CREDENTIALS), words(CREDENTIALS)],
        setting: Setting::SmtpUsername,
        causes: &[PASSWORD_LOGIN, WRONG_USER],
        url: TROUBLE,
    },
    Entry {
        name: "criteria-not-met",
        phases: AUTH,
        when: &[refused(CRITERIA), words(CRITERIA)],
        setting: Setting::SmtpUsername,
        causes: &[
            cause(
                "A policy of the tenant (Conditional Access, an authentication policy, Security Defaults) keeps the sign-in of {username} out.",
                "Look at {portal}, Sign-in logs, for {username} and for the app {client_id}: they name the policy.",
            ),
            PASSWORD_LOGIN,
        ],
        url: TROUBLE,
    },
    Entry {
        name: "security-defaults-lock",
        phases: AUTH,
        when: &[refused(DEFAULTS), words(DEFAULTS)],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The tenant's Security Defaults keep the sign-in of {username} out.",
            "Look at {portal}, Properties, Manage security defaults; Conditional Access can take their place.",
        )],
        url: Some("https://learn.microsoft.com/entra/fundamentals/security-defaults"),
    },
    Entry {
        name: "federation-unreachable",
        phases: AUTH,
        when: &[refused(FEDERATION), words(FEDERATION)],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The server asked the tenant's federation service about {username}, as for a sign-in with a password. A token needs no such question: something on the way changes the dialogue.",
            "Run the check again with --verbose, and keep the reply with its bracket for Microsoft's support.",
        )],
        url: TROUBLE,
    },
    Entry {
        name: "login-refused-by-policy",
        phases: Phase::FROM_AUTH,
        when: &[
            refused(&["unsuccessful"]),
            status(&[both(7, 139)]),
            words(&["blocked by conditional access", "blocked by an authentication policy"]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[
            cause(
                "A rule of the tenant keeps the sign-in of {username} out; the reply says which.",
                "Look at {portal}, Sign-in logs, for {username} and for the app {client_id}. Then check that SMTP AUTH is switched on for the mailbox:\n    {connect}\n    Set-CASMailbox -Identity {username} -SmtpClientAuthenticationDisabled $false",
            ),
            PASSWORD_LOGIN,
        ],
        url: SMTP_AUTH,
    },
    Entry {
        name: "basic-auth-retired",
        phases: Phase::FROM_AUTH,
        when: &[status(&[both(7, 30)]), words(&["basic authentication is not supported"])],
        setting: Setting::SmtpAuthentication,
        causes: &[PASSWORD_LOGIN],
        url: BASIC,
    },
    Entry {
        name: "login-refused",
        phases: AUTH,
        when: &[
            codes(&[535]),
            Pattern::Smtp {
                codes: &[550, 554],
                enhanced: &[],
                text: &[
                    "authentication unsuccessful",
                    "authentication failed",
                    "authentication failure",
                    "invalid credentials",
                ],
            },
        ],
        setting: Setting::SmtpUsername,
        causes: &[
            NO_ROLE,
            NO_SERVICE_PRINCIPAL,
            NO_MAILBOX_PERMISSION,
            SMTP_AUTH_OFF,
            WRONG_AUDIENCE,
            WRONG_USER,
            CLOCK,
            NOT_EXCHANGE,
            SECURITY_DEFAULTS,
            TOO_SOON,
        ],
        url: XOAUTH2,
    },
    Entry {
        name: "login-refused-elsewhere",
        phases: AUTH,
        when: &[Pattern::Smtp { codes: &[535], enhanced: &[only(5, 7, 8)], text: &[] }],
        setting: Setting::SmtpUsername,
        causes: &[
            NO_ROLE,
            NOT_EXCHANGE,
            WRONG_AUDIENCE,
            WRONG_USER,
            NO_SERVICE_PRINCIPAL,
            NO_MAILBOX_PERMISSION,
            CLOCK,
        ],
        url: RFC,
    },
    Entry {
        name: "login-challenge",
        phases: AUTH,
        when: &[Pattern::Observed],
        setting: Setting::SmtpUsername,
        causes: &[
            NO_ROLE,
            WRONG_AUDIENCE,
            cause(
                "The server does not accept the token for the mailbox {username}. It said so in a challenge ({detail}), as Google's servers and some relays do and Exchange Online does not.",
                "Check that the token's app may use the mailbox {username} on {server}, and look at that server's log.",
            ),
            WRONG_USER,
        ],
        url: Some("https://developers.google.com/workspace/gmail/imap/xoauth2-protocol"),
    },
    Entry {
        name: "mechanism-unknown",
        phases: AUTH,
        when: &[
            codes(&[504, 500, 502]),
            status(&[only(5, 7, 4)]),
            words(&[
                "unrecognized authentication type",
                "mechanism not supported",
                "unsupported authentication mechanism",
                "authentication not enabled",
                "auth command is not supported",
                "authentication mechanism",
                "authentication type",
            ]),
        ],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The server does not know the sign-in method XOAUTH2, although it offered it.",
            "Check smtpServer ({smtp_host}), and whether something on the way changes the dialogue.",
        )],
        url: TROUBLE,
    },
    Entry {
        name: "auth-out-of-order",
        phases: AUTH,
        when: &[
            codes(&[503]),
            words(&[
                "already authenticated",
                "bad sequence of commands",
                "auth not advertised",
                "auth command used when not advertised",
            ]),
        ],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The server does not expect a sign-in at this point of the dialogue: it regards the session as signed in already, or TLS as missing.",
            "Run the check again with --verbose; check smtpServer ({smtp_host}) and smtpPort (587), and whether something on the way changes the dialogue.",
        )],
        url: RFC,
    },
    Entry {
        name: "auth-data-malformed",
        phases: AUTH,
        when: &[
            codes(&[501]),
            status(&[both(5, 2), both(5, 4), both(5, 6)]),
            words(&[
                "cannot decode",
                "invalid base64",
                "base64 decode",
                "malformed auth",
                "line too long",
                "syntax error",
            ]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The server cannot read the data of the sign-in: user name and token came changed or cut, or the server has a limit for the length of a line that a token exceeds.",
            "Check smtpUsername ({username}) for characters that do not belong into an address. If the server is yours, raise its line limit (a token has about 2,000 characters); otherwise let the connection pass without inspecting SMTP.",
        )],
        url: RFC,
    },
    Entry {
        name: "browser-sign-in-wanted",
        phases: AUTH,
        when: &[
            codes(&[534]),
            status(&[only(5, 7, 9), only(5, 7, 14)]),
            words(&[
                "application-specific password",
                "log in via your web browser",
                "web login required",
                "log in with your web browser",
            ]),
        ],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "The server requires another kind of sign-in (in a browser, or with a password of its own for programs): {server} is not set up for an app's token.",
            "Check that {server} is the server that is meant; for Microsoft 365 it is {smtp_host}. If it is another provider's, an app of Microsoft Entra cannot sign in there.",
        )],
        url: RFC,
    },
    Entry {
        name: "not-logged-in",
        phases: Phase::AFTER_AUTH,
        when: &[
            status(&[both(7, 57)]),
            codes(&[530]),
            words(&[
                "client was not authenticated",
                "client not authenticated",
                "not authenticated to send",
                "authentication required",
                "authentication is required",
                "must authenticate",
                "must be authenticated",
                "authenticate first",
                "please authenticate",
                "login required",
                "not logged in",
                "smtp auth required",
                "need to authenticate",
                "you must log in",
                "user not authenticated",
            ]),
        ],
        setting: Setting::SmtpUsername,
        causes: &[cause(
            "The server does not regard this session as signed in (it says: not authenticated, not logged in), although it accepted the sign-in before.",
            "Run the check again with --verbose and look at the dialogue: the reply to AUTH must be 235. Check that {server} is the right server ({smtp_host}, 587); something before it (a relay, a load balancer) may lose the sign-in.",
        )],
        url: TROUBLE,
    },
    Entry {
        name: "high-volume-token",
        phases: Phase::FROM_AUTH,
        when: &[status(&[only(5, 5, 124), only(5, 5, 127)]), words(&["invalid xoauth2 auth data"])],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "smtp-hve.office365.com (high-volume mail) does not accept the token: it requires the permission Mail.Send instead of SMTP.SendAsApp, an entry for the app, and about 10 minutes of life left in the token.",
            "Write smtpServer: {smtp_host}, unless high-volume mail is meant. If it is, give the app the Exchange Online application permission Mail.Send with admin consent, and:\n    {connect}\n    Add-HVEAppAccess -Identity {username} -AppIds {client_id}",
        )],
        url: Some("https://learn.microsoft.com/exchange/mail-flow-best-practices/oauth-high-volume-mails-m365"),
    },
];
