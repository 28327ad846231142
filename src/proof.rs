//! The proof of an edit: the new text is read and judged like the old one, and must be better. What is not proven is not written.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::character;
use crate::diagnostic::{Diagnostic, Severity};
use crate::edit::{Edit, EditSet};
use crate::inspect::{Inspection, Options, check};
use crate::property::{Property, ValueKind, name};
use crate::secret::names_secret;
use crate::settings::{CANONICAL_SECTION, SECTION, Section, Setting, key_below_section};
use crate::source::Span;

/// The law that an edit would break, in a few words.
pub type Broken = &'static str;

/// Applies the fixes of some diagnostics together and proves that each of them heals.
///
/// Of a file that can be read: it still can; the faults are gone; no error has come that they did not hide; every
/// property that they do not name has the value it had. Of a file that is refused: it is read, or the first fault is further on.
/// In both no visible character of a secret or an address is lost.
///
/// # Errors
/// The law that does not hold.
pub fn prove(old: &Inspection, diagnostics: &[&Diagnostic], options: &Options) -> Result<Inspection, Broken> {
    let mut edits = EditSet::default();
    for fix in diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()) {
        edits.add(fix.edits.iter().cloned()).map_err(|_| "two edits change the same text")?;
    }
    let text = edits.apply(&old.source);
    if text == old.source.text() {
        return Err("nothing is changed");
    }
    let new = check(Arc::new(old.file.edited(text)), options);
    if old.reading.faults.is_empty() {
        if !new.reading.faults.is_empty() {
            return Err("the file would be refused");
        }
        healed(old, &new, diagnostics)?;
        unchanged(old, &new, diagnostics)?;
    } else {
        moved_on(old, &new, edits.edits())?;
        complete(old, diagnostics)?;
    }
    Ok(new)
}

/// The faults are gone, and no error has come that they did not hide.
fn healed(old: &Inspection, new: &Inspection, diagnostics: &[&Diagnostic]) -> Result<(), Broken> {
    fn of(one: &Diagnostic) -> (&str, Option<&str>, &str) {
        (one.rule, one.property.as_deref(), &one.message)
    }
    fn counted(inspection: &Inspection) -> HashMap<(&str, Option<&str>, &str), usize> {
        let mut counts = HashMap::new();
        inspection.diagnostics.iter().for_each(|one| *counts.entry(of(one)).or_default() += 1);
        counts
    }
    let (before, after) = (counted(old), counted(new));
    if diagnostics.iter().any(|one| after.get(&of(one)) >= before.get(&of(one))) {
        return Err("the fault would still be there");
    }
    // A diagnostic of the section hides those of its settings, one of a setting the other ones of it.
    let hiding: HashSet<&str> = diagnostics.iter().filter_map(|one| one.property.as_deref()).collect();
    let hid = |error: &Diagnostic| {
        let below = |hidden: &str| hiding.contains(SECTION) && hidden.starts_with(SECTION);
        error.property.as_deref().is_some_and(|hidden| hiding.contains(hidden) || below(hidden))
    };
    let mut known: HashMap<(&str, Option<&str>), usize> = HashMap::new();
    for error in old.diagnostics.iter().filter(|one| one.severity == Severity::Error) {
        *known.entry((error.rule, error.property.as_deref())).or_default() += 1;
    }
    for error in new.diagnostics.iter().filter(|one| one.severity == Severity::Error && !hid(one)) {
        match known.get_mut(&(error.rule, error.property.as_deref())) {
            Some(left) if *left > 0 => *left -= 1,
            _ => return Err("a new error would come"),
        }
    }
    Ok(())
}

/// What must be the same of a property that an edit does not name.
type Seen<'a> = (u32, &'a str, &'a str, ValueKind);

fn seen(property: &Property) -> Seen<'_> {
    (property.document, &property.name, &property.value.text, property.value.kind)
}

/// The first property, by name, at which two sequences differ in name, document, value or kind.
pub fn first_change<'p>(
    before: impl IntoIterator<Item = &'p Property>,
    after: impl IntoIterator<Item = &'p Property>,
) -> Option<&'p str> {
    let (mut before, mut after) = (before.into_iter(), after.into_iter());
    loop {
        match (before.next(), after.next()) {
            (None, None) => return None,
            (Some(one), Some(other)) if seen(one) == seen(other) => {}
            (Some(one), _) | (None, Some(one)) => return Some(&one.name),
        }
    }
}

