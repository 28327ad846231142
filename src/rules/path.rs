//! The keys that lead to a property, element by element.

use super::Context;
use crate::property::{KeyId, Property, name};
use crate::settings::SECTION;
use crate::source::Span;

/// One element of a property's name.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// The comparison form.
    pub canonical: String,
    /// As it is written.
    pub text: String,
    /// Its place: of a dotted key the part that is meant, where it can be told.
    pub span: Span,
}

/// The comparison forms of a path.
pub(super) fn canonical(elements: &[Element]) -> Vec<String> {
    elements.iter().map(|element| element.canonical.clone()).collect()
}

/// The elements of a property's name, from the outermost key; indexes are elements of their own.
pub(super) fn elements(context: &Context, property: &Property) -> Vec<Element> {
    let mut keys = vec![];
    let mut next = Some(property.key);
    while let Some(id) = next {
        keys.push(id);
        next = context.reading.key(id).parent;
    }
    keys.into_iter().rev().flat_map(|id| of_key(context, id)).collect()
}

/// The elements of one key: `featureSwitches.sendEmail` has two.
pub(super) fn of_key(context: &Context, id: KeyId) -> Vec<Element> {
    let key = context.reading.key(id);
    let written = context.source.slice(key.span);
    // Where the key is written as it is read, quotes aside, its parts can be shown one by one.
    let start = written.find(key.segment.as_str()).map(|at| key.span.start as usize + at);
    let mut at = 0;
    let mut elements = vec![];
    for text in split(&key.segment) {
        let span = start.map_or(key.span, |start| Span::new(start + at, start + at + text.len()));
        at += text.len() + usize::from(key.segment[at + text.len()..].starts_with('.'));
        elements.push(Element { canonical: name::canonical(text), text: text.to_owned(), span });
    }
    if let [only] = &mut elements[..] {
        only.span = key.span;
    }
    elements
}

/// Splits a segment at its dots, and before its brackets: `a.b[0]` is `a`, `b`, `[0]`.
fn split(segment: &str) -> Vec<&str> {
    let mut parts = vec![];
    let mut from = 0;
    let mut inside = false;
    for (at, char) in segment.char_indices() {
        match char {
            '[' if !inside => {
                if at > from {
                    parts.push(&segment[from..at]);
                }
                from = at;
                inside = true;
            }
            ']' => inside = false,
            '.' if !inside => {
                if at > from || !segment[..at].ends_with(']') {
                    parts.push(&segment[from..at]);
                }
                from = at + 1;
            }
            _ => {}
        }
    }
    if from < segment.len() || parts.is_empty() {
        parts.push(&segment[from..]);
    }
    parts
}

/// The canonical elements of the section's name.
pub(super) fn section() -> [String; 2] {
    let mut elements = SECTION.split('.').map(name::canonical);
    [elements.next().unwrap_or_default(), elements.next().unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn steps_fall_apart_at_dots_and_brackets() {
        assert_eq!(split("a.b"), ["a", "b"]);
        assert_eq!(split("a"), ["a"]);
        assert_eq!(split("a[0].b"), ["a", "[0]", "b"]);
        assert_eq!(split("[0]"), ["[0]"]);
        assert_eq!(split("[a.b].c"), ["[a.b]", "c"]);
        assert_eq!(split(""), [""]);
    }
}
