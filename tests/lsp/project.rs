//! The project file: what it says holds in the editor, what the editor sets wins, and what changes is read again.

use std::path::Path;

use serde_json::{Value, json};

use super::SOUND;
use super::client::Editor;
use crate::common::write;

/// A repository with a project file.
fn repository(project: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    write(folder.path(), "osweb-config.toml", project);
    folder
}

fn open(folder: &Path, options: Value, text: &str) -> Editor {
    let mut editor = Editor::start_in(folder, "utf-16", options, json!({}), &[]);
    editor.open(&format!("file://{}/osweb-prod.yml", folder.display()), text);
    editor
}

fn rules(project: &str, files: &[(&str, &str)], options: Value, text: &str) -> Vec<String> {
    let folder = repository(project);
    files.iter().for_each(|(name, text)| drop(write(folder.path(), name, text)));
    let mut editor = open(folder.path(), options, text);
    // Nothing is sent of a text that is not judged.
    let asked = editor.ask("textDocument/diagnostic", json!({}));
    let codes = asked["items"].as_array().expect("a list").iter();
    let rules = codes.map(|one| one["code"].as_str().expect("a rule").to_owned()).collect();
    editor.end();
    rules
}

#[test]
fn each_key_holds_as_for_check() {
    let none = Value::Null;
    let wrong = SOUND.replacen("TLS", "SSL", 1).replacen("587", "465", 1);
    let both = ["port-not-submission", "encryption-not-tls"];
    assert_eq!(rules("", &[], none.clone(), &wrong), both);
    assert_eq!(rules("ignore = 'encryption-not-tls'", &[], none.clone(), &wrong), [both[0]]);
    assert_eq!(rules("select = 'encryption-not-tls'", &[], none.clone(), &wrong), [both[1]]);
    assert_eq!(rules("exclude = 'osweb-*.yml'", &[], none.clone(), &wrong), [""; 0]);
    let lacking = SOUND.replacen("    smtpServer: smtp.office365.com\n", "", 1);
    let base = ("shared.yml", "featureSwitches.sendEmail.smtpServer: smtp.office365.com\n");
    assert_eq!(rules("", &[base], none.clone(), &lacking), ["missing-setting"]);
    assert_eq!(rules("[[files]]\npath = '*.yml'\nbase = 'shared.yml'", &[base], none.clone(), &lacking), [""; 0]);
    let policy = ("policy.json", r#"{ "required": ["owner"] }"#);
    assert_eq!(rules("[[files]]\npath = '*.yml'\npolicy = 'policy.json'", &[policy], none.clone(), SOUND), ["policy"]);
    let profiled =
        format!("{SOUND}---\nspring.config.activate.on-profile: test\nfeatureSwitches.sendEmail.smtpEncryption: SSL\n");
    assert_eq!(rules("", &[], none.clone(), &profiled), [""; 0]);
    assert!(
        rules("[[files]]\npath = '*.yml'\nprofile = 'test'", &[], none.clone(), &profiled)
            .contains(&both[1].to_owned())
    );
    let export = ("server.reg", include_str!("../../fixtures/rules/systems-disagree/server.reg"));
    let text = include_str!("../../fixtures/rules/systems-disagree/invalid.yml");
    let server = "[[files]]\npath = '*.yml'\nserver = 'server.reg'";
    assert_eq!(rules(server, &[export], none.clone(), text), ["systems-disagree"]);
    assert_eq!(rules("", &[export], json!({ "exports": ["server.reg"] }), text), ["systems-disagree"]);
    let json = "[[files]]\npath = '*.yml'\ninput-format = 'properties'";
    assert_eq!(rules(json, &[], none, "featureSwitches.sendEmail.smtpPort=a\\\n b\n")[..1], ["port-invalid"]);
}

#[test]
fn what_the_editor_sets_wins() {
    let wrong = SOUND.replacen("TLS", "SSL", 1).replacen("587", "465", 1);
    let options = json!({ "select": ["port-not-submission"], "ignore": [] });
    assert_eq!(rules("select = 'encryption-not-tls'", &[], options, &wrong), ["port-not-submission"]);
    let base = |port: u16| format!("featureSwitches.sendEmail.smtpPort: {port}\n");
    let lacking = SOUND.replacen("    smtpPort: 587\n", "", 1);
    let files = [("one.yml", "a: 1\n".to_owned()), ("two.yml", base(587))];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let project = "[[files]]\npath = '*.yml'\nbase = 'one.yml'";
    assert_eq!(rules(project, &files, Value::Null, &lacking), ["missing-setting"]);
    assert_eq!(rules(project, &files, json!({ "base": ["two.yml"] }), &lacking), [""; 0]);
}

#[test]
fn the_nearest_one_counts_and_a_faulty_one_is_named_once() {
    let folder = repository("ignore = 'encryption-not-tls'");
    let wrong = SOUND.replacen("TLS", "SSL", 1);
    let mut editor = open(folder.path(), Value::Null, &wrong);
    assert_eq!(editor.rules(), [""; 0]);
    std::fs::create_dir(folder.path().join("below")).unwrap();
    write(&folder.path().join("below"), "osweb-config.toml", "ignroe = 'x'\n");
    editor.open(&format!("file://{}/below/osweb-prod.yml", folder.path().display()), &wrong);
    assert_eq!(editor.rules(), ["encryption-not-tls"], "without it");
    for _ in 0..2 {
        editor.notify("textDocument/didSave", json!({ "textDocument": { "uri": "untitled:osweb.yml" } }));
    }
    let _ = editor.request("textDocument/rename", json!({}));
    let said: Vec<_> = editor.waiting.drain(..).map(|one| one["params"]["message"].to_string()).collect();
    let said: Vec<_> = said.iter().filter(|message| message.contains("ignroe")).collect();
    assert!(said.len() == 1 && said[0].contains("did you mean `ignore`?"), "{said:?}");
    editor.end();
}

#[test]
fn files_are_watched_and_read_again() {
    let folder = repository("");
    let wrong = SOUND.replacen("TLS", "SSL", 1);
    let more = json!({ "workspace": { "configuration": true, "didChangeWatchedFiles": { "dynamicRegistration": true, "relativePatternSupport": true } } });
    let outside = tempfile::tempdir().unwrap();
    let base = write(outside.path(), "application-prod.yml", "a: 1\n");
    let mut editor = Editor::start_in(folder.path(), "utf-16", Value::Null, more, &[]);
    let watchers = |asked: &Value| asked["registrations"][0]["registerOptions"]["watchers"].clone();
    let registered = watchers(&editor.answer("client/registerCapability", Value::Null));
    assert_eq!(registered, json!([{ "globPattern": "**/*.{yml,yaml,json,reg,properties,toml}" }]));
    editor.open(&format!("file://{}/osweb-prod.yml", folder.path().display()), &wrong);
    assert_eq!(editor.rules(), ["encryption-not-tls"]);
    // What is asked for is answered later; a file elsewhere is watched by itself.
    let asked = editor.answer("workspace/configuration", json!([{ "base": [base] }]));
    assert_eq!(asked["items"], json!([{ "section": "osweb-config" }]));
    editor.answer("client/unregisterCapability", Value::Null);
    let registered = watchers(&editor.answer("client/registerCapability", Value::Null));
    assert_eq!(registered[1]["globPattern"]["pattern"], "application-prod.yml");
    assert_eq!(editor.rules(), ["encryption-not-tls"]);
    let changed = |editor: &mut Editor| {
        editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
        editor.rules()
    };
    write(folder.path(), "osweb-config.toml", "ignore = 'encryption-not-tls'");
    assert_eq!(changed(&mut editor), [""; 0]);
    write(folder.path(), "osweb-config.toml", "[[files]]\npath = '*.yml'\npolicy = 'policy.json'\n");
    write(folder.path(), "policy.json", r#"{ "required": ["owner"] }"#);
    assert!(changed(&mut editor).contains(&"policy".to_owned()));
    write(folder.path(), "policy.json", "{}");
    assert_eq!(changed(&mut editor), ["encryption-not-tls"]);
    // Settings that come later may say which files are meant.
    editor
        .notify("workspace/didChangeConfiguration", json!({ "settings": { "osweb-config": { "files": ["x.yml"] } } }));
    assert_eq!(editor.rules(), [""; 0]);
    editor.notify("workspace/didChangeConfiguration", json!({ "settings": Value::Null }));
    editor.answer("workspace/configuration", json!([{ "files": ["*.yml"] }]));
    assert_eq!(editor.rules(), ["encryption-not-tls"]);
    editor.end();
}
