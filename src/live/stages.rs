//! The stages, one file each. A stage returns what the next one needs, or what is wrong.

pub(super) mod authenticate;
pub(super) mod claims;
pub(super) mod connect;
pub(super) mod envelope;
pub(super) mod resolve;
pub(super) mod send;
pub(super) mod starttls;
pub(super) mod token;

use super::stage::Finding;

/// A stage's result.
type Result<T> = std::result::Result<T, Box<Finding>>;
