//! Between the places of an editor's text and those of the file that is judged, which has no byte-order mark.

use gen_lsp_types::{Position, Range};

use crate::source::{EditorLines, EditorPosition, Span, Units};

/// A byte-order mark: some editors hand it over with the text.
pub const MARK: char = '\u{feff}';

/// The lines of a text as the editor has it.
pub struct Lines<'t> {
    lines: EditorLines<'t>,
    /// Bytes before the text that is judged.
    mark: u32,
}

impl<'t> Lines<'t> {
    /// Finds the lines.
    pub fn new(text: &'t str, units: Units) -> Self {
        let mark = if text.starts_with(MARK) { MARK.len_utf8() as u32 } else { 0 };
        Self { lines: EditorLines::in_units(text, units), mark }
    }

    /// The editor's range of a span.
    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// The editor's place of an offset.
    pub fn position(&self, offset: u32) -> Position {
        let EditorPosition { line, character } = self.lines.position(offset.saturating_add(self.mark));
        Position { line, character }
    }

    /// The offset of the editor's place.
    pub fn offset(&self, position: Position) -> u32 {
        self.in_text(position).saturating_sub(self.mark)
    }

    /// The span of the editor's range; backwards ones too.
    pub fn span(&self, range: Range) -> Span {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        Span { start: start.min(end), end: start.max(end) }
    }

    /// The offset into the editor's own text.
    pub fn in_text(&self, position: Position) -> u32 {
        self.lines.offset(EditorPosition { line: position.line, character: position.character })
    }
}
