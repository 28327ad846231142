//! Microsoft's clouds: where the token comes from, what it is asked for, and which hosts take mail.
//!
//! Sources: Microsoft Entra, "National clouds" (token hosts); Exchange, "Authenticate an IMAP, POP or SMTP connection
//! using OAuth" (scope of the worldwide cloud); Microsoft 365 endpoint lists (SMTP hosts). The scopes and SMTP hosts of
//! the national clouds are not documented in one place; they are those in use by public clients.

/// One of Microsoft's clouds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cloud {
    /// The worldwide cloud, GCC included.
    Worldwide,
    /// US Government GCC High.
    GccHigh,
    /// US Department of Defense.
    Dod,
    /// Microsoft 365 operated by 21Vianet in China.
    China,
}

/// Hosts that take mail with a log-in, each with its cloud.
pub const SMTP_HOSTS: &[(&str, Cloud)] = &[
    ("smtp.office365.com", Cloud::Worldwide),
    ("smtp-legacy.office365.com", Cloud::Worldwide),
    ("smtp-hve.office365.com", Cloud::Worldwide),
    ("outlook.office365.com", Cloud::Worldwide),
    ("smtp-mail.outlook.com", Cloud::Worldwide),
    ("smtp.office365.us", Cloud::GccHigh),
    ("outlook.office365.us", Cloud::GccHigh),
    ("outlook-dod.office365.us", Cloud::Dod),
    ("smtp.partner.outlook.cn", Cloud::China),
    ("smtp-legacy.partner.outlook.cn", Cloud::China),
    ("partner.outlook.cn", Cloud::China),
];

impl Cloud {
    /// All clouds.
    pub const ALL: [Self; 4] = [Self::Worldwide, Self::GccHigh, Self::Dod, Self::China];

    /// The cloud that a mail server belongs to; worldwide where the name does not tell.
    pub fn of_server(server: &str) -> Self {
        let server = normal_host(server);
        let listed = SMTP_HOSTS.iter().find(|(host, _)| *host == server).map(|(_, cloud)| *cloud);
        listed.unwrap_or(match server.rsplit('.').next() {
            Some("us") if server.contains("dod") => Self::Dod,
            Some("us") if server.ends_with(".office365.us") => Self::GccHigh,
            Some("cn") if server.ends_with(".outlook.cn") => Self::China,
            _ => Self::Worldwide,
        })
    }

    /// The name that `--cloud` takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Worldwide => "worldwide",
            Self::GccHigh => "gcc-high",
            Self::Dod => "dod",
            Self::China => "china",
        }
    }

    /// The cloud with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cloud| cloud.name() == name)
    }

    /// Host of the token endpoint.
    pub fn token_host(self) -> &'static str {
        match self {
            Self::Worldwide => "login.microsoftonline.com",
            Self::GccHigh | Self::Dod => "login.microsoftonline.us",
            Self::China => "login.partner.microsoftonline.cn",
        }
    }

    /// The resource that the token is for: its audience.
    pub fn resource(self) -> &'static str {
        match self {
            Self::Worldwide => "https://outlook.office365.com",
            Self::GccHigh => "https://outlook.office365.us",
            Self::Dod => "https://outlook-dod.office365.us",
            Self::China => "https://partner.outlook.cn",
        }
    }

    /// The scope that the token is requested for.
    pub fn scope(self) -> String {
        format!("{}/.default", self.resource())
    }

    /// The host that takes mail in this cloud.
    pub fn smtp_host(self) -> &'static str {
        match self {
            Self::Worldwide => "smtp.office365.com",
            Self::GccHigh => "smtp.office365.us",
            Self::Dod => "outlook-dod.office365.us",
            Self::China => "smtp.partner.outlook.cn",
        }
    }

    /// The portal with the app registrations ("National clouds", app registration endpoints).
    pub fn portal(self) -> &'static str {
        match self {
            Self::Worldwide => "https://entra.microsoft.com",
            Self::GccHigh | Self::Dod => "https://portal.azure.us",
            Self::China => "https://portal.azure.cn",
        }
    }

    /// The PowerShell line that connects to Exchange Online of this cloud (documentation of `Connect-ExchangeOnline`).
    pub fn connect_line(self) -> &'static str {
        match self {
            Self::Worldwide => "Connect-ExchangeOnline",
            Self::GccHigh => "Connect-ExchangeOnline -ExchangeEnvironmentName O365USGovGCCHigh",
            Self::Dod => "Connect-ExchangeOnline -ExchangeEnvironmentName O365USGovDoD",
            Self::China => "Connect-ExchangeOnline -ExchangeEnvironmentName O365China",
        }
    }
}

/// Whether a host is one of Microsoft's mail servers that take a log-in.
pub fn takes_login(host: &str) -> bool {
    let host = normal_host(host);
    SMTP_HOSTS.iter().any(|(known, _)| *known == host)
}

/// Whether a host takes mail for one organization without a log-in (`contoso-com.mail.protection.outlook.com`: direct send).
///
/// Source: Microsoft, "How to set up a multifunction device or application to send email using Microsoft 365", option 2.
pub fn is_direct_send(host: &str) -> bool {
    normal_host(host).ends_with(".mail.protection.outlook.com")
}

/// A host name for comparison: lower case, without the final dot and without blanks around it.
pub fn normal_host(host: &str) -> String {
    host.trim().trim_end_matches('.').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cloud_is_guessed_from_the_server() {
        assert_eq!(Cloud::of_server("SMTP.Office365.com."), Cloud::Worldwide);
        assert_eq!(Cloud::of_server("smtp.office365.us"), Cloud::GccHigh);
        assert_eq!(Cloud::of_server("outlook-dod.office365.us"), Cloud::Dod);
        assert_eq!(Cloud::of_server("smtp.partner.outlook.cn"), Cloud::China);
        assert_eq!(Cloud::of_server("mail.example.us"), Cloud::Worldwide);
        assert_eq!(Cloud::of_server("127.0.0.1"), Cloud::Worldwide);
    }
}
