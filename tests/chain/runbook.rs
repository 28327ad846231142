//! The runbook of a file, and the steps of the vendor's page that it must hold, in their order.

use std::path::Path;

use crate::common::{printed, write};

pub(super) const FILE: &str = include_str!("../../fixtures/setup/osweb-prod.yml");
pub(super) const OBJECT: &str = "99998888-7777-6666-5555-444433332222";

/// What the vendor's page tells to do, step by step, and the values that belong there.
pub(super) const STEPS: &[&str] = &[
    // The account, the app registration, the users who send, the secret, the permission, the enterprise application.
    "https://portal.microsoft.com/",
    "Mail",
    "Manage email apps",
    "Authenticated SMTP",
    "https://entra.microsoft.com/",
    "App registrations",
    "New registration",
    "Redirect URI",
    "Web",
    "http://localhost",
    "Active users",
    "Send as permissions",
    "scan@contoso.com",
    "SendAsDenied",
    "Certificates & secrets",
    "New client secret",
    "description",
    "expires",
    "Add",
    "Value",
    "API permissions",
    "Add a permission",
    "APIs my organization uses",
    "Office 365 Exchange Online",
    "Application permissions",
    "SMTP",
    "SMTP.SendAsApp",
    "Grant admin consent",
    "Overview",
    "Application (client) ID",
    "11112222-bbbb-3333-cccc-4444dddd5555",
    "Directory (tenant) ID",
    "aaaabbbb-0000-cccc-1111-dddd2222eeee",
    "Enterprise applications",
    "Object ID",
    OBJECT,
    "Users and groups",
    "scan@contoso.com",
    "taken wrongly",
    // PowerShell.
    "Get-ExecutionPolicy",
    "Set-ExecutionPolicy RemoteSigned",
    "Install-Module -Name PowerShellGet -Force",
    "Install-Module -Name ExchangeOnlineManagement",
    "Install-Module -Name ExchangeOnlineManagement -Scope CurrentUser",
    "Connect-ExchangeOnline -UserPrincipalName 'admin@contoso.com'",
    "New-ServicePrincipal -AppId '11112222-bbbb-3333-cccc-4444dddd5555' -ObjectId '99998888-7777-6666-5555-444433332222' -DisplayName",
    "Add-MailboxPermission -Identity 'scan@contoso.com' -User '99998888-7777-6666-5555-444433332222' -AccessRights FullAccess",
    // Microsoft's own.
    "Add-RecipientPermission -Identity 'anna@contoso.com' -Trustee 'scan@contoso.com' -AccessRights SendAs",
    "Set-CASMailbox -Identity 'scan@contoso.com' -SmtpClientAuthenticationDisabled $false",
    "Get-TransportConfig",
    // enterprise-manager.
    "E-mail sender",
    "MailSender",
    "scan@contoso.com",
    "Administrative e-mails",
    "NoMails",
    "Allow e-mails",
    "E-mail server",
    "MailServer",
    "smtp.office365.com",
    "SMTP encryption",
    "SMTPSecurity",
    "2",
    "SMTP server port",
    "SMTPPort",
    "587",
    "SMTP authentication",
    "SMTPAuthenticating",
    "OAuth2 Microsoft Office",
    "3",
    "SMTP user name",
    "SMTPUserName",
    "scan@contoso.com",
    "Microsoft Office client ID",
    "OfficeClientID",
    "11112222-bbbb-3333-cccc-4444dddd5555",
    "Microsoft Office client secret",
    "OfficeClientSecret",
    "Microsoft Office tenant ID",
    "OfficeTenantID",
    "aaaabbbb-0000-cccc-1111-dddd2222eeee",
    "OfficeTokenEndpoint",
    "https://login.microsoftonline.com/#TenantID#/oauth2/v2.0/token",
    "OfficeAccessScopes",
    "https://outlook.office365.com/.default",
    "OfficeTokenGraceTimeInSeconds",
    "30",
    "after consultation",
    // osweb-prod.yml.
    "services-admin",
    "featureSwitches.sendEmail.smtpServer",
    "smtp.office365.com",
    "featureSwitches.sendEmail.smtpPort",
    "587",
    "featureSwitches.sendEmail.smtpEncryption",
    "TLS",
    "featureSwitches.sendEmail.smtpAuthentication",
    "MS_OAUTH",
    "featureSwitches.sendEmail.smtpUsername",
    "scan@contoso.com",
    "featureSwitches.sendEmail.oAuthClientId",
    "11112222-bbbb-3333-cccc-4444dddd5555",
    "featureSwitches.sendEmail.oAuthClientSecret",
    "featureSwitches.sendEmail.oAuthTenantId",
    "aaaabbbb-0000-cccc-1111-dddd2222eeee",
    // Verify and wait.
    "Get-ServicePrincipal",
    "Get-MailboxPermission -Identity 'scan@contoso.com'",
    "Get-CASMailbox",
    "15 to 30 minutes",
    "two hours",
    "osweb-config check --live osweb-prod.yml",
    // What comes later.
    "# osweb-config: secret-expires YEAR-MONTH-DAY",
    "Hint",
    "osweb-config setup --format powershell --part secret --output secret.ps1 osweb-prod.yml",
    "osweb-config rotate osweb-prod.yml",
];

pub(super) const WISHES: [&str; 6] =
    ["--object-id", OBJECT, "--sender", "anna@contoso.com", "--administrator", "admin@contoso.com"];

pub(super) fn setup(folder: &Path, format: &str) -> String {
    write(folder, "osweb-prod.yml", FILE);
    let line = [&["setup", "osweb-prod.yml", "--format", format], &WISHES[..]].concat();
    printed(folder, &line)
}

/// Each step follows the one before it.
pub(super) fn assert_steps(text: &str) {
    assert_order(text, STEPS);
}

pub(super) fn assert_order(text: &str, steps: &[&str]) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut from = 0;
    for (index, step) in steps.iter().enumerate() {
        let found = text[from..].find(step);
        let before = steps[index.saturating_sub(1)];
        from +=
            found.unwrap_or_else(|| panic!("`{step}` does not follow `{before}` in:\n{}", &text[from..])) + step.len();
    }
}
