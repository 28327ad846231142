//! From what was typed to the files that are checked.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder};

use crate::error::Error;
use crate::workspace::{self, tracked};

mod exclude;
mod pattern;

pub use exclude::{judge, keep};

/// What a command works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// What gives no file, such as a folder that holds none of ours or cannot be searched: what was typed, and why.
    Nothing(String, Error),
}

impl Input {
    /// The path of a file.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Stdin | Self::Nothing(..) => None,
        }
    }
}

fn nothing(path: &Path, why: &str) -> Input {
    let name = path.display().to_string();
    Input::Nothing(name.clone(), Error::at(name, why))
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What a command works on.
    pub input: Input,
    /// Whether it was found in a folder, and not named itself.
    pub searched: bool,
}

fn named(input: Input) -> Found {
    Found { input, searched: false }
}

/// The files that are found, whatever is excluded.
pub fn discover(paths: &[PathBuf]) -> Vec<Input> {
    find(paths).into_iter().map(|found| found.input).collect()
}

/// Finds the files: one that is named explicitly whatever it is called, in folders `osweb*.yml` and `osweb*.yaml` that Git tracks or
/// no .gitignore leaves out. The order is that of the paths typed, inside a folder by name; no file comes twice.
pub fn find(paths: &[PathBuf]) -> Vec<Found> {
    let mut known = HashSet::new();
    let mut found = vec![];
    for path in paths {
        if path == Path::new("-") {
            if known.insert(path.clone()) {
                found.push(named(Input::Stdin));
            }
        } else if path.is_dir() {
            search(path, &mut known, &mut found);
        } else if let Some(matches) = pattern::expand(path) {
            expanded(path, matches, &mut known, &mut found);
        } else if known.insert(identity(path)) {
            found.push(named(Input::File(path.clone())));
        }
    }
    found
}

/// What a pattern names, as if it had been typed.
fn expanded(pattern: &Path, matches: Vec<PathBuf>, known: &mut HashSet<PathBuf>, found: &mut Vec<Found>) {
    if matches.is_empty() {
        let why = "is a pattern that no file matches; a folder can be named instead, and is searched for osweb*.yml and osweb*.yaml";
        found.push(named(nothing(pattern, why)));
    }
    for path in matches {
        if path.is_dir() {
            search(&path, known, found);
        } else if known.insert(identity(&path)) {
            found.push(named(Input::File(path)));
        }
    }
}

/// The one file that a pattern names, for commands that take one: `None` where the path is no pattern.
///
/// # Errors
/// That there is none, or that there are several.
pub fn one_of_pattern(path: &Path) -> Option<Result<PathBuf, Error>> {
    let mut matches = pattern::expand(path)?;
    let error = |why: String| Err(Error::at(path.display().to_string(), why));
    Some(match matches.len() {
        0 => error("is a pattern that no file matches".to_owned()),
        1 => Ok(matches.remove(0)),
        count => error(format!("is a pattern that {count} files match; name one of them")),
    })
}

/// What tells two files of a folder that is searched: links apart, one look at the folder is enough for all of them.
#[derive(Default)]
struct Identities {
    folders: HashMap<PathBuf, PathBuf>,
}

impl Identities {
    fn of(&mut self, path: &Path, is_link: bool) -> PathBuf {
        match (path.parent(), path.file_name()) {
            (Some(folder), Some(name)) if !is_link => {
                if let Some(known) = self.folders.get(folder) {
                    return known.join(name);
                }
                let known = identity(folder);
                let of_file = known.join(name);
                self.folders.insert(folder.to_path_buf(), known);
                of_file
            }
            _ => identity(path),
        }
    }
}

