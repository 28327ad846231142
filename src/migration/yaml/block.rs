//! Pairs on lines of their own.

use super::{Entry, Layout, Work, is_blank_or_comment};
use crate::edit::Edit;
use crate::migration::refusal::Refusal;
use crate::reader::yaml::outline::{Mapping, Pair};
use crate::source::Span;

/// The edits that carry out the work on a mapping in lines.
pub(super) fn edits(layout: &Layout, mapping: &Mapping, work: &Work) -> Result<Vec<Edit>, Refusal> {
    let mut edits = vec![];
    let removed = removed_lines(layout, mapping, work)?;
    let indent = indentation(layout, &mapping.pairs[0]);
    let line = |Entry { key, value }: &Entry| format!("{indent}{key}{}{value}", separator(layout, mapping, key));
    for (behind, entry) in &work.added {
        if let Some(pair) = behind {
            let at = end_of_lines(layout, &mapping.pairs[*pair]);
            edits.push(Edit::insert(at, format!("{}{}", layout.line_ending(at), line(entry))));
        }
    }
    let without_neighbour: Vec<String> =
        work.added.iter().filter(|(behind, _)| behind.is_none()).map(|(_, entry)| line(entry)).collect();
    if let (false, Some(first)) = (without_neighbour.is_empty(), removed.first()) {
        edits.push(in_place_of(layout, *first, &without_neighbour));
    }
    edits.extend(removed.into_iter().map(Edit::remove));
    Ok(edits)
}

/// Whole lines of the pairs that go, neighbours joined. Where they end the file and it has no final line end, the one before
/// them goes instead, so that the file still has none.
fn removed_lines(layout: &Layout, mapping: &Mapping, work: &Work) -> Result<Vec<Span>, Refusal> {
    let mut lines: Vec<Span> = vec![];
    for &index in &work.removed {
        let pair = &mapping.pairs[index];
        if !layout.before(pair.start).trim_end().trim_end_matches('?').trim().is_empty() {
            return Err(Refusal::new(
                "a pair that has to go does not begin its line",
                "Write each setting on a line of its own, then migrate the file.",
            )
            .at(pair.key, "this key"));
        }
        let start = layout.source.full_line_span(pair.start).start;
        let end = layout.source.full_line_span(last_offset(layout, pair)).end;
        match lines.last_mut() {
            Some(last) if last.end >= start => last.end = end,
            _ => lines.push(Span { start, end }),
        }
    }
    let text = layout.source.text();
    if let Some(last) = lines.last_mut()
        && last.end as usize == text.len()
        && layout.source.line_span(last.end).end == layout.source.full_line_span(last.end).end
        && !text.ends_with(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
        && last.start > 0
    {
        last.start = layout.source.line_span(last.start - 1).end;
    }
    Ok(lines)
}

/// New lines where lines go.
fn in_place_of(layout: &Layout, removed: Span, lines: &[String]) -> Edit {
    let starts_line = removed.start == 0 || layout.source.line_span(removed.start).start == removed.start;
    let ending = layout.line_ending(removed.start);
    let joined = lines.join(ending);
    if !starts_line {
        return Edit::insert(removed.start, format!("{ending}{joined}"));
    }
    let last = layout.source.line_span(removed.end.saturating_sub(1));
    let ends_file_bare = removed.end as usize == layout.source.text().len() && last.end == removed.end;
    Edit::insert(removed.start, if ends_file_bare { joined } else { format!("{joined}{ending}") })
}

/// The end of a pair's last line, the line end left out.
fn end_of_lines(layout: &Layout, pair: &Pair) -> u32 {
    layout.source.line_span(last_offset(layout, pair)).end
}

/// An offset on the last line that belongs to a pair.
fn last_offset(layout: &Layout, pair: &Pair) -> u32 {
    let source = layout.source;
    let written = source.slice(Span { start: pair.start, end: pair.end });
    let mut last = pair.start + written.trim_end_matches(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).len() as u32;
    let header = source
        .slice(Span { start: pair.value.start, end: source.line_span(pair.value.start).end.max(pair.value.start) });
    let indicators = header.split([' ', '\t', '#']).next().unwrap_or_default();
    if indicators.starts_with(['|', '>']) && indicators.contains('+') {
        // All line ends belong to such a text, those of blank lines below it included.
        loop {
            let next = source.full_line_span(last).end;
            if next as usize >= source.text().len() || !source.slice(source.line_span(next)).trim().is_empty() {
                break;
            }
            last = next;
        }
    }
    last
}

/// The blanks that a mapping's lines begin with.
pub(super) fn indentation(layout: &Layout, pair: &Pair) -> String {
    let before = layout.before(pair.start);
    let blanks = before.len() - before.trim_start_matches([' ', '\t']).len();
    match &before[blanks..] {
        "" => before.to_owned(),
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
        (simple && between.len() > 1 && !pair.value.is_empty()).then_some((width, width + between.len(), between))
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
    let source = layout.source;
    let indent = format!("{}{step}", indentation(layout, pair));
    let mut edits = vec![];
    let colon = pair.key.end
        + source
            .slice(Span { start: pair.key.end, end: pair.end.max(pair.key.end) })
            .find(':')
            .map_or(0, |at| at as u32 + 1);
    if pair.end > colon {
        edits.push(Edit::remove(Span { start: colon, end: pair.end }));
    }
    let at = source.line_span(pair.end).end;
    let ending = layout.line_ending(at);
    let lines: String = entries.iter().map(|Entry { key, value }| format!("{ending}{indent}{key}: {value}")).collect();
    debug_assert!(is_blank_or_comment(layout.behind(pair.end)), "a block pair ends its line");
    edits.push(Edit::insert(at, lines));
    edits
}
