//! What a live check needs to know; independent of the file that it comes from.

use std::time::Duration;

use super::cloud::Cloud;
use super::tls::TrustStore;
use crate::secret::Secret;

/// Default of `--timeout`: for each stage.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);

/// The reply to AUTH and to the end of DATA is waited for at least this long: Exchange holds back a refused log-in for
/// about five seconds, and takes its time to store a message.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A live check, described.
#[derive(Clone, Debug)]
pub struct Request {
    /// Host name of the mail server.
    pub server: String,
    /// Port of the mail server.
    pub port: u16,
    /// The mailbox to log in as.
    pub username: String,
    /// Application (client) ID.
    pub client_id: String,
    /// Directory (tenant) ID, or a domain of the tenant.
    pub tenant: String,
    /// The client secret's value.
    pub secret: Secret,
    /// The cloud; `None`: guessed from the server.
    pub cloud: Option<Cloud>,
    /// Another token endpoint than the cloud's, an HTTPS address. `#TenantID#` in it stands for the tenant, as in the
    /// enaio server's `OfficeTokenEndpoint`.
    pub token_endpoint: Option<String>,
    /// Mail servers beside Microsoft's that may be given the token.
    pub allow_hosts: Vec<String>,
    /// The certificates that are trusted.
    pub trust: TrustStore,
    /// Time for each stage.
    pub timeout: Duration,
    /// Address that a test message is sent to; nothing is sent without it.
    pub send_to: Option<String>,
    /// Sender of the envelope and the test message; default: the user name.
    pub send_as: Option<String>,
}

impl Request {
    /// The cloud, given or guessed.
    pub fn cloud(&self) -> Cloud {
        self.cloud.unwrap_or_else(|| Cloud::of_server(&self.server))
    }

    /// The sender that MAIL FROM names.
    pub fn sender(&self) -> &str {
        self.send_as.as_deref().unwrap_or(&self.username)
    }

    /// Time for the reply to AUTH and to the end of DATA.
    pub(super) fn patience(&self) -> Duration {
        self.timeout.max(PATIENCE)
    }
}
