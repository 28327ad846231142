//! The settings: the only place that lists them, with all that is known of each.
//!
//! Sources: enaio documentation, "OAuth2 Authentication for Sending E-Mails with Microsoft Office 365" (10.10 to 11.10) for names and
//! documented values; Microsoft, "Authenticate an IMAP, POP or SMTP connection using OAuth", for what the identifiers are.

use std::ops::{Index, IndexMut};

use super::Kind;

/// What is known of a setting.
#[derive(Debug)]
pub struct Definition {
    /// The key inside the section, in the documented spelling.
    pub key: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it is, for whoever writes the file; may have line breaks.
    pub text: &'static str,
    /// A value that shows what one looks like; empty where the one documented word does.
    pub example: &'static str,
    /// What is written for Microsoft 365; in angle brackets what only the reader knows.
    pub written: &'static str,
    /// The same as editors put it in, to be typed over.
    pub snippet: &'static str,
    /// What to do where there is no value that can be used.
    pub hint: &'static str,
    /// Why a migration writes the documented word; empty where there is none.
    pub reason: &'static str,
    /// A value that offends no rule.
    pub sound: &'static str,
    /// The options of `migrate` that give it; none where one value is documented.
    pub options: &'static [&'static str],
    /// What follows the first of these options in the help.
    pub value_name: &'static str,
    /// What `migrate` asks for at a terminal.
    pub prompt: &'static str,
    /// What is meant if nothing is typed there; empty where something has to be.
    pub assumed: &'static str,
    /// Where the administrator finds a value; empty where that needs no word.
    pub found: &'static str,
}

