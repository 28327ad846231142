//! Which project file speaks of a file: the nearest from its folder upwards to the repository's root.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::globs::Globs;
use super::layer::{Exclusion, Project, lexical};
use super::{InForce, NAME, Origin, Typed};
use crate::error::Error;

/// The project files of a run, each found and read once. A folder costs one look-up.
#[derive(Debug, Default)]
pub struct Projects {
    /// No file is looked for.
    off: bool,
    /// The folder that is open in an editor; elsewhere the working folder counts.
    here: Option<PathBuf>,
    /// The file that was named, which speaks of all files.
    named: Option<Arc<Project>>,
    /// Patterns that were typed.
    typed: Option<Globs>,
    by_folder: HashMap<PathBuf, Option<PathBuf>>,
    /// Whether a project file may speak of the folders below its own.
    reaches_down: HashMap<PathBuf, bool>,
    read: HashMap<PathBuf, Arc<Project>>,
}

impl Projects {
    /// The project files of a run: the one that is named (`--config`), none (`--no-config`), or those that are found.
    ///
    /// # Errors
    /// What is wrong with the file that is named.
    pub fn new(named: Option<&Path>, off: bool) -> Result<Self, Error> {
        let named = match named {
            Some(path) => Some(Arc::new(Project::read(path, None).map_err(|error| error.given_by("--config"))?)),
            None => None,
        };
        Ok(Self { off, named, ..Self::default() })
    }

    /// The project files of what is open in a folder.
    pub fn within(folder: &Path) -> Self {
        Self { here: Some(folder.to_path_buf()).filter(|folder| folder.is_absolute()), ..Self::default() }
    }

    fn here(&self) -> Option<PathBuf> {
        self.here.clone().or_else(|| std::env::current_dir().ok())
    }

    /// Leaves out of searches what these patterns match, which are relative to the working folder (`--exclude`).
    ///
    /// # Errors
    /// Which of them is none, and why.
    pub fn exclude(&mut self, patterns: &[String]) -> Result<(), Error> {
        if !patterns.is_empty() {
            let here = std::env::current_dir().unwrap_or_default();
            let globs = Globs::new(&here, patterns.iter().map(String::as_str))
                .map_err(|(pattern, why)| Error::new(format!("`--exclude {pattern}` is not a pattern: {why}")))?;
            self.typed = Some(globs);
        }
        Ok(())
    }

    /// The project file that speaks of a file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn of(&mut self, path: &Path) -> Result<Option<Arc<Project>>, Error> {
        if self.off || self.named.is_some() {
            return Ok(self.named.clone());
        }
        let path = place(path);
        match path.parent().and_then(|folder| self.nearest(folder)) {
            Some(found) => self.project(found).map(Some),
            None => Ok(None),
        }
    }

    /// What the project files are called that were read.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.named.iter().chain(self.read.values()).flat_map(|project| project.names())
    }

    /// What is in force for a file.
    ///
    /// # Errors
    /// What is wrong with its project file, and where.
    pub fn in_force(&mut self, path: &Path, typed: &Typed) -> Result<InForce, Error> {
        Ok(match self.of(path)? {
            Some(project) => InForce::of(Some(&project), &place(path), typed),
            None => InForce::of(None, path, typed),
        })
    }

    /// Why a file is left out of searches.
    ///
    /// # Errors
    /// What is wrong with its project file, and where.
    pub fn excludes(&mut self, path: &Path) -> Result<Option<Exclusion>, Error> {
        let project = self.of(path)?;
        if project.is_none() && self.typed.is_none() {
            return Ok(None);
        }
        let path = place(path);
        let typed = self.typed.as_ref().and_then(|globs| globs.find(&path));
        let typed = typed.map(|pattern| Exclusion { pattern: pattern.to_owned(), from: Origin::CommandLine });
        Ok(typed.or_else(|| project?.excludes(&path)))
    }

    fn project(&mut self, found: PathBuf) -> Result<Arc<Project>, Error> {
        if let Some(known) = self.read.get(&found) {
            return Ok(known.clone());
        }
        let folder = found.parent().unwrap_or(&found);
        let root = folder.ancestors().find(|folder| is_root(folder)).map_or_else(
            || self.here().filter(|here| folder.starts_with(here)).unwrap_or(folder.to_path_buf()),
            Path::to_path_buf,
        );
        let root = dunce::canonicalize(&root).unwrap_or(root);
        let project = Arc::new(Project::read(&found, Some(&root))?);
        self.read.insert(found, project.clone());
        Ok(project)
    }

    /// The nearest file that may speak of what is in a folder. Only where one is found above does it matter where the repository ends.
    fn nearest(&mut self, folder: &Path) -> Option<PathBuf> {
        if let Some(known) = self.by_folder.get(folder) {
            return known.clone();
        }
        let own = folder.join(NAME);
        let found = if own.symlink_metadata().is_ok_and(|metadata| !metadata.is_dir()) {
            Some(own)
        } else {
            let above = folder.parent().and_then(|parent| self.nearest(parent));
            above.filter(|found| !is_root(folder) && self.reaches_down(found))
        };
        self.by_folder.insert(folder.to_path_buf(), found.clone());
        found
    }

    /// Outside of a repository strangers may have written what is further up (/tmp).
    fn reaches_down(&mut self, found: &Path) -> bool {
        if let Some(known) = self.reaches_down.get(found) {
            return *known;
        }
        let above = found.parent().unwrap_or(found);
        let ours = || self.here().is_some_and(|here| above.starts_with(here));
        let reaches = above.ancestors().any(is_root) || ours();
        self.reaches_down.insert(found.to_path_buf(), reaches);
        reaches
    }
}

/// Whether a repository begins here.
fn is_root(folder: &Path) -> bool {
    [".git", ".hg", ".svn"].iter().any(|mark| folder.join(mark).exists())
}

/// A path from the root of its file system.
fn place(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let is_plain = !absolute.components().any(|part| part == std::path::Component::ParentDir);
    if is_plain { absolute } else { lexical(&absolute) }
}
