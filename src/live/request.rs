//! What a live check needs to know; independent of the file that it comes from.

use std::time::Duration;

use super::cloud::Cloud;
use super::net::roots::TrustStore;
use crate::catalog::{Facts, Seen, Stage};
use crate::secret::Secret;
use crate::settings::Setting;
use crate::settings::validate::is_guid;

/// Default of `--timeout`: for each stage.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);

/// The reply to AUTH and to the end of DATA is waited for at least this long: Exchange holds back a refused sign-in for
/// about five seconds, and takes its time to store a message.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A live check, described.
#[derive(Clone, Debug)]
pub struct Request {
    /// Host name of the mail server.
    pub server: String,
    /// Port of the mail server.
    pub port: u16,
    /// The mailbox to sign in as.
    pub username: String,
    /// Application (client) ID.
    pub client_id: String,
    /// Directory (tenant) ID, or a domain of the tenant.
    pub tenant: String,
    /// The client secret's value.
    pub secret: Secret,
    /// Settings whose value is not known here; what needs one of them is skipped.
    pub lacking: Vec<Setting>,
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

    /// The longest that a stage waits for one thing.
    pub(super) fn limit(&self, stage: Stage) -> Duration {
        if matches!(stage, Stage::Authenticate | Stage::Send) { self.patience() } else { self.timeout }
    }

    /// What is known before the first stage.
    pub(super) fn facts(&self) -> Facts {
        let cloud = self.cloud();
        Facts {
            known: true,
            server: self.server.clone(),
            port: self.port,
            username: self.username.clone(),
            client_id: self.client_id.clone(),
            tenant: self.tenant.clone(),
            cloud,
            token_host: cloud.token_host().to_owned(),
            sender: self.sender().to_owned(),
            recipient: self.send_to.clone(),
            secret_is_id: Some(is_guid(self.secret.expose())),
            seen: Seen::default(),
            phase: None,
            detail: String::new(),
        }
    }
}
