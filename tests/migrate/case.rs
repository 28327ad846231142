//! The fixtures of migrate, and how it is called.
#![allow(dead_code, reason = "each of the two test programs uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::common::osweb_config;

pub(super) const CLIENT_ID: &str = "7a4be21f-93d8-4c06-b5f2-6d81e09c35aa";
pub(super) const TENANT_ID: &str = "c50e8d3b-1f67-4b92-a8d4-2e963fb7140c";
pub(super) const SECRET: &str = "kV28Q~w3RtYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_UiB";

/// The environment that holds the secret.
pub(super) const ENVIRONMENT: [(&str, &str); 1] = [("SECRET", SECRET)];

/// The values of a usual call.
pub(super) fn values() -> Vec<&'static str> {
    vec!["--client-id", CLIENT_ID, "--tenant-id", TENANT_ID, "--client-secret-env", "SECRET"]
}

pub(super) fn migrate(folder: &Path, arguments: &[&str]) -> Output {
    osweb_config(folder, &[&["migrate"], arguments].concat(), &ENVIRONMENT).output().expect("the program runs")
}

pub(super) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

pub(super) fn fixture_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/migrate")
}

/// A folder of fixtures/migrate.
pub(super) struct Case {
    pub(super) folder: PathBuf,
    pub(super) name: String,
    pub(super) file: String,
    pub(super) extension: String,
    pub(super) options: Vec<String>,
}

impl Case {
    pub(super) fn all() -> Vec<Self> {
        let mut folders: Vec<PathBuf> =
            fs::read_dir(fixture_folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        folders.into_iter().map(Self::new).collect()
    }

    pub(super) fn new(folder: PathBuf) -> Self {
        let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut inputs =
            files.filter(|name| !name.ends_with(".out") && name != "options" && !name.starts_with("migrated."));
        let file = inputs.next().unwrap_or_else(|| panic!("{} holds no file to migrate", folder.display()));
        assert_eq!(inputs.next(), None, "{} holds two files to migrate", folder.display());
        let options = fs::read_to_string(folder.join("options")).unwrap_or_default();
        Self {
            name: folder.file_name().unwrap().to_string_lossy().into_owned(),
            extension: file.rsplit_once('.').unwrap().1.to_owned(),
            file,
            options: options.split_whitespace().map(str::to_owned).collect(),
            folder,
        }
    }

    pub(super) fn has(&self, option: &str) -> bool {
        self.options.iter().any(|other| other == option)
    }

    /// A folder with the file in it.
    pub(super) fn copy(&self) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(self.folder.join(&self.file), folder.path().join(&self.file)).unwrap();
        folder
    }

    pub(super) fn arguments(&self, more: &[&'static str]) -> Vec<String> {
        let mut arguments: Vec<&str> = more.to_vec();
        if !self.has("no-values") {
            arguments.extend(["--client-id", CLIENT_ID, "--tenant-id", TENANT_ID]);
            if !self.has("no-username") {
                arguments.extend(["--username", "osweb@contoso-mail.de"]);
            }
            if !self.has("no-secret") {
                arguments.extend(["--client-secret-env", "SECRET"]);
            }
        }
        let options = self.options.iter().filter(|option| !option.starts_with("no-")).map(String::as_str);
        arguments.into_iter().chain(options).chain([self.file.as_str()]).map(str::to_owned).collect()
    }

    pub(super) fn run(&self, folder: &Path, more: &[&'static str]) -> Output {
        let arguments = self.arguments(more);
        migrate(folder, &arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Compares a result with its fixture; `UPDATE_FIXTURES=1` writes the fixture.
    pub(super) fn compare(&self, name: &str, actual: &[u8]) {
        let path = self.folder.join(name);
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            fs::write(&path, actual).unwrap();
        }
        let expected = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let shown = String::from_utf8_lossy(actual);
        assert!(expected == actual, "{}/{name} is another:\n{shown}", self.name);
    }

    pub(super) fn migrated(&self) -> String {
        format!("migrated.{}", self.extension)
    }
}
