//! What hovering shows and what can be typed.

use serde_json::{Value, json};

use super::client::Editor;
use super::{SOUND, UNTITLED};

fn hover(editor: &mut Editor, place: &str) -> String {
    let at = editor.text.rfind(place).expect("it is there");
    let range = editor.range(at..at);
    let shown = editor.ask("textDocument/hover", json!({ "position": range["start"] }));
    shown["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn hovering_says_what_osweb_gets_and_which_source_counts() {
    let mut editor = Editor::start("utf-16", Value::Null);
    let text = "featureSwitches.sendEmail:\n  smtpPort: 0123\n  oAuthClientSecret: Wx3~4kLmN8pQ2rStUv6yZaBcDeFgHiJkLmNoPq\n---\n\
                featureSwitches.sendEmail.smtp-port: 587\n---\nfeatureSwitches.sendEmail.oAuthTenantId: ${TENANT}\n";
    editor.open(UNTITLED, text);
    let first = hover(&mut editor, "0123");
    assert!(first.contains("osweb gets: `83` (integer, written `0123`)"), "{first}");
    assert!(first.contains("The value of line 5 counts; without effect: line 2."), "{first}");
    let secret = hover(&mut editor, "Wx3~");
    assert!(secret.contains("a secret (string), which is not shown") && !secret.contains("Wx3~"), "{secret}");
    assert!(hover(&mut editor, "${TENANT}").contains("Spring replaces the placeholder"));
    let help = hover(&mut editor, "smtp-port");
    assert!(help.contains("Port of the SMTP server"), "{help}");
    editor.end();
}

/// The texts that are offered at the end of a text, put in as an editor does.
fn offered(editor: &mut Editor, text: &str, at: usize) -> Vec<(String, String)> {
    editor.open(UNTITLED, text);
    let place = editor.range(at..at);
    let items = editor.ask("textDocument/completion", json!({ "position": place["start"] }));
    let made = items.as_array().expect("a list").iter().map(|item| {
        let edit = &item["textEdit"];
        let mut new = text.to_owned();
        new.replace_range(
            editor.byte(&edit["range"]["start"])..editor.byte(&edit["range"]["end"]),
            edit["newText"].as_str().unwrap(),
        );
        (item["label"].as_str().unwrap().to_owned(), new)
    });
    let made = made.collect();
    editor.close();
    made
}

#[test]
fn what_the_section_lacks_is_offered_as_the_file_is_written() {
    let mut editor = Editor::start("utf-16", Value::Null);
    for (line, new) in [
        ("    smtpEncryption: TLS\n", "    smtpEncryption: TLS\n"),
        ("    oAuthTenantId: 91e6b3d8-4a07-4c5f-8b2e-7f13d09a6c45\n", "    oAuthTenantId: \n"),
    ] {
        for typed in ["", "    ", "    s"] {
            let text = SOUND.replacen(line, &format!("{typed}\n"), 1);
            let at = text.find(&format!("\n{typed}\n")).unwrap() + 1 + typed.len();
            let offers = offered(&mut editor, &text, at);
            assert_eq!(offers.len(), 1, "{typed:?} {offers:?}");
            assert_eq!(offers[0].1, SOUND.replacen(line, new, 1), "{typed:?}");
        }
    }
    let offers = offered(&mut editor, "featureSwitches:\n    sendEmail:\n", 32);
    assert_eq!(offers[1].1, "featureSwitches:\n    sendEmail:\n        smtpPort: 587");
    assert_eq!(offers.len(), 8);
    let dotted = "featureSwitches.sendEmail.smtpPort: 587\nfea";
    let offers = offered(&mut editor, dotted, dotted.len());
    assert_eq!(
        offers[0].1,
        "featureSwitches.sendEmail.smtpPort: 587\nfeatureSwitches.sendEmail.smtpServer: smtp.office365.com"
    );
    let quoted = "\"featureSwitches\":\n  \"sendEmail\":\n    \"smtpPort\": 25\n    \n";
    let offers = offered(&mut editor, quoted, quoted.len() - 1);
    assert!(offers[0].1.ends_with("\n    \"smtpServer\": smtp.office365.com\n"), "{offers:?}");
    editor.end();
}

#[test]
fn documented_values_and_the_whole_section_are_offered() {
    let mut editor = Editor::start("utf-8", Value::Null);
    for (text, value) in [
        ("  smtpEncryption:", "TLS"),
        ("  smtpAuthentication: MS", "MS_OAUTH"),
        ("  oAuthClientId: ", "${OSWEB_CLIENT_ID}"),
    ] {
        let text = format!("featureSwitches.sendEmail:\n{text}");
        let offers = offered(&mut editor, &text, text.len());
        let key = text.rsplit_once(':').unwrap().0;
        assert_eq!(offers, [(value.to_owned(), format!("{key}: {value}"))]);
    }
    let offers = offered(&mut editor, "a: 1\n", 5);
    assert!(
        offers[0].1.starts_with("a: 1\nfeatureSwitches:\n  sendEmail:\n    smtpServer: smtp.office365.com\n"),
        "{offers:?}"
    );
    assert!(offered(&mut editor, "a: 1\n  b", 8).is_empty());
    editor.end();
}
