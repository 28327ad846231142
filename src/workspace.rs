//! The files that a run works on, each read and parsed once: those that are checked, files of lower precedence, registry exports,
//! policies. Reading them is all that touches the disk.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::Error;
use crate::inspect::{self, Inspection, Options, View};
use crate::parse::Format;
use crate::source::SourceFile;

mod git;
mod git_index;
mod loaded;
mod version_control;

pub use git::unfit;
pub use git_index::tracked;
pub use loaded::LoadedFile;

/// What all files of a run are judged by, and the files that were read for it.
#[derive(Debug, Default)]
pub struct Workspace {
    /// What a check needs to know beside the file itself.
    pub options: Options,
    /// Files that were read before they are checked, by their path.
    loaded: HashMap<PathBuf, Arc<LoadedFile>>,
}

impl Workspace {
    /// A workspace for a profile and a format, where the user names them.
    pub fn new(profile: Option<String>, format: Option<Format>) -> Self {
        Self { options: Options { profile, format, ..Options::default() }, loaded: HashMap::new() }
    }

    /// Reads a file of lower precedence.
    ///
    /// # Errors
    /// It cannot be read, or Spring would refuse it: then it gives no settings.
    pub fn add_base(&mut self, path: &Path) -> Result<(), Error> {
        self.options.base.push(lower(path, "--base")?);
        Ok(())
    }

    /// Reads and compiles a policy.
    ///
    /// # Errors
    /// It cannot be read, or is no JSON Schema: where, and why.
    #[cfg(feature = "policy")]
    pub fn add_policy(&mut self, path: &Path) -> Result<(), Error> {
        self.options.policies.push(policy(path, "--policy")?);
        Ok(())
    }

    /// Reads the files that may be registry exports: those are what all others are compared with. What cannot be read is reported
    /// where it is checked.
    pub fn add_exports<'p>(&mut self, paths: impl IntoIterator<Item = &'p Path>) {
        let is_yaml = |path: &Path| path.extension().is_some_and(|ending| ending == "yml" || ending == "yaml");
        for path in paths.into_iter().filter(|path| !is_yaml(path) && path.is_file()) {
            let Ok(file) = self.open(path) else { continue };
            if file.reading.format == Format::Registry && file.reading.faults.is_empty() {
                self.options.servers.push(file.clone());
            }
            self.loaded.insert(path.to_owned(), file);
        }
    }

    /// Reads and parses a file, unless that was done before.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn open(&self, path: &Path) -> Result<Arc<LoadedFile>, Error> {
        self.open_as(path, self.options.format)
    }

    /// Reads and parses a file of a format, unless that was done before.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn open_as(&self, path: &Path, format: Option<Format>) -> Result<Arc<LoadedFile>, Error> {
        if let Some(file) =
            self.loaded.get(path).filter(|file| format.is_none_or(|format| file.reading.format == format))
        {
            return Ok(file.clone());
        }
        read(path, format).map(|source| load(source, format))
    }

    /// Parses a text that was read.
    pub fn load(&self, source: SourceFile) -> Arc<LoadedFile> {
        load(source, self.options.format)
    }

    /// Judges a file.
    pub fn check(&self, file: Arc<LoadedFile>) -> Inspection {
        inspect::check(file, &self.options)
    }

    /// What a service sees of a file; no rule is asked.
    pub fn view(&self, file: Arc<LoadedFile>) -> View {
        inspect::view(file, &self.options)
    }
}

/// Reads a file of lower precedence, which `by` names.
///
/// # Errors
/// It cannot be read, or Spring would refuse it: then it gives no settings.
pub fn lower(path: &Path, by: &str) -> Result<Arc<LoadedFile>, Error> {
    let file = LoadedFile::parse(read(path, None).map_err(|error| error.given_by(by))?, None);
    if let Some(fault) = file.reading.faults.first() {
        let at = file.source.position(fault.span.start);
        let place = format!("{}:{}:{}:", file.source.name(), at.line, at.column);
        return Err(Error::at(place, file.mask().text(&fault.message)).given_by(by).hint("check that file first"));
    }
    Ok(Arc::new(file))
}

/// Reads a registry export, which `by` names.
///
/// # Errors
/// It cannot be read, or is none.
pub fn export(path: &Path, by: &str) -> Result<Arc<LoadedFile>, Error> {
    let file = LoadedFile::parse(read(path, None).map_err(|error| error.given_by(by))?, None);
    if file.reading.format != Format::Registry || !file.reading.faults.is_empty() {
        let name = path.display().to_string();
        return Err(Error::at(name, "is not a registry export").given_by(by).hint("check that file first"));
    }
    Ok(Arc::new(file))
}

/// Reads and compiles a policy, which `by` names.
///
/// # Errors
/// It cannot be read, or is no JSON Schema: where, and why.
#[cfg(feature = "policy")]
pub fn policy(path: &Path, by: &str) -> Result<Arc<crate::policy::Policy>, Error> {
    let source = read(path, None).map_err(|error| error.given_by(by))?;
    Ok(Arc::new(crate::policy::Policy::compile(&source)?))
}

/// Parses a text that was read, in a format.
pub fn load(source: SourceFile, format: Option<Format>) -> Arc<LoadedFile> {
    Arc::new(LoadedFile::parse(source, format).with_version_control(version_control::holds))
}

fn read(path: &Path, format: Option<Format>) -> Result<SourceFile, Error> {
    match format {
        Some(format) => SourceFile::read_with(path, format.fallback()),
        None => SourceFile::read(path),
    }
    .map_err(|error| Error::reading(path.display().to_string(), &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_is_read_once_and_compared_with_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("server.reg");
        std::fs::write(&path, "REGEDIT4\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\OPTIMAL SYSTEMS]\n").unwrap();
        let mut workspace = Workspace::default();
        workspace.add_exports([path.as_path(), Path::new("missing.reg"), folder.path()]);
        std::fs::remove_file(&path).unwrap();
        let [server] = workspace.options.servers.as_slice() else { panic!("{workspace:?}") };
        assert!(Arc::ptr_eq(server, &workspace.open(&path).unwrap()));
        assert!(workspace.open(Path::new("missing.reg")).is_err());
    }

    #[test]
    fn a_base_that_spring_refuses_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("application.yml");
        std::fs::write(&path, "a: 'x\n").unwrap();
        let error = Workspace::default().add_base(&path).unwrap_err().to_string();
        assert!(error.contains("application.yml:1:4: (--base) "), "{error}");
        assert!(error.ends_with("; check that file first"), "{error}");
    }
}
