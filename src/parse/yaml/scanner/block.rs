//! Block scalars: `|` and `>`.

use std::borrow::Cow;

use super::{Result, Scanner};
use crate::parse::yaml::cursor::Mark;
use crate::parse::yaml::error::Cause;
use crate::parse::yaml::token::{Kind, Token};
use crate::property::Style;

/// What happens to the line breaks at the end.
#[derive(Clone, Copy, PartialEq)]
enum Chomping {
    Strip,
    Clip,
    Keep,
}

impl Scanner<'_> {
    pub(super) fn block_scalar(&mut self, folded: bool) -> Result<()> {
        self.allow_simple_key = true;
        self.drop_key()?;
        let start = self.cursor.mark();
        self.cursor.skip(1);
        let (chomping, increment) = self.block_header(start)?;
        self.block_header_end(start)?;
        let mut end = self.cursor.at();
        let least = (self.indent + 1).max(1);
        let mut breaks = String::new();
        let indent = match increment {
            Some(increment) => {
                let indent = least + increment - 1;
                self.block_breaks(indent, &mut breaks);
                indent
            }
            None => least.max(self.block_indentation(&mut breaks)),
        };
        let mut text = String::new();
        let mut line_break = "";
        while i64::from(self.cursor.column()) == indent && self.cursor.peek() != 0 {
            text.push_str(&breaks);
            let leading_word = !matches!(self.cursor.peek(), b' ' | b'\t');
            let line = self.cursor.at();
            self.cursor.skip_line();
            text.push_str(self.cursor.since(line));
            end = self.cursor.at();
            line_break = self.cursor.line_break().unwrap_or("");
            breaks.clear();
            self.block_breaks(indent, &mut breaks);
            if i64::from(self.cursor.column()) != indent || self.cursor.peek() == 0 {
                break;
            }
            let between_words =
                folded && line_break == "\n" && leading_word && !matches!(self.cursor.peek(), b' ' | b'\t');
            if !between_words {
                text.push_str(line_break);
            } else if breaks.is_empty() {
                text.push(' ');
            }
        }
        if chomping != Chomping::Strip {
            text.push_str(line_break);
        }
        if chomping == Chomping::Keep {
            text.push_str(&breaks);
        }
        let kind = Kind::Scalar { text: Cow::Owned(text), style: Style::Block };
        self.tokens.push_back(Token { kind, start, end });
        Ok(())
    }

    fn block_header(&mut self, start: Mark) -> Result<(Chomping, Option<i64>)> {
        let mut chomping = Chomping::Clip;
        let mut increment = None;
        let chomp = |scanner: &mut Self, chomping: &mut Chomping| {
            let known = match scanner.cursor.peek() {
                b'-' => Chomping::Strip,
                b'+' => Chomping::Keep,
                _ => return false,
            };
            *chomping = known;
            scanner.cursor.skip(1);
            true
        };
        let first = chomp(self, &mut chomping);
        if self.cursor.peek().is_ascii_digit() {
            if self.cursor.peek() == b'0' {
                return self.fail(Cause::ZeroIndentation, Some(start));
            }
            increment = Some(i64::from(self.cursor.peek() - b'0'));
            self.cursor.skip(1);
            if !first {
                chomp(self, &mut chomping);
            }
        }
        if !self.cursor.is_blank(0) {
            return self.fail(Cause::BadBlockHeader, Some(start));
        }
        Ok((chomping, increment))
    }

    fn block_header_end(&mut self, start: Mark) -> Result<()> {
        self.cursor.skip_blanks();
        if self.cursor.peek() == b'#' {
            self.comment();
        }
        if self.cursor.peek() != 0 && self.cursor.line_break().is_none() {
            return self.fail(Cause::BadBlockHeader, Some(start));
        }
        Ok(())
    }

    /// Moves over leading blank lines and gives the widest indentation seen.
    fn block_indentation(&mut self, breaks: &mut String) -> i64 {
        let mut widest = 0;
        loop {
            self.cursor.skip_blanks();
            widest = widest.max(self.cursor.column());
            match self.cursor.line_break() {
                Some(line_break) => breaks.push_str(line_break),
                None => return i64::from(widest),
            }
        }
    }

    fn block_breaks(&mut self, indent: i64, breaks: &mut String) {
        loop {
            while i64::from(self.cursor.column()) < indent && self.cursor.peek() == b' ' {
                self.cursor.skip(1);
            }
            match self.cursor.line_break() {
                Some(line_break) => breaks.push_str(line_break),
                None => return,
            }
        }
    }
}
