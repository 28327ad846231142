//! What an editor sets: `initializationOptions`, `workspace/configuration`, `workspace/didChangeConfiguration`.

use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};
use serde::Deserialize;

use crate::config::Typed;
use crate::date::Date;
use crate::error::Error;
use crate::inspect::Expiry;
use crate::rules;
use crate::workspace::Workspace;

/// The section of an editor's settings.
pub const SECTION: &str = "osweb-config";

/// The names of files that are judged unless the editor says which.
const FILES: [&str; 2] = ["osweb*.yml", "osweb*.yaml"];

/// What can be set; each is the option of `check` of the same name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Configuration {
    /// Profiles (a,b).
    profile: Option<String>,
    /// Files of lower precedence.
    base: Vec<PathBuf>,
    /// The user's own JSON Schemas.
    policy: Vec<PathBuf>,
    /// Registry exports that all files are compared with.
    exports: Vec<PathBuf>,
    /// Rules that alone are reported.
    select: Vec<String>,
    /// Rules that are not.
    ignore: Vec<String>,
    /// From how many days before its end a client secret is a warning, and is mentioned.
    expiry_warning: Option<u32>,
    expiry_info: Option<u32>,
    /// Patterns of the names of files that are judged.
    files: Vec<String>,
}

impl Configuration {
    /// Reads what an editor sent; nothing is set where it sent nothing.
    ///
    /// # Errors
    /// What is not of the right form.
    pub fn read(value: Option<serde_json::Value>) -> Result<Self, Error> {
        let value = value.filter(|value| !value.is_null());
        // An editor that has no value for a setting may send `null`.
        let value = value.map(|mut value| {
            if let Some(object) = value.as_object_mut() {
                object.retain(|_, value| !value.is_null());
            }
            value
        });
        let configuration: Self = match value {
            Some(value) => serde_json::from_value(value)
                .map_err(|error| Error::new(format!("the editor's settings for {SECTION} cannot be used: {error}")))?,
            None => Self::default(),
        };
        let mut names = configuration.select.iter().chain(&configuration.ignore);
        match names.find(|name| rules::find(name).is_none()) {
            Some(name) => Err(Error::new(format!("the editor's settings name a rule that there is not: `{name}`"))
                .hint("osweb-config explain --all lists them")),
            None => Ok(configuration),
        }
    }

    /// The files that are named.
    pub fn files_named(&self) -> [&Vec<PathBuf>; 3] {
        [&self.base, &self.policy, &self.exports]
    }

    /// Reads the files that are named, relative to a folder; with what cannot be read, and why.
    pub fn workspace(&self, folder: &Path) -> (Workspace, Vec<Error>) {
        let mut workspace = Workspace::new(self.profile.clone().filter(|name| !name.is_empty()), None);
        let default = Expiry::default();
        workspace.options.expiry = Expiry {
            today: Some(Date::today()),
            warning: self.expiry_warning.unwrap_or(default.warning),
            info: self.expiry_info.unwrap_or(default.info),
            ..default
        };
        let mut errors: Vec<Error> =
            self.base.iter().filter_map(|path| workspace.add_base(&folder.join(path)).err()).collect();
        #[cfg(feature = "policy")]
        errors.extend(self.policy.iter().filter_map(|path| workspace.add_policy(&folder.join(path)).err()));
        #[cfg(not(feature = "policy"))]
        errors.extend(self.policy.first().map(|_| Error::new("this build lacks policies")));
        let exports: Vec<PathBuf> = self.exports.iter().map(|path| folder.join(path)).collect();
        workspace.add_exports(exports.iter().map(PathBuf::as_path));
        (workspace, errors)
    }

    /// The same as what is typed for `check`: it wins over a project file.
    pub fn typed(&self, folder: &Path) -> Typed {
        let rules =
            |names: &[String]| names.iter().filter_map(|name| rules::find(name)).map(|rule| rule.name).collect();
        let paths = |paths: &[PathBuf]| paths.iter().map(|path| folder.join(path)).collect();
        Typed {
            select: rules(&self.select),
            ignore: rules(&self.ignore),
            profile: self.profile.clone().filter(|name| !name.is_empty()),
            base: paths(&self.base),
            policy: paths(&self.policy),
            ..Typed::default()
        }
    }

    /// Whether a file of this name is judged.
    pub fn judges(&self, name: &str) -> bool {
        let name = Path::new(name).file_name().unwrap_or_default().to_string_lossy();
        let options = MatchOptions { case_sensitive: false, ..MatchOptions::default() };
        let is = |pattern: &str| Pattern::new(pattern).is_ok_and(|pattern| pattern.matches_with(&name, options));
        if self.files.is_empty() { FILES.iter().any(|one| is(one)) } else { self.files.iter().any(|one| is(one)) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_files_of_ours_are_judged_unless_told_otherwise() {
        let default = Configuration::default();
        let judged = |name| default.judges(name);
        assert!(judged("/a/osweb-prod.yml") && judged("OSWEB.YAML") && !judged("/osweb/application.yml"));
        let told = Configuration::read(Some(json!({"files": ["application*.yml"], "profile": null}))).unwrap();
        assert!(told.judges("/x/application-prod.yml") && !told.judges("osweb-prod.yml"));
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let why = |value| Configuration::read(Some(value)).unwrap_err().to_string();
        assert!(why(json!({"ignore": ["no-such-rule"]})).contains("`no-such-rule`"));
        assert!(why(json!({"base": "x"})).contains("expected a sequence"));
        assert_eq!(Configuration::read(None).unwrap(), Configuration::default());
    }
}
