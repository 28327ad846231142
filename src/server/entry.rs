//! The documented entries: the only place that lists them.

/// One of the documented registry entries, in the order of the documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// `MailSender`: the sender's address; must correspond to the SMTP user name.
    MailSender,
    /// `NoMails`: 0 allows administrative e-mails.
    NoMails,
    /// `MailServer`: host name or IP address.
    MailServer,
    /// `SMTPSecurity`: 0 none, 1 SSL, 2 TLS.
    SmtpSecurity,
    /// `SMTPPort`.
    SmtpPort,
    /// `SMTPAuthenticating`: 3 is "OAuth2 Microsoft Office".
    SmtpAuthenticating,
    /// `SMTPUserName`.
    SmtpUserName,
    /// `OfficeClientID`.
    OfficeClientId,
    /// `OfficeClientSecret`: encrypted before it is stored.
    OfficeClientSecret,
    /// `OfficeTenantID`.
    OfficeTenantId,
    /// `OfficeTokenEndpoint`: `#TenantID#` in it stands for the tenant.
    OfficeTokenEndpoint,
    /// `OfficeAccessScopes`.
    OfficeAccessScopes,
    /// `OfficeTokenGraceTimeInSeconds`: subtracted from a token's lifetime.
    OfficeTokenGraceTimeInSeconds,
}

impl Entry {
    /// All entries, in the order of the documentation.
    pub const ALL: [Self; 13] = [
        Self::MailSender,
        Self::NoMails,
        Self::MailServer,
        Self::SmtpSecurity,
        Self::SmtpPort,
        Self::SmtpAuthenticating,
        Self::SmtpUserName,
        Self::OfficeClientId,
        Self::OfficeClientSecret,
        Self::OfficeTenantId,
        Self::OfficeTokenEndpoint,
        Self::OfficeAccessScopes,
        Self::OfficeTokenGraceTimeInSeconds,
    ];

    /// The name in the registry.
    pub fn name(self) -> &'static str {
        match self {
            Self::MailSender => "MailSender",
            Self::NoMails => "NoMails",
            Self::MailServer => "MailServer",
            Self::SmtpSecurity => "SMTPSecurity",
            Self::SmtpPort => "SMTPPort",
            Self::SmtpAuthenticating => "SMTPAuthenticating",
            Self::SmtpUserName => "SMTPUserName",
            Self::OfficeClientId => "OfficeClientID",
            Self::OfficeClientSecret => "OfficeClientSecret",
            Self::OfficeTenantId => "OfficeTenantID",
            Self::OfficeTokenEndpoint => "OfficeTokenEndpoint",
            Self::OfficeAccessScopes => "OfficeAccessScopes",
            Self::OfficeTokenGraceTimeInSeconds => "OfficeTokenGraceTimeInSeconds",
        }
    }

    /// What enterprise-manager calls the setting; it does not show the last three.
    pub fn label(self) -> Option<&'static str> {
        match self {
            Self::MailSender => Some("E-mail sender"),
            Self::NoMails => Some("Administrative e-mails"),
            Self::MailServer => Some("E-mail server"),
            Self::SmtpSecurity => Some("SMTP encryption"),
            Self::SmtpPort => Some("SMTP server port"),
            Self::SmtpAuthenticating => Some("SMTP authentication"),
            Self::SmtpUserName => Some("SMTP user name"),
            Self::OfficeClientId => Some("Microsoft Office client ID"),
            Self::OfficeClientSecret => Some("Microsoft Office client secret"),
            Self::OfficeTenantId => Some("Microsoft Office tenant ID"),
            Self::OfficeTokenEndpoint | Self::OfficeAccessScopes | Self::OfficeTokenGraceTimeInSeconds => None,
        }
    }

    /// The value that the documentation gives for Microsoft 365, or as the default.
    pub fn documented(self) -> Option<&'static str> {
        match self {
            Self::NoMails => Some("0"),
            Self::MailServer => Some("smtp.office365.com"),
            Self::SmtpSecurity => Some("2"),
            Self::SmtpPort => Some("587"),
            Self::SmtpAuthenticating => Some("3"),
            Self::OfficeTokenEndpoint => Some("https://login.microsoftonline.com/#TenantID#/oauth2/v2.0/token"),
            Self::OfficeAccessScopes => Some("https://outlook.office365.com/.default"),
            Self::OfficeTokenGraceTimeInSeconds => Some("30"),
            _ => None,
        }
    }

    /// The entry with this name; the registry does not tell upper from lower case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|entry| entry.name().eq_ignore_ascii_case(name))
    }
}
