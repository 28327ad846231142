//! Files that a file imports (`spring.config.import`): they may give what it lacks.
//!
//! Source: Spring Boot reference, "Importing Additional Data".

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::property::{Property, name};

/// Says which files are imported that may give what is missing, and where.
pub(super) fn mention(context: &Context, mut diagnostic: Diagnostic) -> Diagnostic {
    let mut help = String::new();
    for property in found(context) {
        let line = context.source.line(property.value.span.start);
        for location in property.value.text.split(',').map(str::trim).filter(|location| !location.is_empty()) {
            let location = location.strip_prefix("optional:").unwrap_or(location);
            let path = location.strip_prefix("file:").unwrap_or(location);
            // Other prefixes name no file that can be given here (`configserver:`, `vault:`, `classpath:`); a drive is one letter.
            let elsewhere = path.contains("${") || path.split_once(':').is_some_and(|(kind, _)| kind.len() > 1);
            let how = if elsewhere {
                "it cannot be read here".to_owned()
            } else {
                format!("check both with `--base {}`", crate::system::argument(path))
            };
            let shown = context.quoted(path);
            help += &format!("Line {line} imports {shown}, which may give what is missing: {how}. ");
        }
        diagnostic = diagnostic.related(property.value.span, "imported here");
    }
    diagnostic.help.insert_str(0, &help);
    diagnostic
}

fn found<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Property> {
    let candidates = context.reading.properties_under(name::is_spring);
    candidates.into_iter().map(|index| &context.reading.properties[index]).filter(|property| {
        let canonical = name::canonical(&property.name);
        let active = context.view.is_active(property.document);
        active && canonical.split('[').next() == Some("spring.config.import")
    })
}
