//! From characters to tokens, as SnakeYAML's scanner does it: YAML 1.1 with SnakeYAML's own reading of tabs, comments
//! and simple keys. Tokens are made one by one, so that of several faults the one that the JVM meets first is reported.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::cursor::{Cursor, Mark};
use super::error::{Cause, Error};
use super::token::{Kind, Token};
use crate::source::Span;

mod block;
mod plain;
mod quoted;
mod tag;

/// A key without `?` is at most this many characters long, its colon included.
const SIMPLE_KEY_LIMIT: u32 = 1024;

/// A token that may turn out to be a key, when a colon follows.
#[derive(Clone, Copy)]
struct SimpleKey {
    token: usize,
    required: bool,
    mark: Mark,
}

pub(super) struct Scanner<'s> {
    cursor: Cursor<'s>,
    tokens: VecDeque<Token<'s>>,
    /// Number of tokens that were handed on.
    taken: usize,
    done: bool,
    flow_level: usize,
    /// Column of the innermost block; -1 outside.
    indent: i64,
    indents: Vec<i64>,
    allow_simple_key: bool,
    /// The candidate of each flow level.
    simple_keys: Vec<Option<SimpleKey>>,
    /// Comments that hold `osweb-config:`.
    pub directives: Vec<Span>,
}

type Result<T> = std::result::Result<T, Box<Error>>;

impl<'s> Scanner<'s> {
    pub fn new(text: &'s str) -> Self {
        Self {
            cursor: Cursor::new(text),
            tokens: VecDeque::new(),
            taken: 0,
            done: false,
            flow_level: 0,
            indent: -1,
            indents: vec![],
            allow_simple_key: true,
            simple_keys: vec![None],
            directives: vec![],
        }
    }

    /// The value of a scalar in quotes, or of a block scalar, whose text is known to be right. `indent`: the column of the block that
    /// a block scalar is in.
    pub fn scalar_of(text: &'s str) -> Cow<'s, str> {
        let mut scanner = Self::new(text);
        let scanned = match scanner.cursor.peek() {
            b'|' => scanner.block_scalar(false),
            b'>' => scanner.block_scalar(true),
            quote => scanner.quoted(quote == b'"'),
        };
        match (scanned, scanner.tokens.pop_front()) {
            (Ok(()), Some(Token { kind: Kind::Scalar { text, .. }, .. })) => text,
            _ => Cow::Borrowed(text),
        }
    }

    /// The next token, which stays where it is.
    pub fn peek(&mut self) -> Result<&Token<'s>> {
        while self.needs_more()? {
            self.fetch()?;
        }
        Ok(&self.tokens[0])
    }

