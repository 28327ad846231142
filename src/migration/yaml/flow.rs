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

const BLANKS: [char; 2] = [' ', '\t'];

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
        let mut between =
            self.mapping.pairs.iter().map(|pair| self.slice(pair.key.end, pair.value.start.max(pair.key.end)));
        between.find(|between| between.trim_matches(' ') == ":").unwrap_or(": ").to_owned()
    }

    /// What stands between two pairs.
    fn gap(&self) -> String {
        let lines = self.layout.lines;
        let pairs = &self.mapping.pairs;
        let mut gaps = pairs.windows(2).map(|pairs| self.slice(pairs[0].end, pairs[1].start));
        if let Some(gap) = gaps.find(|gap| gap.chars().all(|char| char == ',' || char.is_whitespace())) {
            return gap.to_owned();
        }
        let begin = |pair: &Pair| format!("{}{}", lines.ending(pair.start), lines.before(pair.start));
        match (pairs.iter().find(|pair| self.before(pair) == ","), self.before(&pairs[0])) {
            (Some(pair), _) => begin(pair),
            (None, "") => format!(",{}", begin(&pairs[0])),
            _ if self.colon().ends_with(' ') => ", ".to_owned(),
            _ => ",".to_owned(),
        }
    }

    /// What stands before a pair on its line, blanks left out.
    fn before(&self, pair: &Pair) -> &str {
        self.layout.lines.before(pair.start).trim()
    }

    /// Behind a pair, and behind the comment of its line.
    fn insert(&self, behind: usize, entries: &[String]) -> Vec<Edit> {
        let pair = &self.mapping.pairs[behind];
        let lines = self.layout.lines;
        let after = self.after(pair);
        let has_lines = self.before(pair).is_empty() && is_blank_or_comment(lines.behind(after));
        let at = lines.end(after);
        let begin = format!("{}{}", lines.ending(at), lines.before(pair.start));
        match (has_lines, self.comma(pair)) {
            (true, Some(_)) if after > pair.end => {
                vec![Edit::insert(at, entries.iter().map(|entry| format!("{begin}{entry},")).collect::<String>())]
            }
            (true, None) => {
                let entries = format!("{begin}{}", entries.join(&format!(",{begin}")));
                vec![Edit::insert(pair.end, ","), Edit::insert(at, entries)]
            }
            _ => {
                let gap = self.gap();
                let own_line = gap.starts_with(lines.breaks()) && is_blank_or_comment(lines.behind(pair.end));
                let at = if own_line { at } else { pair.end };
                vec![Edit::insert(at, entries.iter().map(|entry| format!("{gap}{entry}")).collect::<String>())]
            }
        }
    }

    /// Pairs go with a comma each. `removed` are numbers in rising order, never all of the mapping unless a new pair takes the
    /// place of one.
    fn remove(&self, removed: &[usize]) -> Vec<Edit> {
        let pairs = &self.mapping.pairs;
        let closed_by_comma = pairs.last().is_some_and(|pair| self.comma(pair).is_some());
        let mut gone = vec![];
        for run in removed.chunk_by(|one, next| one + 1 == *next) {
            let (first, behind) = (run[0], run[0] + run.len());
            // The commas between them, and the one before them where that begins their line, or where they are the last.
            let is_before = self.before(&pairs[first]) == "," || (behind == pairs.len() && !closed_by_comma);
            let commas = if is_before { first.saturating_sub(1)..behind - 1 } else { first..behind };
            gone.extend(pairs[first..behind].iter().map(|pair| Span { start: pair.start, end: pair.end }));
            gone.extend(
                pairs[commas].iter().filter_map(|pair| self.comma(pair)).map(|at| Span { start: at, end: at + 1 }),
            );
        }
        gone.sort_unstable();
        let mut joined: Vec<Span> = vec![];
        for span in gone {
            match joined.last_mut() {
                Some(last) if self.slice(last.end, span.start).trim_matches(BLANKS).is_empty() => last.end = span.end,
                _ => joined.push(span),
            }
        }
        joined.into_iter().map(|span| Edit::remove(self.with_blanks(span))).collect()
    }

    /// What goes, with its lines where they hold nothing else but a comment behind it, or with the blanks at one side.
    fn with_blanks(&self, Span { start, end }: Span) -> Span {
        let lines = self.layout.lines;
        let (before, after) = (lines.before(start), lines.behind(end));
        let rest = after.trim_start_matches(BLANKS);
        match (before.trim().is_empty(), is_blank_or_comment(after)) {
            (true, true) => Span { start: lines.start(start), end: lines.next(end) },
            (false, free) if free || rest.starts_with('}') => {
                Span { start: lines.start(start) + before.trim_end_matches(BLANKS).len() as u32, end }
            }
            _ => Span { start, end: end + (after.len() - rest.len()) as u32 },
        }
    }

    /// The comment on the line of a pair that has its lines to itself.
    fn comment_of(&self, pair: &Pair) -> Option<Span> {
        let after = self.after(pair);
        let rest = self.layout.lines.behind(after);
        let alone = matches!(self.before(pair), "" | ",");
        let comment = alone && is_blank_or_comment(rest) && !rest.trim().is_empty();
        comment.then(|| Span { start: after, end: after + rest.len() as u32 })
    }

    /// Behind a pair, and behind the comma on its line.
    fn after(&self, pair: &Pair) -> u32 {
        let line = self.layout.lines.end(pair.end);
        self.comma(pair).filter(|&comma| comma < line).map_or(pair.end, |comma| comma + 1)
    }

    /// The comma behind a pair; blanks and comments alone are between them, or before the closing brace.
    fn comma(&self, pair: &Pair) -> Option<u32> {
        let mut at = pair.end;
        loop {
            let rest = self.slice(at, self.mapping.span.end);
            let next = rest.chars().next()?;
            match next {
                ',' => return Some(at),
                '#' => at = self.layout.lines.next(at),
                _ => at += next.len_utf8() as u32,
            }
        }
    }
}
