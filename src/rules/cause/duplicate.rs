//! Keys that are given twice: all of them, a repeated block as a block.

use std::collections::HashMap;

use super::{Cause, Text};
use crate::edit::Edit;
use crate::parse::outline::{Pair, outline};
use crate::source::Span;

/// A pair that repeats an earlier one of its mapping.
struct Again {
    first: Pair,
    second: Pair,
}

/// All keys that are given twice in the document that is refused.
pub(super) fn of(text: &Text) -> Option<Cause> {
    let source = text.source;
    let fault = text.reading.faults.first()?;
    let mut again = repeated(text);
    again.sort_by_key(|again| again.second.start);
    let (first, rest) = again.split_first()?;
    if first.second.key != fault.span && rest.is_empty() {
        return None;
    }
    let line = |at: u32| source.line(at);
    let last = again.last().unwrap_or(first);
    let span = first.second.key;
    let key = source.slice(span);
    let in_order =
        again.windows(2).all(|pair| pair[0].first.start < pair[1].first.start) && last.first.start < first.second.start;
    let message = if again.len() == 1 {
        format!("duplicate key `{key}`: it is given in this mapping before, and the JVM refuses the whole file")
    } else if in_order {
        let (from, to) = (line(first.second.start), line(last.second.end));
        let (first_from, first_to) = (line(first.first.start), line(last.first.end));
        format!(
            "lines {from}-{to} repeat the keys of lines {first_from}-{first_to}, and the JVM refuses the whole file"
        )
    } else {
        format!("duplicate key `{key}`, and {} more; the JVM refuses the whole file", again.len() - 1)
    };
    let same = again.iter().all(|again| source.slice(again.first.value) == source.slice(again.second.value));
    let help = match (again.len(), same) {
        (1, true) => "Remove one of the two; their values are the same.",
        (1, false) => "Keep the one that is meant and remove the other; merge what is below both.",
        (_, true) => "Remove the repeated lines; the values are the same.",
        (_, false) => "Keep the values that are meant and remove the others.",
    };
    let mut cause = Cause::new("duplicate-key", span, message, help).label("again");
    cause.related.push((first.first.key, "the first one is here".to_owned()));
    for other in rest {
        let at = line(other.first.start);
        cause.related.push((other.second.key, format!("again; the first one is in line {at}")));
    }
    let edits: Option<Vec<Edit>> = again.iter().map(|again| removal(text, &again.second)).collect();
    if same && let Some(edits) = edits {
        cause.fix = text.healing(vec![edits]).map(|edits| ("remove what is repeated".to_owned(), edits));
    }
    Some(cause)
}

fn repeated(text: &Text) -> Vec<Again> {
    let mut again: Vec<Again> = vec![];
    for mapping in outline(text.source, text.reading.format) {
        let mut seen: HashMap<&str, Pair> = HashMap::new();
        for pair in mapping.pairs {
            let key = text.source.slice(pair.key).trim_matches(['"', '\'']);
            match seen.get(key) {
                Some(first) if key != "<<" => again.push(Again { first: *first, second: pair }),
                _ => {
                    seen.insert(key, pair);
                }
            }
        }
    }
    // What is inside a repeated block is told by the block.
    let inside = |span: Span, again: &[Again]| {
        again.iter().any(|other| other.second.start < span.start && span.end <= other.second.end)
    };
    let kept: Vec<bool> = again.iter().map(|one| !inside(one.second.key, &again)).collect();
    let mut kept = kept.into_iter();
    again.retain(|_| kept.next().unwrap_or(true));
    again
}

/// Removes a pair that has whole lines for itself.
fn removal(text: &Text, pair: &Pair) -> Option<Edit> {
    let source = text.source;
    let line = source.line_span(pair.start);
    let alone = source.slice(Span { start: line.start, end: pair.start }).trim().is_empty();
    let end = source.full_line_span(pair.end.max(pair.start + 1) - 1);
    let after = source.slice(Span { start: pair.end, end: source.line_span(pair.end).end });
    (alone && after.trim().is_empty()).then(|| Edit::remove(Span { start: line.start, end: end.end }))
}
