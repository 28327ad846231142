//! What a run that was killed left: a temporary file, which may hold a secret.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Last part of the names of temporary files.
pub(super) const SUFFIX: &str = ".osweb-config-tmp";

/// Temporary files per folder, as they were when a file of the folder was first written: a folder is searched once, however many
/// of its files are.
static FOUND: Mutex<Option<HashMap<PathBuf, Vec<OsString>>>> = Mutex::new(None);

/// `.NAME.`, the first part of a temporary file's name; a random word without dots follows.
pub(super) fn prefix(path: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(path.file_name().unwrap_or_default());
    prefix.push(".");
    prefix
}

/// Whether there are any of this file.
pub(super) fn are_there(path: &Path) -> bool {
    !of(path).is_empty()
}

/// Removes those of this file. Only under its lock, so that no run is alive.
pub(super) fn clear(path: &Path) {
    for name in of(path) {
        // One that cannot be removed harms nothing; the write itself will say what is wrong with the folder.
        drop(fs::remove_file(path.with_file_name(name)));
    }
}

/// Removes those of this file that no run holds, where there is no lock for it.
pub(super) fn clear_unheld(path: &Path) {
    for name in of(path) {
        let left = path.with_file_name(name);
        let is_file = fs::symlink_metadata(&left).is_ok_and(|left| left.is_file());
        if is_file && fs::File::open(&left).is_ok_and(|file| file.try_lock().is_ok()) {
            drop(fs::remove_file(left));
        }
    }
}

fn of(path: &Path) -> Vec<OsString> {
    let folder = super::folder(path);
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    let folders = found.get_or_insert_default();
    let all = folders.entry(folder.to_owned()).or_insert_with(|| search(folder));
    let prefix = prefix(path);
    all.iter().filter(|name| is_of(name, &prefix)).cloned().collect()
}

fn search(folder: &Path) -> Vec<OsString> {
    let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.filter(|name| name.as_encoded_bytes().ends_with(SUFFIX.as_bytes())).collect()
}

/// Whether a temporary file is of the file with this prefix, and not of one whose name goes on: `.a.` is the beginning of both.
fn is_of(name: &OsStr, prefix: &OsStr) -> bool {
    let name = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
    let word = name.and_then(|name| name.strip_suffix(SUFFIX.as_bytes()));
    word.is_some_and(|word| !word.is_empty() && !word.contains(&b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_files_own_leftovers_are_known() {
        let of = |name: &str, path: &str| is_of(OsStr::new(name), &prefix(Path::new(path)));
        assert!(of(".a.yml.Xy12ab.osweb-config-tmp", "b/a.yml"));
        assert!(!of(".a.yml.Xy12ab.osweb-config-tmp", "a"));
        assert!(!of(".a.yml..osweb-config-tmp", "a.yml"));
        assert!(!of("a.yml.Xy12ab.osweb-config-tmp", "a.yml"));
    }
}
