//! What is read of Git beside the files themselves: only what is a file, and not a large one. A repository may hold a link to a device.

use std::path::{Path, PathBuf};

use crate::source::bytes;

/// The largest file with patterns, in bytes.
const LARGEST: u64 = 16 << 20;

/// The folder that `.git` is, or that it names in a further working copy.
pub(super) fn folder(mark: &Path) -> PathBuf {
    let Some(text) = read(mark).and_then(|text| String::from_utf8(text).ok()) else { return mark.to_path_buf() };
    let named = text.strip_prefix("gitdir:").map(str::trim).unwrap_or_default();
    mark.parent().map_or_else(|| PathBuf::from(named), |folder| folder.join(named))
}

/// The content of what is a file.
pub(super) fn read(path: &Path) -> Option<Vec<u8>> {
    path.is_file().then(|| bytes::file(path).ok())?
}

/// The first of the files that tell what Git leaves out of a folder which cannot be read as one: nothing is searched there.
pub fn unfit(of: &Path) -> Option<PathBuf> {
    let mark = of.join(".git");
    let mut files = vec![of.join(".ignore"), of.join(".gitignore"), mark.clone()];
    if mark.is_file() && is_fit(&mark) {
        let git = folder(&mark);
        let common = git.join("commondir");
        if common.is_file() && is_fit(&common) {
            let named = read(&common).and_then(|text| String::from_utf8(text).ok()).unwrap_or_default();
            files.push(git.join(named.trim()).join("info/exclude"));
        }
        files.extend([common, git.join("info/exclude")]);
    } else {
        files.push(mark.join("info/exclude"));
    }
    files.into_iter().find(|file| !is_fit(file))
}

/// Whether a file with patterns is not there, or can be read to its end.
pub(super) fn is_fit(path: &Path) -> bool {
    path.metadata().map_or(true, |found| found.is_dir() || found.is_file() && found.len() <= LARGEST)
}
