//! A fault of the program: it is said, and the server goes on. A build for tests takes one from OSWEB_CONFIG_PANIC.

use std::path::Path;

use serde_json::{Value, json};

use super::client::Editor;
use super::{SOUND, UNTITLED};

fn editor(faulty: &str) -> Editor {
    Editor::start_in(Path::new("/"), "utf-16", Value::Null, json!({}), &[("OSWEB_CONFIG_PANIC", faulty)])
}

fn said(editor: &mut Editor) -> bool {
    // An answer to anything: what was said before it has arrived then.
    let _ = editor.request("textDocument/rename", json!({}));
    editor.waiting.drain(..).any(|one| one["params"]["message"].to_string().contains("osweb-config has a fault"))
}

#[test]
fn a_fault_in_a_request_is_its_answer() {
    let mut editor = editor("textDocument/hover");
    editor.open(UNTITLED, SOUND);
    let place = json!({ "line": 0, "character": 0 });
    let asked = json!({ "textDocument": { "uri": UNTITLED }, "position": place });
    for _ in 0..3 {
        let why = editor.request("textDocument/hover", asked.clone()).unwrap_err();
        assert!(why.contains("osweb-config has a fault") && !why.contains("asked for"), "{why}");
    }
    assert!(editor.request("textDocument/completion", asked).is_ok());
    editor.edit(0..0, "\t");
    assert_eq!(editor.rules(), ["yaml-syntax"]);
    editor.end();
}

#[test]
fn a_fault_in_a_change_ends_what_is_said_of_the_text_until_it_is_handed_over_again() {
    let mut editor = editor("textDocument/didChange");
    editor.open(UNTITLED, &SOUND.replacen("TLS", "SSL", 1));
    assert_eq!(editor.rules(), ["encryption-not-tls"]);
    editor.edit(0..0, "a: 1\n");
    assert!(said(&mut editor));
    assert_eq!(editor.ask("textDocument/diagnostic", json!({}))["items"], json!([]));
    assert_eq!(editor.actions(0..9, Value::Null), [Value::Null; 0]);
    // Another text is not concerned.
    let other = "untitled:osweb-test.yml";
    let item = json!({ "uri": other, "languageId": "yaml", "version": 1, "text": "a: 'b\n" });
    editor.notify("textDocument/didOpen", json!({ "textDocument": item }));
    let asked = editor.request("textDocument/diagnostic", json!({ "textDocument": { "uri": other } })).unwrap();
    assert_eq!(asked["items"][0]["code"], "yaml-syntax");
    let saved = json!({ "textDocument": { "uri": UNTITLED }, "text": editor.text });
    editor.notify("textDocument/didSave", saved);
    assert_eq!(editor.ask("textDocument/diagnostic", json!({}))["items"][0]["code"], "encryption-not-tls");
    editor.end();
}

#[test]
fn a_fault_while_a_text_is_judged_is_said_and_leaves_nothing_old() {
    let mut editor = editor("publish");
    editor.open(UNTITLED, &SOUND.replacen("TLS", "SSL", 1));
    assert_eq!(editor.diagnostics(), [Value::Null; 0]);
    assert!(said(&mut editor));
    assert_eq!(editor.ask("textDocument/diagnostic", json!({}))["items"][0]["code"], "encryption-not-tls");
    editor.end();
}
