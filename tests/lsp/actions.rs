//! What code actions do is what `check --fix` and `migrate` do.

use serde_json::{Value, json};

use super::client::Editor;
use super::{SOUND, UNTITLED, fixtures, text};
use crate::common::{folder_with, run, stderr};

fn titled<'a>(actions: &'a [Value], title: &str) -> Option<&'a Value> {
    actions.iter().find(|one| one["title"].as_str().is_some_and(|text| text.starts_with(title)))
}

#[test]
fn all_fixes_make_what_check_fix_makes() {
    let mut editor = Editor::start("utf-16", json!({ "files": ["*"] }));
    let mut fixed = 0;
    for path in fixtures() {
        let bytes = std::fs::read(&path).unwrap();
        let (text_of_file, valid) = text(&bytes);
        if !valid {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join(path.file_name().unwrap());
        std::fs::write(&copy, &bytes).unwrap();
        editor.open(&format!("file://{}", copy.display()), &text_of_file);
        let end = text_of_file.len();
        let actions = editor.actions(0..end, json!(["source.fixAll"]));
        let name = copy.display().to_string();
        run(folder.path(), &["check", "--fix", "--quiet", &name], &[]);
        let (expected, _) = text(&std::fs::read(&copy).unwrap());
        match actions.as_slice() {
            [] => assert_eq!(text_of_file, expected, "{}", path.display()),
            [action] => {
                assert_eq!(action["kind"], "source.fixAll.osweb-config");
                editor.apply(&action["edit"]);
                assert_eq!(editor.text, expected, "{}", path.display());
                fixed += 1;
            }
            more => panic!("{more:?}"),
        }
        editor.close();
    }
    assert!(fixed > 20, "{fixed}");
    editor.end();
}

#[test]
fn each_fix_and_each_ignore_silences_what_it_is_for() {
    let mut editor = Editor::start("utf-8", json!({ "files": ["*"] }));
    let (mut fixes, mut ignores) = (0, 0);
    for path in fixtures() {
        let (text_of_file, valid) = text(&std::fs::read(&path).unwrap());
        if !valid {
            continue;
        }
        let uri = format!("untitled:{}", path.file_name().unwrap().display());
        editor.open(&uri, &text_of_file);
        let actions = editor.actions(0..text_of_file.len(), json!(["quickfix"]));
        editor.close();
        for action in actions.iter().filter(|action| action["diagnostics"].is_array() && action["edit"].is_object()) {
            editor.open(&uri, &text_of_file);
            let healed = &action["diagnostics"][0];
            let count = |found: Vec<Value>| {
                let is_it = |one: &&Value| (&one["code"], &one["message"]) == (&healed["code"], &healed["message"]);
                found.iter().filter(is_it).count()
            };
            let before = count(editor.diagnostics());
            let ignores_it = action["title"].as_str().is_some_and(|title| title.starts_with("Ignore "));
            assert!(!(ignores_it && action["isPreferred"] == true), "{action}");
            editor.apply(&action["edit"]);
            assert!(count(editor.diagnostics()) < before, "{}: {action}", path.display());
            *(if ignores_it { &mut ignores } else { &mut fixes }) += 1;
            editor.close();
        }
    }
    assert!(fixes > 20 && ignores > 50, "{fixes} {ignores}");
    editor.end();
}

const LEGACY: &str = "server:\r\n  port: 1\r\nfeatureSwitches:\r\n    sendEmail:\r\n        smtpServer: smtp.office365.com # ä\r\n        \
                      smtpPort: 587\r\n        smtpAuthentication: LOGIN\r\n        smtpUsername: enaio@fabrikam.com\r\n        smtpPassword: \
                      'S3hr-geheim!'\r\nother: 🔑\r\n";

#[test]
fn a_migration_makes_what_migrate_makes() {
    let folder = folder_with(LEGACY);
    let mut editor = Editor::start("utf-16", Value::Null);
    editor.open(UNTITLED, LEGACY);
    assert!(titled(&editor.actions(0..3, json!(["refactor"])), "Migrate").is_none(), "it is not the section");
    let at = LEGACY.find("LOGIN").unwrap();
    let actions = editor.actions(at..at, Value::Null);
    let migrate = titled(&actions, "Migrate to OAuth2").expect("it is offered");
    assert_eq!(migrate["isPreferred"], Value::Null);
    editor.apply(&migrate["edit"]);
    let values = [
        "--client-id=${OSWEB_CLIENT_ID}",
        "--tenant-id=${OSWEB_TENANT_ID}",
        "--client-secret-placeholder=OSWEB_CLIENT_SECRET",
    ];
    let arguments = [&["migrate", "--write", "--no-backup", "osweb-prod.yml"], &values[..]].concat();
    let migrated = run(folder.path(), &arguments, &[]);
    assert!(migrated.status.success(), "{}", stderr(&migrated));
    assert_eq!(editor.text, std::fs::read_to_string(folder.path().join("osweb-prod.yml")).unwrap());
    editor.end();
}

#[test]
fn the_day_on_which_a_secret_expires_is_asked_for_until_it_is_written() {
    let mut editor = Editor::start("utf-32", Value::Null);
    editor.open(UNTITLED, SOUND);
    let at = SOUND.find("oAuthClientSecret").unwrap();
    for elsewhere in [0, SOUND.len()] {
        assert!(titled(&editor.actions(elsewhere..elsewhere, json!(["quickfix"])), "Write down when").is_none());
    }
    let actions = editor.actions(at..at + 3, json!(["quickfix"]));
    editor.apply(&titled(&actions, "Write down when").expect("it is offered")["edit"]);
    assert!(
        editor.text.contains("\n    # osweb-config: secret-expires YYYY-MM-DD\n    oAuthClientSecret:"),
        "{}",
        editor.text
    );
    assert_eq!(editor.rules(), ["secret-expires"]);
    let day = editor.text.find("YYYY-MM-DD").unwrap();
    editor.edit(day..day + 10, "2028-01-01");
    assert_eq!(editor.rules(), [""; 0]);
    let at = editor.text.find("oAuthClientSecret").unwrap();
    assert_eq!(editor.actions(at..at, json!(["quickfix"])), [Value::Null; 0]);
    editor.end();
}
