//! The settings as typed structs: the published JSON Schema is generated from them, and binding reads values into them.
//!
//! Sources: enaio documentation, "OAuth2 Authentication for Sending E-Mails with Microsoft Office 365" (10.10 to 11.10) for names and
//! documented values; Microsoft, "Authenticate an IMAP, POP or SMTP connection using OAuth", for what the identifiers are.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value as Json;

use super::given::Given;

mod constraints;
mod values;

pub use values::{Authentication, ClientId, ClientSecret, Encryption, Port, Server, TenantId, Username};

/// Configuration of enaio webclient (osweb): osweb-prod.yml in the configuration folder of enaio service-manager.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(title = "osweb-prod.yml")]
pub struct Configuration {
    /// Switches of enaio webclient. Only `sendEmail` is described here; any other key is allowed.
    #[serde(default)]
    pub feature_switches: FeatureSwitches,
    /// Keys that are not described here.
    #[serde(flatten)]
    #[schemars(skip)]
    pub others: BTreeMap<String, Json>,
}

/// Switches of enaio webclient. Only `sendEmail` is described here; any other key is allowed.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(extend("errorMessage" = "Settings are expected below this key."))]
pub struct FeatureSwitches {
    /// How enaio webclient sends e-mail. The documentation describes Microsoft 365 with OAuth2: then all eight settings are
    /// needed. Instead of a value, a Spring placeholder (`'${NAME}'`) or an encrypted value (`'{cipher}…'`) may stand anywhere.
    #[serde(default)]
    pub send_email: SendEmail,
    /// Keys that are not described here.
    #[serde(flatten)]
    #[schemars(skip)]
    pub others: BTreeMap<String, Json>,
}

/// How enaio webclient sends e-mail.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
#[schemars(extend("errorMessage" = "The settings are expected below this key."), transform = constraints::microsoft_oauth, transform = constraints::other_keys, transform = constraints::whole_section)]
pub struct SendEmail {
    /// Host name or IP address of the SMTP server, without a port. Microsoft 365: `smtp.office365.com`.
    #[schemars(extend("examples" = ["smtp.office365.com"]))]
    #[schemars(with = "Given<Server>")]
    pub smtp_server: Option<Given<Server>>,
    /// Port of the SMTP server. Microsoft 365 takes mail with STARTTLS on port 587, and on 25.
    #[schemars(extend("examples" = [587]))]
    #[schemars(with = "Given<Port>")]
    pub smtp_port: Option<Given<Port>>,
    /// Encryption. `TLS` is the one documented value; which others osweb knows is not documented.
    #[schemars(with = "Given<Encryption>")]
    pub smtp_encryption: Option<Given<Encryption>>,
    /// How osweb logs in. `MS_OAUTH` (OAuth2 with Microsoft 365) is the one documented value; which others osweb knows is
    /// not documented.
    #[schemars(with = "Given<Authentication>")]
    pub smtp_authentication: Option<Given<Authentication>>,
    /// The mailbox that osweb logs in as. For `MS_OAUTH` an address of the form name@domain.com.
    #[schemars(extend("examples" = ["enaio@contoso.com"]))]
    #[schemars(with = "Given<Username>")]
    pub smtp_username: Option<Given<Username>>,
    /// Application (client) ID of the app registration in Microsoft Entra ID, a GUID.
    #[schemars(extend("examples" = ["11111111-2222-3333-4444-555555555555"]))]
    #[serde(rename = "oAuthClientId")]
    #[schemars(with = "Given<ClientId>")]
    pub oauth_client_id: Option<Given<ClientId>>,
    /// The value of a client secret of the app registration; not its Secret ID, which is a GUID. A placeholder or an
    /// encrypted value keeps it out of the file.
    #[schemars(extend("examples" = ["${OSWEB_CLIENT_SECRET}"]))]
    #[serde(rename = "oAuthClientSecret")]
    #[schemars(with = "Given<ClientSecret>")]
    pub oauth_client_secret: Option<Given<ClientSecret>>,
    /// Directory (tenant) ID of the organization in Microsoft Entra ID: a GUID, or one of the organization's domains.
    #[schemars(extend("examples" = ["aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"]))]
    #[serde(rename = "oAuthTenantId")]
    #[schemars(with = "Given<TenantId>")]
    pub oauth_tenant_id: Option<Given<TenantId>>,
    /// Keys that the documentation does not know.
    #[serde(flatten)]
    #[schemars(skip)]
    pub others: BTreeMap<String, Json>,
}

/// The documented value of `smtpEncryption`.
pub const TLS: &str = "TLS";

/// The documented value of `smtpAuthentication`.
pub const MS_OAUTH: &str = "MS_OAUTH";
