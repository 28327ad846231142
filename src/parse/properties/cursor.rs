//! Character by character: escapes resolved, joined lines joined, and what is a comment left to the reader.
//!
//! Repeats the character reader of Spring Boot's `OriginTrackedPropertiesLoader` (versions 2.4 to 4.1), its oddities included: an
//! escaped character is not a space, a delimiter or the end of a line any more, but still a `#`.

use super::Char;
use crate::source::{Encoding, SourceFile, Span};

/// A cursor on the characters of a `.properties` file.
pub(super) struct Cursor<'s> {
    text: &'s str,
    /// Where the next character begins.
    next: usize,
    /// The byte-order mark, where it is still to come: Java takes it for text.
    mark: bool,
    /// The character that is being looked at; `None` at the end of the file.
    current: Option<Char>,
    escaped: bool,
    /// Column of the current character, from 0; -1 after the end of a line.
    column: i64,
    /// Where `\u` is not followed by four digits.
    pub malformed: Vec<Span>,
}

impl<'s> Cursor<'s> {
    pub fn new(source: &'s SourceFile) -> Self {
        let mark = source.encoding() == Encoding::Utf8Bom;
        Self { text: source.text(), next: 0, mark, current: None, escaped: false, column: -1, malformed: vec![] }
    }

    /// Goes on to the next character; `false` at the end of the file.
    pub fn read(&mut self) -> bool {
        loop {
            self.escaped = false;
            self.advance();
            self.column += 1;
            if self.column == 0 {
                self.skip_whitespace();
            }
            match self.current.map(|current| current.value) {
                Some(BACKSLASH) => {
                    self.escaped = true;
                    if self.escape() {
                        // The line goes on in the next one.
                        self.column = -1;
                        continue;
                    }
                }
                Some(LINE_FEED) => self.column = -1,
                _ => {}
            }
            return self.current.is_some();
        }
    }

    /// The next character as it is, without a look at escapes.
    fn advance(&mut self) {
        if std::mem::take(&mut self.mark) {
            self.current = Some(Char { span: Span::at(0), value: u32::from('\u{feff}'), unit: false });
            return;
        }
        let rest = &self.text[self.next..];
        let Some(char) = rest.chars().next() else {
            self.current = None;
            return;
        };
        let len = if rest.starts_with("\r\n") { 2 } else { char.len_utf8() };
        let value = if char == '\r' { LINE_FEED } else { u32::from(char) };
        self.current = Some(Char { span: Span::new(self.next, self.next + len), value, unit: false });
        self.next += len;
    }

    pub fn skip_whitespace(&mut self) {
        while self.is_whitespace() {
            self.advance();
            self.column += 1;
        }
    }

    /// Skips to the end of the line; a backslash is text here.
    pub fn skip_comment(&mut self) {
        while !matches!(self.current, None | Some(Char { value: LINE_FEED, .. })) {
            self.advance();
        }
        self.column = -1;
    }

    /// Resolves the escape after a backslash; `true` where that ends its line.
    fn escape(&mut self) -> bool {
        let start = self.current.map_or(self.next as u32, |backslash| backslash.span.start);
        self.advance();
        let Some(current) = &mut self.current else { return false };
        current.span.start = start;
        match char::from_u32(current.value) {
            Some('t') => current.value = u32::from('\t'),
            Some('r') => current.value = u32::from('\r'),
            Some('n') => current.value = LINE_FEED,
            Some('f') => current.value = 0xc,
            Some('\n') => return true,
            Some('u') => self.unicode(start),
            _ => {}
        }
        false
    }

    fn unicode(&mut self, start: u32) {
        let rest = &self.text[self.next..];
        let digits = rest.bytes().take(4).take_while(u8::is_ascii_hexdigit).count();
        let unit = u32::from_str_radix(&rest[..digits], 16).unwrap_or_default();
        if digits < 4 {
            let odd =
                rest[digits..].chars().next().filter(|char| !matches!(char, '\n' | '\r')).map_or(0, char::len_utf8);
            self.malformed.push(Span::new(start as usize, self.next + digits + odd));
        }
        self.next += digits;
        self.current = Some(Char { span: Span::new(start as usize, self.next), value: unit, unit: true });
    }

    pub fn current(&self) -> Option<Char> {
        self.current
    }

    pub fn column(&self) -> i64 {
        self.column
    }

    /// Where the current character begins.
    pub fn position(&self) -> u32 {
        self.current.map_or(self.text.len() as u32, |current| current.span.start)
    }

    pub fn is(&self, char: char) -> bool {
        self.current.is_some_and(|current| current.value == u32::from(char))
    }

    pub fn is_whitespace(&self) -> bool {
        !self.escaped && [' ', '\t', '\u{c}'].iter().any(|blank| self.is(*blank))
    }

    pub fn is_end_of_line(&self) -> bool {
        self.current.is_none() || (!self.escaped && self.is('\n'))
    }

    pub fn is_list_delimiter(&self) -> bool {
        !self.escaped && self.is(',')
    }

    pub fn is_property_delimiter(&self) -> bool {
        !self.escaped && (self.is('=') || self.is(':'))
    }
}

const BACKSLASH: u32 = '\\' as u32;
const LINE_FEED: u32 = '\n' as u32;
