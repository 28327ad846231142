//! `schema`: the settings described for editors.

use crate::cli::{SchemaArgs, SchemaFormat};
use crate::exit::Exit;
use crate::schema;

/// Runs `schema`.
pub fn run(args: &SchemaArgs) -> Exit {
    let description = match args.format {
        SchemaFormat::JsonSchema => schema::json_schema(),
        SchemaFormat::SpringMetadata => schema::spring_metadata(),
    };
    super::print(&schema::print(&description)).map_or_else(|failed| failed, |()| Exit::Done)
}
