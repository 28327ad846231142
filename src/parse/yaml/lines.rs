//! The short way for the text that nearly all files consist of: mappings and lists line by line, values of one line, block scalars,
//! comments. One pass, without tokens and without a tree.
//!
//! What is not certain to be read here exactly as SnakeYAML reads it is not read here: [`read`] then gives `None`, and the file
//! goes the long way from its beginning. A file that is refused always does, so that faults are found in one place only. A test
//! holds both ways against each other.

use std::ops::Range;
use std::sync::Arc;

use super::compact::{Below, Compact, CompactKey, Form, Leaf, NONE, Top};
use super::resolve::{self, Implicit};
use crate::source::Span;

mod names;
#[cfg(test)]
mod tests;
mod values;

use names::Names;

/// What the long way is never needed for.
pub(super) struct Lines {
    pub compact: Compact,
    pub documents: Vec<DocumentLines>,
    /// Comments that hold `osweb-config:`.
    pub directives: Vec<Span>,
}

/// A document that is not empty.
pub(super) struct DocumentLines {
    pub span: Span,
    /// Its values.
    pub leaves: Range<usize>,
}

/// Deeper nesting than this is not common, and far from SnakeYAML's limit.
const DEPTH: usize = 24;

/// Longer keys than this, in bytes, are not common, and far from SnakeYAML's limit.
const LONGEST_KEY: usize = 512;

/// What a key without quotes may consist of here.
const KEY: [bool; 256] = {
    let mut part = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        part[byte] = (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b'-' | b'_' | b'.' | b'/' | 0x80..);
        byte += 1;
    }
    part
};

/// Reads a text without unprintable characters, if it is plain enough.
pub(super) fn read(text: &Arc<String>) -> Option<Lines> {
    let ascii = text.is_ascii();
    if !has_plain_breaks(text, ascii) {
        return None;
    }
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        compact: Compact { text: text.clone(), ..Compact::default() },
        names: Names::for_text(text.len()),
        open: Vec::with_capacity(DEPTH),
        waiting: None,
        first_leaf: 0,
        document: 0,
        documents: vec![],
        directives: vec![],
        beyond_ascii: !ascii,
        has_directives: memchr::memmem::find(text.as_bytes(), b"osweb-config:").is_some(),
    };
    reader.lines()?;
    reader.end_document()?;
    let Reader { compact, documents, directives, .. } = reader;
    Some(Lines { compact, documents, directives })
}

/// Whether all lines end with LF or CRLF, and no other character is a line break to YAML 1.1 or counts as no column.
fn has_plain_breaks(text: &str, ascii: bool) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\r', bytes).all(|at| bytes.get(at + 1) == Some(&b'\n'))
        && (ascii
            || memchr::memchr3_iter(0xc2, 0xe2, 0xef, bytes).all(|at| {
                !matches!(bytes[at..], [0xc2, 0x85, ..] | [0xe2, 0x80, 0xa8 | 0xa9, ..] | [0xef, 0xbb, 0xbf, ..])
            }))
}

/// A line: where it begins, where its content ends, and where the next one begins.
#[derive(Clone, Copy)]
struct Line {
    from: usize,
    end: usize,
    next: usize,
}

/// A mapping or list whose end is not reached.
struct Open {
    column: usize,
    /// The key that it is the value of, or [`NONE`].
    key: u32,
    list: bool,
    /// A list at the column of its key.
    indentless: bool,
    start: usize,
    /// Where its last entry ends.
    end: usize,
    /// Entries of a list.
    items: u32,
}

/// A key or item that nothing follows on its line.
#[derive(Clone, Copy)]
struct Waiting {
    key: u32,
    /// Where the colon or dash ends.
    after: usize,
}

struct Reader<'s> {
    text: &'s str,
    bytes: &'s [u8],
    compact: Compact,
    names: Names,
    open: Vec<Open>,
    waiting: Option<Waiting>,
    first_leaf: usize,
    document: u16,
    documents: Vec<DocumentLines>,
    directives: Vec<Span>,
    beyond_ascii: bool,
    has_directives: bool,
}

