//! Values without quotes.

use std::borrow::Cow;

use super::{Result, Scanner};
use crate::parse::yaml::token::{Kind, Token};
use crate::property::Style;

/// What stands between two words of a value.
enum Gap<'s> {
    /// Blanks and tabs, kept as they are; or nothing, where the value ends.
    Line(&'s str),
    /// Line breaks, and what they stand for.
    Break(String),
}

impl Gap<'_> {
    fn is_empty(&self) -> bool {
        matches!(self, Self::Line(""))
    }
}

impl<'s> Scanner<'s> {
    /// Whether the next character can begin a value without quotes.
    pub(super) fn starts_plain(&self) -> bool {
        let cursor = &self.cursor;
        if cursor.is_space(0) {
            return false;
        }
        match cursor.peek() {
            b'-' => !cursor.is_space(1),
            b'?' | b':' => self.flow_level == 0 && !cursor.is_space(1),
            byte => !b",[]{}#&*!|>'\"%@`".contains(&byte),
        }
    }

    pub(super) fn plain(&mut self) -> Result<()> {
        self.save_key()?;
        self.allow_simple_key = false;
        let start = self.cursor.mark();
        let mut end = start.at;
        // A value of one line is a piece of the source; only a folded one is put together.
        let mut folded: Option<String> = None;
        let mut gap = Gap::Line("");
        while self.cursor.peek() != b'#' {
            let run = self.cursor.at();
            self.plain_run();
            if self.cursor.at() == run {
                break;
            }
            self.allow_simple_key = false;
            match (&mut folded, &gap) {
                (None, Gap::Line(_)) => {}
                (None, Gap::Break(breaks)) => {
                    folded = Some([self.cursor.slice(start.at, end), breaks, self.cursor.since(run)].concat());
                }
                (Some(text), Gap::Line(gap)) => text.extend([gap, self.cursor.since(run)]),
                (Some(text), Gap::Break(breaks)) => text.extend([breaks, self.cursor.since(run)]),
            }
            end = self.cursor.at();
            gap = self.gap();
            let dedented = self.flow_level == 0 && i64::from(self.cursor.column()) <= self.indent;
            if gap.is_empty() || self.cursor.peek() == b'#' || dedented {
                break;
            }
        }
        let text = folded.map_or_else(|| Cow::Borrowed(self.cursor.slice(start.at, end)), Cow::Owned);
        self.tokens.push_back(Token { kind: Kind::Scalar { text, style: Style::Plain }, start, end });
        Ok(())
    }

    /// Moves over characters up to a blank, a line break, a colon that ends a key, or in flow style a bracket,
    /// comma or question mark.
    fn plain_run(&mut self) {
        let flow = self.flow_level != 0;
        let mut ahead = 0;
        loop {
            match self.cursor.peek_at(ahead) {
                0 | b' ' | b'\t' | b'\n' | b'\r' => break,
                b':' => {
                    let next = self.cursor.peek_at(ahead + 1);
                    if self.cursor.is_space(ahead + 1) || (flow && b",[]{}".contains(&next)) {
                        break;
                    }
                }
                b',' | b'?' | b'[' | b']' | b'{' | b'}' if flow => break,
                0xc2 | 0xe2 if self.cursor.break_at(ahead) > 0 => break,
                _ => {}
            }
            ahead += 1;
        }
        self.cursor.skip_to(self.cursor.at() + ahead);
    }

    /// Moves over blanks and line breaks behind words.
    fn gap(&mut self) -> Gap<'s> {
        let start = self.cursor.at();
        self.cursor.skip_spaces();
        let blanks = self.cursor.since(start);
        let Some(first) = self.cursor.line_break() else { return Gap::Line(blanks) };
        self.allow_simple_key = true;
        let mut breaks = String::new();
        loop {
            if self.at_document_indicator() {
                return Gap::Line("");
            }
            self.cursor.skip_blanks();
            let Some(another) = self.cursor.line_break() else { break };
            breaks.push_str(another);
        }
        match (first, breaks.is_empty()) {
            ("\n", true) => Gap::Break(" ".to_owned()),
            ("\n", false) => Gap::Break(breaks),
            _ => Gap::Break(first.to_owned() + &breaks),
        }
    }

    /// A plain value ends before `---` (whatever follows) and before `...` with a blank behind it, at a line's start.
    fn at_document_indicator(&self) -> bool {
        self.cursor.starts_with("---") || (self.cursor.starts_with("...") && self.cursor.is_space(3))
    }
}
