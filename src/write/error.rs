//! Why a file could not be written, in words that say what to do.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::system;

/// A write that did not happen. The file still has its old content.
#[derive(Debug)]
pub struct WriteError {
    path: PathBuf,
    cause: Cause,
}

/// The step that was refused.
#[derive(Debug)]
pub enum Cause {
    /// The path leads to a folder, a device or a pipe.
    NotAFile,
    /// The file bears Windows' read-only mark.
    ReadOnly,
    /// The file cannot be opened or read again.
    Open(io::Error),
    /// The file no longer has the content that was read.
    Changed,
    /// Another run holds the lock (with its path).
    Locked(PathBuf),
    /// The lock cannot be taken (with its path).
    Lock(PathBuf, io::Error),
    /// The place of the lock is taken by a link or something else that is no file (with its path).
    LockIsOther(PathBuf),
    /// The file has this many hard links, of which only one would be replaced.
    HardLinks(u64),
    /// The file cannot be written into; where its old content could not be written again, the backup that has it.
    InPlace {
        /// What the system says.
        error: io::Error,
        /// The backup.
        backup: Option<PathBuf>,
    },
    /// An extended attribute or the access list cannot be given to the replacement.
    Attribute(String, io::Error),
    /// The temporary file cannot be written.
    Temporary(io::Error),
    /// The owner or group of the file cannot be given to its replacement.
    Owner(io::Error),
    /// The backup cannot be put in place (with its path).
    Backup(PathBuf, io::Error),
    /// The new content cannot be put in place.
    Rename(io::Error),
}

impl WriteError {
    pub(super) fn new(path: &Path, cause: Cause) -> Self {
        Self { path: path.to_owned(), cause }
    }

    /// Whether the file cannot be replaced, but perhaps be written into.
    pub fn is_cured_in_place(&self) -> bool {
        match &self.cause {
            Cause::HardLinks(_) => true,
            Cause::Rename(error) => error.kind() == ErrorKind::ResourceBusy,
            _ => false,
        }
    }

    /// The step that was refused.
    pub fn cause(&self) -> &Cause {
        &self.cause
    }
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: ", self.path.display())?;
        match &self.cause {
            Cause::NotAFile => write!(f, "this is not a regular file; only a regular file is replaced"),
            Cause::ReadOnly => {
                write!(f, "the file is marked as read-only; it is unchanged. Clear the read-only attribute first")
            }
            Cause::Open(error) => write!(f, "the file cannot be read: {}", system::refusal(error)),
            Cause::Rename(error) if system::is_in_use(error) => write!(
                f,
                "another program has the file open; it is unchanged. Close it there (an editor, a viewer, a backup), then run the \
                 command again"
            ),
            Cause::Changed => write!(
                f,
                "somebody else changed the file meanwhile; nothing was written. Run the command again, on the new content"
            ),
            Cause::Locked(lock) => write!(
                f,
                "another run is writing this file (it holds {}); nothing was written. Try again when it has ended",
                lock.display()
            ),
            Cause::Lock(lock, error) => {
                write!(f, "{}; nothing was written ({}: {error})", refusal(error, "be locked"), lock.display())
            }
            Cause::LockIsOther(lock) => write!(
                f,
                "{} is not a regular file (a link is not followed); nothing was written. Remove it, then run the command again",
                lock.display()
            ),
            Cause::HardLinks(links) => write!(
                f,
                "the file has {links} hard links, and the others would keep the old content; nothing was written. {IN_PLACE}"
            ),
            Cause::InPlace { error, backup: None } => {
                write!(f, "{}; it still has its old content ({error})", refusal(error, "be written into the file"))
            }
            Cause::InPlace { error, backup: Some(backup) } => write!(
                f,
                "{}; the file may now contain parts of both contents ({error}). The old content is in {}: copy it back",
                refusal(error, "be written into the file"),
                backup.display()
            ),
            Cause::Attribute(name, error) => write!(
                f,
                "the extended attribute `{name}` cannot be kept: {error}; the file is unchanged. Run the command as the file's owner \
                 or as an administrator, or write a copy with --output"
            ),
            Cause::Rename(error) if error.kind() == ErrorKind::ResourceBusy => write!(
                f,
                "the file is a mount of its own, such as a single file that is mounted into a container, and cannot be replaced; it is \
                 unchanged. Mount its folder instead, or write a copy with --output. {IN_PLACE}"
            ),
            Cause::Temporary(error) => write!(
                f,
                "{}; the file is unchanged (temporary file in its folder: {error})",
                refusal(error, "be written beside it")
            ),
            Cause::Owner(error) => write!(
                f,
                "owner and group of the file cannot be kept: {error}; the file is unchanged. Run the command as the file's owner \
                 or as an administrator, or write a copy with --output"
            ),
            Cause::Backup(backup, error) => write!(
                f,
                "the backup {} cannot be written: {error}; the file is unchanged. Move what is in its way, or use --no-backup",
                backup.display()
            ),
            Cause::Rename(error) => {
                write!(f, "{}; the file is unchanged ({error})", refusal(error, "be put in place"))
            }
        }
    }
}

/// The way for a file that cannot be replaced.
const IN_PLACE: &str = "Or use --in-place: it keeps a backup and then writes into the file itself, which is not atomic";

/// What the system's refusal means to the user, and what to do.
fn refusal(error: &io::Error, what: &str) -> String {
    match error.kind() {
        ErrorKind::StorageFull => format!("the new content cannot {what}, because the disk is full: free some space"),
        ErrorKind::QuotaExceeded => format!("the new content cannot {what}, because the disk quota is used up"),
        ErrorKind::FileTooLarge => {
            format!("the new content cannot {what}, because it is larger than the system allows")
        }
        ErrorKind::PermissionDenied => format!(
            "the new content cannot {what}, because its folder (or the file) is not writable for you or marked as immutable: \
             run the command as a user who may write there"
        ),
        ErrorKind::ReadOnlyFilesystem => format!("the new content cannot {what}, because the file system is read-only"),
        ErrorKind::AlreadyExists => format!("the new content cannot {what}, because the file exists already"),
        ErrorKind::NotFound => format!("the new content cannot {what}, because its folder does not exist"),
        _ => format!("the new content cannot {what}"),
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.cause {
            Cause::Open(error)
            | Cause::Lock(_, error)
            | Cause::Temporary(error)
            | Cause::Owner(error)
            | Cause::Backup(_, error)
            | Cause::Attribute(_, error)
            | Cause::InPlace { error, .. }
            | Cause::Rename(error) => Some(error),
            Cause::NotAFile
            | Cause::ReadOnly
            | Cause::Changed
            | Cause::Locked(_)
            | Cause::LockIsOther(_)
            | Cause::HardLinks(_) => None,
        }
    }
}
