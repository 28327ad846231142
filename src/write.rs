//! Replaces a file atomically: whoever looks sees the old content or the new one, never a mix and never nothing.
//!
//! The new content goes to a temporary file in the same folder, is flushed to the disk and renamed over the old file.
//! No name that is made on the way ends in `.yml` or `.yaml`: an enaio service may read every YML file of its folder.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::source::bytes;
use crate::system;

#[cfg(any(target_os = "linux", target_os = "macos"))]
mod attributes;
mod error;
mod identity;
mod in_place;
mod leftovers;
mod lock;
mod place;
mod result;

pub use error::{Cause, WriteError};
use identity::Identity;
use lock::Lock;
pub use result::put;

/// Whether the old content is kept beside the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backup {
    /// As `NAME.bak` (`NAME.bak.1` ... beside one that holds something else), with the mode and owner of the file.
    Keep,
    /// Not at all.
    None,
    /// As `NAME.bak`, and then the file itself is written into instead of being replaced: for one that cannot be, as a mount of its own or a file with
    /// other hard links. Not atomic.
    InPlace,
}

impl Backup {
    /// What `--no-backup` and `--in-place` mean.
    pub fn of(no_backup: bool, in_place: bool) -> Self {
        match (no_backup, in_place) {
            (_, true) => Self::InPlace,
            (true, false) => Self::None,
            (false, false) => Self::Keep,
        }
    }
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where the old content is now.
    pub backup: Option<PathBuf>,
}

/// Replaces a file that held `old` by `new`. A symbolic link is followed and stays; mode, owner, access list and extended attributes stay.
///
/// # Errors
/// Nothing has changed then: the file is not what was read (`old`), it has other hard links, another run holds it, or the system
/// refuses a step.
pub fn replace(path: &Path, old: &[u8], new: &[u8], backup: Backup) -> Result<Written, WriteError> {
    if backup == Backup::InPlace {
        return overwrite(path, old, new);
    }
    let fail = |cause| WriteError::new(path, cause);
    let held = Held::take(path).map_err(fail)?;
    let links = held.identity.links();
    if links > 1 {
        return Err(fail(Cause::HardLinks(links)));
    }
    let file = temporary(&held.real, new, Some(&held.identity)).map_err(fail)?;
    let there = system::patiently(|| fs::File::open(&held.real)).and_then(|there| bytes::are(old, there));
    if !there.map_err(|error| fail(Cause::Open(error)))? {
        return Err(fail(Cause::Changed));
    }
    let kept = match backup {
        Backup::None => None,
        Backup::Keep | Backup::InPlace => Some(held.keep(path, old).map_err(fail)?),
    };
    if let Err(error) = place::over(file, &held.real) {
        kept.iter().for_each(Kept::discard);
        return Err(fail(Cause::Rename(error)));
    }
    flush_folder(&held.real);
    Ok(Written { backup: kept.map(|kept| kept.shown) })
}

/// Writes `new` into a file that held `old`, which then is the same file: for one that cannot be replaced because it is a mount of
/// its own or has other hard links. Not atomic; the old content is kept beside it first. That is what [`Backup::InPlace`] does.
///
/// # Errors
/// As for [`replace`]. Where the system stops in the middle, the old content is written again; the error says whether that was possible.
fn overwrite(path: &Path, old: &[u8], new: &[u8]) -> Result<Written, WriteError> {
    let fail = |cause| WriteError::new(path, cause);
    let held = Held::take(path).map_err(fail)?;
    let mut file = in_place::open(&held.real).map_err(fail)?;
    if !bytes::are(old, &file).map_err(|error| fail(Cause::Open(error)))? {
        return Err(fail(Cause::Changed));
    }
    let kept = held.keep(path, old).map_err(fail)?;
    if let Err(error) = in_place::put(&mut file, new) {
        let restored = in_place::put(&mut file, old).is_ok();
        if restored {
            kept.discard();
        }
        return Err(fail(Cause::InPlace { error, backup: (!restored).then_some(kept.shown) }));
    }
    Ok(Written { backup: Some(kept.shown) })
}

/// Removes what a run that was killed while it wrote this file left: for a run that was asked to write and has nothing to write. What
/// cannot be removed harms nothing.
pub fn clear_leftovers(path: &Path) {
    let real = real(path);
    let locked = fs::symlink_metadata(lock::name(&real)).is_ok_and(|lock| lock.is_file());
    if locked || leftovers::are_there(&real) {
        // Nothing while another run holds the lock: what is there is alive.
        if let Ok(_lock) = Lock::take(&real) {
            leftovers::clear(&real);
        }
    }
}

