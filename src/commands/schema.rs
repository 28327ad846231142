//! `schema`: the settings described for editors.

use crate::cli::{SchemaArgs, SchemaFormat, SchemaSubject};
use crate::exit::Exit;
use crate::schema;

/// Runs `schema`.
pub fn run(args: &SchemaArgs) -> Exit {
    let description = match (args.subject, args.format) {
        (SchemaSubject::OswebProd, SchemaFormat::JsonSchema) => schema::json_schema(),
        (SchemaSubject::OswebProd, SchemaFormat::SpringMetadata) => schema::spring_metadata(),
        (SchemaSubject::Config, SchemaFormat::JsonSchema) => crate::config::schema(),
        (SchemaSubject::Config, SchemaFormat::SpringMetadata) => {
            return super::refuse(&"a project file has no Spring metadata; it is described by --format json-schema");
        }
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