/// Defines the settings: the enum, the section with a field for each, and the definitions.
macro_rules! settings {
    ($($(#[doc = $text:literal])+ $Setting:ident, $field:ident: $kind:expr, { $($fact:ident: $value:expr,)+ })+) => {
        /// One of the documented settings, in the order of the documentation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Setting {
            $($(#[doc = $text])+ $Setting,)+
        }

        impl Setting {
            /// All settings, in the order of the documentation.
            pub const ALL: [Self; [$(Self::$Setting),+].len()] = [$(Self::$Setting),+];

            /// What is known of the setting.
            pub const fn definition(self) -> &'static Definition {
                match self {
                    $(Self::$Setting => &Definition { kind: $kind, text: concat!($($text, "\n"),+), $($fact: $value,)+ },)+
                }
            }
        }

        /// The section: something for each setting.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Section<T> {
            $($(#[doc = $text])+ pub $field: T,)+
        }

        impl<T> Section<T> {
            /// What `make` makes of each setting.
            pub fn of(mut make: impl FnMut(Setting) -> T) -> Self {
                Self { $($field: make(Setting::$Setting),)+ }
            }
        }

        impl<T> Section<T> {
            /// What each setting has, in the order of the documentation.
            pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
                [$(&self.$field),+].into_iter()
            }
        }

        impl<T> Index<Setting> for Section<T> {
            type Output = T;

            fn index(&self, setting: Setting) -> &T {
                match setting {
                    $(Setting::$Setting => &self.$field,)+
                }
            }
        }

        impl<T> IndexMut<Setting> for Section<T> {
            fn index_mut(&mut self, setting: Setting) -> &mut T {
                match setting {
                    $(Setting::$Setting => &mut self.$field,)+
                }
            }
        }
    };
}

settings! {
    /// Host name or IP address of the SMTP server, without a port. Microsoft 365: `smtp.office365.com`.
    SmtpServer, smtp_server: Kind::Host, {
        key: "smtpServer",
        example: "smtp.office365.com",
        written: "smtp.office365.com",
        snippet: "smtp.office365.com",
        hint: "Write the host name of your mail server: `smtpServer: smtp.office365.com` for Microsoft 365.",
        reason: "",
        sound: "smtp.office365.com",
        options: &["--server"],
        value_name: "HOST",
        prompt: "SMTP server [smtp.office365.com]",
        assumed: "smtp.office365.com",
        found: "",
    }
    /// Port of the SMTP server. Microsoft 365 takes mail with STARTTLS on port 587, and on 25.
    SmtpPort, smtp_port: Kind::Port, {
        key: "smtpPort",
        example: "587",
        written: "587",
        snippet: "587",
        hint: "Write `smtpPort: 587` for Microsoft 365.",
        reason: "",
        sound: "587",
        options: &["--port"],
        value_name: "PORT",
        prompt: "smtpPort",
        assumed: "587",
        found: "",
    }
    /// Encryption. `TLS` is the one documented value; which others osweb knows is not documented.
    SmtpEncryption, smtp_encryption: Kind::Word(TLS, "An encrypted connection, as Microsoft 365 demands it."), {
        key: "smtpEncryption",
        example: "",
        written: TLS,
        snippet: TLS,
        hint: "Write `smtpEncryption: TLS`.",
        reason: "Microsoft 365 takes a sign-in only after STARTTLS, which is `TLS` here",
        sound: TLS,
        options: &[],
        value_name: "",
        prompt: "smtpEncryption",
        assumed: "",
        found: "",
    }
    /// How osweb signs in. `MS_OAUTH` (OAuth2 with Microsoft 365) is the one documented value; which others osweb knows is
    /// not documented.
    SmtpAuthentication, smtp_authentication: Kind::Word(MS_OAUTH, "OAuth2 with Microsoft 365; needs all eight settings."), {
        key: "smtpAuthentication",
        example: "",
        written: MS_OAUTH,
        snippet: MS_OAUTH,
        hint: "Write `smtpAuthentication: MS_OAUTH`.",
        reason: "this is the sign-in with a token; Microsoft is switching off the one with a password",
        sound: MS_OAUTH,
        options: &[],
        value_name: "",
        prompt: "smtpAuthentication",
        assumed: "",
        found: "",
    }
    /// The mailbox that osweb signs in as. For `MS_OAUTH` an address of the form name@domain.com.
    SmtpUsername, smtp_username: Kind::Address, {
        key: "smtpUsername",
        example: "enaio@contoso.com",
        written: "<address of the mailbox>",
        snippet: "${1:name@domain.com}",
        hint: "Write the address of the mailbox that osweb signs in as.",
        reason: "",
        sound: "osweb@optimal-systems.de",
        options: &["--username"],
        value_name: "ADDRESS",
        prompt: "Mailbox that osweb signs in as (name@domain.com)",
        assumed: "",
        found: "Microsoft 365 admin center > Users > Active users, or Teams & groups > Shared mailboxes: the primary address",
    }
    /// Application (client) ID of the app registration in Microsoft Entra ID, a GUID.
    OAuthClientId, oauth_client_id: Kind::Guid, {
        key: "oAuthClientId",
        example: "11111111-2222-3333-4444-555555555555",
        written: "<Application (client) ID>",
        snippet: "${2:Application (client) ID}",
        hint: "Write the Application (client) ID: a GUID, on the Overview page of the app registration in Microsoft Entra.",
        reason: "",
        sound: "7a4be21f-93d8-4c06-b5f2-6d81e09c35aa",
        options: &["--client-id"],
        value_name: "GUID",
        prompt: "Application (client) ID",
        assumed: "",
        found: "Microsoft Entra admin center > App registrations > your app > Overview: Application (client) ID",
    }
    /// The value of a client secret of the app registration; not its Secret ID, which is a GUID. A placeholder or an
    /// encrypted value keeps it out of the file.
    OAuthClientSecret, oauth_client_secret: Kind::Secret, {
        key: "oAuthClientSecret",
        example: "${OSWEB_CLIENT_SECRET}",
        written: "<value of the client secret>",
        snippet: "${3:value of the client secret}",
        hint: "Write the value of the client secret (Microsoft Entra: Certificates & secrets, column Value), or `${NAME}` for Spring to \
               replace.",
        reason: "",
        sound: "kV28Q~w3RtYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_UiB",
        options: &["--client-secret-env", "--client-secret-file", "--client-secret-stdin", "--client-secret-placeholder"],
        value_name: "",
        prompt: "Client secret: its value, or ${NAME} for Spring to replace (not shown while you type)",
        assumed: "",
        found: "Microsoft Entra admin center > App registrations > your app > Certificates & secrets: column Value, shown once",
    }
    /// Directory (tenant) ID of the organization in Microsoft Entra ID: a GUID, or one of the organization's domains.
    OAuthTenantId, oauth_tenant_id: Kind::Tenant, {
        key: "oAuthTenantId",
        example: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
        written: "<Directory (tenant) ID>",
        snippet: "${4:Directory (tenant) ID}",
        hint: "Write the Directory (tenant) ID: a GUID, on the Overview page of the app registration in Microsoft Entra.",
        reason: "",
        sound: "c50e8d3b-1f67-4b92-a8d4-2e963fb7140c",
        options: &["--tenant-id"],
        value_name: "ID",
        prompt: "Directory (tenant) ID",
        assumed: "",
        found: "Microsoft Entra admin center > App registrations > your app > Overview: Directory (tenant) ID",
    }
}

/// The documented value of `smtpEncryption`.
pub const TLS: &str = "TLS";

/// The documented value of `smtpAuthentication`.
pub const MS_OAUTH: &str = "MS_OAUTH";
