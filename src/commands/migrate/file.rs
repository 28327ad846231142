//! One file on its way through the migration.

use std::path::{Path, PathBuf};

use super::super::put::{Put, put};
use crate::error::Error;
use crate::inspect::{Inspection, Options};
use crate::migration::{self, Documents, Left, Migrated, Need, Part, Plan, Refusal, Values};
use crate::source::bytes;
use crate::write::{self, Backup};

/// A file, and how far it got.
pub struct File {
    /// How it is called.
    pub name: String,
    /// Where it lies; `None` for standard input.
    path: Option<PathBuf>,
    /// How far it got.
    pub state: State,
    /// What was read, if it could be.
    pub old: Option<Inspection>,
    /// What is to be done.
    pub plan: Plan,
    parts: Vec<Part>,
}

/// How far a file got.
pub enum State {
    /// It cannot be read: why.
    Failed(Error),
    /// The new text cannot be written: where, and why.
    NotWritten(Error),
    /// It is not migrated.
    Refused(Refusal),
    /// It has no section.
    NoSection,
    /// The section has the OAuth form already.
    Unchanged,
    /// It is being planned; at the end this means that values are missing.
    Planned,
    /// The new text is proven.
    Proven(Migrated),
    /// The new text is written.
    Written(Migrated, PathBuf, Put),
}

impl File {
    /// A file that was judged, or could not be read.
    pub fn new(name: String, path: Option<&Path>, inspected: Result<Inspection, Error>) -> Self {
        let (state, old) = match inspected {
            Err(error) => (State::Failed(error), None),
            Ok(old) => (migration::refuse_unfit(&old).map_or_else(State::Refused, |()| State::Planned), Some(old)),
        };
        Self { name, path: path.map(Path::to_owned), state, old, plan: Plan::default(), parts: vec![] }
    }

    /// Looks for the section in the documents meant.
    pub fn survey(&mut self, documents: Documents) {
        let (State::Planned, Some(old)) = (&self.state, &self.old) else { return };
        match migration::survey(old, documents) {
            Err(refusal) => self.state = State::Refused(refusal),
            Ok(parts) if parts.is_empty() => self.state = State::NoSection,
            Ok(parts) => self.parts = parts,
        }
    }

    /// The question which documents are meant, where only that stands in the way.
    pub fn ambiguity(&self) -> Option<String> {
        let (State::Refused(refusal), Some(old)) = (&self.state, &self.old) else { return None };
        let ambiguous = migration::refuse_unfit(old).is_ok() && migration::is_ambiguous(old);
        ambiguous.then(|| refusal.text(&old.source))
    }

    /// Takes the answer that all the documents in question are meant.
    pub fn take_all_documents(&mut self) {
        for documents in [Documents::AllActive, Documents::All] {
            self.state = State::Planned;
            self.survey(documents);
            if !matches!(self.state, State::Refused(_)) {
                return;
            }
        }
    }

    /// Plans with the values known.
    pub fn plan(&mut self, values: &Values) {
        let (State::Planned, Some(old)) = (&self.state, &self.old) else { return };
        self.plan = migration::plan(old, &self.parts, values);
    }

    /// What is missing.
    pub fn needs(&self) -> &[Need] {
        match self.state {
            State::Planned => &self.plan.needs,
            _ => &[],
        }
    }

    /// What stays in the file that speaks of a password.
    pub fn left(&self) -> Vec<Left> {
        match (&self.state, &self.old) {
            (State::Failed(_) | State::NotWritten(_) | State::Refused(_), _) | (_, None) => vec![],
            (_, Some(old)) => migration::left(old, &self.parts, &self.plan),
        }
    }

    /// The line of a property's key.
    pub fn line(&self, property: usize) -> Option<usize> {
        let old = self.old.as_ref()?;
        let property = old.reading.properties.get(property)?;
        Some(old.source.line(old.reading.key(property.key).span.start))
    }

    /// A text without the secrets of the file.
    pub fn masked(&self, text: &str) -> String {
        self.old.as_ref().map_or_else(|| text.to_owned(), |old| old.mask().text(text))
    }

    /// Makes the new text and proves it; what is missing stops here.
    pub fn carry_out(&mut self, options: &Options) {
        let (State::Planned, Some(old)) = (&self.state, &self.old) else { return };
        if !self.plan.needs.is_empty() {
            return;
        }
        self.state = if self.plan.steps.is_empty() && self.plan.expires.is_none() {
            State::Unchanged
        } else {
            match migration::carry_out(old, &self.parts, &self.plan, options) {
                Ok(migrated) if migrated.edits.is_empty() => State::Unchanged,
                Ok(migrated) => State::Proven(migrated),
                Err(refusal) => State::Refused(refusal),
            }
        };
    }

    /// Removes what a killed run left beside a file that has nothing to be written.
    pub fn clear_leftovers(&self, output: Option<&Path>) {
        output.or(self.path.as_deref()).into_iter().for_each(write::clear_leftovers);
    }

    /// Writes the new text over the file, or into `output`.
    pub fn write(&mut self, output: Option<&Path>, backup: Backup) {
        let State::Proven(migrated) = std::mem::replace(&mut self.state, State::NoSection) else {
            unreachable!("only a proven text is written")
        };
        let source = &migrated.new.source;
        let new = source.encode(source.text());
        let written = match (output, &self.path, &self.old) {
            (Some(output), path, _) => write_elsewhere(output, &new, path.as_deref(), backup),
            (None, Some(path), Some(old)) => {
                let old = old.source.encode(old.source.text());
                put(path, &old, &new, backup).map(|put| (path.clone(), put))
            }
            _ => Err(Error::new("standard input cannot be replaced; use --output FILE")),
        };
        self.state = match written {
            Ok((path, put)) => State::Written(migrated, path, put),
            Err(why) => State::NotWritten(why),
        };
    }
}

fn write_elsewhere(output: &Path, new: &[u8], like: Option<&Path>, backup: Backup) -> Result<(PathBuf, Put), Error> {
    let written = match bytes::file(output) {
        Ok(old) => put(output, &old, new, backup),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let written = write::create(output, new, like)?;
            Ok(Put { backup: written.backup, in_place: false })
        }
        Err(error) => return Err(Error::reading(output.display().to_string(), &error)),
    }?;
    Ok((output.to_owned(), written))
}
