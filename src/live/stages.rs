//! The stages, one file each. A stage returns what the next one needs, or what is wrong.

pub(super) mod authenticate;
pub(super) mod claims;
pub(super) mod connect;
pub(super) mod envelope;
pub(super) mod resolve;
pub(super) mod send;
pub(super) mod starttls;
pub(super) mod token;

use crate::catalog::Finding;

/// Whether a message can be made with an address as its sender or recipient.
pub fn is_sendable(address: &str) -> bool {
    envelope::is_plain_address(address) && address.parse::<lettre::Address>().is_ok()
}

/// A stage's result.
type Result<T> = std::result::Result<T, Box<Finding>>;
