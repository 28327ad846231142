//! Editors: Neovim with our own language server; the one for YAML that most of them run, which reports and completes by the
//! published schema.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{compare, installed, root, succeed};

/// What the server reports of a fixture, offers at its carets, and explains there.
fn editor(fixture: &str) -> String {
    let fixture = root().join("fixtures/editor").join(fixture);
    let server = installed("editor").join("node_modules/yaml-language-server/bin/yaml-language-server");
    succeed(Command::new("node").arg(root().join("tests/places/editor/client.mjs")).arg(server).arg(fixture))
}

fn is_as_expected(name: &str) {
    compare(&root().join(format!("fixtures/editor/{name}.out")), &editor(&format!("{name}.yml")));
}

#[test]
fn a_wrong_value_is_reported() {
    is_as_expected("wrong-value");
}

#[test]
fn what_microsoft_oauth_lacks_is_reported() {
    is_as_expected("incomplete");
}

#[test]
fn placeholders_and_undocumented_values_are_not_reported() {
    assert_eq!(editor("undocumented.yml"), "");
}

/// What docs/editors.md says of Visual Studio Code: the schema is found by the file's name.
#[test]
fn settings_find_the_schema_without_a_line_in_the_file() {
    let folder = root().join("target/tests/places/editor-folder");
    std::fs::create_dir_all(folder.join("config")).unwrap();
    let page = std::fs::read_to_string(root().join("docs/editors.md")).unwrap();
    let settings =
        page.split("```json\n").find(|block| block.contains("yaml.schemas")).expect("settings in docs/editors.md");
    std::fs::write(folder.join("settings.json"), settings.split("```").next().unwrap()).unwrap();
    std::fs::copy(root().join("schemas/osweb-prod.schema.json"), folder.join("osweb-prod.schema.json")).unwrap();
    let judged = |name: &str| {
        std::fs::write(folder.join(name), "featureSwitches:\n  sendEmail:\n    smtpPort: 70000\n").unwrap();
        let server = installed("editor").join("node_modules/yaml-language-server/bin/yaml-language-server");
        let client = root().join("tests/places/editor/client.mjs");
        succeed(Command::new("node").arg(client).arg(server).arg(folder.join(name)).arg(folder.join("settings.json")))
    };
    assert_eq!(judged("osweb-prod.yml"), "3:15-3:20 error: Value is above the maximum of 65535.\n");
    assert_eq!(judged("application-prod.yml"), "");
}

#[test]
fn keys_are_completed() {
    is_as_expected("keys");
}

#[test]
fn documented_values_are_completed() {
    is_as_expected("values");
}

/// A section with a password, in the line ends and indentation of Windows.
#[cfg(feature = "lsp")]
const LEGACY: &str = "server:\r\n  port: 1\r\nfeatureSwitches:\r\n    sendEmail:\r\n        smtpServer: smtp.office365.com # ä\r\n        \
                      smtpPort: 587\r\n        smtpAuthentication: LOGIN\r\n        smtpUsername: enaio@fabrikam.com\r\n        smtpPassword: \
                      'S3hr-geheim!'\r\nother: 🔑\r\n";

/// Has an editor type a fault and apply each action; what it wrote is what the command line writes.
#[cfg(feature = "lsp")]
fn works_in(editor: impl FnOnce(&Path) -> Command) {
    let folder = tempfile::tempdir().unwrap();
    let sound = include_str!("../../fixtures/cases/sound.yml");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let read =
        |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap_or_else(|why| panic!("{name}: {why}"));
    write("osweb-prod.yml", sound);
    write("osweb-legacy.yml", LEGACY);
    succeed(&mut editor(folder.path()));
    let run = |arguments: &[&str]| {
        succeed(Command::new(env!("CARGO_BIN_EXE_osweb-config")).args(arguments).current_dir(folder.path()));
    };
    let faulty = sound.replacen("TLS", "tls", 1);
    write("osweb-check.yml", &faulty);
    run(&["check", "--fix", "--quiet", "--profile", "prod", "osweb-check.yml"]);
    assert_eq!(read("unchanged.yml"), sound);
    assert_eq!(read("fixed.yml"), read("osweb-check.yml"));
    assert_eq!(read("all-fixed.yml"), read("osweb-check.yml"));
    let commented = |text: String, key: &str, comment: &str| {
        let at = text.find(key).unwrap();
        format!("{}# osweb-config: {comment}\n    {}", &text[..at], &text[at..])
    };
    let ignored = commented(faulty, "smtpEncryption", "ignore[encryption-not-tls] say why");
    assert_eq!(read("ignored.yml"), commented(ignored, "oAuthClientSecret", "secret-expires YYYY-MM-DD"));
    run(&[
        "migrate",
        "--write",
        "--no-backup",
        "osweb-legacy.yml",
        "--client-id=${OSWEB_CLIENT_ID}",
        "--tenant-id=${OSWEB_TENANT_ID}",
        "--client-secret-placeholder=OSWEB_CLIENT_SECRET",
    ]);
    assert_eq!(read("migrated.yml"), read("osweb-legacy.yml"));
}

