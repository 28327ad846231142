//! Fixes, by the same proof as on the command line.

use osweb_config::diagnostic::Diagnostic;
use osweb_config::diff;
use osweb_config::fix::{Applied, fix as apply};
use osweb_config::inspect::Inspection;
use osweb_config::proof;
use osweb_config::sanitize;
use serde_json::json;

use crate::request::{Answer, Request};

/// All safe fixes of the current file, or the fix of one diagnostic.
pub fn fix(request: &Request, all: bool, one: Option<usize>) -> Answer {
    let Some(old) = request.inspection() else { return nothing() };
    if all {
        return match apply(&old, &request.options(), &|_| true) {
            Some(fixed) => done(&old, &fixed.inspection, &fixed.applied),
            None => nothing(),
        };
    }
    let Some(diagnostic) = one.and_then(|one| old.diagnostics.get(one)) else { return nothing() };
    match proof::prove(&old, &[diagnostic], &request.options()) {
        Ok(new) => done(&old, &new, &[applied(&old, diagnostic)]),
        Err(_) => Answer::json(json!({
            "why": "This fix was tried, and the file would not be better for it: correct the line by hand, as the help says."
        })),
    }
}

fn applied(old: &Inspection, diagnostic: &Diagnostic) -> Applied {
    let (title, safe) = diagnostic.fix.as_ref().map(|fix| (fix.title.clone(), fix.safe)).unwrap_or_default();
    Applied { rule: diagnostic.rule, title, line: old.source.line(diagnostic.span.start), safe }
}

fn nothing() -> Answer {
    Answer::json(json!({ "why": "There is no fix for this." }))
}

fn done(old: &Inspection, new: &Inspection, applied: &[Applied]) -> Answer {
    let source = &new.source;
    let mask = old.mask();
    let told = applied
        .iter()
        .map(|one| json!({ "rule": one.rule, "title": sanitize::line(&mask.text(&one.title)), "line": one.line }));
    let diff = diff::unified(old, new, &sanitize::line(source.name()), false);
    Answer::with(json!({ "diff": diff, "applied": told.collect::<Vec<_>>() }), source.encode(source.text()))
}
