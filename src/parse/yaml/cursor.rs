//! Moves through the text and counts lines and columns as SnakeYAML does.

use crate::source::break_width;

/// A place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Byte offset.
    pub at: usize,
    /// Line, from 0.
    pub line: u32,
    /// Column, from 0, in characters.
    pub column: u32,
}

/// A position that moves forward only. The text holds no NUL, so 0 stands for its end.
#[derive(Clone)]
pub(super) struct Cursor<'s> {
    text: &'s str,
    mark: Mark,
}

impl<'s> Cursor<'s> {
    pub fn new(text: &'s str) -> Self {
        Self { text, mark: Mark { at: 0, line: 0, column: 0 } }
    }

    pub fn mark(&self) -> Mark {
        self.mark
    }

    pub fn at(&self) -> usize {
        self.mark.at
    }

    pub fn column(&self) -> u32 {
        self.mark.column
    }

    /// The text from `start` up to here.
    pub fn since(&self, start: usize) -> &'s str {
        &self.text[start..self.mark.at]
    }

    /// A piece of the text.
    pub fn slice(&self, start: usize, end: usize) -> &'s str {
        &self.text[start..end]
    }

    /// The next byte, or 0 at the end.
    pub fn peek(&self) -> u8 {
        self.peek_at(0)
    }

    /// The byte `ahead` bytes further on, or 0 behind the end.
    pub fn peek_at(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.mark.at + ahead).copied().unwrap_or(0)
    }

    /// The next character.
    pub fn char(&self) -> Option<char> {
        self.text[self.mark.at..].chars().next()
    }

    /// Whether the rest begins with `prefix`.
    pub fn starts_with(&self, prefix: &str) -> bool {
        self.text.as_bytes()[self.mark.at..].starts_with(prefix.as_bytes())
    }

    /// Number of bytes of the line break `ahead` bytes further on; 0 where there is none.
    pub fn break_at(&self, ahead: usize) -> usize {
        let bytes = self.text.as_bytes();
        let at = self.mark.at + ahead;
        if at < bytes.len() { break_width(bytes, at) } else { 0 }
    }

    /// Whether a line break or the end comes `ahead` bytes further on.
    pub fn ends_line(&self, ahead: usize) -> bool {
        self.peek_at(ahead) == 0 || self.break_at(ahead) > 0
    }

    /// Whether a blank (not a tab), a line break or the end comes `ahead` bytes further on.
    pub fn is_blank(&self, ahead: usize) -> bool {
        self.peek_at(ahead) == b' ' || self.ends_line(ahead)
    }

    /// Whether a blank, a tab, a line break or the end comes `ahead` bytes further on.
    pub fn is_space(&self, ahead: usize) -> bool {
        matches!(self.peek_at(ahead), b' ' | b'\t') || self.ends_line(ahead)
    }

    /// Moves over `count` ASCII characters of one line.
    pub fn skip(&mut self, count: usize) {
        self.mark.at += count;
        self.mark.column += count as u32;
    }

    /// Moves over characters of one line, up to the byte offset `to`.
    pub fn skip_to(&mut self, to: usize) {
        let passed = &self.text[self.mark.at..to];
        self.mark.column += passed.chars().count() as u32;
        self.mark.at = to;
    }

    /// Moves over a byte-order mark, which is no column.
    pub fn skip_byte_order_mark(&mut self) {
        if self.starts_with("\u{feff}") {
            self.mark.at += '\u{feff}'.len_utf8();
        }
    }

    /// Moves over blanks.
    pub fn skip_blanks(&mut self) {
        let blanks = self.text.as_bytes()[self.mark.at..].iter().take_while(|&&byte| byte == b' ').count();
        self.skip(blanks);
    }

    /// Moves over blanks and tabs.
    pub fn skip_spaces(&mut self) {
        let rest = &self.text.as_bytes()[self.mark.at..];
        self.skip(rest.iter().take_while(|&&byte| matches!(byte, b' ' | b'\t')).count());
    }

    /// Moves to the end of the line.
    pub fn skip_line(&mut self) {
        let bytes = self.text.as_bytes();
        let mut to = self.mark.at;
        while to < bytes.len() && break_width(bytes, to) == 0 {
            to += 1;
        }
        self.skip_to(to);
    }

    /// Moves over a line break, if there is one, and gives what it stands for in a scalar: every break is a line feed,
    /// except U+2028 and U+2029, which stay themselves.
    pub fn line_break(&mut self) -> Option<&'static str> {
        let width = self.break_at(0);
        let meaning = match width {
            0 => return None,
            3 if self.peek_at(2) == 0xa8 => "\u{2028}",
            3 => "\u{2029}",
            _ => "\n",
        };
        let at = self.mark.at + width;
        self.mark = if meaning == "\n" && at == self.text.len() && self.text.ends_with('\r') {
            // SnakeYAML waits for the line feed that may follow, and so does not count the line.
            Mark { at, line: self.mark.line, column: self.mark.column + 1 }
        } else {
            Mark { at, line: self.mark.line + 1, column: 0 }
        };
        Some(meaning)
    }
}
