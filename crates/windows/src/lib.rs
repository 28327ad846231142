//! What the standard library lacks for replacing a file on Windows: its security, and the replacement itself.
//!
//! Every `unsafe` block is one call of the Windows API with pointers to memory that this crate owns. Empty elsewhere than on Windows.
#![cfg(windows)]

mod place;
mod privilege;
mod security;

pub use place::{rename_new, replace};
pub use security::{ACCESS, Security};

use std::fs::File;
use std::io;
use std::os::windows::io::AsRawHandle as _;

use windows_sys::Win32::Storage::FileSystem::{BY_HANDLE_FILE_INFORMATION, GetFileInformationByHandle};

/// How many names a file has.
///
/// # Errors
/// The system refuses.
pub fn links(file: &File) -> io::Result<u32> {
    let mut facts = BY_HANDLE_FILE_INFORMATION::default();
    // SAFETY: the handle is open, and `facts` lives until the call returns.
    checked(unsafe { GetFileInformationByHandle(file.as_raw_handle(), &raw mut facts) })?;
    Ok(facts.nNumberOfLinks)
}

/// The result of a call that gives 0 when it fails.
fn checked(result: i32) -> io::Result<()> {
    if result == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
