//! Writes into a file that stays the same file.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek as _, Write as _};
use std::path::Path;

use super::Cause;

/// Opens a file whose content is to be replaced.
pub(super) fn open(path: &Path) -> Result<File, Cause> {
    let opened = OpenOptions::new().read(true).write(true).open(path);
    opened.map_err(|error| Cause::InPlace { error, backup: None })
}

/// Puts a content in the place of the other. The file is never empty meanwhile.
pub(super) fn put(file: &mut File, content: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(content)?;
    file.set_len(content.len() as u64)?;
    file.sync_all()
}
