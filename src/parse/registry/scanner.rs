//! Characters, strings and line ends of a `.reg` file.

use crate::source::Span;

/// Why a line cannot be read.
pub(super) struct Problem {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// A place in the text.
pub(super) struct Scanner<'s> {
    text: &'s str,
    at: usize,
    /// The comments that were passed.
    pub(super) comments: Vec<Span>,
}

impl<'s> Scanner<'s> {
    pub(super) fn new(text: &'s str) -> Self {
        Self { text, at: 0, comments: vec![] }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn at_end(&self) -> bool {
        self.at == self.text.len()
    }

    pub(super) fn rest(&self) -> &'s str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn slice(&self, span: Span) -> &'s str {
        &self.text[span.range()]
    }

    /// Goes past a character, if it comes next.
    pub(super) fn skip(&mut self, char: char) -> bool {
        let found = self.peek() == Some(char);
        self.at += if found { char.len_utf8() } else { 0 };
        found
    }

    /// Goes past the characters that satisfy a condition and gives them.
    pub(super) fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &'s str {
        let rest = self.rest();
        let taken = &rest[..rest.find(|char| !accept(char)).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    pub(super) fn skip_blanks(&mut self) {
        self.take_while(is_blank);
    }

    pub(super) fn skip_blank_lines(&mut self) {
        self.take_while(|char| is_blank(char) || is_break(char));
    }

    pub(super) fn skip_line(&mut self) {
        self.rest_of_line();
        self.take_while(is_break);
    }

    /// Goes to the end of the line; the span ends before it.
    pub(super) fn rest_of_line(&mut self) -> Span {
        let start = self.at;
        self.take_while(|char| !is_break(char));
        Span::new(start, self.at)
    }

    /// Goes past a comment, to the end of its line.
    pub(super) fn comment(&mut self) {
        let comment = self.rest_of_line();
        self.comments.push(comment);
    }

    /// Goes to the end of a value that goes on behind each backslash at the end of a line.
    pub(super) fn rest_of_value(&mut self) {
        loop {
            let line = self.rest_of_line();
            if !self.slice(line).trim_end_matches(is_blank).ends_with('\\') || self.at_end() {
                return;
            }
            self.skip('\r');
            self.skip('\n');
        }
    }

    /// Nothing but blanks or a comment may follow.
    pub(super) fn end_line(&mut self) -> Result<(), Problem> {
        self.skip_blanks();
        match self.peek() {
            None => Ok(()),
            Some(';') => {
                self.comment();
                Ok(())
            }
            Some(char) if is_break(char) => {
                self.skip_line();
                Ok(())
            }
            Some(_) => Err(Problem {
                span: self.rest_of_line(),
                message: "unexpected text after the value".into(),
                help: "Inside quotes write `\\\"` for a quote and `\\\\` for a backslash.",
            }),
        }
    }

    /// A key in brackets; its text and the span of the text. The last bracket of the line closes, since a key may hold brackets.
    pub(super) fn bracketed(&mut self) -> Result<(&'s str, Span), Problem> {
        let start = self.at;
        let line = self.rest_of_line();
        let text = self.slice(line);
        let Some(close) = text.rfind(']') else {
            return Err(Problem {
                span: line,
                message: "the bracket that opens a key is not closed".into(),
                help: "Put the whole key in brackets: `[HKEY_LOCAL_MACHINE\\SOFTWARE\\…]`.",
            });
        };
        self.at = start + close + 1;
        Ok((&text[1..close], Span::new(start + 1, start + close)))
    }

    /// A text in double quotes, `\\` and `\"` resolved; it may hold line ends.
    pub(super) fn string(&mut self) -> Result<String, Problem> {
        let start = self.at;
        let mut text = String::new();
        let mut chars = self.rest().char_indices().skip(1);
        while let Some((at, char)) = chars.next() {
            match char {
                '"' => {
                    self.at += at + 1;
                    return Ok(text);
                }
                // regedit takes what follows a backslash as it is, and writes only these two.
                '\\' => text.extend(chars.next().map(|(_, next)| next)),
                _ => text.push(char),
            }
        }
        Err(Problem {
            span: Span::new(start, start + 1),
            message: "the quote is never closed".into(),
            help: "Close the text with a double quote. Inside it write `\\\"` for a quote and `\\\\` for a backslash.",
        })
    }
}

fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\t')
}

pub(super) fn is_break(char: char) -> bool {
    matches!(char, '\r' | '\n')
}