fn search(folder: &Path, known: &mut HashSet<PathBuf>, found: &mut Vec<Found>) {
    let begin = found.len();
    let mut any = false;
    let mut identities = Identities::default();
    let unfit = Unfit::default();
    for entry in walk(folder, &unfit).into_iter().flat_map(|walk| walk.build()) {
        match entry {
            Ok(entry) if is_ours(&entry) => {
                any = true;
                if known.insert(identities.of(entry.path(), entry.path_is_symlink())) {
                    found.push(Found { input: Input::File(short(entry.path())), searched: true });
                }
            }
            Ok(_) => {}
            Err(error) => {
                any = true;
                found.push(named(nothing(folder, &format!("cannot be searched: {error}"))));
            }
        }
    }
    for file in unfit.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        any = true;
        let folder = file.ancestors().nth(1).unwrap_or(file);
        let why =
            format!("cannot be searched: {} is a device, a pipe or too large, and no file of patterns", file.display());
        found.push(named(nothing(folder, &why)));
    }
    // What is tracked is in the repository, whatever a .gitignore says.
    let tracked = tracked(folder).into_iter().filter(|path| is_our_name(path) && path.is_file());
    let missed: Vec<_> = tracked.filter(|path| known.insert(identities.of(path, path.is_symlink()))).collect();
    if !missed.is_empty() {
        any = true;
        found.extend(missed.iter().map(|path| Found { input: Input::File(short(path)), searched: true }));
        found[begin..].sort_by(|one, other| one.input.path().cmp(&other.input.path()));
    }
    if !any {
        found.push(named(nothing(
            folder,
            &match left_out(folder) {
                0 => "contains no osweb*.yml or osweb*.yaml (a file of another name has to be named itself)".to_owned(),
                1 => "contains 1 file that .gitignore leaves out; it can be named itself".to_owned(),
                count => format!("contains {count} files that .gitignore leaves out; they can be named themselves"),
            },
        )));
    }
}

/// Files that tell what is left out of a folder and cannot be read.
pub type Unfit = Arc<Mutex<Vec<PathBuf>>>;

/// The way through a folder that leaves out what a .gitignore says, whether it is a Git working copy or not. Folders with files of patterns that
/// are none, or have no end, are not entered; `None` where the folder itself is, or lies in, such a one.
pub fn walk(folder: &Path, unfit: &Unfit) -> Option<WalkBuilder> {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let meet = |unfit: &Unfit, file: PathBuf| unfit.lock().unwrap_or_else(PoisonError::into_inner).push(file);
    if let Some(file) = absolute.ancestors().find_map(workspace::unfit) {
        meet(unfit, file);
        return None;
    }
    let unfit = unfit.clone();
    let mut builder = WalkBuilder::new(folder);
    builder.require_git(false).ignore_case_insensitive(cfg!(windows)).sort_by_file_name(|one, other| one.cmp(other));
    builder.filter_entry(move |entry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let found = is_folder.then(|| workspace::unfit(entry.path())).flatten();
        let is_fit = found.is_none();
        found.into_iter().for_each(|file| meet(&unfit, file));
        is_fit
    });
    Some(builder)
}

/// How many files of ours a folder holds that are left out of the search: a look at the folder itself and three levels below, not at all that a
/// .gitignore leaves out (it may be much).
fn left_out(folder: &Path) -> usize {
    const DEPTH: usize = 4;
    let walk = WalkBuilder::new(folder)
        .git_ignore(false)
        .ignore(false)
        .git_exclude(false)
        .git_global(false)
        .max_depth(Some(DEPTH))
        .build();
    walk.filter_map(Result::ok).filter(is_ours).count()
}

/// Links to files count: a mounted configuration may consist of them. One that leads nowhere is a file that cannot be read.
fn is_ours(entry: &DirEntry) -> bool {
    let is_file = || match entry.file_type() {
        Some(kind) if !kind.is_symlink() => kind.is_file(),
        _ => entry.path().is_file() || !entry.path().exists(),
    };
    is_our_name(entry.path()) && is_file()
}

/// Whether a file is called `osweb*.yml` or `osweb*.yaml`.
pub fn is_our_name(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    name.starts_with("osweb") && is_yaml_name(path)
}

/// Whether a file is called as YAML files are.
pub fn is_yaml_name(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("yml") || end.eq_ignore_ascii_case("yaml"))
}

/// `.` is how a folder is called, not how its files are.
pub fn short(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_path_buf()
}

/// What tells two paths of the same file.
fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}
