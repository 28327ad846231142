//! What to write for a setting, and where to find it.

use crate::settings::Setting;

/// One sentence for help texts.
pub(super) fn cure(setting: Setting) -> &'static str {
    match setting {
        Setting::SmtpServer => {
            "Write the host name of your mail server: `smtpServer: smtp.office365.com` for Microsoft 365."
        }
        Setting::SmtpPort => "Write `smtpPort: 587` for Microsoft 365.",
        Setting::SmtpEncryption => "Write `smtpEncryption: TLS`.",
        Setting::SmtpAuthentication => "Write `smtpAuthentication: MS_OAUTH`.",
        Setting::SmtpUsername => "Write the address of the mailbox that osweb logs in as.",
        Setting::OAuthClientId => {
            "Write the Application (client) ID: a GUID, on the Overview page of the app registration in Microsoft Entra."
        }
        Setting::OAuthClientSecret => {
            "Write the value of the client secret (Microsoft Entra: Certificates & secrets, column Value), or `${NAME}` for Spring to replace."
        }
        Setting::OAuthTenantId => {
            "Write the Directory (tenant) ID: a GUID, on the Overview page of the app registration in Microsoft Entra."
        }
    }
}

/// A value as it is written for Microsoft 365; in angle brackets what only the reader knows.
pub(super) fn sample(setting: Setting) -> &'static str {
    match setting {
        Setting::SmtpServer => "smtp.office365.com",
        Setting::SmtpPort => "587",
        Setting::SmtpEncryption => "TLS",
        Setting::SmtpAuthentication => "MS_OAUTH",
        Setting::SmtpUsername => "<address of the mailbox>",
        Setting::OAuthClientId => "<Application (client) ID>",
        Setting::OAuthClientSecret => "<value of the client secret>",
        Setting::OAuthTenantId => "<Directory (tenant) ID>",
    }
}
