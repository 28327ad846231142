//! Giving a file another name.

use std::fs::File;
use std::io;
use std::iter::once;
use std::os::windows::ffi::OsStrExt as _;
use std::os::windows::fs::OpenOptionsExt as _;
use std::path::Path;
use std::ptr::{null, null_mut};

use windows_sys::Win32::Foundation::{ERROR_INVALID_FUNCTION, ERROR_NOT_SUPPORTED};
use windows_sys::Win32::Storage::FileSystem::{
    DELETE, MOVEFILE_REPLACE_EXISTING, MOVEFILE_WRITE_THROUGH, MoveFileExW, ReplaceFileW,
};

use crate::checked;

/// Puts `replacement` in the place of `target`, which keeps its identity: creation time, compression, encryption, further
/// streams. Where the file system knows no replacement of that kind, the file is renamed over the other. Neither may be
/// open here without `FILE_SHARE_DELETE`.
///
/// # Errors
/// The system refuses; `target` then has its old content and name.
///
/// Source: Microsoft, "ReplaceFileW function (winbase.h)"; without a backup's name no failure leaves `target` renamed.
pub fn replace(target: &Path, replacement: &Path) -> io::Result<()> {
    // Asked for first: a refusal in the middle of the call may leave a temporary file of its own.
    drop(File::options().access_mode(DELETE).open(target)?);
    let (target, replacement) = (wide(target)?, wide(replacement)?);
    // SAFETY: both names end in NUL and live until the call returns; the other pointers may be null.
    let replaced = unsafe { ReplaceFileW(target.as_ptr(), replacement.as_ptr(), null(), 0, null_mut(), null_mut()) };
    match checked(replaced) {
        Err(error) if is_unknown_there(&error) => {
            let flags = MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH;
            // SAFETY: both names end in NUL and live until the call returns.
            checked(unsafe { MoveFileExW(replacement.as_ptr(), target.as_ptr(), flags) })
        }
        result => result,
    }
}

fn is_unknown_there(error: &io::Error) -> bool {
    let code = error.raw_os_error().and_then(|code| u32::try_from(code).ok());
    matches!(code, Some(ERROR_NOT_SUPPORTED | ERROR_INVALID_FUNCTION))
}

/// Renames a file to a name that nobody has yet; its attributes stay.
///
/// # Errors
/// The name is taken, or the system refuses.
pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    let (from, to) = (wide(from)?, wide(to)?);
    // SAFETY: both names end in NUL and live until the call returns.
    checked(unsafe { MoveFileExW(from.as_ptr(), to.as_ptr(), MOVEFILE_WRITE_THROUGH) })
}

/// A name as Windows takes it. The standard library makes long ones work by a prefix; so does this.
fn wide(path: &Path) -> io::Result<Vec<u16>> {
    /// Names up to this length need no prefix, whatever is appended to them.
    const SHORT: usize = 240;
    let absolute = std::path::absolute(path)?;
    let text: Vec<u16> = absolute.as_os_str().encode_wide().collect();
    if text.contains(&0) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let starts = |prefix: &str| text.iter().copied().take(prefix.len()).eq(prefix.encode_utf16());
    let (prefix, skip) = match () {
        () if text.len() < SHORT || starts(r"\\?\") || starts(r"\\.\") => ("", 0),
        () if starts(r"\\") => (r"\\?\UNC\", 2),
        () => (r"\\?\", 0),
    };
    Ok(prefix.encode_utf16().chain(text[skip..].iter().copied()).chain(once(0)).collect())
}
