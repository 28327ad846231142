//! An editor without a screen: the program at its other end, spoken to over its standard input and output.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

use crate::common::osweb_config;

/// How long an answer may take before the test fails: long, since nothing is measured here.
const PATIENCE: Duration = Duration::from_secs(120);

/// An editor with one text.
pub struct Editor {
    child: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    /// Notifications that nobody has looked at.
    pub waiting: VecDeque<Value>,
    /// What the server said of itself.
    pub capabilities: Value,
    /// What is counted in a line: `utf-8`, `utf-16` or `utf-32`.
    encoding: &'static str,
    next: i32,
    uri: String,
    version: i32,
    /// The text, as the editor has it.
    pub text: String,
}

impl Editor {
    /// Starts the server.
    pub fn start(encoding: &'static str, options: Value) -> Self {
        Self::start_in(&std::env::temp_dir(), encoding, options, json!({}), &[])
    }

    /// Starts the server with a folder open, more capabilities, and environment variables.
    pub fn start_in(
        folder: &Path,
        encoding: &'static str,
        options: Value,
        more: Value,
        environment: &[(&str, &str)],
    ) -> Self {
        let mut child = osweb_config(&std::env::temp_dir(), &["lsp", "--stdio"], environment)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let input = child.stdin.take().expect("a pipe");
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut editor = Self {
            child,
            input,
            messages,
            waiting: VecDeque::new(),
            capabilities: Value::Null,
            encoding,
            next: 0,
            uri: String::new(),
            version: 0,
            text: String::new(),
        };
        let mut capabilities = json!({
            "general": { "positionEncodings": [encoding] }, "workspace": { "workspaceEdit": { "documentChanges": true } },
        });
        for (area, given) in more.as_object().expect("an object") {
            for (name, value) in given.as_object().expect("an object") {
                capabilities[area][name] = value.clone();
            }
        }
        let root = format!("file://{}", folder.display());
        let start = json!({ "processId": null, "capabilities": capabilities, "initializationOptions": options, "rootUri": root });
        let result = editor.request("initialize", start).expect("it starts");
        assert_eq!(result["capabilities"]["positionEncoding"], encoding);
        for can in ["completion", "hover", "codeAction", "definition", "documentSymbol", "foldingRange", "diagnostic"] {
            assert!(!result["capabilities"][format!("{can}Provider")].is_null(), "{can}");
        }
        editor.capabilities = result["capabilities"].clone();
        editor.notify("initialized", json!({}));
        editor
    }

    fn send(&mut self, mut message: Value) {
        message["jsonrpc"] = json!("2.0");
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("the server reads");
        self.input.flush().expect("the server reads");
    }

