//! The text of a file for the edit view, and the file with another text.

use serde_json::json;

use crate::request::{Answer, Request};

/// The current file's text, in UTF-8, secrets included.
pub fn text(request: &Request) -> Answer {
    let text = request.current().map(|file| file.source.text().as_bytes().to_vec());
    Answer::with(json!({}), text.unwrap_or_default())
}

/// The current file with another text, in its own encoding and with its own line ends, which a browser does not keep.
pub fn edit(request: &Request) -> Answer {
    let Some(file) = request.current() else { return Answer::json(json!({})) };
    let text = String::from_utf8_lossy(&request.rest);
    let ending = file.source.line_ending();
    let text = text.replace("\r\n", "\n").replace('\n', ending);
    Answer::with(json!({}), file.source.encode(&text))
}
