//! Editors: Neovim with our own language server; the one for YAML that most of them run, which reports and completes by the
//! published schema.

use std::process::Command;

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

/// A fault is typed, comes, and is fixed: what is written then is what `check --fix` writes.
#[cfg(feature = "lsp")]
#[test]
fn neovim_shows_a_fault_and_fixes_it() {
    let folder = tempfile::tempdir().unwrap();
    let sound = include_str!("../../fixtures/cases/sound.yml");
    let file = folder.path().join("osweb-prod.yml");
    std::fs::write(&file, sound).unwrap();
    succeed(
        Command::new(installed("python/bin/nvim"))
            .args(["--headless", "-u", "NONE", "-i", "NONE", "-S"])
            .arg(root().join("tests/places/editor/neovim.lua"))
            .env("OSWEB_CONFIG", env!("CARGO_BIN_EXE_osweb-config"))
            .env("OSWEB_FILE", &file)
            .env("XDG_STATE_HOME", folder.path()),
    );
    let fixed = folder.path().join("osweb-fixed-prod.yml");
    std::fs::write(&fixed, sound.replacen("TLS", "tls", 1)).unwrap();
    let mut check = Command::new(env!("CARGO_BIN_EXE_osweb-config"));
    succeed(check.args(["check", "--fix", "--quiet", "--profile", "prod"]).arg(&fixed));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), std::fs::read_to_string(&fixed).unwrap());
}

/// What the schema alone says of files: all of it is right, and what it cannot say is known.
mod alone {
    use std::collections::BTreeMap;
    use std::io::Write as _;
    use std::path::PathBuf;
    use std::process::Stdio;

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
        let mut files: Vec<(String, PathBuf)> = vec![];
        for entry in ["rules/*/*.yml", "legacy/*.yml", "valid/*.yml"] {
            let pattern = root().join("fixtures").join(entry);
            let found = glob::glob(pattern.to_str().unwrap()).unwrap().map(Result::unwrap);
            files.extend(found.map(|path| (path.strip_prefix(root()).unwrap().display().to_string(), path)));
        }
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
        let server = installed("editor").join("node_modules/yaml-language-server/bin/yaml-language-server");
        let mut client = Command::new("node");
        client.arg(root().join("tests/places/editor/schema.mjs")).arg(server);
        client.arg(root().join("schemas/osweb-prod.schema.json")).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut client = client.spawn().expect("Node runs");
        let list: String = files.iter().map(|(_, path)| format!("{}\n", path.display())).collect();
        client.stdin.take().unwrap().write_all(list.as_bytes()).unwrap();
        let output = client.wait_with_output().unwrap();
        let lines = String::from_utf8(output.stdout).unwrap();
        let messages: Vec<Vec<String>> =
            lines.lines().map(|line| serde_json::from_str(line).expect("a list")).collect();
        assert_eq!(messages.len(), files.len());
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
        for one in &silent {
            let mut rules = one.rules.clone();
            rules.sort_unstable();
            rules.dedup();
            by_rule.entry(rules.join(", ")).or_default().push(&one.name);
        }
        let mut text = format!(
            "Of {} files that `check` warns of, the schema alone is silent on {}:\n",
            broken.len(),
            silent.len()
        );
        for (rules, names) in by_rule {
            text.push_str(&format!("\n{rules}\n"));
            names.iter().for_each(|name| text.push_str(&format!("    {name}\n")));
        }
        compare(&root().join("fixtures/editor/schema-alone.out"), &text);
    }
}
