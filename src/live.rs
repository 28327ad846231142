//! The live check: proves that a message can be sent with the settings, or names the step that fails.
//!
//! ```text
//! request ─► trust      may this server have the token? else nothing is sent at all
//!         ─► resolve ─► connect ─► starttls     the mail server, up to the offer of XOAUTH2
//!         ─► token ─► claims                    the identity provider, and the token judged before it is sent
//!         ─► authenticate ─► envelope ─► send   both together
//! what was said or seen ─► crate::catalog ─► finding   cause, remedy, link; secrets are masked on the way in
//! ```
//!
//! [`run`] takes a plain [`Request`] and knows no file; [`mod@file`] makes a request of an inspected file, and [`diagnose`] turns the
//! report into diagnostics at the settings responsible.

mod claims;
pub(crate) mod clock;
pub mod diagnose;
pub mod file;
pub mod human;
mod mask;
mod net;
pub mod placeholder;
mod request;
mod rules;
mod smtp;
mod stage;
mod stages;
mod transcript;
mod trust;
mod walk;

pub use crate::catalog::{Candidate, Finding, RuledOut, Stage};
pub use crate::cloud::{self, Cloud};
pub(crate) use net::proxy::VARIABLES as PROXY_VARIABLES;
pub use net::roots::TrustStore;
pub use request::{DEFAULT_TIMEOUT, PATIENCE, Request};
pub use rules::LIVE_RULES;
pub use stage::{LiveReport, Outcome, StageReport};
pub use stages::is_sendable;
pub use transcript::{Line, Speaker};
pub use walk::{run, run_to_token};

/// What happens during a live check, as it happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A stage begins; so long it may wait for one thing.
    Started(Stage, std::time::Duration),
    /// A line of the dialogue, secrets masked.
    Said(Line),
    /// A stage has ended, or was skipped.
    Ended(Box<StageReport>),
}

impl Event {
    /// The event with each of its texts changed, before it is shown.
    pub fn cleaned(self, change: &dyn Fn(&str) -> String) -> Self {
        match self {
            Self::Started(..) => self,
            Self::Said(line) => Self::Said(Line { text: change(&line.text), ..line }),
            Self::Ended(mut report) => {
                report.map_texts(change);
                Self::Ended(report)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    /// A request as a good file makes it.
    pub(super) fn request() -> Request {
        Request {
            server: "smtp.office365.com".to_owned(),
            port: 587,
            username: "mailer@example.com".to_owned(),
            client_id: "11111111-2222-4333-8444-555555555555".to_owned(),
            tenant: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee".to_owned(),
            secret: Secret::new("abc8Q~planted-secret_that.must-not-be-seen"),
            cloud: None,
            token_endpoint: None,
            lacking: vec![],
            allow_hosts: vec![],
            trust: TrustStore::of(rustls::RootCertStore::empty()),
            timeout: DEFAULT_TIMEOUT,
            send_to: None,
            send_as: None,
        }
    }
}
