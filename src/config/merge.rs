//! What is in force for a file: the defaults, the project file over them, the command line over all, each with where it is from.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Project;
use crate::diagnostic::{Diagnostic, FailOn};
use crate::parse::Format;
use crate::report::ReportFormat;

/// Who decided something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Nobody.
    #[default]
    Default,
    /// An option.
    CommandLine,
    /// A project file, and the line (from 1) in it.
    File(Arc<str>, usize),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::CommandLine => f.write_str("command line"),
            Self::File(name, line) => write!(f, "{name}:{line}"),
        }
    }
}

/// Something with who decided it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Given<T> {
    /// What.
    pub value: T,
    /// By whom.
    pub from: Origin,
}

impl<T> Given<T> {
    fn take(&mut self, other: &Option<Self>)
    where
        T: Clone,
    {
        if let Some(other) = other {
            *self = other.clone();
        }
    }

    fn typed(&mut self, value: Option<T>) {
        if let Some(value) = value {
            *self = Self { value, from: Origin::CommandLine };
        }
    }
}

/// What was typed: it wins.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// `--select`.
    pub select: Vec<&'static str>,
    /// `--ignore`.
    pub ignore: Vec<&'static str>,
    /// `--fail-on`.
    pub fail_on: Option<FailOn>,
    /// `--format`.
    pub format: Option<ReportFormat>,
    /// `--profile`.
    pub profile: Option<String>,
    /// `--input-format`.
    pub input_format: Option<Format>,
    /// `--base`.
    pub base: Vec<PathBuf>,
    /// `--policy`.
    pub policy: Vec<PathBuf>,
}

/// What is in force for a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct InForce {
    /// The rules that are reported; none for all.
    pub select: Given<Vec<&'static str>>,
    /// The rules that are not.
    pub ignore: Given<Vec<&'static str>>,
    /// The threshold.
    pub fail_on: Given<FailOn>,
    /// The format of the report.
    pub format: Given<ReportFormat>,
    /// The active profiles, with commas between them; `None` for what the file's name says.
    pub profile: Given<Option<String>>,
    /// The format of the file; `None` for what content and name say.
    pub input_format: Given<Option<Format>>,
    /// Files of lower precedence, lowest first.
    pub base: Given<Vec<PathBuf>>,
    /// Policies.
    pub policy: Given<Vec<PathBuf>>,
    /// Registry exports to agree with.
    pub server: Given<Vec<PathBuf>>,
}

impl InForce {
    /// What is in force for a file.
    pub fn of(project: Option<&Project>, path: &Path, typed: &Typed) -> Self {
        let mut all = Self::default();
        if let Some(project) = project {
            for layer in project.layers() {
                all.select.take(&layer.select);
                all.ignore.take(&layer.ignore);
                all.fail_on.take(&layer.fail_on);
                all.format.take(&layer.format);
                for entry in layer.entries_for(path) {
                    all.profile.take(&entry.profile);
                    all.input_format.take(&entry.input_format);
                    all.base.take(&entry.base);
                    all.policy.take(&entry.policy);
                    all.server.take(&entry.server);
                }
            }
        }
        let list = |list: &Vec<&'static str>| Some(list.clone()).filter(|list| !list.is_empty());
        let paths = |list: &Vec<PathBuf>| Some(list.clone()).filter(|list| !list.is_empty());
        all.select.typed(list(&typed.select));
        all.ignore.typed(list(&typed.ignore));
        all.fail_on.typed(typed.fail_on);
        all.format.typed(typed.format);
        all.profile.typed(typed.profile.clone().map(Some));
        all.input_format.typed(typed.input_format.map(Some));
        all.base.typed(paths(&typed.base));
        all.policy.typed(paths(&typed.policy));
        all
    }

    /// Whether a diagnostic is to be reported.
    pub fn wants(&self, diagnostic: &Diagnostic) -> bool {
        diagnostic.is_wanted(&self.select.value, &self.ignore.value)
    }

    /// Each key of a project file with its value as people read it, the value as a list, and who decided it.
    pub fn rows(&self) -> Vec<(&'static str, Vec<String>, &Origin)> {
        use crate::choice::Choice as _;
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let paths = |paths: &[PathBuf]| paths.iter().map(|path| path.display().to_string()).collect();
        let profile = self.profile.value.iter().flat_map(|list| list.split(',')).map(|name| name.trim().to_owned());
        let input = self.input_format.value.iter().map(|format| format.as_str().to_owned());
        vec![
            ("select", names(&self.select.value), &self.select.from),
            ("ignore", names(&self.ignore.value), &self.ignore.from),
            ("fail-on", vec![self.fail_on.value.as_str().to_owned()], &self.fail_on.from),
            ("format", vec![self.format.value.as_str().to_owned()], &self.format.from),
            ("profile", profile.collect(), &self.profile.from),
            ("input-format", input.collect(), &self.input_format.from),
            ("base", paths(&self.base.value), &self.base.from),
            ("policy", paths(&self.policy.value), &self.policy.from),
            ("server", paths(&self.server.value), &self.server.from),
        ]
    }

    /// Which project file decided what: `fail-on (osweb-config.toml:3), profile (osweb-config.toml:9)`; empty where none did.
    pub fn story(&self) -> String {
        let decided = self.rows().into_iter().filter(|(_, _, from)| matches!(from, Origin::File(..)));
        decided.map(|(key, _, from)| format!("{key} ({from})")).collect::<Vec<_>>().join(", ")
    }
}
