//! Pairs between braces, on one line or on several; JSON.

use super::{Entry, Layout, Work, is_blank_or_comment};
use crate::edit::Edit;
use crate::parse::outline::{Mapping, Pair};
use crate::source::Span;

/// The edits that carry out the work on a mapping in braces.
pub(super) fn edits(layout: &Layout, mapping: &Mapping, work: &Work) -> Vec<Edit> {
    let braces = Braces { layout, mapping };
    let colon = braces.colon();
    let entries: Vec<String> =
        work.added.iter().map(|(_, Entry { key, value })| format!("{key}{colon}{value}")).collect();
    let mut removed: Vec<usize> = work.removed.iter().copied().collect();
    let mut edits = vec![];
    if !entries.is_empty() {
        if let Some(first) = removed.first().copied() {
            removed.remove(0);
            let pair = &mapping.pairs[first];
            edits.push(Edit::replace(Span { start: pair.start, end: pair.end }, entries.join(&braces.gap())));
            edits.extend(braces.comment_of(pair).map(Edit::remove));
        } else if let Some(behind) = work.added.iter().filter_map(|(behind, _)| *behind).max() {
            edits.extend(braces.insert(behind, &entries));
        }
    }
    edits.extend(braces.remove(&removed));
    edits
}

/// New pairs between braces that hold none yet.
pub(super) fn between_empty(mapping: &Mapping, entries: &[Entry], colon: &str) -> Edit {
    let entries: Vec<String> = entries.iter().map(|Entry { key, value }| format!("{key}{colon}{value}")).collect();
    let comma = if colon.ends_with(' ') { ", " } else { "," };
    Edit::insert(mapping.span.start + 1, entries.join(comma))
}

struct Braces<'a> {
    layout: &'a Layout<'a>,
    mapping: &'a Mapping,
}

