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
