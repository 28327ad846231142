//! Files that a file imports (`spring.config.import`): they may give what it lacks.
//!
//! Source: Spring Boot reference, "Importing Additional Data".

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::property::{Property, name};

/// Says that a file which is imported may give what is missing, and where it is imported.
pub(super) fn mention(context: &Context, diagnostic: Diagnostic) -> Diagnostic {
    let Some(property) = found(context) else { return diagnostic };
    let first = property.value.text.split(',').map(str::trim).find(|location| !location.is_empty()).unwrap_or_default();
    let location = first.strip_prefix("optional:").unwrap_or(first);
    let line = context.source.line(property.value.span.start);
    let shown = context.quoted(location.strip_prefix("file:").unwrap_or(location));
    let help = match location.split_once(':') {
        Some((kind, _)) if kind != "file" && kind.len() > 1 => {
            format!("Line {line} imports {shown}, which may give what is missing; it cannot be read here.")
        }
        _ => {
            let path = crate::system::argument(location.strip_prefix("file:").unwrap_or(location));
            format!("Line {line} imports {shown}, which may give what is missing: check both with `--base {path}`.")
        }
    };
    let help = format!("{help} {}", diagnostic.help);
    diagnostic.help(help).related(property.value.span, "imported here")
}

fn found<'a>(context: &Context<'a>) -> Option<&'a Property> {
    let candidates = context.reading.properties_under(name::is_spring);
    candidates.into_iter().map(|index| &context.reading.properties[index]).find(|property| {
        let canonical = name::canonical(&property.name);
        let active = context.active.get(property.document as usize).copied().unwrap_or(true);
        let named = canonical.split('[').next() == Some("spring.config.import");
        active && named && !property.value.text.trim().is_empty()
    })
}