    /// Says something.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(json!({ "method": method, "params": params }));
    }

    fn receive(&mut self) -> Value {
        self.messages.recv_timeout(PATIENCE).expect("the server answers")
    }

    /// Asks for something; the error is its message.
    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, String> {
        self.next += 1;
        let id = self.next;
        self.send(json!({ "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == json!(id) && message.get("method").is_none() {
                return match message.get("error") {
                    Some(error) => Err(error["message"].to_string()),
                    None => Ok(message["result"].clone()),
                };
            }
            self.waiting.push_back(message);
        }
    }

    /// Asks for something about the open text.
    pub fn ask(&mut self, method: &str, mut params: Value) -> Value {
        params["textDocument"] = json!({ "uri": self.uri });
        self.request(method, params).unwrap_or_else(|why| panic!("{method}: {why}"))
    }

    /// Opens a text.
    pub fn open(&mut self, uri: &str, text: &str) {
        (self.uri, self.version, self.text) = (uri.to_owned(), 1, text.to_owned());
        let item = json!({ "uri": uri, "languageId": "yaml", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }));
    }

    /// Closes it; what was said of it is gone then.
    pub fn close(&mut self) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": self.uri } }));
        let is_of_it = |message: &Value, uri: &str| {
            message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == json!(uri)
        };
        let uri = self.uri.clone();
        self.waiting.retain(|message| !is_of_it(message, &uri));
        loop {
            let message = self.receive();
            let is_last = message["params"].get("version").is_none();
            match is_of_it(&message, &uri) {
                true if is_last => break assert_eq!(message["params"]["diagnostics"], json!([])),
                true => {}
                false => self.waiting.push_back(message),
            }
        }
    }

    /// Replaces bytes of the text.
    pub fn edit(&mut self, range: std::ops::Range<usize>, with: &str) {
        let change = json!({ "range": self.range(range.clone()), "text": with });
        self.text.replace_range(range, with);
        self.version += 1;
        let document = json!({ "uri": self.uri, "version": self.version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
    }

    /// The range of bytes of the text, as it is counted.
    pub fn range(&self, range: std::ops::Range<usize>) -> Value {
        json!({ "start": position(&self.text[..range.start], self.encoding), "end": position(&self.text[..range.end], self.encoding) })
    }

    /// The byte of a position that the server named.
    pub fn byte(&self, place: &Value) -> usize {
        // Inside CRLF there is no place.
        let inside = |at: &usize| self.text[..*at].ends_with('\r') && self.text[*at..].starts_with('\n');
        let mut places = self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).filter(|at| !inside(at));
        places.find(|&at| position(&self.text[..at], self.encoding) == *place).expect("a place of the text")
    }

    /// What is sent unasked of the text that the server has now.
    pub fn diagnostics(&mut self) -> Vec<Value> {
        let mut others = VecDeque::new();
        loop {
            let message = self.waiting.pop_front().unwrap_or_else(|| self.receive());
            let params = &message["params"];
            if message["method"] != "textDocument/publishDiagnostics" || params["uri"] != json!(self.uri) {
                others.push_back(message);
                continue;
            }
            assert!(params["version"].as_i64() <= Some(i64::from(self.version)));
            if params["version"] == json!(self.version) {
                others.append(&mut self.waiting);
                self.waiting = others;
                return params["diagnostics"].as_array().expect("a list").clone();
            }
        }
    }

    /// The rules of what is sent unasked.
    pub fn rules(&mut self) -> Vec<String> {
        let codes = self.diagnostics().into_iter().map(|one| one["code"].as_str().expect("a rule").to_owned());
        codes.collect()
    }

    /// Applies a workspace edit to the text, as an editor does: all ranges are those of the text before it.
    pub fn apply(&mut self, edit: &Value) {
        let changes = &edit["documentChanges"][0];
        assert_eq!(changes["textDocument"], json!({ "uri": self.uri, "version": self.version }));
        let edits = changes["edits"].as_array().expect("edits");
        let mut edits: Vec<_> = edits
            .iter()
            .map(|one| {
                let range = self.byte(&one["range"]["start"])..self.byte(&one["range"]["end"]);
                (range, one["newText"].as_str().expect("a text").to_owned())
            })
            .collect();
        edits.sort_by_key(|(range, _)| range.start);
        for (range, text) in edits.into_iter().rev() {
            self.edit(range, &text);
        }
    }

    /// What the server asks for by a method, and the answer to it.
    pub fn answer(&mut self, method: &str, result: Value) -> Value {
        let is_it = |message: &Value| message["method"] == method;
        let asked = loop {
            match self.waiting.iter().position(is_it) {
                Some(at) => break self.waiting.remove(at).expect("it is there"),
                None => {
                    let message = self.receive();
                    self.waiting.push_back(message);
                }
            }
        };
        self.send(json!({ "id": asked["id"], "result": result }));
        asked["params"].clone()
    }

    /// How much memory the server holds, in KB, where the system tells.
    pub fn resident(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        status.split_once("VmRSS:")?.1.split_whitespace().next()?.parse().ok()
    }

    /// The code actions for bytes of the text.
    pub fn actions(&mut self, range: std::ops::Range<usize>, only: Value) -> Vec<Value> {
        let params = json!({ "range": self.range(range), "context": { "diagnostics": [], "only": only } });
        self.ask("textDocument/codeAction", params).as_array().expect("a list").clone()
    }

    /// Ends the server as an editor does.
    pub fn end(mut self) {
        self.request("shutdown", Value::Null).expect("it shuts down");
        self.notify("exit", Value::Null);
        assert_eq!(self.child.wait().expect("it ends").code(), Some(0));
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let mut text = vec![0; length];
    output.read_exact(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

/// The place after a text, counted as the protocol says.
pub fn position(before: &str, encoding: &str) -> Value {
    let lines = before.replace("\r\n", "\n").replace('\r', "\n");
    let last = lines.rsplit('\n').next().unwrap_or_default();
    let character = match encoding {
        "utf-8" => last.len(),
        "utf-16" => last.encode_utf16().count(),
        _ => last.chars().count(),
    };
    json!({ "line": lines.matches('\n').count(), "character": character })
}
