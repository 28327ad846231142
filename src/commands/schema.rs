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
    let text = schema::print(&description);
    let written = match &args.output {
        // Not by `>`: Windows PowerShell writes UTF-16 then, which no editor takes for JSON.
        Some(file) if file == std::path::Path::new("-") => super::print(&text),
        Some(file) => super::output::write_text(file, &text).map_err(|why| super::refuse(&why)),
        None => super::print(&text),
    };
    written.map_or_else(|failed| failed, |()| Exit::Done)
}
