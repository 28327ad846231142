//! From what is in force for a file to what it is judged by: the files that a project file names, each read once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Given, InForce, Origin};
use crate::error::Error;
use crate::inspect::Options;
use crate::workspace::{self, LoadedFile};

/// Files that project files name, each read once.
#[derive(Debug, Default)]
pub struct NamedFiles {
    files: HashMap<PathBuf, Arc<LoadedFile>>,
    #[cfg(feature = "policy")]
    policies: HashMap<PathBuf, Arc<crate::policy::Policy>>,
}

impl NamedFiles {
    /// What the files are judged by for which this is in force; `typed` is what was given by other ways.
    ///
    /// # Errors
    /// Which of the files cannot be used, and why.
    pub fn options(&mut self, typed: &Options, in_force: &InForce) -> Result<Options, Error> {
        let mut options =
            Options { profile: in_force.profile.value.clone(), format: in_force.input_format.value, ..typed.clone() };
        if let Origin::File(..) = in_force.base.from {
            options.base = self.files(&in_force.base, workspace::lower)?;
        }
        options.servers.extend(self.files(&in_force.server, workspace::export)?);
        #[cfg(feature = "policy")]
        if let Origin::File(..) = in_force.policy.from {
            options.policies = vec![];
            for path in &in_force.policy.value {
                let policy = match self.policies.get(path) {
                    Some(known) => known.clone(),
                    None => workspace::policy(path, &in_force.policy.from.to_string())?,
                };
                self.policies.insert(path.clone(), policy.clone());
                options.policies.push(policy);
            }
        }
        Ok(options)
    }

    fn files(
        &mut self,
        given: &Given<Vec<PathBuf>>,
        read: fn(&Path, &str) -> Result<Arc<LoadedFile>, Error>,
    ) -> Result<Vec<Arc<LoadedFile>>, Error> {
        let mut files = vec![];
        for path in &given.value {
            let file = match self.files.get(path) {
                Some(known) => known.clone(),
                None => read(path, &given.from.to_string())?,
            };
            self.files.insert(path.clone(), file.clone());
            files.push(file);
        }
        Ok(files)
    }
}
