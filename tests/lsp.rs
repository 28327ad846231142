//! The language server, spoken to as an editor does.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::common::{run, stdout};

mod actions;
mod client;
mod edits;
mod faults;
mod navigation;
mod project;
mod reading;
mod settings;

use client::{Editor, position};

/// A text with nothing wrong in it.
const SOUND: &str = include_str!("../fixtures/cases/sound.yml");

/// The address that a text has which lies in no file.
const UNTITLED: &str = "untitled:osweb-prod.yml";

#[test]
fn a_fault_comes_and_goes_while_it_is_typed() {
    let mut editor = Editor::start("utf-16", Value::Null);
    editor.open(UNTITLED, SOUND);
    assert_eq!(editor.rules(), [""; 0]);
    let at = SOUND.find("TLS").expect("the sound file names TLS");
    for (typed, rule) in [("S", true), ("T", true), ("A", true), ("R", true), ("T", true)].iter().scan(
        String::new(),
        |typed, (char, rule)| {
            typed.push_str(char);
            Some((typed.clone(), rule))
        },
    ) {
        let old = if typed.len() == 1 { 3 } else { typed.len() - 1 };
        editor.edit(at..at + old, &typed);
        assert_eq!(editor.rules().contains(&"encryption-not-tls".to_owned()), *rule, "{typed}");
    }
    editor.edit(at..at + 5, "TL");
    assert_eq!(editor.rules(), ["encryption-not-tls"]);
    editor.edit(at + 2..at + 2, "S");
    assert_eq!(editor.rules(), [""; 0]);
    editor.end();
}

#[test]
fn only_files_of_ours_are_judged_unless_told_otherwise() {
    let mut editor = Editor::start("utf-8", json!({ "ignore": ["missing-section"], "files": ["application*.yml"] }));
    editor.open(UNTITLED, "a: 'b\n");
    let asked = editor.ask("textDocument/diagnostic", json!({}));
    assert_eq!(asked["items"], json!([]));
    editor.open("untitled:application-prod.yml", "a: 'b\n");
    assert_eq!(editor.rules(), ["yaml-syntax"]);
    let asked = editor.ask("textDocument/diagnostic", json!({}));
    assert_eq!(asked["items"][0]["code"], "yaml-syntax");
    let id = asked["resultId"].clone();
    assert_eq!(editor.ask("textDocument/diagnostic", json!({ "previousResultId": id }))["kind"], "unchanged");
    editor.edit(3..4, "");
    assert_eq!(editor.rules(), [""; 0]);
    editor.end();
}

#[test]
fn what_it_does_not_know_is_answered_and_it_goes_on() {
    let mut editor = Editor::start("utf-8", json!({ "select": ["no-such-rule"] }));
    assert!(editor.request("textDocument/rename", json!({})).unwrap_err().contains("textDocument/rename"));
    assert!(editor.request("textDocument/diagnostic", json!({ "textDocument": 1 })).is_err());
    editor.notify("textDocument/didChange", json!({ "textDocument": 7 }));
    assert!(
        editor
            .waiting
            .iter()
            .any(|one| one["params"]["message"].as_str().is_some_and(|why| why.contains("no-such-rule")))
    );
    editor.open(UNTITLED, SOUND);
    assert_eq!(editor.rules(), [""; 0]);
    editor.end();
}

/// The files that rules are tested with.
fn fixtures() -> Vec<PathBuf> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules");
    let in_folder = |folder: PathBuf| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = in_folder(rules).flat_map(in_folder);
    let is_one = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "yml" || ending == "properties");
    let mut files: Vec<_> = files.filter(is_one).collect();
    files.sort();
    assert!(files.len() > 100);
    files
}

/// The text of a file's first bytes as an editor has it, and whether they are valid in its encoding.
fn text(bytes: &[u8]) -> (String, bool) {
    let units = |read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        (String::from_utf16_lossy(&units), String::from_utf16(&units).is_ok())
    };
    match bytes {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        _ => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            (String::from_utf8_lossy(bytes).into_owned(), std::str::from_utf8(bytes).is_ok())
        }
    }
}

#[test]
fn on_all_fixtures_the_diagnostics_are_those_of_check() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut editor = Editor::start(encoding, json!({ "files": ["*"] }));
        for path in fixtures() {
            let bytes = std::fs::read(&path).unwrap();
            let (text_of_file, valid) = text(&bytes);
            let name = path.display().to_string();
            let checked = run(Path::new(env!("CARGO_MANIFEST_DIR")), &["check", "--format", "json", &name], &[]);
            let checked: Value = serde_json::from_str(&stdout(&checked)).expect("JSON");
            let place = |place: &Value| {
                let byte = place["byte"].as_u64().expect("a number") as usize;
                if valid { position(&text(&bytes[..byte]).0, encoding) } else { Value::Null }
            };
            let range = |span: &Value| json!({ "start": place(&span["start"]), "end": place(&span["end"]) });
            let diagnostics = checked["files"][0]["diagnostics"].as_array().expect("a list");
            let expected: Vec<Value> = diagnostics
                .iter()
                .map(|one| {
                    let related = one["related"].as_array().into_iter().flatten();
                    let related: Vec<_> =
                        related.map(|label| json!([label["message"], range(&label["span"])])).collect();
                    json!([
                        one["rule"],
                        one["severity"],
                        range(&one["span"]),
                        one["message"],
                        one["help"],
                        one["url"],
                        related
                    ])
                })
                .collect();
            editor.open(&format!("file://{}", name.replace(' ', "%20")), &text_of_file);
            let found: Vec<Value> = editor
                .diagnostics()
                .iter()
                .map(|one| {
                    let severity =
                        ["", "error", "warning", "info"][one["severity"].as_u64().expect("a number") as usize];
                    let shown =
                        |range: &Value| if valid { range.clone() } else { json!({ "start": null, "end": null }) };
                    let related = one["relatedInformation"].as_array().into_iter().flatten();
                    let related: Vec<_> =
                        related.map(|label| json!([label["message"], shown(&label["location"]["range"])])).collect();
                    let url = &one["codeDescription"]["href"];
                    json!([
                        one["code"],
                        severity,
                        shown(&one["range"]),
                        one["message"],
                        one["data"]["help"],
                        url,
                        related
                    ])
                })
                .collect();
            assert_eq!(found, expected, "{name} in {encoding}");
            editor.close();
        }
        editor.end();
    }
}
