//! What an editor sets, and the extension that sets it.

use std::path::Path;

use serde_json::{Value, json};

use super::client::Editor;
use super::{SOUND, UNTITLED};
use crate::common::write;

fn said(editor: &mut Editor) -> String {
    // An answer to anything: what was said before it has arrived then.
    editor.ask("textDocument/diagnostic", json!({}));
    editor.waiting.drain(..).map(|message| message.to_string()).collect()
}

#[test]
fn a_file_of_lower_precedence_counts_and_is_read_again_when_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let base = "featureSwitches.sendEmail.smtpServer: smtp.office365.com\n";
    let path = write(folder.path(), "application-prod.yml", base);
    let text = SOUND.replacen("    smtpServer: smtp.office365.com\n", "", 1);
    let mut editor = Editor::start("utf-16", json!({ "base": [path] }));
    editor.open(UNTITLED, &text);
    assert_eq!(editor.rules(), [""; 0]);
    write(folder.path(), "application-prod.yml", "a: 1\n");
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    assert_eq!(editor.rules(), ["missing-setting"]);
    std::fs::remove_file(&path).unwrap();
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    let said = said(&mut editor);
    assert!(said.contains("application-prod.yml") && said.contains("cannot be read"), "{said}");
    let settings = json!({ "osweb-config": { "ignore": ["missing-setting"] } });
    editor.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    assert_eq!(editor.ask("textDocument/diagnostic", json!({}))["items"], json!([]));
    editor.end();
}

#[test]
fn the_extension_is_of_this_version_and_sets_what_the_server_knows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode");
    let read =
        |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let manifest: Value = serde_json::from_str(&read("package.json")).expect("JSON");
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    let code = read(manifest["main"].as_str().expect("a file").trim_start_matches("./"));
    for command in manifest["contributes"]["commands"].as_array().expect("a list") {
        let name = command["command"].as_str().expect("a name").strip_prefix("osweb-config.").expect("a name of ours");
        assert!(code.contains(&format!("register(\"{name}\", ")), "{name}");
    }
    let settings = manifest["contributes"]["configuration"]["properties"].as_object().expect("an object");
    let documented = include_str!("../../docs/editors.md");
    let mut defaults = serde_json::Map::new();
    for (name, setting) in settings {
        let name = name.strip_prefix("osweb-config.").expect("a name of ours");
        if name == "path" {
            continue;
        }
        assert!(documented.contains(&format!("`{name}`")), "{name}");
        defaults.insert(name.to_owned(), setting["default"].clone());
        let mut editor = Editor::start("utf-8", json!({ name: { "neither": "text nor list" } }));
        editor.open(UNTITLED, "");
        assert!(said(&mut editor).contains("cannot be used"), "{name} is unknown to the server");
    }
    let mut editor = Editor::start("utf-8", Value::Object(defaults));
    editor.open(UNTITLED, SOUND);
    assert!(!said(&mut editor).contains("showMessage"));
    editor.end();
}