/// Every property that the fixes do not name has the name and the value that it had.
fn unchanged(old: &Inspection, new: &Inspection, diagnostics: &[&Diagnostic]) -> Result<(), Broken> {
    let section = CANONICAL_SECTION;
    // A section that is read as one text becomes settings.
    let is_text = old.reading.properties.iter().any(|property| name::canonical(&property.name) == section)
        && diagnostics.iter().any(|diagnostic| diagnostic.property.as_deref() == Some(SECTION));
    let in_section = |property: &Property| {
        let canonical = name::canonical(&property.name);
        canonical == section || key_below_section(&canonical).is_some()
    };
    let fixes = || diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
    let edited: HashSet<Span> = fixes().flat_map(|fix| &fix.edits).map(|edit| edit.span).collect();
    // A key that is replaced as a whole is the one that the diagnostic names.
    let is_respelt = |property: &Property| in_section(property) && edited.contains(&old.reading.key(property.key).span);
    let names = Named::by(diagnostics);
    let is_named = |property: &Property| is_text && in_section(property) || names.name(property);
    let named = |property: &&Property| is_named(property);
    let (before, before_named): (Vec<&Property>, Vec<_>) =
        old.reading.properties.iter().partition(|property| !(named(property) || is_respelt(property)));
    let (after, after_named): (Vec<&Property>, Vec<_>) =
        new.reading.properties.iter().partition(|property| !named(property));
    let respelt = |one: &Property, other: &Property| {
        let canonical = name::canonical(&one.name);
        key_below_section(&canonical).is_some() && canonical == name::canonical(&other.name)
    };
    // What is below a key that is replaced comes into the section as it is.
    let moved = |one: &Property, other: &Property| {
        let above = std::iter::successors(old.reading.key(one.key).parent, |key| old.reading.key(*key).parent);
        let mut spans = above.map(|key| old.reading.key(key).span);
        spans.any(|span| edited.contains(&span)) && in_section(other)
    };
    let same = |(one, other): (&&Property, &&Property)| {
        let (a, b) = (seen(one), seen(other));
        (a.0, a.2, a.3) == (b.0, b.2, b.3) && (a.1 == b.1 || respelt(one, other) || moved(one, other))
    };
    if before.len() != after.len() || !before.iter().zip(&after).all(same) {
        return Err("something else would get another value");
    }
    let mut values: HashSet<(u32, &str)> = HashSet::new();
    let mut by_name: HashMap<(u32, String), Vec<&Property>> = HashMap::new();
    for new in &after_named {
        values.insert((new.document, &new.value.text));
        by_name.entry((new.document, name::canonical(&new.name))).or_default().push(new);
    }
    let is_kept = |old: &&Property| {
        if is_respelt(old) && !is_named(old) {
            return values.contains(&(old.document, old.value.text.as_str()));
        }
        let precious = names_secret(&old.name) || old.value.text.contains('@');
        let same = || by_name.get(&(old.document, name::canonical(&old.name))).into_iter().flatten();
        !precious || same().any(|new| keeps(old, &new.value.text))
    };
    if before_named.iter().all(is_kept) { Ok(()) } else { Err(LOST) }
}

const LOST: Broken = "a character of a secret or an address would be lost";

/// What diagnostics, or what their fixes say, name.
struct Named {
    /// Canonical names of properties.
    properties: HashSet<String>,
    /// Settings in the titles of fixes.
    settings: Section<bool>,
}

impl Named {
    fn by(diagnostics: &[&Diagnostic]) -> Self {
        let properties = diagnostics.iter().filter_map(|diagnostic| diagnostic.property.as_deref());
        let settings = Section::of(|setting| {
            let key = format!("`{}`", setting.key());
            let mut fixes = diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
            fixes.any(|fix| fix.title.contains(&key))
        });
        Self { properties: properties.map(plain).collect(), settings }
    }

    fn name(&self, property: &Property) -> bool {
        let canonical = plain(&property.name);
        let key = key_below_section(&canonical);
        // A value in braces is a mapping, whose keys are properties below the name.
        let mut above = canonical
            .match_indices('.')
            .map(|(end, _)| &canonical[..end])
            .filter(|above| above.len() > CANONICAL_SECTION.len());
        self.properties.contains(&canonical)
            || key.is_some() && above.any(|above| self.properties.contains(above))
            || key.and_then(Setting::from_key).is_some_and(|setting| self.settings[setting])
    }
}

