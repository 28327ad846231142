//! From what a check found to what editors show.

use std::path::Path;

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Message, Uri,
};
use serde_json::json;

use super::configuration::SECTION;
use super::lines::Lines;
use super::uri;
use crate::diagnostic::{self, Label, Severity};
use crate::source::Units;

/// A diagnostic of `check`, its secrets masked: the same rule, severity, place and message. What to do is in its data, and in what
/// hovering over its place shows.
pub fn shown(diagnostic: &diagnostic::Diagnostic, uri: &Uri, lines: &Lines, units: Units) -> Diagnostic {
    let page = crate::rules::find(diagnostic.rule).and_then(|rule| rule.page().url());
    let related: Vec<_> = diagnostic.related.iter().map(|label| related(label, uri, lines, units)).collect();
    Diagnostic {
        range: lines.range(diagnostic.span),
        severity: Some(match diagnostic.severity {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
            Severity::Info => DiagnosticSeverity::Information,
        }),
        code: Some(Code::String(diagnostic.rule.to_owned())),
        code_description: page.map(|href| CodeDescription { href: Uri::from(href) }),
        source: Some(SECTION.to_owned()),
        message: Message::String(diagnostic.message.clone()),
        tags: None,
        related_information: (!related.is_empty()).then_some(related),
        data: Some(json!({ "help": diagnostic.help })),
    }
}

fn related(label: &Label, own: &Uri, lines: &Lines, units: Units) -> DiagnosticRelatedInformation {
    let location = match &label.file {
        None => Location { uri: own.clone(), range: lines.range(label.span) },
        Some(file) => Location {
            uri: uri::of(Path::new(file.source.name())),
            range: Lines::new(file.source.text(), units).range(label.span),
        },
    };
    DiagnosticRelatedInformation { location, message: label.message.clone() }
}
