//! The SMTP dialogue (RFC 5321, RFC 3207, RFC 4954): every reply is kept whole.

mod extensions;
mod session;

pub(super) use crate::catalog::Reply;
pub(super) use extensions::Extensions;
pub(super) use session::{Broken, Session};
