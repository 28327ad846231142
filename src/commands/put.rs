//! A new text put in the place of a file: replaced, or written into after a question where it cannot be replaced.

use std::path::{Path, PathBuf};

use super::question;
use crate::error::Error;
use crate::terminal::{harmless, say};
use crate::write::{self, Backup};

/// What was written.
#[derive(Debug)]
pub(super) struct Put {
    /// Where the old content is now.
    pub backup: Option<PathBuf>,
    /// Whether the file was written into, which is not atomic.
    pub in_place: bool,
}

/// Replaces a file that held `old` by `new`. Of one that cannot be replaced (a mount of its own, other hard links) somebody at a terminal is asked
/// whether to write into it.
///
/// # Errors
/// Those of [`write::replace`].
pub(super) fn put(path: &Path, old: &[u8], new: &[u8], backup: Backup) -> Result<Put, Error> {
    let (written, in_place) = match write::replace(path, old, new, backup) {
        Err(error) if error.is_cured_in_place() && question::is_possible() => {
            say(&harmless(&error.to_string()));
            if !question::is_confirmed(
                "Write into the file? Not atomic; the old content is kept beside it first [y/N] ",
            ) {
                return Err(error.into());
            }
            (write::replace(path, old, new, Backup::InPlace)?, true)
        }
        written => (written?, backup == Backup::InPlace),
    };
    Ok(Put { backup: written.backup, in_place })
}
