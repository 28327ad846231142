//! A case as it is written in `case.toml`.
//!
//! The keys at the top hold for all cases of the folder; each `[[case]]` adds to them and overrides them. A folder without
//! `[[case]]` is one case.
//!
//! | key | meaning |
//! | --- | --- |
//! | `input` | a file beside `case.toml` |
//! | `text` | the input itself, instead of `input` |
//! | `replace` | pairs of texts: every occurrence of the first in the input becomes the second (`"\u2003"` for what cannot be seen) |
//! | `as` | the name of the input in its folder; default `osweb-prod.yml` (or `osweb-prod` with the ending of `input`) |
//! | `files` | further files of the folder: name = text |
//! | `links` | symbolic links of the folder: name = target |
//! | `run` | the command lines, run one after the other; default `[["check", NAME]]` |
//! | `exit` | the exit codes that are right for the last of them |
//! | `first` | the first diagnostic of `check`: `rule` or `rule:LINE`, or several that are all right |
//! | `found` | further diagnostics that must be there, in the same form |
//! | `only` | whether `first` and `found` are all diagnostics but infos |
//! | `says` | phrases of what the runs print, on either stream, and of a plain `check` before a run with `--fix`; case, line breaks and frames do not count; `a\|b` for either |
//! | `never` | phrases that must not be there |
//! | `hidden` | texts that no format of `check`, no `show`, no `--diff` and none of the runs may print, nor eight characters of one |
//! | `after` | what the file is after the runs: `unchanged`, the name of a file beside `case.toml`, or with `\n` in it the text itself |
//! | `clean` | whether `check` finds no error in the file after the runs |
//! | `there` | files of the folder after the runs: name = text, or `""` where the text does not matter |
//! | `absent` | names that must not be there after the runs |

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
struct Folder {
    #[serde(default)]
    case: Vec<toml::Table>,
    #[serde(flatten)]
    common: toml::Table,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    input: Option<String>,
    text: Option<String>,
    #[serde(default)]
    replace: Vec<(String, String)>,
    #[serde(rename = "as")]
    file: Option<String>,
    #[serde(default)]
    files: BTreeMap<String, String>,
    #[serde(default)]
    links: BTreeMap<String, String>,
    #[serde(default)]
    run: Vec<Vec<String>>,
    #[serde(default)]
    exit: Vec<i32>,
    #[serde(default)]
    first: Vec<String>,
    #[serde(default)]
    found: Vec<String>,
    #[serde(default)]
    only: bool,
    #[serde(default)]
    says: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
    #[serde(default)]
    hidden: Vec<String>,
    after: Option<String>,
    #[serde(default)]
    clean: bool,
    #[serde(default)]
    there: BTreeMap<String, String>,
    #[serde(default)]
    absent: Vec<String>,
}

/// One input and what is expected of it.
#[derive(Debug)]
pub struct Case {
    /// Folder and number, for messages.
    pub name: String,
    /// What the input is called where it is checked.
    pub file: String,
    /// The input.
    pub input: Vec<u8>,
    /// Further files: name, text.
    pub files: BTreeMap<String, String>,
    /// Symbolic links: name, target.
    pub links: BTreeMap<String, String>,
    /// Command lines.
    pub run: Vec<Vec<String>>,
    /// Right exit codes; empty where any is.
    pub exit: Vec<i32>,
    /// Alternatives for the first diagnostic.
    pub first: Vec<String>,
    /// Diagnostics that must be there.
    pub found: Vec<String>,
    /// Whether there are no others.
    pub only: bool,
    /// Phrases that must be said.
    pub says: Vec<String>,
    /// Phrases that must not.
    pub never: Vec<String>,
    /// Texts that are shown nowhere.
    pub hidden: Vec<String>,
    /// The file after the runs.
    pub after: Option<Vec<u8>>,
    /// Whether it is free of errors then.
    pub clean: bool,
    /// Files after the runs.
    pub there: BTreeMap<String, String>,
    /// Names that are not there.
    pub absent: Vec<String>,
}

impl Case {
    /// Reads the cases of a folder.
    pub fn read(folder: &Path) -> Vec<Self> {
        let path = folder.join("case.toml");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let Folder { case, common } =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let own = if case.is_empty() { vec![toml::Table::new()] } else { case };
        own.into_iter()
            .enumerate()
            .map(|(number, own)| {
                let mut keys = common.clone();
                keys.extend(own);
                let name = format!("{} #{}", folder.file_name().unwrap().to_string_lossy(), number + 1);
                let keys = keys.try_into().unwrap_or_else(|error| panic!("{name}: {error}"));
                Self::new(name, folder, keys)
            })
            .collect()
    }

    fn new(name: String, folder: &Path, keys: Keys) -> Self {
        let beside = |file: &str| {
            let path: PathBuf = folder.join(file);
            std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        let mut input = match (&keys.input, &keys.text) {
            (Some(file), None) => beside(file),
            (None, Some(text)) => text.clone().into_bytes(),
            _ => panic!("{name}: either `input` or `text`"),
        };
        for (old, new) in &keys.replace {
            let text = String::from_utf8(input).expect("`replace` wants UTF-8");
            assert!(text.contains(old), "{name}: `{old}` to be replaced is not there");
            input = text.replace(old, new).into_bytes();
        }
        let ending = keys.input.as_deref().and_then(|file| file.rsplit_once('.')).map_or("yml", |(_, ending)| ending);
        let file = keys.file.unwrap_or_else(|| format!("osweb-prod.{ending}"));
        let after = keys.after.map(|after| match after.as_str() {
            "unchanged" => input.clone(),
            text if text.contains('\n') => text.as_bytes().to_vec(),
            name => beside(name),
        });
        let run = if keys.run.is_empty() { vec![vec!["check".to_owned(), file.clone()]] } else { keys.run };
        Self {
            name,
            file,
            input,
            files: keys.files,
            links: keys.links,
            run,
            exit: keys.exit,
            first: keys.first,
            found: keys.found,
            only: keys.only,
            says: keys.says,
            never: keys.never,
            hidden: keys.hidden,
            after,
            clean: keys.clean,
            there: keys.there,
            absent: keys.absent,
        }
    }

    /// Writes the input and its companions into a folder of their own.
    pub fn unpack(&self) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let companions = self.files.iter().map(|(name, text)| (name, text.as_bytes()));
        for (name, text) in companions.chain([(&self.file, self.input.as_slice())]) {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        for (name, target) in &self.links {
            #[cfg(unix)]
            std::os::unix::fs::symlink(target, folder.path().join(name)).unwrap();
            #[cfg(windows)]
            std::os::windows::fs::symlink_file(target, folder.path().join(name)).unwrap();
        }
        folder
    }
}
