//! What an access token says about itself.
//!
//! Source: Microsoft Entra, "Access token claims reference". A claim is only there when it has a value, so a claim that
//! is missing means "cannot tell" and never "wrong".

use crate::cloud::Cloud;

/// The claims that tell something about sending mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// Whom the token is for.
    pub aud: Option<String>,
    /// The tenant's ID.
    pub tid: Option<String>,
    /// The application's ID (`appid` in tokens of version 1, `azp` in version 2).
    pub appid: Option<String>,
    /// The application's display name.
    pub app_displayname: Option<String>,
    /// Object ID of the application's service principal in the tenant.
    pub oid: Option<String>,
    /// Application permissions.
    pub roles: Vec<String>,
    /// Delegated permissions: only in a user's token.
    pub scp: Option<String>,
    /// Valid from, seconds since 1970.
    pub nbf: Option<i64>,
    /// Issued at, seconds since 1970.
    pub iat: Option<i64>,
    /// Valid until, seconds since 1970.
    pub exp: Option<i64>,
}

/// Exchange Online's ID as a resource.
const EXCHANGE_ID: &str = "00000002-0000-0ff1-ce00-000000000000";

/// The permission that a mail server wants: `SMTP.SendAsApp`, and `Mail.Send` for high-volume mail.
pub fn role_for(server: &str) -> &'static str {
    if is_high_volume(server) { "Mail.Send" } else { "SMTP.SendAsApp" }
}

/// Whether a server is the one for high-volume mail.
pub fn is_high_volume(server: &str) -> bool {
    server.to_ascii_lowercase().starts_with("smtp-hve.")
}

/// Whether an audience is Exchange Online of this cloud, by its address or its ID.
pub fn is_exchange(aud: &str, cloud: Cloud) -> bool {
    let aud = aud.trim_end_matches('/');
    aud.eq_ignore_ascii_case(cloud.resource()) || aud == EXCHANGE_ID || is_undocumented(aud)
}

/// An audience that is Exchange Online's, too, but that no document names for SMTP.
pub fn is_undocumented(aud: &str) -> bool {
    aud.trim_end_matches('/').eq_ignore_ascii_case("https://outlook.office.com")
}

impl Claims {
    /// Whether the token carries a permission.
    pub fn has_role(&self, wanted: &str) -> bool {
        self.roles.iter().any(|role| role == wanted)
    }

    /// The permissions in one line.
    pub fn roles_text(&self) -> String {
        if self.roles.is_empty() { "none".to_owned() } else { self.roles.join(", ") }
    }
}
