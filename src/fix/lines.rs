//! Lines of a refused file that would be refused by themselves as well, and are healed by a fix of their own. A reader tells the first
//! fault alone: a step for each would read the whole file as often as there are faults.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::edit::EditSet;
use crate::inspect::{Inspection, Options, check};
use crate::parse::{Format, ParsedFile};
use crate::proof;
use crate::source::Span;

/// What is found in the lines after the one that a diagnostic is of, each with a fix that is needed where that one is applied.
pub(super) fn further(
    old: &Inspection,
    first: &Diagnostic,
    options: &Options,
    wanted: &dyn Fn(&Diagnostic) -> bool,
) -> Vec<Diagnostic> {
    if old.reading.format != Format::Yaml || old.reading.faults.is_empty() {
        return vec![];
    }
    // Files of lower precedence say nothing of a line.
    let options = Options { profile: options.profile.clone(), ..Options::default() };
    let edits = first.fix.iter().flat_map(|fix| &fix.edits);
    let end = edits.map(|edit| edit.span.end).fold(first.span.end, u32::max);
    let mut at = old.source.full_line_span(end).end as usize;
    let mut found = vec![];
    for line in old.source.text()[at..].split_inclusive('\n') {
        found.extend(of_line(old, line, &options, wanted).map(|one| moved(one, at)));
        at += line.len();
    }
    needed(old, first, found)
}

/// What makes a line be refused by itself, if its fix lets it be read.
fn of_line(
    old: &Inspection,
    line: &str,
    options: &Options,
    wanted: &dyn Fn(&Diagnostic) -> bool,
) -> Option<Diagnostic> {
    let refused = |text: String| {
        let file = old.file.edited(text);
        let fault = file.reading.faults.first().cloned()?;
        Some((file, fault))
    };
    let (alone, fault) = refused(line.to_owned())?;
    // What the reader itself knows to cure depends on no other line.
    let (_, cure) = fault.cure?;
    // Nothing that may follow changes that: what is only open at the end of the line can be closed in another one.
    let changes =
        |closing: &str| refused(format!("{line}\n{closing}")).is_none_or(|(_, other)| other.span != fault.span);
    let may_be_open = line.contains(['"', '\'', '[', '{']);
    if fault.span.range().end > line.trim_end().len() || may_be_open && ["\"", "'", "]", "}"].into_iter().any(changes) {
        return None;
    }
    let alone = check(Arc::new(alone), options);
    let heals = |one: &&Diagnostic| {
        let is_cure = one.fix.as_ref().is_some_and(|fix| fix.edits == cure);
        let healed = (is_cure && wanted(one)).then(|| proof::prove(&alone, &[one], options));
        healed.is_some_and(|healed| healed.is_ok_and(|new| new.reading.faults.is_empty()))
    };
    alone.diagnostics.iter().find(heals).cloned()
}

/// A diagnostic of a line as one of its file.
fn moved(mut one: Diagnostic, by: usize) -> Diagnostic {
    let moved = |span: &mut Span| *span = Span::new(span.start as usize + by, span.end as usize + by);
    moved(&mut one.span);
    one.related.iter_mut().for_each(|label| moved(&mut label.span));
    one.fix.iter_mut().flat_map(|fix| &mut fix.edits).for_each(|edit| moved(&mut edit.span));
    one
}

/// Those whose lines are read as lines where all are applied: the others are parts of a text, in which anything may be, or come after the
/// place where the file is refused all the same.
fn needed(old: &Inspection, first: &Diagnostic, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let fixes = |one: &Diagnostic| one.fix.iter().flat_map(|fix| fix.edits.clone()).collect::<Vec<_>>();
    let mut set = EditSet::default();
    if [first].into_iter().chain(&found).any(|one| set.add(fixes(one)).is_err()) {
        return vec![];
    }
    let mut new = old.file.edited(set.apply(&old.source));
    let fault = new.reading.faults.first().map(|fault| new.source.line_span(fault.span.start).start);
    if let Some(end) = fault {
        new = new.edited(new.source.text()[..end as usize].to_owned());
    }
    if !new.reading.faults.is_empty() {
        return vec![];
    }
    let texts = Texts::of(&new.reading);
    let mut grown = fixes(first).iter().map(growth).sum::<i64>();
    let is_needed = |one: &Diagnostic| {
        let line = i64::from(old.source.line_span(one.span.start).start) + grown;
        grown += fixes(one).iter().map(growth).sum::<i64>();
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        line < fault.unwrap_or(u32::MAX) && !texts.hold(line)
    };
    let needed: Vec<bool> = found.iter().map(is_needed).collect();
    found.into_iter().zip(needed).filter_map(|(one, needed)| needed.then_some(one)).collect()
}

fn growth(edit: &crate::edit::Edit) -> i64 {
    edit.replacement.len() as i64 - edit.span.range().len() as i64
}

/// Where keys and values are: none begins in one that ends before it.
struct Texts(Vec<Span>);

impl Texts {
    fn of(reading: &ParsedFile) -> Self {
        let values = reading.properties.iter().map(|property| property.value.span);
        let mut spans: Vec<Span> = values.chain(reading.keys.iter().map(|key| key.span)).collect();
        spans.sort_unstable_by_key(|span| span.start);
        // Of those that begin before a place the one that goes furthest decides.
        let mut furthest = 0;
        for span in &mut spans {
            furthest = furthest.max(span.end);
            span.end = furthest;
        }
        Self(spans)
    }

    /// Whether a line begins within one.
    fn hold(&self, line: u32) -> bool {
        let before = self.0.partition_point(|span| span.start < line);
        before > 0 && self.0[before - 1].end > line
    }
}
