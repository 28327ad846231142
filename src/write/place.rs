//! Puts a temporary file in its place.

use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

/// In the place of a file. Where another program has that open for a moment, as a virus scanner does, it is tried again.
#[cfg(windows)]
pub(super) fn over(file: NamedTempFile, target: &Path) -> io::Result<()> {
    // Closed before: the system opens the file itself, and lets nobody else write to it meanwhile.
    let mut file = file.into_temp_path();
    crate::system::patiently(|| osweb_config_windows::replace(target, &file))?;
    // Nothing has the temporary name any more.
    file.disable_cleanup(true);
    Ok(())
}

/// In the place of a file.
#[cfg(not(windows))]
pub(super) fn over(file: NamedTempFile, target: &Path) -> io::Result<()> {
    file.persist(target).map(drop).map_err(|error| error.error)
}

/// Under a name that nobody has yet.
#[cfg(windows)]
pub(super) fn fresh(file: NamedTempFile, name: &Path) -> io::Result<()> {
    let mut file = file.into_temp_path();
    crate::system::patiently(|| osweb_config_windows::rename_new(&file, name))?;
    file.disable_cleanup(true);
    Ok(())
}

/// Under a name that nobody has yet.
#[cfg(not(windows))]
pub(super) fn fresh(file: NamedTempFile, name: &Path) -> io::Result<()> {
    file.persist_noclobber(name).map(drop).map_err(|error| error.error)
}
