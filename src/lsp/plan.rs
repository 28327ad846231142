//! What a text is judged by: what the editor sets and, where it sets nothing, what the nearest project file says.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::configuration::Configuration;
use crate::config::{InForce, NamedFiles, Projects, Typed};
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::inspect::Options;
use crate::workspace::Workspace;

/// What a text is judged by.
#[derive(Debug, Default)]
pub struct Plan {
    /// For reading and judging.
    pub workspace: Workspace,
    in_force: InForce,
}

impl Plan {
    /// Whether a diagnostic is to be shown.
    pub fn wants(&self, diagnostic: &Diagnostic) -> bool {
        self.in_force.wants(diagnostic)
    }
}

/// The plans of all texts, until something changes that they are made of.
#[derive(Debug)]
pub struct Plans {
    /// The day of which they speak.
    pub day: Date,
    /// What the editor set.
    configuration: Configuration,
    typed: Typed,
    options: Options,
    projects: Projects,
    named: NamedFiles,
    known: HashMap<InForce, Arc<Plan>>,
    /// The project files that speak of a text.
    project_files: Vec<PathBuf>,
    /// What is wrong with the files that are named, or with a project file.
    pub errors: Vec<Error>,
}

impl Plans {
    /// Reads the files that the editor names, relative to the folder that it has open.
    pub fn new(configuration: &Configuration, folder: &Path) -> Self {
        let (workspace, errors) = configuration.workspace(folder);
        Self {
            day: Date::today(),
            configuration: configuration.clone(),
            typed: configuration.typed(folder),
            options: workspace.options,
            projects: Projects::within(folder),
            named: NamedFiles::default(),
            known: HashMap::new(),
            project_files: vec![],
            errors,
        }
    }

    /// What a text is judged by; `None` for one that is not judged: by its name, or since its project file excludes it.
    pub fn of(&mut self, name: &str, path: Option<&Path>) -> Option<Arc<Plan>> {
        if !self.configuration.judges(name) {
            return None;
        }
        let path = path.map_or_else(|| PathBuf::from(name), Path::to_path_buf);
        match self.planned(&path) {
            Ok(plan) => plan,
            // What a project file says cannot be known: what the editor says can.
            Err(error) => {
                self.errors.push(error);
                let in_force = InForce::of(None, &path, &self.typed);
                let options = self.options.clone();
                Some(self.plan(in_force, options))
            }
        }
    }

    /// The files that texts are judged by.
    pub fn files(&self) -> Vec<PathBuf> {
        let in_force = self.known.keys().flat_map(|one| [&one.base, &one.policy, &one.server]);
        let named = self.configuration.files_named().into_iter().flatten().cloned();
        // What is shown of these paths is relative to the working folder.
        let found = in_force.flat_map(|given| &given.value).chain(&self.project_files);
        named.chain(found.map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone()))).collect()
    }

    fn planned(&mut self, path: &Path) -> Result<Option<Arc<Plan>>, Error> {
        let project = self.projects.of(path)?;
        self.project_files.extend(project.iter().flat_map(|project| project.names()).map(PathBuf::from));
        if self.projects.excludes(path)?.is_some() {
            return Ok(None);
        }
        let in_force = self.projects.in_force(path, &self.typed)?;
        if let Some(known) = self.known.get(&in_force) {
            return Ok(Some(known.clone()));
        }
        let options = self.named.options(&self.options, &in_force)?;
        Ok(Some(self.plan(in_force, options)))
    }

    fn plan(&mut self, in_force: InForce, options: Options) -> Arc<Plan> {
        let mut workspace = Workspace::default();
        workspace.options = options;
        let plan = Arc::new(Plan { workspace, in_force: in_force.clone() });
        self.known.insert(in_force, plan.clone());
        plan
    }
}
