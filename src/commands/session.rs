//! The way that files take in every command: found, read, parsed, judged; then the command does its own with them.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::discover::{Input, one_of_pattern};
use super::parallel;
use super::progress::Progress;
use crate::cli::{GlobalArgs, ReadArgs};
use crate::error::Error;
use crate::inspect::{Inspection, View};
use crate::settings::Setting;
use crate::source::{SourceFile, bytes};
use crate::terminal::{self, harmless};
use crate::workspace::{LoadedFile, Workspace};

/// A run over files.
pub(super) struct Session<'a> {
    /// What the files are judged by.
    pub workspace: Workspace,
    args: &'a ReadArgs,
    verbose: bool,
}

impl<'a> Session<'a> {
    /// Reads the files of lower precedence.
    ///
    /// # Errors
    /// Which of them cannot be read, and why.
    pub(super) fn new(args: &'a ReadArgs, global: &GlobalArgs) -> Result<Self, Error> {
        let mut workspace = Workspace::new(args.profile.clone(), args.input_format);
        args.base.iter().try_for_each(|path| workspace.add_base(path))?;
        Ok(Self { workspace, args, verbose: global.verbose })
    }

    /// Compares all files with the registry exports among them.
    pub(super) fn with_exports(mut self, inputs: &[Input]) -> Self {
        self.workspace.add_exports(inputs.iter().filter_map(Input::path));
        self
    }

    /// Judges all files by these policies too.
    ///
    /// # Errors
    /// Which of them cannot be read or is no JSON Schema, where, and why.
    #[cfg(feature = "policy")]
    pub(super) fn with_policies(mut self, paths: &[std::path::PathBuf]) -> Result<Self, Error> {
        paths.iter().try_for_each(|path| self.workspace.add_policy(path))?;
        Ok(self)
    }

    /// How an input is called.
    pub(super) fn name(&self, input: &Input) -> String {
        match input {
            Input::File(path) => path.display().to_string(),
            Input::Stdin => self.args.stdin_filename.clone(),
            Input::Nothing(name, _) => name.clone(),
        }
    }

    /// Judges all inputs, several at once, and hands each to `act`; the results keep the order.
    pub(super) fn all<R: Send>(
        &self,
        inputs: &[Input],
        act: impl Fn(&Input, Result<Inspection, Error>) -> R + Sync,
    ) -> Vec<R> {
        let mut progress = Progress::new("checked", inputs.len());
        let work = |input: &Input| {
            let (inspected, story) = self.inspect(input);
            (act(input, inspected), story)
        };
        let results = parallel::map(inputs, work, |_| progress.step());
        progress.end();
        let (results, stories): (_, Vec<_>) = results.into_iter().unzip();
        stories.into_iter().flatten().for_each(|story| terminal::say(&story));
        results
    }

    /// Judges the inputs one after the other and hands each to `act`, until that has enough.
    pub(super) fn in_turn<B>(
        &self,
        inputs: &[Input],
        mut act: impl FnMut(&Input, Result<Inspection, Error>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        inputs.iter().try_for_each(|input| {
            let (inspected, story) = self.inspect(input);
            story.iter().for_each(|story| terminal::say(story));
            act(input, inspected)
        })
    }

    /// The one file that a command takes, as the service sees it; no rule is asked.
    ///
    /// # Errors
    /// Why there is no such file, or why it cannot be read.
    pub(super) fn one(&self, command: &str, path: &Path) -> Result<View, Error> {
        let matched = one_of_pattern(path).transpose()?;
        let path = matched.as_deref().unwrap_or(path);
        if path.is_dir() {
            let cause = format!("is a folder; {command} takes one file");
            return Err(Error::at(path.display().to_string(), cause));
        }
        let file = if path == Path::new("-") { self.stdin() } else { self.workspace.open(path) };
        let view = self.workspace.view(file?);
        if self.verbose {
            terminal::say(&story(&view));
        }
        Ok(view)
    }

    /// An input, judged, and what `--verbose` says of it.
    fn inspect(&self, input: &Input) -> (Result<Inspection, Error>, Option<String>) {
        let file = match input {
            Input::File(path) => self.workspace.open(path),
            Input::Stdin => self.stdin(),
            Input::Nothing(_, why) => Err(why.clone()),
        };
        let inspected = file.map(|file| self.workspace.check(file));
        let story = inspected.as_ref().ok().filter(|_| self.verbose).map(|inspection| story(inspection));
        (inspected, story)
    }

    /// Standard input to its end, under the name that `--stdin-filename` gives it.
    fn stdin(&self) -> Result<Arc<LoadedFile>, Error> {
        let name = self.args.stdin_filename.as_str();
        let bytes = bytes::stream(std::io::stdin().lock()).map_err(|error| Error::reading(name, &error))?;
        Ok(self.workspace.load(match self.args.input_format {
            Some(format) => SourceFile::with_fallback(name, bytes, format.fallback()),
            None => SourceFile::from_bytes(name, bytes),
        }))
    }
}

/// What was read, and how: one line for `--verbose`.
fn story(view: &View) -> String {
    let active = view.active.iter().filter(|active| **active).count();
    let settings = Setting::ALL.into_iter().filter(|setting| view.settings.get(&view.reading, *setting).is_some());
    let profile = view.profile.as_deref().map_or_else(|| "no profile".to_owned(), |name| format!("profile `{name}`"));
    format!(
        "{}: {}, {active} of {} documents active, {} properties, {} of {} settings",
        harmless(view.source.name()),
        harmless(&profile),
        view.active.len(),
        view.reading.properties.len(),
        settings.count(),
        Setting::ALL.len(),
    )
}
