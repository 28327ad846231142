//! A project file and those that it extends, read: names resolved, paths in their place, patterns compiled.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;

use super::fault::{Fault, outside};
use super::file::{FileEntry, List, ProjectFile, thresholds};
use super::globs::Globs;
use super::{Given, Origin};
use crate::choice::Choice;
use crate::diagnostic::FailOn;
use crate::error::Error;
use crate::parse::Format;
use crate::report::ReportFormat;
use crate::rules;
use crate::source::bytes;

/// So many files may extend each other.
const LONGEST_CHAIN: usize = 16;

/// A project: the files that hold what it says, lowest precedence first.
#[derive(Debug)]
pub struct Project {
    layers: Vec<Layer>,
}

/// Why a file is excluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// The pattern, as it was written.
    pub pattern: String,
    /// Who wrote it.
    pub from: Origin,
}

/// What one project file says.
#[derive(Debug)]
pub(super) struct Layer {
    name: Arc<str>,
    pub select: Option<Given<Vec<&'static str>>>,
    pub ignore: Option<Given<Vec<&'static str>>>,
    pub fail_on: Option<Given<FailOn>>,
    pub format: Option<Given<ReportFormat>>,
    exclude: Option<(Globs, usize)>,
    entries: Vec<Entry>,
}

/// An entry of `[[files]]`.
#[derive(Debug)]
pub(super) struct Entry {
    globs: Globs,
    pub profile: Option<Given<Option<String>>>,
    pub input_format: Option<Given<Option<Format>>>,
    pub base: Option<Given<Vec<PathBuf>>>,
    pub policy: Option<Given<Vec<PathBuf>>>,
    pub server: Option<Given<Vec<PathBuf>>>,
}

impl Project {
    /// Reads a project file and those that it extends. With a root none of its paths may lead out of that folder.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub(super) fn read(path: &Path, root: Option<&Path>) -> Result<Self, Error> {
        let mut layers = vec![];
        let mut next = Some(path.to_path_buf());
        let mut known = vec![];
        while let Some(path) = next.take() {
            let reader = Reader::open(&path, root)?;
            let identity = dunce::canonicalize(&path).unwrap_or(path);
            let file: ProjectFile = match toml::from_str(&reader.text) {
                Ok(file) => file,
                Err(error) => return Err(reader.refuse(Fault::of_toml(&error, &reader.text))),
            };
            known.push(identity);
            if let Some(extend) = &file.extend {
                let further = reader.path(extend.get_ref(), extend.span())?;
                let identity = dunce::canonicalize(&further).unwrap_or_else(|_| further.clone());
                if known.contains(&identity) || known.len() >= LONGEST_CHAIN {
                    return Err(reader.refuse(Fault::new(extend.span(), "these project files extend each other")));
                }
                next = Some(further);
            }
            layers.push(reader.layer(&file)?);
        }
        layers.reverse();
        Ok(Self { layers })
    }

    /// The files, lowest precedence first.
    pub(super) fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// What the files are called, the nearest first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.layers.iter().rev().map(|layer| layer.name.as_ref())
    }

    /// Why a file, which is absolute, is left out of a search.
    pub fn excludes(&self, path: &Path) -> Option<Exclusion> {
        self.layers.iter().rev().find_map(|layer| {
            let (globs, line) = layer.exclude.as_ref()?;
            let pattern = globs.find(path)?.to_owned();
            Some(Exclusion { pattern, from: Origin::File(layer.name.clone(), *line) })
        })
    }
}

impl Layer {
    /// The entries that speak of a file, which is absolute.
    pub(super) fn entries_for(&self, path: &Path) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.globs.find(path).is_some())
    }
}

/// A project file that is being read.
struct Reader<'r> {
    name: Arc<str>,
    folder: PathBuf,
    text: String,
    root: Option<&'r Path>,
}

impl<'r> Reader<'r> {
    fn open(path: &Path, root: Option<&'r Path>) -> Result<Self, Error> {
        let name = shown(path).display().to_string();
        let unreadable = |error: std::io::Error| Error::reading(name.as_str(), &error);
        let real = dunce::canonicalize(path).map_err(unreadable)?;
        if root.is_some_and(|root| !real.starts_with(root)) {
            return Err(Error::at(name, "is a link out of the repository, which a project file must not be"));
        }
        if !real.metadata().map_err(unreadable)?.is_file() {
            return Err(Error::at(name, "is not a file"));
        }
        let bytes = bytes::stream(std::fs::File::open(&real).map_err(unreadable)?).map_err(unreadable)?;
        let Ok(text) = String::from_utf8(bytes) else {
            return Err(Error::at(name, "is not UTF-8, which TOML must be"));
        };
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let folder = std::path::absolute(path).ok().and_then(|path| path.parent().map(Path::to_path_buf));
        Ok(Self { name: name.into(), folder: folder.unwrap_or_default(), text, root })
    }

    fn refuse(&self, fault: Fault) -> Error {
        fault.into_error(&self.name, &self.text)
    }

    /// Something with its line.
    fn given<T>(&self, span: &Range<usize>, value: T) -> Given<T> {
        Given { value, from: Origin::File(self.name.clone(), self.line(span)) }
    }

    fn line(&self, span: &Range<usize>) -> usize {
        self.text[..span.start].matches('\n').count() + 1
    }

    /// Where in a list an item is.
    fn item(&self, list: Range<usize>, item: &str) -> Range<usize> {
        match self.text[list.clone()].find(item).filter(|_| !item.is_empty()) {
            Some(at) => list.start + at..list.start + at + item.len(),
            None => list,
        }
    }

