//! Each folder below fixtures/migrate holds a file; beside it `migrated.*`, the file afterwards, and `plan.out`, what is said of it; or
//! `refused.out`, why it is not migrated. The file `options` changes the usual call.

use std::collections::BTreeMap;
use std::fs;

use super::*;
use crate::jvm::oracle::{Answer, Document, Oracle};

/// Keys of settings and leftovers, by their canonical names: what a migration may touch.
fn is_touched(name: &str) -> bool {
    let canonical: String = name.to_lowercase().chars().filter(|char| char.is_alphanumeric() || *char == '.').collect();
    canonical.starts_with("featureswitches.sendemail")
}

/// A document's settings by their keys in lower case, without dashes and underscores.
fn settings(document: &Document) -> BTreeMap<String, &str> {
    let below = |name: &str| {
        let name = name.to_lowercase().replace(['-', '_'], "");
        name.strip_prefix("featureswitches.sendemail.").map(str::to_owned)
    };
    document.0.iter().filter_map(|property| Some((below(&property.name)?, property.value.as_str()))).collect()
}

struct Case {
    folder: PathBuf,
    name: String,
    file: String,
    extension: String,
    options: Vec<String>,
}

impl Case {
    fn all() -> Vec<Self> {
        let mut folders: Vec<PathBuf> =
            fs::read_dir(fixture_folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        folders.into_iter().map(Self::new).collect()
    }

    fn new(folder: PathBuf) -> Self {
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

    fn has(&self, option: &str) -> bool {
        self.options.iter().any(|other| other == option)
    }

    /// A folder with the file in it.
    fn copy(&self) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(self.folder.join(&self.file), folder.path().join(&self.file)).unwrap();
        folder
    }

    fn arguments(&self, more: &[&'static str]) -> Vec<String> {
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

    fn run(&self, folder: &Path, more: &[&'static str]) -> Output {
        let arguments = self.arguments(more);
        migrate(folder, &arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Compares a result with its fixture; `UPDATE_FIXTURES=1` writes the fixture.
    fn compare(&self, name: &str, actual: &[u8]) {
        let path = self.folder.join(name);
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            fs::write(&path, actual).unwrap();
        }
        let expected = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let shown = String::from_utf8_lossy(actual);
        assert!(expected == actual, "{}/{name} is another:\n{shown}", self.name);
    }

    fn migrated(&self) -> String {
        format!("migrated.{}", self.extension)
    }
}

/// What `check` will still say is tested with the rules.
fn without_rest(plan: &str) -> String {
    plan.split_inclusive('\n').filter(|line| !line.starts_with("  check will still say: ")).collect()
}

#[test]
fn every_fixture_becomes_what_lies_beside_it() {
    let cases = Case::all();
    assert!(cases.len() > 60, "{} fixtures", cases.len());
    for case in cases {
        let folder = case.copy();
        let path = folder.path().join(&case.file);
        let before = fs::read(&path).unwrap();
        let preview = case.run(folder.path(), &[]);
        let name = &case.name;
        assert_eq!(fs::read(&path).unwrap(), before, "{name}: a preview writes nothing");
        if preview.status.code() == Some(2) {
            assert!(preview.stdout.is_empty(), "{name}");
            case.compare("refused.out", &preview.stderr);
            let written = case.run(folder.path(), &["--write"]);
            assert_eq!(written.status.code(), Some(2), "{name}");
            assert_eq!(fs::read(&path).unwrap(), before, "{name}: what is refused stays");
            assert!(!case.folder.join("plan.out").exists() && !case.folder.join(case.migrated()).exists(), "{name}");
            continue;
        }
        assert_eq!(preview.status.code(), Some(0), "{name}: {}", text(&preview.stderr));
        assert!(!case.folder.join("refused.out").exists(), "{name} is not refused");
        case.compare("plan.out", without_rest(&text(&preview.stdout)).as_bytes());
        let checked = case.run(folder.path(), &["--check"]);
        let written = case.run(folder.path(), &["--write"]);
        assert_eq!(written.status.code(), Some(0), "{name}: {}", text(&written.stderr));
        let after = fs::read(&path).unwrap();
        if after == before {
            assert_eq!(checked.status.code(), Some(0), "{name}: nothing would change");
            assert!(!case.folder.join(case.migrated()).exists(), "{name} is not changed");
            continue;
        }
        assert_eq!(checked.status.code(), Some(1), "{name}: something would change");
        assert!(checked.stdout.is_empty(), "{name}");
        case.compare(&case.migrated(), &after);
        // What is written passes `check`, and a second migration changes nothing.
        let check = osweb_config(folder.path(), &["check", &case.file], &[]).output().unwrap();
        assert_eq!(check.status.code(), Some(0), "{name}: {}", text(&check.stdout));
        let again = case.run(folder.path(), &["--write"]);
        assert_eq!(again.status.code(), Some(0), "{name}");
        assert_eq!(fs::read(&path).unwrap(), after, "{name}: migrating twice is migrating once");
        assert_eq!(case.run(folder.path(), &["--check"]).status.code(), Some(0), "{name}");
    }
}

#[test]
fn a_diff_shows_no_line_that_the_plan_does_not_speak_of() {
    for case in Case::all().into_iter().filter(|case| case.folder.join("plan.out").exists()) {
        let plan = fs::read_to_string(case.folder.join("plan.out")).unwrap();
        let changed = plan
            .split('\n')
            .filter(|line| line.starts_with(['+', '-']) && !line.starts_with("---") && !line.starts_with("+++"));
        let speaks_of_section = |line: &str| {
            let line: String = line.to_lowercase().replace(['-', '_', '"', '\''], "");
            let keys =
                ["smtp", "oauth", "password", "kennwort", "auth", "geheim", "4711", "login", "sendemail", "hint"];
            keys.iter().any(|key| line.contains(key))
                || line.contains("***")
                || line.trim_matches(['+', '\r', ' ']).is_empty()
        };
        for line in changed {
            assert!(speaks_of_section(line), "{}: {line:?}", case.name);
        }
    }
}

#[test]
fn the_jvm_reads_the_planned_settings_and_every_other_property_as_before() {
    let cases: Vec<Case> = Case::all().into_iter().filter(|case| case.folder.join(case.migrated()).exists()).collect();
    let mut oracle = Oracle::get();
    for case in &cases {
        let kind = match case.extension.as_str() {
            "properties" => "properties-latin1",
            // Tabs between the tokens of JSON are refused by the loader, and `\/` is; the file is not read by it.
            "json" => continue,
            _ => "yaml",
        };
        let files = [case.file.clone(), case.migrated()].map(|name| fs::read(case.folder.join(name)).unwrap());
        let [Answer::Loaded(before), Answer::Loaded(after)] = &oracle.ask(kind, &files)[..] else {
            panic!("{}: the loader refuses it", case.name)
        };
        assert_eq!(before.len(), after.len(), "{}", case.name);
        for (before, after) in before.iter().zip(after) {
            let others = |document: &Document| {
                let others = document.0.iter().filter(|property| !is_touched(&property.name)).cloned();
                others.collect::<Vec<_>>()
            };
            assert_eq!(others(before), others(after), "{}", case.name);
        }
        let migrated =
            after.iter().map(settings).find(|settings| settings.get("smtpauthentication") == Some(&"MS_OAUTH"));
        let migrated = migrated.unwrap_or_else(|| panic!("{}: no document has the OAuth form", case.name));
        assert!(!migrated.keys().any(|key| key.contains("password")), "{}", case.name);
        let all = after.iter().flat_map(settings).collect::<BTreeMap<_, _>>();
        for (key, value) in [
            ("smtpserver", None),
            ("smtpport", None),
            ("smtpencryption", Some("TLS")),
            ("smtpauthentication", Some("MS_OAUTH")),
            ("smtpusername", None),
            ("oauthclientid", Some(CLIENT_ID)),
            ("oauthclientsecret", (!case.has("no-secret")).then_some(SECRET)),
            ("oauthtenantid", Some(TENANT_ID)),
        ] {
            let read = all.get(key).unwrap_or_else(|| panic!("{}: {key}", case.name));
            assert!(!read.is_empty() && value.is_none_or(|value| value == *read), "{}: {key}: {read}", case.name);
        }
    }
    assert!(cases.len() > 40, "{} cases", cases.len());
}
