//! What the editor can do and where it works: the parameters of `initialize`.

use std::path::PathBuf;

use gen_lsp_types::{PositionEncodingKind, Uri};
use serde_json::Value;

use super::uri;
use crate::source::Units;

/// An editor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Client {
    /// What it counts in a line.
    pub units: Units,
    /// The folder that it works in, where it says so.
    pub folder: PathBuf,
    /// It asks for diagnostics itself: then none are sent unasked, which it would show twice.
    pub asks_for_diagnostics: bool,
    /// It can be told to ask again.
    pub asks_again: bool,
    /// It can be asked for settings.
    pub has_settings: bool,
    /// It can put in texts with gaps to be filled.
    pub fills_gaps: bool,
    /// It takes edits that hold for one version of a text.
    pub knows_versions: bool,
    /// It can watch files.
    pub watches: bool,
    /// It can watch files of folders that it has not open.
    pub watches_folders: bool,
    /// It can open an address in a browser.
    pub opens_addresses: bool,
}

impl Client {
    /// Reads the parameters; what is missing or of another form is not there.
    pub fn new(parameters: &Value) -> Self {
        let can = |path: &str| parameters.pointer(&format!("/capabilities/{path}"));
        let is = |path: &str| can(path).and_then(Value::as_bool) == Some(true);
        let counted = can("general/positionEncodings").and_then(Value::as_array);
        let root = parameters.pointer("/workspaceFolders/0/uri").or_else(|| parameters.get("rootUri"));
        let folder = root.and_then(Value::as_str).and_then(|root| uri::path(&Uri::from(root)));
        let old = || Some(PathBuf::from(parameters.get("rootPath")?.as_str()?));
        Self {
            units: counted.into_iter().flatten().filter_map(Value::as_str).find_map(units).unwrap_or_default(),
            folder: folder.or_else(old).unwrap_or_default(),
            asks_for_diagnostics: can("textDocument/diagnostic").is_some_and(Value::is_object),
            asks_again: is("workspace/diagnostics/refreshSupport"),
            has_settings: is("workspace/configuration"),
            fills_gaps: is("textDocument/completion/completionItem/snippetSupport"),
            knows_versions: is("workspace/workspaceEdit/documentChanges"),
            watches: is("workspace/didChangeWatchedFiles/dynamicRegistration"),
            watches_folders: is("workspace/didChangeWatchedFiles/relativePatternSupport"),
            opens_addresses: is("window/showDocument/support"),
        }
    }

    /// What it counts, as the protocol names it.
    pub fn encoding(&self) -> PositionEncodingKind {
        match self.units {
            Units::Utf8 => PositionEncodingKind::UTF8,
            Units::Utf16 => PositionEncodingKind::UTF16,
            Units::Utf32 => PositionEncodingKind::UTF32,
        }
    }
}

fn units(name: &str) -> Option<Units> {
    match name {
        "utf-8" => Some(Units::Utf8),
        "utf-16" => Some(Units::Utf16),
        "utf-32" => Some(Units::Utf32),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_known_unit_is_taken_and_utf_16_without_one() {
        let units = |value| Client::new(&json!({"capabilities": {"general": {"positionEncodings": value}}})).units;
        assert_eq!(units(json!(["x", "utf-32", "utf-8"])), Units::Utf32);
        assert_eq!(units(json!(null)), Units::Utf16);
        assert_eq!(Client::new(&Value::Null), Client::default());
    }
}
