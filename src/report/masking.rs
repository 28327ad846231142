//! From an inspection to what may be reported: every secret masked.

use std::sync::Arc;

use super::{Findings, MaskedSource};
use crate::diagnostic::{Diagnostic, Fix};
use crate::edit::Edit;
use crate::inspect::{Inspection, View};
use crate::secret::{Mask, Secret};
use crate::source::{SourceFile, Span};
use crate::workspace::LoadedFile;

impl Findings {
    /// Masks an inspection's diagnostics, as far as `wanted` wants them.
    pub fn new(inspection: Inspection, wanted: impl Fn(&Diagnostic) -> bool) -> Self {
        let Inspection { view, mut diagnostics, secrets } = inspection;
        diagnostics.retain(wanted);
        Self::masked(&view, diagnostics, &secrets)
    }

    /// The same of an inspection that is still needed.
    pub fn of(inspection: &Inspection, wanted: impl Fn(&Diagnostic) -> bool) -> Self {
        let diagnostics = inspection.diagnostics.iter().filter(|one| wanted(one)).cloned().collect();
        Self::masked(&inspection.view, diagnostics, &inspection.secrets)
    }

    fn masked(view: &View, mut diagnostics: Vec<Diagnostic>, secrets: &[Secret]) -> Self {
        let source = view.source.clone();
        if diagnostics.is_empty() {
            let source = MaskedSource::new(source, String::new());
            return Self { source, diagnostics, live: None, unsafe_fixes: 0, others: vec![] };
        }
        let with_others = (!secrets.is_empty())
            .then(|| Mask::knowing(&source, &view.reading, &[&view.secrecy.secrets()[..], secrets].concat()));
        let own = with_others.as_ref().unwrap_or_else(|| view.mask());
        let mut others: Vec<(Arc<LoadedFile>, MaskedSource)> = vec![];
        for diagnostic in &mut diagnostics {
            let files: Vec<_> = diagnostic.related.iter().filter_map(|label| label.file.clone()).collect();
            for file in &files {
                if !others.iter().any(|(known, _)| Arc::ptr_eq(known, file)) {
                    let text = own.repeated(&file.mask().source_text(&file.source));
                    others.push((file.clone(), MaskedSource::new(file.source.clone(), text)));
                }
            }
            let masks: Vec<_> = files.iter().map(|file| file.mask()).chain([own]).collect();
            apply(diagnostic, &source, &masks);
        }
        let source = MaskedSource::new(source.clone(), own.source_text(&source));
        Self { source, diagnostics, live: None, unsafe_fixes: 0, others }
    }
}

fn apply(diagnostic: &mut Diagnostic, source: &SourceFile, masks: &[&Mask]) {
    let clean = |text: &mut String| {
        let masked = masks.iter().fold(std::mem::take(text), |text, mask| mask.text(&text));
        *text = masked;
    };
    clean(&mut diagnostic.message);
    clean(&mut diagnostic.help);
    clean(&mut diagnostic.label);
    if let Some(property) = &mut diagnostic.property {
        *property = masks.iter().fold(std::mem::take(property), |name, mask| mask.name(&name));
    }
    for label in &mut diagnostic.related {
        clean(&mut label.message);
    }
    if let Some(fix) = diagnostic.fix.take() {
        diagnostic.fix = without_secrets(fix, source, masks).map(|mut fix| {
            clean(&mut fix.title);
            fix
        });
    }
}

/// A fix that would print a secret is reduced to what it changes; where that does not help it is not reported at all
/// (`--fix` still applies it).
fn without_secrets(mut fix: Fix, source: &SourceFile, masks: &[&Mask]) -> Option<Fix> {
    fix.edits = fix.edits.into_iter().flat_map(|edit| minimal(edit, source)).collect();
    let leaks = |edit: &Edit| masks.iter().any(|mask| mask.finds(&edit.replacement));
    (!fix.edits.iter().any(leaks)).then_some(fix)
}

/// An edit that keeps a part of the old text becomes insertions or removals around that part.
fn minimal(edit: Edit, source: &SourceFile) -> Vec<Edit> {
    let old = source.slice(edit.span);
    let Span { start, end } = edit.span;
    let new = edit.replacement.as_str();
    let edits = if old.is_empty() || new.is_empty() {
        return vec![edit];
    } else if let Some(at) = new.find(old) {
        vec![Edit::insert(start, &new[..at]), Edit::insert(end, &new[at + old.len()..])]
    } else if let Some(at) = old.find(new) {
        let kept = start + at as u32;
        vec![Edit::remove(Span { start, end: kept }), Edit::remove(Span { start: kept + new.len() as u32, end })]
    } else {
        return vec![edit];
    };
    edits.into_iter().filter(|edit| !(edit.span.is_empty() && edit.replacement.is_empty())).collect()
}
