//! Replaces a file atomically: whoever looks sees the old content or the new one, never a mix and never nothing.
//!
//! The new content goes to a temporary file in the same folder, is flushed to the disk and renamed over the old file.
//! No name that is made on the way ends in `.yml` or `.yaml`: an enaio service may read every YML file of its folder.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::system;

mod error;
mod identity;
mod lock;
mod place;

pub use error::{Cause, WriteError};
use identity::Identity;
use lock::Lock;

/// Last part of the names of temporary files; what an interrupted run left behind is known by it.
const TEMPORARY: &str = ".osweb-config-tmp";

/// Whether the old content is kept beside the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backup {
    /// As `NAME.bak`, with the mode and owner of the file.
    Keep,
    /// Not at all.
    None,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where the old content is now.
    pub backup: Option<PathBuf>,
}

/// Replaces a file that held `old` by `new`. A symbolic link is followed and stays; mode and owner stay.
///
/// # Errors
/// Nothing has changed then: the file is not what was read (`old`), another run holds it, or the system refuses a step.
pub fn replace(path: &Path, old: &[u8], new: &[u8], backup: Backup) -> Result<Written, WriteError> {
    let fail = |cause| WriteError::new(path, cause);
    // The link is resolved once: whatever it points to by the end, one file is locked, compared and replaced.
    let real = dunce::canonicalize(path).map_err(|error| fail(Cause::Open(error)))?;
    if !fs::metadata(&real).map_err(|error| fail(Cause::Open(error)))?.is_file() {
        return Err(fail(Cause::NotAFile));
    }
    let identity = Identity::of(&real).map_err(|error| fail(Cause::Open(error)))?;
    if identity.is_write_protected() {
        return Err(fail(Cause::ReadOnly));
    }
    let _lock = Lock::take(&real).map_err(fail)?;
    clear_leftovers(&real);
    let file = temporary(&real, new, Some(&identity)).map_err(fail)?;
    if system::patiently(|| fs::read(&real)).map_err(|error| fail(Cause::Open(error)))? != old {
        return Err(fail(Cause::Changed));
    }
    let kept = match backup {
        Backup::Keep => {
            let name = backup_name(&real);
            let copy = temporary(&real, old, Some(&identity)).map_err(fail)?;
            let put = if name.exists() { place::over } else { place::fresh };
            put(copy, &name).map_err(|error| fail(Cause::Backup(name.clone(), error)))?;
            // As the user calls it, unless the file lies elsewhere.
            let linked = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
            Some(if linked { name } else { backup_name(path) })
        }
        Backup::None => None,
    };
    if let Err(error) = place::over(file, &real) {
        // What would be a backup of nothing holds a password that nobody looks for there.
        kept.iter().for_each(|backup| drop(fs::remove_file(backup)));
        return Err(fail(Cause::Rename(error)));
    }
    flush_folder(&real);
    Ok(Written { backup: kept })
}

/// Writes a file that does not exist yet. It gets the mode of `like`, and is for its owner alone without one.
///
/// # Errors
/// The file exists, or the system refuses a step; nothing is left behind then.
pub fn create(path: &Path, new: &[u8], like: Option<&Path>) -> Result<Written, WriteError> {
    let fail = |cause| WriteError::new(path, cause);
    let like = like.map(Identity::of).transpose().map_err(|error| fail(Cause::Open(error)))?;
    let file = temporary(path, new, None).map_err(fail)?;
    if let Some(like) = like {
        like.give_rights_to(file.as_file()).map_err(|error| fail(Cause::Temporary(error)))?;
    }
    place::fresh(file, path).map_err(|error| fail(Cause::Rename(error)))?;
    flush_folder(path);
    Ok(Written { backup: None })
}

/// `NAME.bak` beside the file.
pub fn backup_name(path: &Path) -> PathBuf {
    with_suffix(path, ".bak")
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
    name.push(suffix);
    path.with_file_name(name)
}

/// The folder that holds a path; a bare name lies in the current one.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// `.NAME.` in front of a temporary file's name.
fn temporary_prefix(path: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(path.file_name().unwrap_or_default());
    prefix.push(".");
    prefix
}

/// A flushed file with this content beside `path`; it vanishes when it is dropped. From the first byte on nobody can read it
/// who cannot read the file that it is `like`.
fn temporary(path: &Path, content: &[u8], like: Option<&Identity>) -> Result<tempfile::NamedTempFile, Cause> {
    let prefix = temporary_prefix(path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(TEMPORARY);
    #[cfg(not(windows))]
    let made = builder.tempfile_in(folder(path));
    #[cfg(windows)]
    let made = builder.make_in(folder(path), |name| Identity::open_new(like, name));
    let mut file = made.map_err(|error| Cause::Temporary(without_path(error)))?;
    if let Some(like) = like {
        like.give_to(file.as_file())?;
    }
    file.as_file_mut().write_all(content).map_err(Cause::Temporary)?;
    file.as_file().sync_all().map_err(Cause::Temporary)?;
    Ok(file)
}

/// The system's error alone: the name of a temporary file, with doubled backslashes, tells nobody anything.
fn without_path(error: io::Error) -> io::Error {
    let text = error.to_string();
    match text.split_once(" at path \"") {
        Some((plain, _)) => io::Error::new(error.kind(), plain),
        None => error,
    }
}

/// Removes what a run that was killed left behind: such a file may hold a secret. Only under the lock, so that no run is alive.
fn clear_leftovers(path: &Path) {
    let prefix = temporary_prefix(path);
    for entry in fs::read_dir(folder(path)).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let (name, prefix) = (name.as_encoded_bytes(), prefix.as_encoded_bytes());
        if name.starts_with(prefix) && name.ends_with(TEMPORARY.as_bytes()) {
            // One that cannot be removed harms nothing; the write itself will say what is wrong with the folder.
            drop(fs::remove_file(entry.path()));
        }
    }
}

/// Makes the rename itself durable. The new content is in place already, and some network file systems cannot do it:
/// a failure is no failure of the write.
fn flush_folder(path: &Path) {
    #[cfg(unix)]
    drop(fs::File::open(folder(path)).and_then(|folder| folder.sync_all()));
    #[cfg(not(unix))]
    let _ = path;
}
