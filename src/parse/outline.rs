//! The mappings of a file as they are written: where each pair begins and ends. For edits.

use super::{Format, json, yaml};
use crate::source::{SourceFile, Span};

/// A mapping as it is written; what aliases and merge keys bring along is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// From the first key, or the opening brace, to the end of the last value; as in [`NodeKind::Mapping`](crate::property::NodeKind).
    pub span: Span,
    /// `{…}` rather than lines.
    pub flow: bool,
    /// The pairs, in the order of the file.
    pub pairs: Vec<Pair>,
}

/// A key and its value as they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Where the key begins, its anchor or tag included.
    pub start: u32,
    /// The key, quotes included.
    pub key: Span,
    /// The value, quotes and brackets included, anchor and tag not; empty behind the colon where nothing is written.
    pub value: Span,
    /// The end of the value, or of the key where there is none. A block scalar ends with its last line that is not empty.
    pub end: u32,
    /// Whether the value is a reference to something that is written elsewhere.
    pub alias: bool,
}

/// All mappings of a file that can be read, in no particular order. Formats other than YAML and JSON have none.
pub fn outline(source: &SourceFile, format: Format) -> Vec<Mapping> {
    match format {
        Format::Yaml => yaml::outline::mappings(source),
        Format::Json => json::mappings(source),
        Format::Properties | Format::Actuator | Format::Registry => vec![],
    }
}
