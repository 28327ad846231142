//! What the server holds after many edits is what the editor holds, and its memory stays flat. LSP_EDITS asks for more of them.

use serde_json::Value;

use super::client::Editor;
use super::{SOUND, UNTITLED};
use crate::random::Random;

const PIECES: [&str; 14] =
    ["", "", "a", "ö", "🔑", "\n", "\r\n", "\r", "\u{85}", "  x: 1", "'", "\t", "\u{2028}", "smtpPort: 25\n"];

#[test]
fn after_any_edits_the_same_is_said_as_of_the_text_opened_afresh() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut editor = Editor::start(encoding, Value::Null);
        let mut random = Random::new(17, encoding.len() as u64 + encoding.as_bytes()[4] as u64);
        editor.open(UNTITLED, SOUND);
        let edits = std::env::var("LSP_EDITS").map_or(170, |edits| edits.parse().expect("a number"));
        let mut held = None;
        for number in 0..edits {
            // Buffers have their size after a while; a text of ever more bytes is none that anybody writes.
            if number == edits / 4 {
                held = editor.resident();
            }
            if editor.text.len() > 4000 {
                editor.edit(500..editor.text.len(), "");
            }
            // Inside CRLF no editor has a place.
            let bytes = editor.text.as_bytes();
            let inside = |at: usize| at > 0 && bytes.get(at - 1..=at) == Some(b"\r\n");
            let places: Vec<usize> =
                (0..=bytes.len()).filter(|&at| editor.text.is_char_boundary(at) && !inside(at)).collect();
            let from = random.below(places.len());
            let to = (from + random.below(6)).min(places.len() - 1);
            editor.edit(places[from]..places[to], random.pick(&PIECES));
            let diagnostics = editor.diagnostics();
            let text = editor.text.clone();
            if random.once_in(5) {
                editor.close();
                editor.open(UNTITLED, &text);
                assert_eq!(diagnostics, editor.diagnostics(), "{text:?}");
            }
        }
        if let (Some(before), Some(now)) = (held, editor.resident()) {
            assert!(now < before + 8 * 1024, "{before} KB, then {now} KB");
        }
        editor.end();
    }
}
