//! The way that files take in every command: found, read, parsed, judged; then the command does its own with them.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::discover::{Input, one_of_pattern};
use super::output::{self, Read};
use super::parallel;
use super::progress::Progress;
use crate::cli::{GlobalArgs, ReadArgs};
use crate::config::{InForce, NamedFiles, Origin, Projects, Typed};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::inspect::{self, Inspection, Options, View};
use crate::parse::Format;
use crate::settings::Setting;
use crate::source::{SourceFile, bytes};
use crate::terminal::{self, harmless};
use crate::workspace::{self, LoadedFile, Workspace};

/// A run over files.
pub(super) struct Session<'a> {
    /// What the files are judged by.
    pub workspace: Workspace,
    /// The project files.
    pub projects: Projects,
    args: &'a ReadArgs,
    verbose: bool,
    /// What files are judged by: what was typed alone, then what a project file says for some of them.
    plans: Vec<Plan>,
    of: HashMap<PathBuf, usize>,
}

/// What a file is judged by.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// For reading and judging.
    pub options: Options,
    /// What is in force.
    pub in_force: InForce,
}

impl Plan {
    /// Whether a diagnostic is to be reported.
    pub(super) fn wants(&self, diagnostic: &Diagnostic) -> bool {
        self.in_force.wants(diagnostic)
    }
}

/// What was typed, of the options that every command has.
pub(super) fn typed(args: &ReadArgs) -> Typed {
    Typed {
        profile: args.profile.clone(),
        input_format: args.input_format,
        base: args.base.clone(),
        ..Typed::default()
    }
}

impl<'a> Session<'a> {
    /// Reads the files of lower precedence.
    ///
    /// # Errors
    /// Which of them cannot be read, and why.
    pub(super) fn new(args: &'a ReadArgs, global: &GlobalArgs) -> Result<Self, Error> {
        let mut workspace = Workspace::new(args.profile.clone(), args.input_format);
        args.base.iter().try_for_each(|path| workspace.add_base(path))?;
        let projects = Projects::new(args.config.as_deref(), args.no_config)?;
        let plan =
            Plan { options: workspace.options.clone(), in_force: InForce::of(None, Path::new(""), &typed(args)) };
        Ok(Self { workspace, projects, args, verbose: global.verbose, plans: vec![plan], of: HashMap::new() })
    }

    /// Takes what was typed and what the project files say of these inputs; whatever is given by other ways comes before.
    ///
    /// # Errors
    /// What is wrong in a project file, or with a file that it names.
    pub(super) fn planned(mut self, inputs: &[Input], typed: &Typed) -> Result<Self, Error> {
        let options = self.workspace.options.clone();
        self.plans = vec![Plan { options, in_force: InForce::of(None, Path::new(""), typed) }];
        let mut known = HashMap::new();
        let mut shared = NamedFiles::default();
        for input in inputs {
            let path = match input {
                Input::File(path) => path.clone(),
                Input::Stdin => PathBuf::from(&self.args.stdin_filename),
                Input::Nothing(..) => continue,
            };
            if self.projects.of(&path)?.is_none() {
                continue;
            }
            let in_force = self.projects.in_force(&path, typed)?;
            let number = match known.get(&in_force) {
                Some(number) => *number,
                None => {
                    let options = shared.options(&self.workspace.options, &in_force)?;
                    self.plans.push(Plan { options, in_force: in_force.clone() });
                    known.insert(in_force, self.plans.len() - 1);
                    self.plans.len() - 1
                }
            };
            self.of.insert(path, number);
        }
        Ok(self)
    }

    /// What an input is judged by.
    pub(super) fn plan(&self, input: &Input) -> &Plan {
        let path = match input {
            Input::File(path) => path.as_path(),
            _ => Path::new(&self.args.stdin_filename),
        };
        &self.plans[self.of.get(path).copied().unwrap_or(0)]
    }

    /// What holds for the run as a whole: what the first of the inputs is judged by.
    pub(super) fn first(&self, inputs: &[Input]) -> &Plan {
        inputs.first().map_or(&self.plans[0], |input| self.plan(input))
    }

    /// Refuses outputs that are read as well: as an input, by an option (`others` are those of the command alone), as a project file, or
    /// because one names them. See [`output::distinct`].
    ///
    /// # Errors
    /// Which output it is, and what else it is.
    pub(super) fn distinct<'r>(
        &self,
        outputs: &[&Path],
        inputs: &[Input],
        others: impl IntoIterator<Item = Read<'r>>,
    ) -> Result<(), Error> {
        let mut by_projects: Vec<_> =
            self.projects.names().map(|name| ("the project file".to_owned(), Path::new(name))).collect();
        for InForce { base, policy, server, .. } in self.plans.iter().map(|plan| &plan.in_force) {
            for given in [base, policy, server] {
                if let Origin::File(..) = given.from {
                    by_projects.extend(given.value.iter().map(|path| (given.from.to_string(), path.as_path())));
                }
            }
        }
        let mut reads: Vec<Read> = output::reads(self.args).collect();
        others.into_iter().for_each(|read| reads.push(read));
        reads.extend(by_projects.iter().map(|(by, path)| Read { by, path }));
        output::distinct(outputs, inputs, &reads)
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
    pub(super) fn one(&mut self, command: &str, path: &Path) -> Result<View, Error> {
        let matched = one_of_pattern(path).transpose()?;
        let path = matched.as_deref().unwrap_or(path);
        if path.is_dir() {
            let cause = format!("is a folder; {command} takes one file");
            return Err(Error::at(path.display().to_string(), cause));
        }
        let (input, place) = match path == Path::new("-") {
            true => (Input::Stdin, Path::new(&self.args.stdin_filename)),
            false => (Input::File(path.to_path_buf()), path),
        };
        let mut projects = Projects::new(self.args.config.as_deref(), self.args.no_config)?;
        let in_force = projects.in_force(place, &typed(self.args))?;
        let options = NamedFiles::default().options(&self.workspace.options, &in_force)?;
        self.workspace.options = options;
        let view = self.workspace.view(self.read(&input, self.workspace.options.format)?);
        if self.verbose {
            terminal::say(&story(&view));
        }
        Ok(view)
    }

    /// An input, judged, and what `--verbose` says of it.
    fn inspect(&self, input: &Input) -> (Result<Inspection, Error>, Option<String>) {
        let plan = self.plan(input);
        let file = self.read(input, plan.options.format);
        let inspected = file.map(|file| inspect::check(file, &plan.options));
        let story = inspected.as_ref().ok().filter(|_| self.verbose).map(|inspection| {
            let decided = plan.in_force.story();
            let decided =
                if decided.is_empty() { decided } else { format!("; by project file: {}", harmless(&decided)) };
            story(inspection) + &decided
        });
        (inspected, story)
    }

    fn read(&self, input: &Input, format: Option<Format>) -> Result<Arc<LoadedFile>, Error> {
        match input {
            Input::File(path) => self.workspace.open_as(path, format),
            Input::Stdin => self.stdin(format),
            Input::Nothing(_, why) => Err(why.clone()),
        }
    }

    /// Standard input to its end, under the name that `--stdin-filename` gives it.
    fn stdin(&self, format: Option<Format>) -> Result<Arc<LoadedFile>, Error> {
        let name = self.args.stdin_filename.as_str();
        let bytes = bytes::stream(std::io::stdin().lock()).map_err(|error| Error::reading(name, &error))?;
        Ok(workspace::load(
            match format {
                Some(format) => SourceFile::with_fallback(name, bytes, format.fallback()),
                None => SourceFile::from_bytes(name, bytes),
            },
            format,
        ))
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
