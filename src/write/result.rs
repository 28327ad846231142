//! Results: reports, runbooks, caches. What is replaced was made by a run as well: it needs no backup, and of two runs that write
//! at once the last one wins.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::{folder, leftovers};

/// Writes a result, whole or not at all, and removes what a run that was killed meanwhile left of it. A new one is for its owner alone
/// where it is `private`; one that is replaced otherwise keeps its mode.
///
/// # Errors
/// What the system says; the old content is there then.
pub fn put(path: &Path, content: &[u8], private: bool) -> io::Result<()> {
    leftovers::clear_unheld(path);
    folder(path).metadata()?;
    let prefix = leftovers::prefix(path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(leftovers::SUFFIX);
    #[cfg(unix)]
    if !private {
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    // The name of the temporary file, which the error holds, tells nobody anything.
    let mut file = builder.tempfile_in(folder(path)).map_err(|error| io::Error::from(error.kind()))?;
    // Held as long as this run lives; where the system cannot do it, it is left to whoever finds it.
    drop(file.as_file().try_lock());
    file.write_all(content)?;
    if !private && let Ok(old) = fs::metadata(path) {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.persist(path).map(drop).map_err(|error| error.error)
}