/// The canonical form of a name; one that holds look-alikes is the one that it looks like.
fn plain(name: &str) -> String {
    name::canonical(character::plain(name).as_deref().unwrap_or(name))
}

/// Whether a value that is a secret or an address is still all there in a new text.
fn keeps(property: &Property, new: &str) -> bool {
    let old = &property.value.text;
    if names_secret(&property.name) {
        // Where the JVM makes another text of it, the one that is written counts.
        let written = property.value.written.as_deref();
        return visible(old) == visible(new) || written.is_some_and(|written| visible(written) == visible(new));
    }
    !old.contains('@') || address(&visible(old)) == address(&visible(new))
}

/// The characters that can be seen, each as the one of ASCII that it looks like.
fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for char in text.chars().filter(|char| !char.is_whitespace()) {
        match character::odd(char).and_then(|odd| odd.twin) {
            Some(twin) => visible.push_str(twin.trim()),
            None => visible.push(char),
        }
    }
    visible
}

/// An address without what may be around it: a name, quotes, brackets, `mailto:`, the end of a sentence.
fn address(text: &str) -> &str {
    let inner = text.rsplit_once('<').map_or(text, |(_, inner)| inner);
    let inner = inner.split_once('>').map_or(inner, |(inner, _)| inner);
    let around = |char: char| "\"'`<>()[]{},;.:".contains(char);
    let inner = inner.trim_matches(around);
    let scheme = inner.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    if scheme { inner[7..].trim_matches(around) } else { inner }
}

/// A refused file is read, or its first fault is further on, with less text left after it.
fn moved_on(old: &Inspection, new: &Inspection, edits: &[Edit]) -> Result<(), Broken> {
    // A wrong quote hides all that follows: no text with a quote is put in quotes, but for a secret, which may hold one.
    let quotes = |text: &str| text.matches(['\'', '"']).count();
    let nested = |edit: &&Edit| {
        let before = quotes(old.source.slice(edit.span));
        let line = old.source.slice(old.source.line_span(edit.span.start));
        let key = line.split(':').next().unwrap_or_default().trim();
        let secret = names_secret(key) && new.reading.faults.is_empty();
        before > 0 && quotes(&edit.replacement) > before && !secret
    };
    if edits.iter().any(|edit| nested(&edit)) {
        return Err("a quote would get into quotes");
    }
    if !new.reading.faults.is_empty() && remaining(new) >= remaining(old) {
        return Err("the file would still be refused at this place");
    }
    Ok(())
}

/// How much text of a file is left from its first fault on; nothing for a file that can be read.
pub fn remaining(inspection: &Inspection) -> usize {
    let fault = inspection.reading.faults.first();
    fault.map_or(0, |fault| inspection.source.text().len() - fault.span.start as usize + 1)
}

/// Judged by the text alone: no edit removes a letter or a digit, but for lines that are given twice; in lines that speak of a
/// secret or hold an address nothing that can be seen, but for the comma or semicolon after a value in quotes.
fn complete(old: &Inspection, diagnostics: &[&Diagnostic]) -> Result<(), Broken> {
    let fixes = diagnostics.iter().filter(|diagnostic| diagnostic.rule != "duplicate-key");
    let edits = fixes.filter_map(|diagnostic| diagnostic.fix.as_ref()).flat_map(|fix| &fix.edits);
    for edit in edits.filter(|edit| !edit.span.is_empty()) {
        let lines =
            Span { start: old.source.line_span(edit.span.start).start, end: old.source.line_span(edit.span.end).end };
        let text = old.source.slice(lines);
        let key = text.split([':', '=']).next().unwrap_or_default().trim();
        let precious = names_secret(key) || text.contains('@');
        let removed = old.source.slice(edit.span);
        let before = &old.source.text()[..edit.span.start as usize];
        if matches!(removed, "," | ";") && before.ends_with(['"', '\'']) {
            continue;
        }
        let kept = visible(&edit.replacement);
        let mut kept = kept.chars();
        let removed = visible(removed);
        let mut removed = removed.chars().filter(|char| precious || char.is_alphanumeric());
        if !removed.all(|char| kept.any(|other| other == char)) {
            return Err(LOST);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