/// An existing file under its lock.
struct Held {
    /// What the path leads to. A link is resolved once: whatever it points to by the end, one file is locked, compared and replaced.
    real: PathBuf,
    identity: Identity,
    _lock: Lock,
}

impl Held {
    fn take(path: &Path) -> Result<Self, Cause> {
        let real = dunce::canonicalize(path).map_err(Cause::Open)?;
        if !fs::metadata(&real).map_err(Cause::Open)?.is_file() {
            return Err(Cause::NotAFile);
        }
        let identity = Identity::of(&real).map_err(Cause::Open)?;
        if identity.is_write_protected() {
            return Err(Cause::ReadOnly);
        }
        let lock = Lock::take(&real)?;
        leftovers::clear(&real);
        Ok(Self { real, identity, _lock: lock })
    }

    /// Keeps the old content beside the file. A backup that holds something else is kept too: this one then has a number.
    fn keep(&self, path: &Path, old: &[u8]) -> Result<Kept, Cause> {
        let linked = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
        let (name, is_new) = free_backup(&self.real, old);
        // As the user calls it, unless the file lies elsewhere.
        let shown = if linked { name.clone() } else { path.with_file_name(name.file_name().unwrap_or_default()) };
        if !is_new {
            return Ok(Kept { name, shown, is_new });
        }
        let copy = match temporary(&self.real, old, Some(&self.identity)) {
            // Who may write into the file need not be its owner: the backup is then for whoever made it alone.
            Err(Cause::Owner(_) | Cause::Attribute(..)) => temporary(&self.real, old, None)?,
            made => made?,
        };
        place::fresh(copy, &name).map_err(|error| Cause::Backup(name.clone(), error))?;
        Ok(Kept { name, shown, is_new })
    }
}

/// A backup, and whether this run has made it.
struct Kept {
    name: PathBuf,
    shown: PathBuf,
    is_new: bool,
}

impl Kept {
    /// Takes it away again after a write that failed: what would be a backup of nothing holds a password that nobody looks for there.
    fn discard(&self) {
        if self.is_new {
            drop(fs::remove_file(&self.name));
        }
    }
}

/// `NAME.bak`, or the first of `NAME.bak.1`, `NAME.bak.2` ... that nobody has; one that has this very content will do, and is not new.
fn free_backup(path: &Path, old: &[u8]) -> (PathBuf, bool) {
    let mut name = backup_name(path);
    for number in 1.. {
        match fs::symlink_metadata(&name) {
            Err(_) => break,
            Ok(metadata)
                if metadata.is_file()
                    && metadata.len() == old.len() as u64
                    && fs::read(&name).is_ok_and(|content| content == old) =>
            {
                return (name, false);
            }
            Ok(_) => name = with_suffix(path, &format!(".bak.{number}")),
        }
    }
    (name, true)
}

/// Writes a file that does not exist yet. It gets the mode of `like`, and is for its owner alone without one.
///
/// # Errors
/// The file exists, or the system refuses a step; nothing is left behind then.
pub fn create(path: &Path, new: &[u8], like: Option<&Path>) -> Result<Written, WriteError> {
    let fail = |cause| WriteError::new(path, cause);
    let like = like.map(Identity::of).transpose().map_err(|error| fail(Cause::Open(error)))?;
    let real = real(path);
    let _lock = Lock::take(&real).map_err(fail)?;
    leftovers::clear(&real);
    let file = temporary(path, new, None).map_err(fail)?;
    if let Some(like) = like {
        like.give_rights_to(file.as_file()).map_err(fail)?;
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

/// A flushed file with this content beside `path`; it vanishes when it is dropped. From the first byte on nobody can read it
/// who cannot read the file that it is `like`.
fn temporary(path: &Path, content: &[u8], like: Option<&Identity>) -> Result<tempfile::NamedTempFile, Cause> {
    let prefix = leftovers::prefix(path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(leftovers::SUFFIX);
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

/// What a path leads to; for a file that does not exist yet, its place.
fn real(path: &Path) -> PathBuf {
    let place = || Some(dunce::canonicalize(folder(path)).ok()?.join(path.file_name()?));
    dunce::canonicalize(path).ok().or_else(place).unwrap_or_else(|| path.to_owned())
}

/// Makes the rename itself durable. The new content is in place already, and some network file systems cannot do it:
/// a failure is no failure of the write.
fn flush_folder(path: &Path) {
    #[cfg(unix)]
    drop(fs::File::open(folder(path)).and_then(|folder| folder.sync_all()));
    #[cfg(not(unix))]
    let _ = path;
}
