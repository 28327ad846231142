//! One run at a time per file.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Cause;

/// An exclusive lock on `NAME.lock` beside a file. The system frees it when the process ends, however it ends;
/// the lock file itself is removed when the lock is dropped, and one that a killed run left behind does no harm.
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

/// How often a lock file is opened anew because its owner has just removed it.
const ATTEMPTS: usize = 8;

impl Lock {
    pub(super) fn take(target: &Path) -> Result<Self, Cause> {
        let path = name(target);
        for _ in 0..ATTEMPTS {
            let file = open(&path)?;
            match file.try_lock() {
                Ok(()) if is_still_there(&file, &path) => return Ok(Self { path, _file: file }),
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(Cause::Locked(path)),
                Err(TryLockError::Error(error)) => return Err(Cause::Lock(path, error)),
            }
        }
        Err(Cause::Locked(path))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Before the file is closed: whoever opens the path from now on makes a new lock file.
        drop(fs::remove_file(&self.path));
    }
}

/// `NAME.lock` beside a file.
pub(super) fn name(target: &Path) -> PathBuf {
    super::with_suffix(target, ".lock")
}

/// Opens or makes the lock file. A link is not followed: where it points, a file would be made with the rights of whoever runs this.
fn open(path: &Path) -> Result<File, Cause> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let mut reading = OpenOptions::new();
    reading.read(true);
    #[cfg(unix)]
    for options in [&mut options, &mut reading] {
        use std::os::unix::fs::OpenOptionsExt as _;
        // Nor does a pipe that waits for its other end hold the run up.
        options.custom_flags((rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK).bits().cast_signed());
    }
    let refused = |error: io::Error| Cause::Lock(path.to_owned(), error);
    let is_other = || fs::symlink_metadata(path).is_ok_and(|found| !found.is_file());
    if is_other() {
        return Err(Cause::LockIsOther(path.to_owned()));
    }
    let file = match options.open(path) {
        // Left by a killed run of another user: reading is enough to lock it.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => reading.open(path).map_err(|_| refused(error))?,
        Err(_) if is_other() => return Err(Cause::LockIsOther(path.to_owned())),
        result => result.map_err(refused)?,
    };
    if file.metadata().is_ok_and(|found| found.is_file()) { Ok(file) } else { Err(Cause::LockIsOther(path.to_owned())) }
}

/// Whether the locked file is the one that the next run will open.
#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(locked), Ok(there)) => (locked.dev(), locked.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// Windows does not let a name be reused while the removed file is still open.
#[cfg(not(unix))]
fn is_still_there(_: &File, path: &Path) -> bool {
    path.exists()
}