    /// Takes the next token.
    pub fn next(&mut self) -> Result<Token<'s>> {
        self.peek()?;
        self.taken += 1;
        Ok(self.tokens.pop_front().expect("peek leaves a token"))
    }

    fn needs_more(&mut self) -> Result<bool> {
        if self.done {
            return Ok(false);
        }
        if self.tokens.is_empty() {
            return Ok(true);
        }
        // The next token may become a key as long as its candidate is alive.
        self.drop_stale_keys()?;
        Ok(self.simple_keys.iter().flatten().next().is_some_and(|key| key.token == self.taken))
    }

    fn fetch(&mut self) -> Result<()> {
        self.skip_to_token();
        self.drop_stale_keys()?;
        self.unwind(self.cursor.column().into());
        let cursor = &self.cursor;
        let block = self.flow_level == 0;
        match cursor.peek() {
            0 => self.stream_end(),
            b'%' if cursor.column() == 0 => self.directive(),
            b'-' if cursor.column() == 0 && cursor.starts_with("---") && cursor.is_space(3) => {
                self.document_indicator(Kind::DocumentStart)
            }
            b'.' if cursor.column() == 0 && cursor.starts_with("...") && cursor.is_space(3) => {
                self.document_indicator(Kind::DocumentEnd)
            }
            b'[' => self.flow_start(Kind::FlowSequenceStart),
            b'{' => self.flow_start(Kind::FlowMappingStart),
            b']' => self.flow_end(Kind::FlowSequenceEnd),
            b'}' => self.flow_end(Kind::FlowMappingEnd),
            b',' => self.flow_entry(),
            b'-' if cursor.is_space(1) => self.block_entry(),
            b'?' if !block || cursor.is_space(1) => self.key(),
            b':' if !block || cursor.is_space(1) => self.value(),
            b'*' => self.anchor(true),
            b'&' => self.anchor(false),
            b'!' => self.tag(),
            b'|' if block => self.block_scalar(false),
            b'>' if block => self.block_scalar(true),
            b'\'' => self.quoted(false),
            b'"' => self.quoted(true),
            _ if self.starts_plain() => self.plain(),
            _ => {
                let char = cursor.char().unwrap_or('\0');
                self.fail(Cause::CannotStart(char), None)
            }
        }
    }

    fn fail<T>(&self, cause: Cause, from: Option<Mark>) -> Result<T> {
        Err(Box::new(Error { cause, at: self.cursor.mark(), from }))
    }

    fn push(&mut self, kind: Kind<'s>, start: Mark) {
        let end = self.cursor.at();
        self.tokens.push_back(Token { kind, start, end });
    }

    /// Moves over blanks, comments and line breaks; tabs are none of these.
    fn skip_to_token(&mut self) {
        if self.cursor.at() == 0 {
            self.cursor.skip_byte_order_mark();
        }
        loop {
            self.cursor.skip_blanks();
            if self.cursor.peek() == b'#' {
                self.comment();
            }
            if self.cursor.line_break().is_none() {
                return;
            }
            if self.flow_level == 0 {
                self.allow_simple_key = true;
            }
        }
    }

    fn comment(&mut self) {
        let start = self.cursor.at();
        self.cursor.skip_line();
        if self.cursor.since(start).contains("osweb-config:") {
            self.directives.push(Span::new(start, self.cursor.at()));
        }
    }

    // Simple keys

    fn drop_stale_keys(&mut self) -> Result<()> {
        let now = self.cursor.mark();
        for slot in &mut self.simple_keys {
            let Some(key) = slot else { continue };
            if key.mark.line != now.line || now.column - key.mark.column > SIMPLE_KEY_LIMIT {
                if key.required {
                    return Err(Box::new(Error { cause: Cause::ColonMissing, at: now, from: Some(key.mark) }));
                }
                *slot = None;
            }
        }
        Ok(())
    }

    /// Notes that the next token may be a key.
    fn save_key(&mut self) -> Result<()> {
        let required = self.flow_level == 0 && self.indent == i64::from(self.cursor.column());
        if self.allow_simple_key {
            self.drop_key()?;
            let key = SimpleKey { token: self.taken + self.tokens.len(), required, mark: self.cursor.mark() };
            self.simple_keys[self.flow_level] = Some(key);
        }
        Ok(())
    }

    /// Gives up the candidate of this level.
    fn drop_key(&mut self) -> Result<()> {
        match self.simple_keys[self.flow_level].take() {
            Some(key) if key.required => self.fail(Cause::ColonMissing, Some(key.mark)),
            _ => Ok(()),
        }
    }

    // Indentation

    fn unwind(&mut self, column: i64) {
        if self.flow_level != 0 {
            return;
        }
        while self.indent > column {
            self.indent = self.indents.pop().unwrap_or(-1);
            self.push(Kind::BlockEnd, self.cursor.mark());
        }
    }

    /// Opens a block at `column` unless one is open there.
    fn add_indent(&mut self, column: i64) -> bool {
        let deeper = self.indent < column;
        if deeper {
            self.indents.push(self.indent);
            self.indent = column;
        }
        deeper
    }

    // Tokens

    fn stream_end(&mut self) -> Result<()> {
        self.unwind(-1);
        self.drop_key()?;
        self.allow_simple_key = false;
        self.simple_keys.iter_mut().for_each(|slot| *slot = None);
        self.push(Kind::StreamEnd, self.cursor.mark());
        self.done = true;
        Ok(())
    }

    fn document_indicator(&mut self, kind: Kind<'s>) -> Result<()> {
        self.unwind(-1);
        self.drop_key()?;
        self.allow_simple_key = false;
        self.indicator(kind, 3);
        Ok(())
    }

    fn indicator(&mut self, kind: Kind<'s>, width: usize) {
        let start = self.cursor.mark();
        self.cursor.skip(width);
        self.push(kind, start);
    }

    fn flow_start(&mut self, kind: Kind<'s>) -> Result<()> {
        self.save_key()?;
        self.flow_level += 1;
        if self.simple_keys.len() == self.flow_level {
            self.simple_keys.push(None);
        }
        self.allow_simple_key = true;
        self.indicator(kind, 1);
        Ok(())
    }

    fn flow_end(&mut self, kind: Kind<'s>) -> Result<()> {
        self.drop_key()?;
        self.flow_level = self.flow_level.saturating_sub(1);
        self.allow_simple_key = false;
        self.indicator(kind, 1);
        Ok(())
    }

    fn flow_entry(&mut self) -> Result<()> {
        self.allow_simple_key = true;
        self.drop_key()?;
        self.indicator(Kind::FlowEntry, 1);
        Ok(())
    }

    fn block_entry(&mut self) -> Result<()> {
        if self.flow_level == 0 {
            if !self.allow_simple_key {
                return self.fail(Cause::EntryNotAllowed, None);
            }
            let mark = self.cursor.mark();
            if self.add_indent(mark.column.into()) {
                self.push(Kind::BlockSequenceStart, mark);
            }
        }
        self.allow_simple_key = true;
        self.drop_key()?;
        self.indicator(Kind::BlockEntry, 1);
        Ok(())
    }

    fn key(&mut self) -> Result<()> {
        if self.flow_level == 0 {
            if !self.allow_simple_key {
                return self.fail(Cause::KeyNotAllowed, None);
            }
            let mark = self.cursor.mark();
            if self.add_indent(mark.column.into()) {
                self.push(Kind::BlockMappingStart, mark);
            }
        }
        self.allow_simple_key = self.flow_level == 0;
        self.drop_key()?;
        self.indicator(Kind::Key, 1);
        Ok(())
    }

    fn value(&mut self) -> Result<()> {
        if let Some(key) = self.simple_keys[self.flow_level].take() {
            let at = key.token - self.taken;
            let token = |kind| Token { kind, start: key.mark, end: key.mark.at };
            self.tokens.insert(at, token(Kind::Key));
            if self.flow_level == 0 && self.add_indent(key.mark.column.into()) {
                self.tokens.insert(at, token(Kind::BlockMappingStart));
            }
            self.allow_simple_key = false;
        } else {
            if self.flow_level == 0 {
                if !self.allow_simple_key {
                    return self.fail(Cause::ValueNotAllowed, None);
                }
                let mark = self.cursor.mark();
                if self.add_indent(mark.column.into()) {
                    self.push(Kind::BlockMappingStart, mark);
                }
            }
            self.allow_simple_key = self.flow_level == 0;
        }
        self.indicator(Kind::Value, 1);
        Ok(())
    }

    /// `&name` or `*name`.
    fn anchor(&mut self, alias: bool) -> Result<()> {
        self.save_key()?;
        self.allow_simple_key = false;
        let start = self.cursor.mark();
        self.cursor.skip(1);
        let name = self.cursor.at();
        while !self.cursor.is_space(0) && !b":,[]{}/.*&".contains(&self.cursor.peek()) {
            let width = self.cursor.char().map_or(1, char::len_utf8);
            self.cursor.skip_to(self.cursor.at() + width);
        }
        let name = self.cursor.since(name);
        if name.is_empty() || !(self.cursor.is_space(0) || b"?:,]}%@`".contains(&self.cursor.peek())) {
            return self.fail(Cause::BadAnchor, Some(start));
        }
        self.push(if alias { Kind::Alias(name) } else { Kind::Anchor(name) }, start);
        Ok(())
    }
}
