//! The right to give a file to another owner: an administrator has it, but it is off until it is asked for.

use std::io;
use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle};
use std::ptr::{null, null_mut};

use windows_sys::Win32::Foundation::{ERROR_NOT_ALL_ASSIGNED, LUID};
use windows_sys::Win32::Security::{
    AdjustTokenPrivileges, LUID_AND_ATTRIBUTES, LookupPrivilegeValueW, SE_PRIVILEGE_ENABLED, SE_RESTORE_NAME,
    TOKEN_ADJUST_PRIVILEGES, TOKEN_PRIVILEGES,
};
use windows_sys::Win32::System::Threading::{GetCurrentProcess, OpenProcessToken};

use crate::checked;

/// Switches on `SeRestorePrivilege` for this process.
///
/// # Errors
/// The user does not have it.
pub fn enable_restore() -> io::Result<()> {
    let mut token = null_mut();
    // SAFETY: the call has no precondition; its result needs no closing.
    let process = unsafe { GetCurrentProcess() };
    // SAFETY: `token` lives until the call returns.
    checked(unsafe { OpenProcessToken(process, TOKEN_ADJUST_PRIVILEGES, &raw mut token) })?;
    // SAFETY: the call above has opened it, and nothing else owns it.
    let token = unsafe { OwnedHandle::from_raw_handle(token) };
    let mut luid = LUID { LowPart: 0, HighPart: 0 };
    // SAFETY: the name is a constant that ends in NUL, and `luid` lives until the call returns.
    checked(unsafe { LookupPrivilegeValueW(null(), SE_RESTORE_NAME, &raw mut luid) })?;
    let wanted = LUID_AND_ATTRIBUTES { Luid: luid, Attributes: SE_PRIVILEGE_ENABLED };
    let privileges = TOKEN_PRIVILEGES { PrivilegeCount: 1, Privileges: [wanted] };
    // SAFETY: the token is open, `privileges` lives until the call returns, and the old state is not asked for.
    let adjusted =
        unsafe { AdjustTokenPrivileges(token.as_raw_handle(), 0, &raw const privileges, 0, null_mut(), null_mut()) };
    checked(adjusted)?;
    // The call succeeds without the privilege too, and says so in this way only.
    match io::Error::last_os_error() {
        error if error.raw_os_error() == Some(ERROR_NOT_ALL_ASSIGNED as i32) => Err(error),
        _ => Ok(()),
    }
}
