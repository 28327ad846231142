//! Values of one line, lists in brackets on one line, and block scalars.

use super::{Line, Reader};
use crate::parse::yaml::compact::{Below, Form};
use crate::parse::yaml::resolve::{self, Implicit};

impl Reader<'_> {
    /// The value that begins at `at`.
    pub(super) fn value(&mut self, key: u32, at: usize, line: Line) -> Option<usize> {
        match self.bytes[at] {
            quote @ (b'"' | b'\'') => {
                let (end, form) = self.quoted(at, line.end, quote)?;
                self.end_of_line(end, line.end)?;
                self.leaf(key, at, end, form);
            }
            b'[' => self.list(key, at, line.end)?,
            b'{' => {
                if self.bytes.get(at + 1) != Some(&b'}') {
                    return None;
                }
                self.end_of_line(at + 2, line.end)?;
                self.compact.keys[key as usize].below = Below::Braces;
                self.compact.keys[key as usize].below_end = at as u32 + 2;
                self.begins(key, at);
                self.ends(key, at + 2);
            }
            b'|' | b'>' => return self.block(key, at, line),
            _ => {
                let end = self.plain(at, line.end)?;
                self.leaf(key, at, end, Form::Plain);
            }
        }
        Some(line.next)
    }

    /// Where a value without quotes ends.
    fn plain(&mut self, start: usize, line_end: usize) -> Option<usize> {
        let begins = match self.bytes[start] {
            b'-' => !self.is_space(start + 1, line_end),
            byte => byte.is_ascii_alphanumeric() || matches!(byte, 0x80..) || b"/_.$(+~<=\\^;".contains(&byte),
        };
        if !begins {
            return None;
        }
        let mut end = line_end;
        let mut at = start;
        while let Some(next) = self.bytes[at..line_end].iter().position(|&byte| MARK[usize::from(byte)]) {
            at += next;
            match self.bytes[at] {
                b'\t' => return None,
                b':' if self.is_space(at + 1, line_end) => return None,
                b'#' if self.bytes[at - 1] == b' ' => {
                    end = at;
                    self.comment(end, line_end);
                    break;
                }
                _ => at += 1,
            }
        }
        while self.bytes[end - 1] == b' ' {
            end -= 1;
        }
        is_read_by_java(&self.text[start..end]).then_some(end)
    }

    /// Where a value in quotes ends, if it does on its line.
    fn quoted(&self, start: usize, line_end: usize, quote: u8) -> Option<(usize, Form)> {
        let double = quote == b'"';
        let mut escaped = false;
        let mut at = start + 1;
        while at < line_end {
            match self.bytes[at] {
                b'\\' if double => {
                    let known = b"0abtnvfre \"\\N_LP".contains(self.bytes[..line_end].get(at + 1)?);
                    if !known {
                        return None;
                    }
                    escaped = true;
                    at += 1;
                }
                byte if byte != quote => {}
                b'\'' if self.bytes[..line_end].get(at + 1) == Some(&b'\'') => {
                    escaped = true;
                    at += 1;
                }
                _ => return Some((at + 1, if escaped { Form::Escaped(double) } else { Form::Quoted(double) })),
            }
            at += 1;
        }
        None
    }

    /// `[a, 'b', 3]`.
    fn list(&mut self, key: u32, start: usize, line_end: usize) -> Option<()> {
        let mut at = self.skip_blanks(start + 1, line_end);
        let mut item = 0;
        let mut closed = self.bytes[..line_end].get(at) == Some(&b']');
        while !closed {
            let (end, form) = match *self.bytes[..line_end].get(at)? {
                quote @ (b'"' | b'\'') => self.quoted(at, line_end, quote)?,
                _ => (self.plain_item(at, line_end)?, Form::Plain),
            };
            let place = self.add_key(key, at, end, item);
            self.leaf(place, at, end, form);
            item += 1;
            at = self.skip_blanks(end, line_end);
            closed = match self.bytes[..line_end].get(at)? {
                b',' => false,
                b']' => true,
                _ => return None,
            };
            if !closed {
                at = self.skip_blanks(at + 1, line_end);
            }
        }
        let end = at + 1;
        self.end_of_line(end, line_end)?;
        if item == 0 {
            self.leaf(key, start, end, Form::EmptyList);
        }
        self.compact.keys[key as usize].below = Below::Sequence;
        self.begins(key, start);
        self.ends(key, end);
        Some(())
    }

    /// Where an item of ordinary letters ends.
    fn plain_item(&self, start: usize, line_end: usize) -> Option<usize> {
        let begins = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'/' | b'.' | 0x80..);
        if !begins(self.bytes[start]) {
            return None;
        }
        let is_part = |byte: &&u8| begins(**byte) || matches!(byte, b'-' | b'+' | b' ' | b'@' | b'=');
        let run = &self.bytes[start..line_end];
        let length = run.iter().take_while(is_part).count();
        let blanks = run[..length].iter().rev().take_while(|&&byte| byte == b' ').count();
        let end = start + length - blanks;
        is_read_by_java(&self.text[start..end]).then_some(end)
    }

    /// `|` or `>` with the lines below it; gives the beginning of the line that is none of them.
    fn block(&mut self, key: u32, start: usize, line: Line) -> Option<usize> {
        let header = start + 1 + usize::from(matches!(self.bytes[..line.end].get(start + 1), Some(b'-' | b'+')));
        self.end_of_line(header, line.end)?;
        let least = self.open.last()?.column + 1;
        let mut from = line.next;
        let mut indent = None;
        let mut widest = 0;
        let mut end = None;
        while from < self.bytes.len() {
            let line = self.line(from);
            let width = self.skip_blanks(from, line.end) - from;
            let is_blank = from + width == line.end;
            match indent {
                None if is_blank => widest = widest.max(width),
                None if width < least || width < widest => return None,
                None => {
                    indent = Some(width);
                    end = Some(line.end);
                }
                Some(indent) if is_blank && width <= indent => {}
                Some(indent) if width < indent => break,
                Some(_) => end = Some(line.end),
            }
            from = line.next;
        }
        self.leaf(key, start, end?, Form::Block);
        Some(from)
    }
}

/// What may end a value without quotes, or the short way.
const MARK: [bool; 256] = {
    let mut mark = [false; 256];
    mark[b'\t' as usize] = true;
    mark[b':' as usize] = true;
    mark[b'#' as usize] = true;
    mark
};

/// Whether Java makes an object of a value without quotes, so that nothing is to be refused.
fn is_read_by_java(text: &str) -> bool {
    match resolve::implicit(text) {
        Implicit::String | Implicit::Boolean(_) | Implicit::Null => true,
        Implicit::Integer if !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit()) => true,
        Implicit::Integer => resolve::integer(text).is_some(),
        Implicit::Float => resolve::float(text).is_some(),
        Implicit::Merge => false,
    }
}