impl Reader<'_> {
    fn lines(&mut self) -> Option<()> {
        let mut from = 0;
        while from < self.bytes.len() {
            let line = self.line(from);
            from = self.content(line)?;
        }
        Some(())
    }

    fn line(&self, from: usize) -> Line {
        let feed = memchr::memchr(b'\n', &self.bytes[from..]).map(|at| from + at);
        let end = feed.unwrap_or(self.bytes.len());
        let next = feed.map_or(end, |feed| feed + 1);
        let returned = end > from && self.bytes[end - 1] == b'\r' && feed.is_some();
        Line { from, end: end - usize::from(returned), next }
    }

    /// The first byte from `at` on that is no space.
    fn skip_blanks(&self, at: usize, end: usize) -> usize {
        at + self.bytes[at..end].iter().take_while(|&&byte| byte == b' ').count()
    }

    /// Whether a space or the line's end is at `at`.
    fn is_space(&self, at: usize, end: usize) -> bool {
        at == end || self.bytes[at] == b' '
    }

    /// Reads a line, with the block scalar that it may begin; gives the beginning of the next one.
    fn content(&mut self, line: Line) -> Option<usize> {
        let start = self.skip_blanks(line.from, line.end);
        let column = start - line.from;
        match self.bytes[start..line.end] {
            [] => Some(line.next),
            [b'#', ..] => {
                self.comment(start, line.end);
                Some(line.next)
            }
            [b'-', b'-', b'-', ..] if column == 0 => {
                self.end_of_line(start + 3, line.end)?;
                self.end_document()?;
                Some(line.next)
            }
            [b'-', ..] if self.is_space(start + 1, line.end) => self.entry(start, column, line),
            _ => {
                let colon = self.key_end(start, line.end)?;
                self.place(start, column, false)?;
                self.pair(start, colon, line)
            }
        }
    }

    /// `- …`.
    fn entry(&mut self, start: usize, column: usize, line: Line) -> Option<usize> {
        self.place(start, column, true)?;
        let list = self.open.last_mut()?;
        let (parent, item) = (list.key, list.items);
        list.items += 1;
        let key = self.add_key(parent, start, start + 1, item);
        let content = self.skip_blanks(start + 1, line.end);
        match self.bytes[content..line.end] {
            [] | [b'#', ..] => self.wait(key, start + 1, line),
            [b'-', ..] if self.is_space(content + 1, line.end) => None,
            _ => match self.key_end(content, line.end) {
                None => self.value(key, content, line),
                Some(colon) => {
                    self.open(key, content, column + (content - start), false)?;
                    self.pair(content, colon, line)
                }
            },
        }
    }

    /// `key: …`.
    fn pair(&mut self, start: usize, colon: usize, line: Line) -> Option<usize> {
        // Any other key than a text is written in brackets, or refused.
        let may_be_other = matches!(self.bytes[start] | 0x20, b'y' | b'n' | b't' | b'f' | b'o');
        if may_be_other && resolve::implicit(&self.text[start..colon]) != Implicit::String {
            return None;
        }
        let parent = self.open.last()?.key;
        let key = self.add_key(parent, start, colon, NONE);
        self.names.insert(self.bytes, &self.compact.keys, key)?;
        if parent == NONE {
            self.compact.tops.push(Top { key, leaf: self.compact.leaves.len() as u32 });
        }
        let content = self.skip_blanks(colon + 1, line.end);
        match self.bytes[content..line.end] {
            [] | [b'#', ..] => self.wait(key, colon + 1, line),
            _ => self.value(key, content, line),
        }
    }

    /// The value, if there is one, is on the lines below.
    fn wait(&mut self, key: u32, after: usize, line: Line) -> Option<usize> {
        self.end_of_line(after, line.end)?;
        self.waiting = Some(Waiting { key, after });
        Some(line.next)
    }

    /// The colon after a key of ordinary letters that begins at `start`.
    fn key_end(&mut self, start: usize, end: usize) -> Option<usize> {
        if !(self.bytes[start].is_ascii_alphabetic() || self.bytes[start] == b'_') {
            return None;
        }
        let is_other = |&byte: &u8| !KEY[usize::from(byte)];
        let colon = start + self.bytes[start..end].iter().position(is_other)?;
        let is_key = self.bytes[colon] == b':' && self.is_space(colon + 1, end) && colon - start <= LONGEST_KEY;
        self.compact.beyond_ascii |= self.beyond_ascii && !self.bytes[start..colon].is_ascii();
        is_key.then_some(colon)
    }

    /// Makes the mapping or list at `column` the innermost one.
    fn place(&mut self, start: usize, column: usize, list: bool) -> Option<()> {
        if let (Some(waiting), Some(inner)) = (self.waiting.take(), self.open.last()) {
            if column > inner.column || (list && column == inner.column && !inner.list) {
                return self.open(waiting.key, start, column, list);
            }
            self.absent(waiting);
        }
        match self.open.last() {
            // A document that is a list or a text is no file of settings.
            None if list => return None,
            None => return self.open(NONE, start, column, false),
            Some(inner) if column > inner.column => return None,
            Some(_) => {}
        }
        while let Some(inner) = self.open.last()
            && (column < inner.column || (column == inner.column && inner.indentless && !list))
        {
            self.close();
        }
        self.open.last().filter(|inner| inner.column == column && inner.list == list).map(|_| ())
    }

    fn open(&mut self, key: u32, start: usize, column: usize, list: bool) -> Option<()> {
        let indentless = self.open.last().is_some_and(|outer| outer.column == column);
        if key != NONE {
            let key = &mut self.compact.keys[key as usize];
            key.below = if list { Below::Sequence } else { Below::Mapping };
            if key.item != NONE {
                key.start = start as u32;
            }
        }
        self.open.push(Open { column, key, list, indentless, start, end: start, items: 0 });
        (self.open.len() <= DEPTH).then_some(())
    }

    fn close(&mut self) {
        let Some(Open { key, end, .. }) = self.open.pop() else { return };
        self.ends(key, end);
        if key != NONE {
            self.compact.keys[key as usize].below_end = end as u32;
        }
    }

    /// The value of a key ends at `end`.
    fn ends(&mut self, key: u32, end: usize) {
        if let Some(outer) = self.open.last_mut() {
            outer.end = end;
        }
        if key != NONE && self.compact.keys[key as usize].item != NONE {
            self.compact.keys[key as usize].end = end as u32;
        }
    }

    fn absent(&mut self, Waiting { key, after }: Waiting) {
        self.leaf(key, after, after, Form::Absent);
    }

    /// A value on the key's line.
    fn leaf(&mut self, key: u32, start: usize, end: usize, form: Form) {
        self.compact.leaves.push(Leaf { key, start: start as u32, end: end as u32, form });
        self.begins(key, start);
        self.ends(key, end);
    }

    /// The value of a key begins at `start`: an item begins with its value.
    fn begins(&mut self, key: u32, start: usize) {
        let key = &mut self.compact.keys[key as usize];
        if key.item != NONE {
            key.start = start as u32;
        }
    }

    fn add_key(&mut self, parent: u32, start: usize, end: usize, item: u32) -> u32 {
        let (start, end) = (start as u32, end as u32);
        let below = Below::Scalar;
        self.compact.keys.push(CompactKey { parent, start, end, below_end: 0, item, document: self.document, below });
        (self.compact.keys.len() - 1) as u32
    }

    fn end_document(&mut self) -> Option<()> {
        if let Some(waiting) = self.waiting.take() {
            self.absent(waiting);
        }
        let Some(root) = self.open.first().map(|root| root.start) else { return Some(()) };
        let mut end = root;
        while let Some(open) = self.open.last() {
            end = open.end;
            self.close();
        }
        let leaves = self.first_leaf..self.compact.leaves.len();
        self.first_leaf = leaves.end;
        self.documents.push(DocumentLines { span: Span::new(root, end), leaves });
        self.document = self.document.checked_add(1)?;
        Some(())
    }

    /// Nothing but blanks, and perhaps a comment, is left of the line.
    fn end_of_line(&mut self, at: usize, end: usize) -> Option<()> {
        let rest = self.skip_blanks(at, end);
        match self.bytes[rest..end] {
            [] => Some(()),
            [b'#', ..] if rest > at => {
                self.comment(rest, end);
                Some(())
            }
            _ => None,
        }
    }

    fn comment(&mut self, start: usize, end: usize) {
        if self.has_directives && self.text[start..end].contains("osweb-config:") {
            self.directives.push(Span::new(start, end));
        }
    }
}
