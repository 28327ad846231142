//! What Git tracks, as its index says: a `.gitignore` has no say in a file that is tracked. The index is read, no program is run.
//!
//! The format is documented at <https://git-scm.com/docs/index-format>.

use std::path::{Path, PathBuf};

use super::git;

/// The tracked files below a folder, as far as the index can be read.
pub fn tracked(folder: &Path) -> Vec<PathBuf> {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    // Names in the index are those below the working copy, without links and `..`.
    let Some(root) = absolute.ancestors().find(|folder| folder.join(".git").exists()) else { return vec![] };
    let Ok(real) = dunce::canonicalize(&absolute) else { return vec![] };
    let Ok(prefix) = dunce::canonicalize(root).and_then(|root| {
        real.strip_prefix(root).map(Path::to_path_buf).map_err(|_| std::io::ErrorKind::NotFound.into())
    }) else {
        return vec![];
    };
    let git = git::folder(&root.join(".git"));
    let Some(index) = git::read(&git.join("index")) else { return vec![] };
    let config = git::read(&git.join("config")).unwrap_or_default();
    let sha256 = String::from_utf8_lossy(&config).to_lowercase().contains("= sha256");
    let names = names(&index, if sha256 { 32 } else { 20 }).unwrap_or_default();
    let below = names.iter().filter_map(|name| Path::new(name).strip_prefix(&prefix).ok());
    below.map(|name| folder.join(name)).collect()
}

/// The names in an index of version 2 to 4, whose hashes take so many bytes; `None` where it is of another form.
fn names(index: &[u8], hash: usize) -> Option<Vec<String>> {
    let number = |at: usize| Some(u32::from_be_bytes(index.get(at..at + 4)?.try_into().ok()?));
    let version = number(4).filter(|_| index.starts_with(b"DIRC"))?;
    let mut names = vec![];
    let mut name: Vec<u8> = vec![];
    let mut begin = 12;
    for _ in 0..number(8)? {
        let flags = begin + 40 + hash;
        let extended = version >= 3 && index.get(flags)? & 0x40 != 0;
        let mut at = flags + if extended { 4 } else { 2 };
        if version == 4 {
            // How much of the name before goes, as a number of variable length.
            let mut cut = usize::from(index.get(at)? & 0x7f);
            while index.get(at)? & 0x80 != 0 {
                at += 1;
                cut = (cut.checked_add(1)? << 7) | usize::from(index.get(at)? & 0x7f);
            }
            at += 1;
            name.truncate(name.len().checked_sub(cut)?);
        } else {
            name.clear();
        }
        let end = at + memchr::memchr(0, index.get(at..)?)?;
        name.extend_from_slice(&index[at..end]);
        names.push(String::from_utf8_lossy(&name).into_owned());
        // Entries are padded to eight bytes, except in version 4.
        begin = if version == 4 { end + 1 } else { begin + (end - begin) / 8 * 8 + 8 };
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An index with these names, each as it is cut from the one before.
    fn index(version: u8, entries: &[(u8, &str)]) -> Vec<u8> {
        let mut bytes = b"DIRC\0\0\0".to_vec();
        bytes.push(version);
        bytes.extend((entries.len() as u32).to_be_bytes());
        for (cut, name) in entries {
            let begin = bytes.len();
            bytes.extend([1; 60]);
            bytes.extend((name.len() as u16).to_be_bytes());
            if version == 4 {
                bytes.push(*cut);
            }
            bytes.extend(name.bytes().chain([0]));
            while version < 4 && !(bytes.len() - begin).is_multiple_of(8) {
                bytes.push(0);
            }
        }
        bytes
    }

    #[test]
    fn what_is_tracked_below_a_folder_is_named_from_there() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join(".git")).unwrap();
        std::fs::create_dir_all(folder.path().join("a")).unwrap();
        let index = index(2, &[(0, "a/osweb-prod.yml"), (0, "b/osweb.yml")]);
        std::fs::write(folder.path().join(".git/index"), index).unwrap();
        let below = folder.path().join("a");
        assert_eq!(tracked(&below), [below.join("osweb-prod.yml")]);
        assert_eq!(tracked(folder.path()).len(), 2);
    }

    #[test]
    fn names_are_read_in_every_version() {
        let plain = index(2, &[(0, "a/osweb-prod.yml"), (0, "a/osweb.yml"), (0, "b")]);
        let short = index(4, &[(0, "a/osweb-prod.yml"), (9, ".yml"), (11, "b")]);
        for bytes in [&plain, &short] {
            assert_eq!(names(bytes, 20).unwrap(), ["a/osweb-prod.yml", "a/osweb.yml", "b"]);
            assert!((0..bytes.len()).all(|end| names(&bytes[..end], 20).is_none()), "a part is none");
        }
    }
}
