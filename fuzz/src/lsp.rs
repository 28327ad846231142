//! An editor's changes and questions are answered, whatever the text and the places.

use lsp_server::{Connection, Message, Notification, Request};
use osweb_config::lsp::serve;
use serde_json::{Value, json};

/// What an editor asks about a place or a text.
const QUESTIONS: [&str; 8] =
    ["hover", "completion", "definition", "codeAction", "diagnostic", "documentLink", "documentSymbol", "foldingRange"];

/// What must hold of a text (up to the first byte 0) and of what is done to it (five bytes each: what, and two places).
pub fn hold(bytes: &[u8]) {
    const URI: &str = "untitled:osweb-prod.yml";
    const PIECES: [&str; 8] =
        ["", "\n", "\r\n", "  ", "ü🔑", "smtpPort: 25\n", "'", "featureSwitches:\n  sendEmail:\n"];
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let text = String::from_utf8_lossy(&bytes[..end]);
    let acts = bytes.get(end + 1..).unwrap_or_default();
    let encoding = ["utf-8", "utf-16", "utf-32"][acts.len() % 3];
    let (server, editor) = Connection::memory();
    let mut asked = 0;
    let mut ask = |method: &str, params: Value| {
        asked += 1;
        editor.sender.send(Request::new(asked.into(), method.to_owned(), params).into()).expect("an open channel");
    };
    let tell = |method: &str, params: Value| {
        editor.sender.send(Notification::new(method.to_owned(), params).into()).expect("an open channel");
    };
    ask("initialize", json!({ "capabilities": { "general": { "positionEncodings": [encoding] } } }));
    tell("initialized", json!({}));
    let document = json!({ "uri": URI, "languageId": "yaml", "version": 0, "text": text });
    tell("textDocument/didOpen", json!({ "textDocument": document }));
    for (version, act) in acts.chunks(5).take(32).enumerate() {
        let number = |at: usize| act.get(at).copied().unwrap_or_default();
        let place = |at: usize| json!({ "line": number(at), "character": number(at + 1) });
        let range = json!({ "start": place(1), "end": place(3) });
        match number(0) {
            change @ ..128 => tell(
                "textDocument/didChange",
                json!({
                    "textDocument": { "uri": URI, "version": version + 1 },
                    "contentChanges": [{ "range": range, "text": PIECES[usize::from(change) % PIECES.len()] }],
                }),
            ),
            question => ask(
                &format!("textDocument/{}", QUESTIONS[usize::from(question) % QUESTIONS.len()]),
                json!({ "textDocument": { "uri": URI }, "position": place(1), "range": range, "context": { "diagnostics": [] } }),
            ),
        }
    }
    ask("shutdown", Value::Null);
    tell("exit", Value::Null);
    assert!(serve(&server).is_ok());
    let said: Vec<Message> = editor.receiver.try_iter().collect();
    let answers = said.iter().filter(|message| matches!(message, Message::Response(_))).count();
    assert_eq!(answers, usize::try_from(asked).expect("few questions"), "a question has no answer");
    for message in said {
        let said = serde_json::to_string(&message).expect("JSON");
        assert!(!said.contains("osweb-config has a fault"), "{said}");
    }
}
