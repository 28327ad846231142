//! Patterns in paths (`conf\\osweb-*.yml`): shells of Unix expand them, those of Windows leave that to the program.

use std::path::{Path, PathBuf};

use glob::{MatchOptions, glob_with};

/// As the shells do it: a star stays within its folder and does not find what is hidden.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: !cfg!(windows), require_literal_separator: true, require_literal_leading_dot: true };

/// What a pattern matches, by name; `None` where the path is none, or names a file as it is.
pub(super) fn expand(path: &Path) -> Option<Vec<PathBuf>> {
    let text = path.to_str()?;
    // The system's own form of a path begins with a question mark that is no pattern.
    let marks = text.strip_prefix(r"\\?\").unwrap_or(text);
    if !marks.contains(['*', '?', '[']) || path.exists() {
        return None;
    }
    let matches = glob_with(text, OPTIONS).ok()?;
    Some(matches.filter_map(Result::ok).collect())
}
