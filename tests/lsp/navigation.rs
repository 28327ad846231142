//! Definitions, links, symbols, folding, and the page of a rule.

use std::path::Path;

use serde_json::{Value, json};

use super::client::Editor;
use super::{SOUND, UNTITLED};
use crate::common::write;

/// What the definition of a place is: the text of its range, where it is in this text.
fn definition(editor: &mut Editor, at: usize) -> Option<String> {
    let range = editor.range(at..at);
    let found = editor.ask("textDocument/definition", json!({ "position": range["start"] }));
    let place = found["range"].as_object()?;
    Some(editor.text[editor.byte(&place["start"])..editor.byte(&place["end"])].to_owned())
}

#[test]
fn from_an_alias_to_its_anchor_and_from_a_losing_to_the_winning_setting() {
    let mut editor = Editor::start("utf-16", Value::Null);
    let text = "mail: &mail\n  smtpServer: &ä smtp.office365.com\n  smtpPort: 25\n# &mail\nfeatureSwitches:\n  sendEmail:\n    <<: *mail\n    \
                smtpUsername: ${mail.user:x}\n---\nfeatureSwitches.sendEmail.smtp-port: 587\nmail.user: a@b.de\nother: *ä\n";
    let text = text.replacen("other: *ä\n", "", 1);
    editor.open(UNTITLED, &text);
    let at = |place: &str| text.find(place).unwrap() + 1;
    assert_eq!(definition(&mut editor, at("*mail")).as_deref(), Some("&mail"));
    let losing = text.find("<<").unwrap();
    assert_eq!(definition(&mut editor, losing), None);
    assert_eq!(definition(&mut editor, at("mail.user:x")).as_deref(), Some("mail.user"));
    let text =
        "featureSwitches.sendEmail.smtpPort: &p 25\nx: *p\n---\nfeatureSwitches:\n  sendEmail: {smtp-port: 587}\n";
    editor.close();
    editor.open(UNTITLED, text);
    assert_eq!(definition(&mut editor, 3).as_deref(), Some("smtp-port"));
    assert_eq!(definition(&mut editor, text.find("*p").unwrap()).as_deref(), Some("&p"));
    assert_eq!(definition(&mut editor, text.find("587").unwrap()), None, "it counts");
    editor.end();
}

#[test]
fn a_setting_of_a_document_that_is_not_active_leads_to_the_file_that_gives_it() {
    let folder = tempfile::tempdir().unwrap();
    let base = write(folder.path(), "application-prod.yml", "a: 1\nfeatureSwitches.sendEmail.smtpPort: 587\n");
    let mut editor = Editor::start("utf-16", json!({ "base": [base] }));
    editor.open(UNTITLED, "spring.config.activate.on-profile: test\nfeatureSwitches.sendEmail.smtpPort: 25\n");
    let found = editor.ask("textDocument/definition", json!({ "position": { "line": 1, "character": 3 } }));
    assert!(found["uri"].as_str().unwrap().ends_with("/application-prod.yml"), "{found}");
    assert_eq!(found["range"]["start"], json!({ "line": 1, "character": 0 }));
    editor.end();
}

#[test]
fn links_lead_to_what_a_rule_is_based_on_and_to_imported_files() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "more.yml", "a: 1\n");
    let text = "# osweb-config: ignore[encryption-not-tls, no-such-rule] x\nspring.config.import:\n- optional:file:more.yml\n- none.yml\n";
    let mut editor = Editor::start("utf-8", Value::Null);
    editor.open(&format!("file://{}/osweb-prod.yml", folder.path().display()), text);
    let links = editor.ask("textDocument/documentLink", json!({}));
    let shown: Vec<_> = links
        .as_array()
        .unwrap()
        .iter()
        .map(|link| {
            let range = editor.byte(&link["range"]["start"])..editor.byte(&link["range"]["end"]);
            (text[range].to_owned(), link["target"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
        })
        .collect();
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert_eq!(shown[0].0, "encryption-not-tls");
    assert_eq!(shown[1], ("optional:file:more.yml".to_owned(), "more.yml".to_owned()));
    editor.end();
}

#[test]
fn the_settings_are_symbols_without_their_secrets() {
    let mut editor = Editor::start("utf-32", Value::Null);
    let text = format!("{SOUND}---\nfeatureSwitches.sendEmail.smtpPort: 0123\n");
    editor.open(UNTITLED, &text);
    let symbols = editor.ask("textDocument/documentSymbol", json!({}));
    let symbols: Vec<_> =
        symbols.as_array().unwrap().iter().map(|one| format!("{}: {}", one["name"], one["detail"])).collect();
    assert_eq!(symbols.len(), 9);
    for shown in
        ["\"smtpPort\": \"587 (without effect)\"", "\"smtpPort\": \"83\"", "\"oAuthClientSecret\": \"a secret\""]
    {
        assert!(symbols.contains(&shown.to_owned()), "{shown}: {symbols:?}");
    }
    editor.end();
}

#[test]
fn what_is_indented_is_folded_even_where_the_text_cannot_be_read() {
    let mut editor = Editor::start("utf-16", Value::Null);
    editor
        .open(UNTITLED, "# a\r\n# b\r\nk:\r\n- x: 'y\r\n  z: |\r\n    1\r\n\r\n    2\r\nl:\r\n  m: n\r\n\r\no: p\r\n");
    let folds = editor.ask("textDocument/foldingRange", json!({}));
    let mut folds: Vec<_> =
        folds.as_array().unwrap().iter().map(|one| (one["startLine"].as_u64(), one["endLine"].as_u64())).collect();
    folds.sort_unstable();
    assert_eq!(folds, [(0, 1), (2, 7), (3, 7), (4, 7), (8, 9)].map(|(from, to)| (Some(from), Some(to))));
    editor.end();
}

#[test]
fn the_page_of_a_rule_is_shown() {
    for opens in [false, true] {
        let more = json!({ "window": { "showDocument": { "support": opens } } });
        let mut editor = Editor::start_in(Path::new("/"), "utf-16", Value::Null, more, &[]);
        editor.open(UNTITLED, &SOUND.replacen("TLS", "SSL", 1));
        let at = SOUND.find("TLS").unwrap();
        let actions = editor.actions(at..at, json!(["quickfix"]));
        let explain = actions.iter().find(|one| one["title"] == "Explain encryption-not-tls").expect("it is offered");
        let page = editor.request("workspace/executeCommand", explain["command"].clone()).unwrap();
        assert!(page.as_str().unwrap().contains("## Why"), "{page}");
        if opens {
            let asked = editor.answer("window/showDocument", json!({ "success": true }));
            assert!(asked["external"] == true && asked["uri"].as_str().unwrap().starts_with("https://"), "{asked}");
        } else {
            let page = editor.waiting.iter().find(|one| one["method"] == "window/showMessage").expect("it is shown");
            assert!(page["params"]["message"].as_str().unwrap().starts_with("# encryption-not-tls\n"), "{page}");
        }
        let none = json!({ "command": explain["command"]["command"], "arguments": ["no-such-rule"] });
        assert!(editor.request("workspace/executeCommand", none).is_err());
        editor.end();
    }
}
