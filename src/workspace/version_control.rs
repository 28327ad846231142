//! Whether a file is under version control.

use std::path::Path;

use ignore::gitignore::Gitignore;

use super::git::is_fit;

/// Whether a file lies in a working copy of Git, Mercurial or Subversion, and is not ignored there.
pub fn holds(path: &Path) -> bool {
    let Ok(path) = std::path::absolute(path) else { return false };
    let folders: Vec<&Path> = path.ancestors().skip(1).collect();
    let is_marked = |folder: &&Path| [".git", ".hg", ".svn"].iter().any(|mark| folder.join(mark).exists());
    let Some(root) = folders.iter().position(is_marked).filter(|_| path.is_file()) else { return false };
    // The nearest .gitignore that speaks of the file decides.
    let verdict = folders[..=root].iter().find_map(|folder| {
        let patterns = Some(folder.join(".gitignore")).filter(|patterns| is_fit(patterns))?;
        let (ignores, _) = Gitignore::new(patterns);
        let verdict = ignores.matched_path_or_any_parents(&path, false);
        (!verdict.is_none()).then(|| verdict.is_ignore())
    });
    !verdict.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn an_ignored_file_is_not_under_version_control() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            path
        };
        let (kept, ignored) = (write("a/osweb-prod.yml", ""), write("a/osweb-local.yml", ""));
        assert!(!holds(&kept), "no working copy yet");
        fs::create_dir(folder.path().join(".git")).unwrap();
        write(".gitignore", "osweb-*.yml\n");
        assert!(!holds(&kept));
        write("a/.gitignore", "!osweb-prod.yml\n");
        assert!(holds(&kept));
        assert!(!holds(&ignored));
        assert!(!holds(&folder.path().join("a/missing.yml")));
    }
}
