//! What the standard library lacks for replacing a file on Windows: its security, and the replacement itself.
//!
//! Every `unsafe` block is one call of the Windows API with pointers to memory that this crate owns. Empty elsewhere than on Windows.
#![cfg(windows)]

mod place;
mod privilege;
mod security;

pub use place::{rename_new, replace};
pub use security::{ACCESS, Security};

use std::io;

/// The result of a call that gives 0 when it fails.
fn checked(result: i32) -> io::Result<()> {
    if result == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