#[cfg(feature = "lsp")]
#[test]
fn neovim_shows_a_fault_and_does_what_the_command_line_does() {
    works_in(|folder| {
        let mut editor = Command::new(installed("python/bin/nvim"));
        editor.args(["--headless", "-u", "NONE", "-i", "NONE", "-S"]);
        editor.arg(root().join("tests/places/editor/neovim.lua"));
        editor.env("OSWEB_CONFIG", env!("CARGO_BIN_EXE_osweb-config")).env("OSWEB_FOLDER", folder);
        editor.env("XDG_STATE_HOME", folder);
        editor
    });
}

/// The library that the client of Visual Studio Code is made of.
#[cfg(feature = "lsp")]
#[test]
fn a_client_on_the_library_of_visual_studio_code_does_what_the_command_line_does() {
    works_in(|folder| {
        let mut editor = Command::new("node");
        editor.arg(root().join("tests/places/editor/ours.mjs")).arg(yaml_server());
        editor.arg(env!("CARGO_BIN_EXE_osweb-config")).arg(folder);
        editor
    });
}

/// Beside yaml-language-server nothing is said twice of a file that Spring reads: what both say of the same lines is listed. Where YAML
/// itself is broken, each says it in its own words.
#[cfg(feature = "lsp")]
#[test]
fn beside_the_server_for_yaml_nothing_is_said_twice() {
    let mut files: Vec<_> = fixtures(&["rules/*/*.yml", "legacy/*.yml", "valid/*.yml"]);
    files.sort();
    let list: Vec<PathBuf> = files.iter().map(|(_, path)| path.clone()).collect();
    let program = Path::new(env!("CARGO_BIN_EXE_osweb-config"));
    let said: Vec<serde_json::Value> = asked("beside.mjs", program, &list);
    let mut text = String::new();
    for ((name, path), said) in files.iter().zip(&said) {
        let twice = said["twice"].as_array().expect("a list");
        let source = osweb_config::source::SourceFile::read(path).unwrap();
        let refused = source.fault().is_some() || !osweb_config::parse::read(&source).faults.is_empty();
        if !twice.is_empty() {
            text.push_str(&format!("{name}{}\n", if refused { ": Spring refuses it" } else { "" }));
            twice.iter().for_each(|one| text.push_str(&format!("    {}\n", one.as_str().unwrap())));
        }
    }
    assert!(said.iter().filter(|one| !one["rules"].as_array().unwrap().is_empty()).count() > 80);
    compare(&root().join("fixtures/editor/beside.out"), &text);
}

fn yaml_server() -> PathBuf {
    installed("editor").join("node_modules/yaml-language-server/bin/yaml-language-server")
}

/// Files below `fixtures`, with their names there.
fn fixtures(patterns: &[&str]) -> Vec<(String, PathBuf)> {
    let folder = root().join("fixtures");
    let found = patterns.iter().flat_map(|pattern| glob::glob(folder.join(pattern).to_str().unwrap()).unwrap());
    let named = |path: PathBuf| (path.strip_prefix(root()).unwrap().display().to_string(), path);
    found.map(|path| named(path.unwrap())).collect()
}

