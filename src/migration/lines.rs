//! Whole lines: taking some out, putting new ones in, with the line ends that are there.

use crate::edit::Edit;
use crate::source::{SourceFile, Span};

/// The lines of a text.
#[derive(Clone, Copy)]
pub(super) struct Lines<'a> {
    source: &'a SourceFile,
    /// Whether U+0085, U+2028 and U+2029 end a line too, as they do in YAML 1.1.
    wide: bool,
}

const NARROW: [char; 2] = ['\n', '\r'];
const WIDE: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

impl<'a> Lines<'a> {
    /// The lines of a YAML or JSON text.
    pub fn of_yaml(source: &'a SourceFile) -> Self {
        Self { source, wide: true }
    }

    /// The lines of a `.properties` text.
    pub fn of_properties(source: &'a SourceFile) -> Self {
        Self { source, wide: false }
    }

    /// The characters that end a line.
    pub fn breaks(self) -> &'static [char] {
        if self.wide { &WIDE } else { &NARROW }
    }

    fn text(self) -> &'a str {
        self.source.text()
    }

    /// Where the line of an offset begins.
    pub fn start(self, offset: u32) -> u32 {
        let before = &self.text()[..offset as usize];
        before.rfind(self.breaks()).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8)) as u32
    }

    /// Where the line of an offset ends, the line end left out.
    pub fn end(self, offset: u32) -> u32 {
        let rest = &self.text()[offset as usize..];
        offset + rest.find(self.breaks()).unwrap_or(rest.len()) as u32
    }

    /// Where the next line begins; the end of the text behind the last one.
    pub fn next(self, offset: u32) -> u32 {
        let end = self.end(offset);
        let rest = &self.text()[end as usize..];
        let ending = if rest.starts_with("\r\n") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) };
        end + ending as u32
    }

    /// The line end behind an offset; the file's usual one behind its last line.
    pub fn ending(self, offset: u32) -> &'a str {
        let ending = self.source.slice(Span { start: self.end(offset), end: self.next(offset) });
        if ending.is_empty() { self.source.line_ending() } else { ending }
    }

    /// What stands before `offset` on its line.
    pub fn before(self, offset: u32) -> &'a str {
        self.source.slice(Span { start: self.start(offset), end: offset })
    }

    /// What stands behind `offset` on its line.
    pub fn behind(self, offset: u32) -> &'a str {
        self.source.slice(Span { start: offset, end: self.end(offset) })
    }

    /// The lines that go when these spans' lines go, neighbours joined. Where they end the file and it has no final line end,
    /// the one before them goes instead, so that the file still has none.
    pub fn removal(self, spans: impl IntoIterator<Item = Span>) -> Vec<Span> {
        let mut removed: Vec<Span> = vec![];
        for span in spans {
            let lines = Span { start: self.start(span.start), end: self.next(span.end) };
            match removed.last_mut() {
                Some(last) if last.end >= lines.start => last.end = last.end.max(lines.end),
                _ => removed.push(lines),
            }
        }
        if let Some(last) = removed.last_mut()
            && last.end as usize == self.text().len()
            && !self.text().ends_with(self.breaks())
        {
            last.start = self.end_of_previous(last.start);
        }
        removed
    }

    /// Where the line before the one that begins at `start` ends, its line end left out.
    fn end_of_previous(self, start: u32) -> u32 {
        let before = &self.text()[..start as usize];
        let content = before.strip_suffix("\r\n").or_else(|| before.strip_suffix(self.breaks()));
        content.unwrap_or(before).len() as u32
    }

    /// New lines behind the line of an offset.
    pub fn behind_line(self, offset: u32, lines: &[String]) -> Edit {
        let ending = self.ending(offset);
        Edit::insert(self.end(offset), lines.iter().map(|line| format!("{ending}{line}")).collect::<String>())
    }

    /// New lines in place of some that [go](Self::removal).
    pub fn in_place_of(self, removed: Span, lines: &[String]) -> Edit {
        let ending = self.ending(removed.start);
        let joined = lines.join(ending);
        // The line end before them goes: they are the last ones.
        if self.text()[removed.start as usize..].starts_with(self.breaks()) {
            return Edit::insert(removed.start, format!("{ending}{joined}"));
        }
        let ends_file_bare = removed.end as usize == self.text().len() && !self.text().ends_with(self.breaks());
        Edit::insert(removed.start, if ends_file_bare { joined } else { format!("{joined}{ending}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::EditSet;

    fn without(text: &str, gone: &[&str], new: &[&str]) -> String {
        let source = SourceFile::from_bytes("x.yml", text.into());
        let lines = Lines::of_yaml(&source);
        let spans = gone.iter().map(|gone| Span::new(text.find(gone).unwrap(), text.find(gone).unwrap() + gone.len()));
        let removed = lines.removal(spans);
        let mut set = EditSet::default();
        if !new.is_empty() {
            let new: Vec<String> = new.iter().map(|line| (*line).to_owned()).collect();
            set.add([lines.in_place_of(removed[0], &new)]).unwrap();
        }
        set.add(removed.into_iter().map(Edit::remove)).unwrap();
        set.apply(&source)
    }

    #[test]
    fn lines_go_and_the_final_line_end_stays_as_it_was() {
        assert_eq!(without("a\nb\nc\n", &["b"], &[]), "a\nc\n");
        assert_eq!(without("a\nb\nc\n", &["b", "c"], &[]), "a\n");
        assert_eq!(without("a\r\nb\r\nc", &["b", "c"], &[]), "a");
        assert_eq!(without("a\rb", &["a"], &[]), "b");
        assert_eq!(without("a\u{2028}b", &["b"], &[]), "a");
    }

    #[test]
    fn lines_take_the_place_of_others() {
        assert_eq!(without("a\nb\nc\n", &["b"], &["x", "y"]), "a\nx\ny\nc\n");
        assert_eq!(without("a\r\nb\r\nc", &["c"], &["x", "y"]), "a\r\nb\r\nx\r\ny");
        assert_eq!(without("a", &["a"], &["x", "y"]), "x\ny");
        assert_eq!(without("a\n", &["a"], &["x"]), "x\n");
        assert_eq!(without("a\r\nb", &["a", "b"], &["x", "y"]), "x\r\ny");
        assert_eq!(without("a\n\nb", &["b"], &["x"]), "a\n\nx");
    }

    #[test]
    fn lines_are_added_behind_others() {
        for (text, expected) in [("a\nb\n", "a\nx\nb\n"), ("a\r\nb", "a\r\nx\r\nb"), ("a", "a\nx")] {
            let source = SourceFile::from_bytes("x.yml", text.into());
            let mut set = EditSet::default();
            set.add([Lines::of_yaml(&source).behind_line(0, &["x".to_owned()])]).unwrap();
            assert_eq!(set.apply(&source), expected);
        }
    }
}
