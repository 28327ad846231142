//! Values in quotes.

use std::borrow::Cow;

use super::{Result, Scanner};
use crate::parse::yaml::cursor::Mark;
use crate::parse::yaml::error::Cause;
use crate::parse::yaml::token::Kind;
use crate::property::Style;

impl<'s> Scanner<'s> {
    pub(super) fn quoted(&mut self, double: bool) -> Result<()> {
        self.save_key()?;
        self.allow_simple_key = false;
        let start = self.cursor.mark();
        let quote = self.cursor.peek();
        self.cursor.skip(1);
        let text = match self.quoted_borrowed(quote) {
            Some(text) => Cow::Borrowed(text),
            None => {
                let mut text = String::new();
                self.words(double, start, &mut text)?;
                while self.cursor.peek() != quote {
                    self.spaces(start, &mut text)?;
                    self.words(double, start, &mut text)?;
                }
                self.cursor.skip(1);
                Cow::Owned(text)
            }
        };
        let style = if double { Style::DoubleQuoted } else { Style::SingleQuoted };
        self.push(Kind::Scalar { text, style }, start);
        Ok(())
    }

    /// The common case: one line without escapes is a piece of the source.
    fn quoted_borrowed(&mut self, quote: u8) -> Option<&'s str> {
        let start = self.cursor.at();
        let mut ahead = 0;
        loop {
            match self.cursor.peek_at(ahead) {
                byte if byte == quote => break,
                0 | b'\\' | b'\n' | b'\r' => return None,
                0xc2 | 0xe2 if self.cursor.break_at(ahead) > 0 => return None,
                _ => ahead += 1,
            }
        }
        if quote == b'\'' && self.cursor.peek_at(ahead + 1) == b'\'' {
            return None;
        }
        self.cursor.skip_to(start + ahead);
        let text = self.cursor.since(start);
        self.cursor.skip(1);
        Some(text)
    }

    fn words(&mut self, double: bool, start: Mark, text: &mut String) -> Result<()> {
        loop {
            let run = self.cursor.at();
            let mut ahead = 0;
            while !self.cursor.is_space(ahead) && !b"'\"\\".contains(&self.cursor.peek_at(ahead)) {
                ahead += 1;
            }
            self.cursor.skip_to(run + ahead);
            text.push_str(self.cursor.since(run));
            match self.cursor.peek() {
                b'\'' if !double && self.cursor.peek_at(1) == b'\'' => {
                    text.push('\'');
                    self.cursor.skip(2);
                }
                byte @ b'\'' if double => self.literal(byte, text),
                byte @ (b'"' | b'\\') if !double => self.literal(byte, text),
                b'\\' => self.escape(start, text)?,
                _ => return Ok(()),
            }
        }
    }

    fn literal(&mut self, byte: u8, text: &mut String) {
        text.push(char::from(byte));
        self.cursor.skip(1);
    }

    fn escape(&mut self, start: Mark, text: &mut String) -> Result<()> {
        self.cursor.skip(1);
        let simple = match self.cursor.peek() {
            b'0' => '\0',
            b'a' => '\u{7}',
            b'b' => '\u{8}',
            b't' => '\t',
            b'n' => '\n',
            b'v' => '\u{b}',
            b'f' => '\u{c}',
            b'r' => '\r',
            b'e' => '\u{1b}',
            b' ' => ' ',
            b'"' => '"',
            b'\\' => '\\',
            b'N' => '\u{85}',
            b'_' => '\u{a0}',
            b'L' => '\u{2028}',
            b'P' => '\u{2029}',
            b'x' => return self.hex_escape(2, start, text),
            b'u' => return self.hex_escape(4, start, text),
            b'U' => return self.hex_escape(8, start, text),
            _ => {
                if self.cursor.line_break().is_some() {
                    return self.breaks(start, text);
                }
                let char = self.cursor.char().unwrap_or('\0');
                return self.fail(Cause::UnknownEscape(char), Some(start));
            }
        };
        text.push(simple);
        self.cursor.skip(1);
        Ok(())
    }

    fn hex_escape(&mut self, digits: usize, start: Mark, text: &mut String) -> Result<()> {
        self.cursor.skip(1);
        let mut code = 0u32;
        for ahead in 0..digits {
            if self.cursor.peek_at(ahead) == 0 {
                self.cursor.skip(ahead);
                return self.fail(Cause::QuoteNotClosed, Some(start));
            }
            match char::from(self.cursor.peek_at(ahead)).to_digit(16) {
                Some(digit) => code = code.wrapping_mul(16).wrapping_add(digit),
                None => return self.fail(Cause::BadHexEscape, Some(start)),
            }
        }
        // Java keeps half of a surrogate pair; two such escapes in a row make one character.
        match char::from_u32(code) {
            Some(char) => text.push(char),
            None if (0xd800..0xe000).contains(&code) => {
                self.cursor.skip(digits);
                self.surrogate(code, text);
                return Ok(());
            }
            None => return self.fail(Cause::BadHexEscape, Some(start)),
        }
        self.cursor.skip(digits);
        Ok(())
    }

    /// A high surrogate that an escaped low one follows makes one character; half a pair shows as U+FFFD.
    fn surrogate(&mut self, high: u32, text: &mut String) {
        if (0xd800..0xdc00).contains(&high) && self.cursor.starts_with("\\u") {
            let digits: String = (2..6).map(|ahead| char::from(self.cursor.peek_at(ahead))).collect();
            if let Ok(low @ 0xdc00..0xe000) = u32::from_str_radix(&digits, 16) {
                text.extend(char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)));
                self.cursor.skip(6);
                return;
            }
        }
        text.push(char::REPLACEMENT_CHARACTER);
    }

    fn spaces(&mut self, start: Mark, text: &mut String) -> Result<()> {
        let blanks = self.cursor.at();
        self.cursor.skip_spaces();
        let blanks = self.cursor.since(blanks);
        if self.cursor.peek() == 0 {
            return self.fail(Cause::QuoteNotClosed, Some(start));
        }
        match self.cursor.line_break() {
            None => text.push_str(blanks),
            Some(first) => {
                let mut breaks = String::new();
                self.breaks(start, &mut breaks)?;
                if first != "\n" {
                    text.push_str(first);
                } else if breaks.is_empty() {
                    text.push(' ');
                }
                text.push_str(&breaks);
            }
        }
        Ok(())
    }

    fn breaks(&mut self, start: Mark, text: &mut String) -> Result<()> {
        loop {
            if (self.cursor.starts_with("---") || self.cursor.starts_with("...")) && self.cursor.is_space(3) {
                return self.fail(Cause::DocumentSeparatorInQuotes, Some(start));
            }
            self.cursor.skip_spaces();
            match self.cursor.line_break() {
                Some(another) => text.push_str(another),
                None => return Ok(()),
            }
        }
    }
}
