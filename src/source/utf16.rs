//! Positions as editors count them: lines, and units of the line's text, both from 0.
//!
//! Source: Language Server Protocol 3.17, "Position" and "Text Documents": lines end with LF, CRLF or CR.

/// A place in a text, as editors count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EditorPosition {
    /// Line, from 0.
    pub line: u32,
    /// [Units] before it in the line.
    pub character: u32,
}

/// What an editor counts in a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Units {
    /// Bytes of UTF-8.
    Utf8,
    /// Code units of UTF-16: what an editor counts that says nothing.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Units {
    fn of(self, char: char) -> usize {
        match self {
            Self::Utf8 => char.len_utf8(),
            Self::Utf16 => char.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// The lines of a text, as editors count them.
#[derive(Debug)]
pub struct EditorLines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    units: Units,
}

impl<'t> EditorLines<'t> {
    /// Finds the lines; in them UTF-16 is counted.
    pub fn new(text: &'t str) -> Self {
        Self::in_units(text, Units::default())
    }

    /// Finds the lines.
    pub fn in_units(text: &'t str, units: Units) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let ends = ends.filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        Self { text, starts: std::iter::once(0).chain(ends.map(|at| at + 1)).collect(), units }
    }

    /// The position of an offset into the text.
    pub fn position(&self, offset: u32) -> EditorPosition {
        let offset = self.text.floor_char_boundary(offset as usize);
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        let character = self.text[self.starts[line]..offset].chars().map(|char| self.units.of(char)).sum::<usize>();
        EditorPosition { line: line as u32, character: character as u32 }
    }

    /// The offset of a position. What is behind the end of a line or of the text is that end; the middle of a character is its
    /// beginning.
    pub fn offset(&self, position: EditorPosition) -> u32 {
        let Some(&start) = self.starts.get(position.line as usize) else { return self.text.len() as u32 };
        let next = self.starts.get(position.line as usize + 1).copied().unwrap_or(self.text.len());
        let line = self.text[start..next].trim_end_matches(['\r', '\n']);
        let mut units = 0;
        for (at, char) in line.char_indices() {
            units += self.units.of(char) as u32;
            if units > position.character {
                return (start + at) as u32;
            }
        }
        (start + line.len()) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, character: u32) -> EditorPosition {
        EditorPosition { line, character }
    }

    #[test]
    fn every_place_is_found_again() {
        let text = "a\r\nä🔑x\rb\u{85}c\u{2028}\n\nd";
        for (units, before_x) in [(Units::Utf8, 6), (Units::Utf16, 3), (Units::Utf32, 2)] {
            let lines = EditorLines::in_units(text, units);
            // All but the place inside CRLF, where no editor has one.
            let places = text.char_indices().map(|(at, _)| at).chain([text.len()]).filter(|&at| at != 2);
            for offset in places.map(|at| at as u32) {
                assert_eq!(lines.offset(lines.position(offset)), offset);
            }
            assert_eq!(lines.position(text.find('x').unwrap() as u32), at(1, before_x));
        }
        let lines = EditorLines::new(text);
        assert_eq!(lines.position(text.find('c').unwrap() as u32), at(2, 2));
        assert_eq!(lines.position(text.len() as u32), at(4, 1));
    }

    #[test]
    fn what_is_outside_is_at_the_nearest_end() {
        let lines = EditorLines::new("ä🔑\r\nb");
        assert_eq!(lines.offset(at(0, 99)), 6);
        assert_eq!(lines.offset(at(0, 2)), 2);
        assert_eq!(lines.offset(at(9, 0)), 9);
        assert_eq!(lines.position(99), at(1, 1));
    }
}