    /// A path as it is opened; it stays in the repository, also by the way of links.
    fn path(&self, path: &str, span: Range<usize>) -> Result<PathBuf, Error> {
        let place = self.folder.join(path);
        if let Some(root) = self.root {
            let real = dunce::canonicalize(&place).unwrap_or_else(|_| lexical(&place));
            if !real.starts_with(root) && !real.starts_with(lexical(root)) {
                return Err(self.refuse(outside(span, path)));
            }
        }
        // What is a pipe or a device is never read to its end.
        if place.metadata().is_ok_and(|metadata| !metadata.is_file()) {
            return Err(self.refuse(Fault::new(span, format!("`{path}` is not a file"))));
        }
        Ok(shown(&place))
    }

    fn globs<'p>(&self, span: Range<usize>, patterns: impl ExactSizeIterator<Item = &'p str>) -> Result<Globs, Error> {
        Globs::new(&self.folder, patterns).map_err(|(pattern, why)| {
            let span = self.item(span, &pattern);
            self.refuse(Fault::new(span, format!("`{pattern}` is not a pattern: {why}")))
        })
    }

    fn rules(&self, list: &Option<Spanned<List>>) -> Result<Option<Given<Vec<&'static str>>>, Error> {
        let Some(list) = list else { return Ok(None) };
        let rule = |name: &String| {
            rules::find(name).map(|rule| rule.name).ok_or_else(|| {
                let known = rules::all().map(|rule| rule.name);
                self.refuse(Fault::unknown(
                    self.item(list.span(), name),
                    name,
                    "not a rule",
                    known.collect::<Vec<_>>().into_iter(),
                ))
            })
        };
        let rules = list.get_ref().0.iter().map(rule).collect::<Result<_, _>>()?;
        Ok(Some(self.given(&list.span(), rules)))
    }

    fn choice<T: Choice>(&self, name: &Option<Spanned<String>>, what: &str) -> Result<Option<Given<T>>, Error> {
        let Some(name) = name else { return Ok(None) };
        match T::parse(name.get_ref()) {
            Some(choice) => Ok(Some(self.given(&name.span(), choice))),
            None => {
                let known = T::ALL.iter().map(|choice| choice.as_str());
                Err(self.refuse(Fault::unknown(name.span(), name.get_ref(), what, known)))
            }
        }
    }

    fn threshold(&self, name: &Option<Spanned<String>>) -> Result<Option<Given<FailOn>>, Error> {
        match name {
            Some(never) if never.get_ref() == FailOn::Never.as_str() => {
                let cause = "`never` would switch the gate off for everybody; it is for the command line alone";
                let help = Some(format!("write one of {}", thresholds().collect::<Vec<_>>().join(", ")));
                Err(self.refuse(Fault { help, ..Fault::new(never.span(), cause) }))
            }
            _ => self.choice(name, "not a severity"),
        }
    }

    fn paths(&self, list: &Option<Spanned<List>>) -> Result<Option<Given<Vec<PathBuf>>>, Error> {
        let Some(list) = list else { return Ok(None) };
        let path = |path: &String| self.path(path, self.item(list.span(), path));
        let paths = list.get_ref().0.iter().map(path).collect::<Result<_, _>>()?;
        Ok(Some(self.given(&list.span(), paths)))
    }

    fn layer(&self, file: &ProjectFile) -> Result<Layer, Error> {
        let exclude = match &file.exclude {
            Some(list) => {
                let globs = self.globs(list.span(), list.get_ref().0.iter().map(String::as_str))?;
                Some((globs, self.line(&list.span())))
            }
            None => None,
        };
        Ok(Layer {
            name: self.name.clone(),
            select: self.rules(&file.select)?,
            ignore: self.rules(&file.ignore)?,
            fail_on: self.threshold(&file.fail_on)?,
            format: self.choice(&file.format, "not a format")?,
            exclude,
            entries: file.files.iter().map(|entry| self.entry(entry)).collect::<Result<_, _>>()?,
        })
    }

    fn entry(&self, entry: &FileEntry) -> Result<Entry, Error> {
        let input: Option<Given<Format>> = self.choice(&entry.input_format, "not a format of files")?;
        if cfg!(not(feature = "policy"))
            && let Some(policy) = &entry.policy
        {
            return Err(self.refuse(Fault::new(policy.span(), "this build lacks policies (feature `policy`)")));
        }
        Ok(Entry {
            globs: self.globs(entry.path.span(), std::iter::once(entry.path.get_ref().as_str()))?,
            profile: entry
                .profile
                .as_ref()
                .map(|list| self.given(&list.span(), Some(list.get_ref().0.join(",")).filter(|list| !list.is_empty()))),
            input_format: input.map(|input| Given { value: Some(input.value), from: input.from }),
            base: self.paths(&entry.base)?,
            policy: self.paths(&entry.policy)?,
            server: self.paths(&entry.server)?,
        })
    }
}

/// A path without `.` and `..`, as text alone.
pub(super) fn lexical(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            _ => plain.push(part),
        }
    }
    plain
}

/// A path as messages and reports call it: from the working folder, where it is below that.
fn shown(path: &Path) -> PathBuf {
    let plain = std::path::absolute(path).map_or_else(|_| path.to_path_buf(), |path| lexical(&path));
    let here = std::env::current_dir().unwrap_or_default();
    match plain.strip_prefix(here) {
        Ok(below) if !below.as_os_str().is_empty() => below.to_path_buf(),
        _ => plain,
    }
}
