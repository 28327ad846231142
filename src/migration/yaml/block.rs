//! Pairs on lines of their own.

use super::{Entry, Layout, Work};
use crate::edit::Edit;
use crate::migration::refusal::Refusal;
use crate::parse::outline::{Mapping, Pair};
use crate::property::{Property, Style};
use crate::source::Span;

/// The edits that carry out the work on a mapping in lines.
pub(super) fn edits(layout: &Layout, mapping: &Mapping, work: &Work) -> Result<Vec<Edit>, Refusal> {
    let mut edits = vec![];
    let removed = removed_lines(layout, mapping, work)?;
    let indent = indentation(layout, &mapping.pairs[0]);
    let line = |Entry { key, value }: &Entry| format!("{indent}{key}{}{value}", separator(layout, mapping, key));
    // Where blank lines would run together with a text that keeps them, something has to stand between.
    let gap = removed.iter().find(|removed| holds_blanks_apart(layout, **removed));
    let (mut in_place, mut behind) = (vec![], vec![]);
    for (pair, entry) in &work.added {
        match pair {
            Some(pair) if gap.is_none() => behind.push((*pair, line(entry))),
            _ => in_place.push(line(entry)),
        }
    }
    for (pair, line) in behind {
        edits.push(layout.lines.behind_line(last_offset(layout, &mapping.pairs[pair]), &[line]));
    }
    if let (false, Some(place)) = (in_place.is_empty(), gap.or(removed.first())) {
        edits.push(layout.lines.in_place_of(*place, &in_place));
    }
    edits.extend(removed.into_iter().map(Edit::remove));
    Ok(edits)
}

fn removed_lines(layout: &Layout, mapping: &Mapping, work: &Work) -> Result<Vec<Span>, Refusal> {
    let mut spans = vec![];
    for &index in &work.removed {
        let pair = &mapping.pairs[index];
        if !matches!(layout.lines.before(pair.start).trim(), "" | "?") {
            return Err(Refusal::new(
                "a pair that has to go does not begin its line",
                "Write each setting on a line of its own, then migrate the file.",
            )
            .at(pair.key, "this key"));
        }
        spans.push(Span { start: pair.start, end: last_offset(layout, pair) });
    }
    Ok(layout.lines.removal(spans))
}

/// Whether lines stand between a text that keeps all its line ends (`|+`) and a blank line, which must not become a part of it.
fn holds_blanks_apart(layout: &Layout, removed: Span) -> bool {
    let text = layout.source.text();
    let below = layout.lines.behind(removed.end).trim().is_empty();
    let above = text[..removed.start as usize].trim_end().len();
    let keeps = |property: &Property| {
        let span = property.value.span;
        let indicators = layout.lines.behind(span.start).split([' ', '\t', '#']).next().unwrap_or_default();
        property.value.style == Style::Block && indicators.contains('+') && span.contains(Span::at(above))
    };
    below && layout.reading.properties.iter().any(keeps)
}

/// An offset on the last line that belongs to a pair.
fn last_offset(layout: &Layout, pair: &Pair) -> u32 {
    let (source, lines) = (layout.source, layout.lines);
    let written = source.slice(Span { start: pair.start, end: pair.end });
    let mut last = pair.start + written.trim_end_matches(lines.breaks()).len() as u32;
    let indicators = lines.behind(pair.value.start).split([' ', '\t', '#']).next().unwrap_or_default();
    if indicators.starts_with(['|', '>']) && indicators.contains('+') {
        // All line ends belong to such a text, those of blank lines below it included.
        loop {
            let next = lines.next(last);
            if next as usize >= source.text().len() || !lines.behind(next).trim().is_empty() {
                break;
            }
            last = next;
        }
    }
    last
}

/// The blanks that a mapping's lines begin with.
pub(super) fn indentation(layout: &Layout, pair: &Pair) -> String {
    let before = layout.lines.before(pair.start);
    let blanks = before.len() - before.trim_start_matches([' ', '\t']).len();
    match &before[blanks..] {
        rest if rest.trim() == "?" => before[..blanks].to_owned(),
        _ => before.chars().map(|char| if char == '\t' { '\t' } else { ' ' }).collect(),
    }
}

/// What stands between key and value: as with the neighbours, who may align their values.
fn separator(layout: &Layout, mapping: &Mapping, key: &str) -> String {
    let mut columns = mapping.pairs.iter().filter_map(|pair| {
        let between = layout.source.slice(Span { start: pair.key.end, end: pair.value.start.max(pair.key.end) });
        let width = layout.source.slice(pair.key).chars().count();
        let simple =
            between.trim_start_matches(' ').strip_prefix(':').is_some_and(|rest| rest.bytes().all(|byte| byte == b' '));
        (simple && !pair.value.is_empty()).then_some((width, width + between.len(), between))
    });
    let Some((first_width, column, between)) = columns.next() else { return ": ".to_owned() };
    let others: Vec<_> = columns.collect();
    let aligned =
        others.iter().all(|(_, other, _)| *other == column) && others.iter().any(|(width, ..)| *width != first_width);
    let behind_colon = others.iter().all(|(_, _, other)| other.starts_with(':')) && between.starts_with(':');
    let width = key.chars().count();
    if aligned {
        let blanks = column.saturating_sub(width + 1).max(1);
        return if behind_colon {
            format!(":{}", " ".repeat(blanks))
        } else {
            format!("{}: ", " ".repeat(blanks.saturating_sub(1)))
        };
    }
    let same = others.iter().all(|(_, _, other)| *other == between);
    if same { between.to_owned() } else { ": ".to_owned() }
}

/// Lines below a key that has nothing below it yet.
pub(super) fn below_nothing(layout: &Layout, pair: &Pair, step: &str, entries: &[Entry]) -> Vec<Edit> {
    let indent = format!("{}{step}", indentation(layout, pair));
    let mut edits = vec![];
    let behind_key = layout.source.slice(Span { start: pair.key.end, end: pair.end.max(pair.key.end) });
    let colon = pair.key.end + behind_key.find(':').map_or(0, |at| at as u32 + 1);
    if pair.end > colon {
        edits.push(Edit::remove(Span { start: colon, end: pair.end }));
    }
    let lines: Vec<String> = entries.iter().map(|Entry { key, value }| format!("{indent}{key}: {value}")).collect();
    edits.push(layout.lines.behind_line(pair.end, &lines));
    edits
}