impl Braces<'_> {
    fn slice(&self, start: u32, end: u32) -> &str {
        self.layout.source.slice(Span { start, end })
    }

    /// What stands between key and value.
    fn colon(&self) -> String {
        let between =
            self.mapping.pairs.iter().map(|pair| self.slice(pair.key.end, pair.value.start.max(pair.key.end)));
        let mut simple = between.filter(|between| between.trim_matches(' ') == ":" && !(between.is_empty()));
        simple.next().unwrap_or(": ").to_owned()
    }

    /// What stands between two pairs.
    fn gap(&self) -> String {
        let gaps = self.mapping.pairs.windows(2).map(|pairs| self.slice(pairs[0].end, pairs[1].start));
        let mut written = gaps.filter(|gap| gap.chars().all(|char| char == ',' || char.is_whitespace()));
        if let Some(gap) = written.next() {
            return gap.to_owned();
        }
        let first = &self.mapping.pairs[0];
        if self.begins_line(first.start) {
            return format!(",{}{}", self.layout.lines.ending(first.start), self.layout.lines.before(first.start));
        }
        if self.colon().ends_with(' ') { ", ".to_owned() } else { ",".to_owned() }
    }

    fn begins_line(&self, offset: u32) -> bool {
        self.layout.lines.before(offset).trim().is_empty()
    }

    /// Behind a pair, and behind the comment of its line.
    fn insert(&self, behind: usize, entries: &[String]) -> Vec<Edit> {
        let pair = &self.mapping.pairs[behind];
        let comma = self.comma(pair);
        let after = comma.filter(|&comma| self.same_line(pair.end, comma)).map_or(pair.end, |comma| comma + 1);
        let lines = self.begins_line(pair.start) && is_blank_or_comment(self.layout.lines.behind(after));
        if !lines || (comma.is_some() && after == pair.end) {
            let gap = self.gap();
            return vec![Edit::insert(
                pair.end,
                entries.iter().map(|entry| format!("{gap}{entry}")).collect::<String>(),
            )];
        }
        let at = self.layout.lines.end(after);
        let begin = format!("{}{}", self.layout.lines.ending(at), self.layout.lines.before(pair.start));
        if comma.is_some() {
            return vec![Edit::insert(at, entries.iter().map(|entry| format!("{begin}{entry},")).collect::<String>())];
        }
        let entries = format!("{begin}{}", entries.join(&format!(",{begin}")));
        if at == pair.end {
            return vec![Edit::insert(at, format!(",{entries}"))];
        }
        vec![Edit::insert(pair.end, ","), Edit::insert(at, entries)]
    }

    /// Pairs go with their commas. `removed` are numbers in rising order, never all of the mapping unless a new pair takes the
    /// place of one.
    fn remove(&self, removed: &[usize]) -> Vec<Edit> {
        let mut edits = vec![];
        let pairs = &self.mapping.pairs;
        // The pairs at the end that go leave the one before them as the last.
        let mut tail = removed.len();
        let mut last = pairs.len();
        while tail > 0 && removed[tail - 1] + 1 == last {
            tail -= 1;
            last -= 1;
        }
        for &index in removed {
            edits.push(Edit::remove(self.extent(&pairs[index])));
        }
        let closed_by_comma = pairs.last().is_some_and(|pair| self.comma(pair).is_some());
        if tail < removed.len()
            && !closed_by_comma
            && last > 0
            && let Some(comma) = self.comma(&pairs[last - 1])
            && !edits.iter().any(|edit| edit.span.start <= comma && comma < edit.span.end)
        {
            // With the blanks behind it, up to what is removed or to the end of the line.
            let rest = self.layout.lines.behind(comma + 1);
            let blanks = rest.len() - rest.trim_start_matches(' ').len();
            let touches = edits.iter().any(|edit| edit.span.start == comma + 1 + blanks as u32);
            let end = comma + 1 + if touches { blanks as u32 } else { 0 };
            edits.push(Edit::remove(Span { start: comma, end }));
        }
        edits
    }

    /// What goes with a pair: its lines where they hold nothing else, else the comma behind it and the blanks.
    fn extent(&self, pair: &Pair) -> Span {
        let lines = self.layout.lines;
        let own_comma = self.comma(pair).filter(|&comma| self.same_line(pair.end, comma));
        let after = own_comma.map_or(pair.end, |comma| comma + 1);
        let before = self.layout.lines.before(pair.start).trim();
        let rest_is_free = is_blank_or_comment(self.layout.lines.behind(after));
        if rest_is_free && (before.is_empty() || (before == "," && own_comma.is_none())) {
            return Span { start: lines.start(pair.start), end: lines.next(after) };
        }
        if own_comma.is_none() {
            return Span { start: pair.start, end: pair.end };
        }
        if rest_is_free {
            let kept = self.layout.lines.before(pair.start).trim_end().len() as u32;
            return Span { start: lines.start(pair.start) + kept, end: after };
        }
        let rest = self.layout.lines.behind(after);
        Span { start: pair.start, end: after + (rest.len() - rest.trim_start_matches([' ', '\t']).len()) as u32 }
    }

    /// The comment on the line of a pair that has its lines to itself.
    fn comment_of(&self, pair: &Pair) -> Option<Span> {
        let after =
            self.comma(pair).filter(|&comma| self.same_line(pair.end, comma)).map_or(pair.end, |comma| comma + 1);
        let rest = self.layout.lines.behind(after);
        let alone = matches!(self.layout.lines.before(pair.start).trim(), "" | ",");
        let comment = alone && is_blank_or_comment(rest) && !rest.trim().is_empty();
        comment.then(|| Span { start: after, end: after + rest.len() as u32 })
    }

    fn same_line(&self, one: u32, other: u32) -> bool {
        self.layout.lines.start(one) == self.layout.lines.start(other)
    }

    /// The comma behind a pair.
    fn comma(&self, pair: &Pair) -> Option<u32> {
        let mut at = pair.end;
        loop {
            let rest = self.slice(at, self.mapping.span.end);
            let next = rest.chars().next()?;
            match next {
                ',' => return Some(at),
                '#' => at = self.layout.lines.next(at),
                _ if next.is_whitespace() || next == '\u{85}' => at += next.len_utf8() as u32,
                _ => return None,
            }
        }
    }
}
