//! Generated descriptions of the settings, for editors: JSON Schema and Spring's configuration metadata.

mod json_schema;
mod spring_metadata;

pub(crate) use json_schema::join_lines;
pub use json_schema::json_schema;
pub use spring_metadata::spring_metadata;

/// A description as it is printed and kept in `schemas/`: two blanks of indentation, a line end at the end.
pub fn print(description: &serde_json::Value) -> String {
    format!("{description:#}\n")
}
