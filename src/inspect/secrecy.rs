//! The mask of an inspected file: that of the file, and of those that were given beside it. Made when something is first shown.

use std::sync::{Arc, OnceLock};

use super::Options;
use crate::policy::Policy;
use crate::secret::{Mask, Secret};
use crate::workspace::LoadedFile;

/// Where the secrets are that a report on a file must not show, beside those of the file itself.
#[derive(Default)]
pub struct Secrecy {
    files: Vec<Arc<LoadedFile>>,
    policies: Vec<Arc<Policy>>,
    mask: OnceLock<Mask>,
}

impl std::fmt::Debug for Secrecy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrecy")
    }
}

impl Secrecy {
    /// Takes the files beside the one that is inspected.
    pub fn new(options: &Options) -> Self {
        let files = options.base.iter().chain(&options.servers).cloned().collect();
        Self { files, policies: options.policies.clone(), mask: OnceLock::new() }
    }

    /// The mask of the file. The same file must be given each time.
    pub fn mask<'m>(&'m self, file: &'m LoadedFile) -> &'m Mask {
        let others = || self.files.iter().filter(|other| !std::ptr::eq(other.as_ref(), file));
        if others().next().is_none() && self.policies.is_empty() {
            return file.mask();
        }
        self.mask.get_or_init(|| Mask::knowing(&file.source, &file.reading, &self.secrets()))
    }

    /// The secrets of the files beside the inspected one.
    pub fn secrets(&self) -> Vec<Secret> {
        let files = self.files.iter().flat_map(|file| file.secrets());
        files.chain(self.policies.iter().flat_map(|policy| policy.secrets())).cloned().collect()
    }
}
