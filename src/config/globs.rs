//! Patterns as in a .gitignore.

use std::path::{Component, Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns as in a .gitignore, below a folder: the same on every system.
#[derive(Debug)]
pub(crate) struct Globs {
    folder: PathBuf,
    /// What all that the one pattern matches begins with: a repository can have an entry for each of thousands of folders.
    begin: PathBuf,
    matcher: Matcher,
}

#[derive(Debug)]
enum Matcher {
    /// A pattern that is a path: it matches what begins with it.
    Plain(String),
    Globs(Gitignore),
}

impl Globs {
    /// Compiles patterns that are relative to a folder, which is absolute.
    ///
    /// # Errors
    /// Which of them is none, and why.
    pub(crate) fn new<'p>(
        folder: &Path,
        patterns: impl ExactSizeIterator<Item = &'p str>,
    ) -> Result<Self, (String, String)> {
        let alone = patterns.len() == 1;
        let mut begin = PathBuf::new();
        let mut builder = GitignoreBuilder::new(folder);
        let _ = builder.case_insensitive(cfg!(windows));
        let refuse = |pattern: &str, why: &str| Err((pattern.to_owned(), why.to_owned()));
        for pattern in patterns {
            // Windows writes its paths so; there is nothing else that a backslash could mean there.
            let slashes = if cfg!(windows) { pattern.replace('\\', "/") } else { pattern.to_owned() };
            let slashes = slashes.strip_prefix("./").unwrap_or(&slashes);
            if pattern.trim().is_empty() || pattern.starts_with('#') {
                return refuse(pattern, "it matches nothing");
            }
            if Path::new(slashes).components().any(|part| part == Component::ParentDir) {
                return refuse(pattern, "`..` leads out of the folder, where it matches nothing");
            }
            if alone {
                let is_plain;
                (begin, is_plain) = beginning(slashes);
                // Nothing to compile.
                if is_plain {
                    return Ok(Self {
                        folder: folder.to_path_buf(),
                        begin,
                        matcher: Matcher::Plain(pattern.to_owned()),
                    });
                }
            }
            if let Err(error) = builder.add_line(None, slashes) {
                return refuse(pattern, &error.to_string());
            }
        }
        match builder.build() {
            Ok(matcher) => Ok(Self { folder: folder.to_path_buf(), begin, matcher: Matcher::Globs(matcher) }),
            Err(error) => refuse("", &error.to_string()),
        }
    }

    /// The pattern that matches a file, which is absolute, or a folder that it is in.
    pub(crate) fn find(&self, path: &Path) -> Option<&str> {
        let below = path.strip_prefix(&self.folder).ok().filter(|below| below.starts_with(&self.begin))?;
        match &self.matcher {
            Matcher::Plain(pattern) => (!pattern.ends_with('/') || below != self.begin).then_some(pattern),
            Matcher::Globs(matcher) => {
                let found = matcher.matched_path_or_any_parents(below, false);
                found.is_ignore().then(|| found.inner().map(|glob| glob.original())).flatten()
            }
        }
    }
}

/// What a pattern that is anchored, which a slash in it does, begins with before its first wildcard, and whether that is all of it. Nothing
/// where the system minds no case.
fn beginning(pattern: &str) -> (PathBuf, bool) {
    let trimmed = pattern.strip_suffix('/').unwrap_or(pattern);
    if cfg!(windows) || !trimmed.contains('/') || trimmed.contains("//") {
        return (PathBuf::new(), false);
    }
    let trimmed = trimmed.strip_prefix('/').unwrap_or(trimmed);
    match trimmed.find(['*', '?', '[', '{', '\\', '!', ' ']) {
        None => (PathBuf::from(trimmed), true),
        Some(wild) => (trimmed[..wild].rfind('/').map_or_else(PathBuf::new, |end| trimmed[..end].into()), false),
    }
}

#[cfg(all(test, not(windows)))]
mod tests {
    use super::*;

    #[test]
    fn how_a_pattern_begins_does_not_change_what_it_matches() {
        for (pattern, expected) in [
            ("customers/north/", ("customers/north", true)),
            ("customers/*/osweb-prod.yml", ("customers", false)),
            ("/archive/", ("archive", true)),
            ("/archive", ("archive", true)),
            ("a/b.yml", ("a/b.yml", true)),
            ("archive/", ("", false)),
            ("*.yml", ("", false)),
            ("**/a/b", ("", false)),
            ("c*/d", ("", false)),
            ("c{c,d}/d", ("", false)),
            ("a\\ b/c", ("", false)),
            ("!a/b.yml", ("", false)),
        ] {
            let (begin, is_plain) = beginning(pattern);
            assert_eq!((begin.to_str().unwrap(), is_plain), expected, "{pattern}");
            let globs = Globs::new(Path::new("/x"), std::iter::once(pattern)).unwrap();
            let mut builder = GitignoreBuilder::new("/x");
            builder.add_line(None, pattern).unwrap();
            let matcher = builder.build().unwrap();
            for path in [
                "customers/north/osweb.yml",
                "customers/north",
                "customers/northern/osweb.yml",
                "customers/b/osweb-prod.yml",
                "archive/a/b.yml",
                "archive",
                "a/b.yml",
                "z/archive/c.yml",
                "cc/d",
                "a b/c",
            ] {
                let whole = matcher.matched_path_or_any_parents(path, false).is_ignore();
                assert_eq!(globs.find(&Path::new("/x").join(path)).is_some(), whole, "{pattern} {path}");
            }
        }
    }
}