/// What a script says of each file, with the server for YAML and something beside it.
fn asked<T: serde::de::DeserializeOwned>(script: &str, beside: &Path, files: &[PathBuf]) -> Vec<T> {
    let mut client = Command::new("node");
    client.arg(root().join("tests/places/editor").join(script)).arg(yaml_server()).arg(beside);
    let mut client = client.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("Node runs");
    let list: String = files.iter().map(|path| format!("{}\n", path.display())).collect();
    client.stdin.take().unwrap().write_all(list.as_bytes()).unwrap();
    let output = client.wait_with_output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let said: Vec<T> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(said.len(), files.len());
    said
}

/// What the schema alone says of files: all of it is right, and what it cannot say is known.
mod alone {
    use std::collections::BTreeMap;

    use osweb_config::diagnostic::Severity;
    use osweb_config::inspect::{Options, inspect};
    use osweb_config::source::SourceFile;

    use super::*;
    use crate::cases::case::Case;

    /// The rules that report more than advice of a file, and what the server says of it by the schema.
    struct Said {
        name: String,
        rules: Vec<&'static str>,
        messages: Vec<String>,
    }

    /// The fixtures and cases, judged by both.
    fn said() -> Vec<Said> {
        // The server passes over hidden folders.
        let scratch = tempfile::Builder::new().prefix("cases").tempdir().unwrap();
        let mut files = fixtures(&["rules/*/*.yml", "legacy/*.yml", "valid/*.yml"]);
        for folder in std::fs::read_dir(root().join("fixtures/cases")).unwrap().map(|entry| entry.unwrap().path()) {
            for case in folder.is_dir().then(|| Case::read(&folder)).into_iter().flatten() {
                if case.file.ends_with(".yml") || case.file.ends_with(".yaml") {
                    let path = scratch.path().join(files.len().to_string()).join(case.file.rsplit('/').next().unwrap());
                    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                    std::fs::write(&path, &case.input).unwrap();
                    files.push((case.name, path));
                }
            }
        }
        files.sort();
        let paths: Vec<PathBuf> = files.iter().map(|(_, path)| path.clone()).collect();
        let messages: Vec<Vec<String>> = asked("schema.mjs", &root().join("schemas/osweb-prod.schema.json"), &paths);
        files
            .into_iter()
            .zip(messages)
            .map(|((name, path), messages)| {
                let source = SourceFile::read(&path).unwrap();
                // A schema does not see the comments that silence a rule.
                let source = source.with_text(source.text().replace("osweb-config: ignore", ""));
                let found = inspect(source.into(), &Options::default()).diagnostics;
                let rules = found.iter().filter(|one| one.severity > Severity::Info).map(|one| one.rule).collect();
                Said { name, rules, messages }
            })
            .collect()
    }

    #[test]
    fn the_schema_alone_accuses_nobody_and_tells_what_it_can() {
        let said = said();
        let wrongly: Vec<_> = said.iter().filter(|one| one.rules.is_empty() && !one.messages.is_empty()).collect();
        assert!(wrongly.is_empty(), "{:#?}", wrongly.iter().map(|one| (&one.name, &one.messages)).collect::<Vec<_>>());
        let broken: Vec<_> = said.iter().filter(|one| !one.rules.is_empty()).collect();
        let silent: Vec<_> = broken.iter().filter(|one| one.messages.is_empty()).collect();
        let mut by_rule: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        println!("Of {} files that `check` warns of, the schema alone is silent on {}.", broken.len(), silent.len());
        // The fixtures of rules show what it cannot say; cases are many of a kind.
        for one in silent.iter().filter(|one| one.name.starts_with("fixtures/")) {
            let mut rules = one.rules.clone();
            rules.sort_unstable();
            rules.dedup();
            by_rule.entry(rules.join(", ")).or_default().push(&one.name);
        }
        let mut text = "Files of which the schema alone says nothing, by what `check` reports:\n".to_owned();
        for (rules, names) in by_rule {
            text.push_str(&format!("\n{rules}\n"));
            names.iter().for_each(|name| text.push_str(&format!("    {name}\n")));
        }
        compare(&root().join("fixtures/editor/schema-alone.out"), &text);
    }
}
