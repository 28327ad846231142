//! A YAML text line by line, as a person sees it.

use crate::character;
use crate::source::Span;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing, or spaces.
    Blank,
    /// `# …`.
    Comment,
    /// A part of a block of text, or of a text in quotes over several lines.
    Text,
    /// Anything else.
    Content,
}

/// One line.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    /// Where it begins in the text.
    pub start: usize,
    /// Its text without the line break.
    pub text: &'t str,
    /// How many bytes of it come before what can be seen: spaces, tabs, and what looks like them.
    pub lead: usize,
    /// What it is.
    pub kind: Kind,
    /// The key without quotes: what comes before the colon.
    pub key: Option<&'t str>,
    /// Where the colon is, in the line.
    pub colon: Option<usize>,
    /// Where the value begins, in the line; its end where there is none.
    pub value: usize,
}

impl<'t> Line<'t> {
    fn new(start: usize, text: &'t str) -> Self {
        let gap = |char: char| char.is_whitespace() || character::is_invisible(char);
        let lead = text.len() - text.trim_start_matches(gap).len();
        let content = &text[lead..];
        let kind = match content.bytes().next() {
            None => Kind::Blank,
            Some(b'#') => Kind::Comment,
            _ => Kind::Content,
        };
        let mut line = Self { start, text, lead, kind, key: None, colon: None, value: text.len() };
        if kind == Kind::Content {
            line.split();
        }
        line
    }

    /// Finds the colon: the first that ends the line or has a space, or what looks like one, after it.
    fn split(&mut self) {
        let content = &self.text[self.lead..];
        let item = content.strip_prefix("- ").map_or(0, |item| content.len() - item.trim_start().len());
        let quoted = content[item..].chars().next().filter(|char| matches!(char, '"' | '\''));
        let from = match quoted {
            Some(quote) => content[item + 1..].find(quote).map_or(content.len(), |end| item + 1 + end + 1),
            None => item,
        };
        let gap =
            |rest: &str| rest.chars().next().is_none_or(|char| char.is_whitespace() || character::is_invisible(char));
        let colon = content[from..].match_indices(':').map(|(at, _)| from + at).find(|at| gap(&content[at + 1..]));
        let Some(colon) = colon else {
            self.value = self.lead + item;
            return;
        };
        self.key = Some(content[item..colon].trim().trim_matches(['"', '\'']));
        self.colon = Some(self.lead + colon);
        let rest = &content[colon + 1..];
        let value = rest.trim_start_matches(|char: char| char.is_whitespace() || character::is_invisible(char));
        self.value = self.text.len() - value.len();
        if value.starts_with('#') {
            self.value = self.text.len();
        }
    }

    /// The value without spaces at its end and without a comment; a quote keeps what looks like one.
    pub fn value(&self) -> &'t str {
        let value = &self.text[self.value..];
        let value = match value.find(" #") {
            Some(comment) if !value.starts_with(['"', '\'']) => &value[..comment],
            _ => value,
        };
        value.trim_end()
    }

    /// The place of the value.
    pub fn value_span(&self) -> Span {
        self.span(self.value, self.value + self.value().len())
    }

    /// A place in the line.
    pub fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.start + from, self.start + to)
    }

    /// The place of what can be seen of the line.
    pub fn content_span(&self) -> Span {
        self.span(self.lead, self.text.trim_end().len().max(self.lead))
    }

    /// Whether it is something to read: no comment, no text of a block, not empty.
    pub fn is_content(&self) -> bool {
        self.kind == Kind::Content
    }

    /// Whether its value is only a beginning: nothing after the colon.
    pub fn opens(&self) -> bool {
        self.colon.is_some() && self.value().is_empty()
    }
}

/// All lines of a text.
pub(super) struct Lines<'t> {
    /// The lines in their order.
    pub all: Vec<Line<'t>>,
}

impl<'t> Lines<'t> {
    /// Splits a text.
    pub fn of(text: &'t str) -> Self {
        let mut all = vec![];
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let mut content = line.trim_end_matches(['\n', '\r']);
            let mut at = start;
            if start == 0
                && let Some(rest) = content.strip_prefix('\u{feff}')
            {
                at += content.len() - rest.len();
                content = rest;
            }
            all.push(Line::new(at, content));
            start += line.len();
        }
        let mut lines = Self { all };
        lines.mark_texts();
        lines
    }

    /// The lines that are something to read.
    pub fn content(&self) -> impl DoubleEndedIterator<Item = (usize, &Line<'t>)> {
        self.all.iter().enumerate().filter(|(_, line)| line.is_content())
    }

    /// Marks blocks of text, and texts in quotes that end some lines further down.
    fn mark_texts(&mut self) {
        let mut at = 0;
        while at < self.all.len() {
            let line = &self.all[at];
            let value = line.value();
            let block = line.is_content() && is_block_header(value.rsplit(' ').next().unwrap_or_default());
            let end = match value.chars().next() {
                _ if !line.is_content() => at,
                _ if block => self.block_end(at),
                Some(quote @ ('"' | '\'')) if !is_closed(value, quote) => self.quote_end(at, quote).unwrap_or(at),
                _ => at,
            };
            for text in &mut self.all[at + 1..=end] {
                text.kind = Kind::Text;
            }
            at = end + 1;
        }
    }

    fn block_end(&self, at: usize) -> usize {
        let indent = self.all[at].lead;
        let inside = |line: &Line| line.kind == Kind::Blank || line.lead > indent;
        let count = self.all[at + 1..].iter().take_while(|line| inside(line)).count();
        at + count
    }

    /// The line where a quote closes that is still open at the end of its line; `None` where settings come before, which then
    /// are the text of nobody.
    fn quote_end(&self, at: usize, quote: char) -> Option<usize> {
        let indent = self.all[at].lead;
        for (number, line) in self.all.iter().enumerate().skip(at + 1) {
            let is_key = line.colon.is_some() && line.lead <= indent;
            if line.kind == Kind::Content && is_key {
                return None;
            }
            if line.text.contains(quote) {
                return Some(number);
            }
        }
        None
    }
}

/// `|`, `>-`, `|2+`.
fn is_block_header(value: &str) -> bool {
    value.strip_prefix(['|', '>']).is_some_and(|rest| rest.chars().all(|char| matches!(char, '+' | '-' | '0'..='9')))
}

/// Whether a text that begins with a quote has its end, with nothing but a comment or a comma after it.
pub(super) fn is_closed(value: &str, quote: char) -> bool {
    closing(value, quote).is_some()
}

/// Where the quote closes with which a text begins: just after it.
pub(super) fn closing(value: &str, quote: char) -> Option<usize> {
    let mut chars = value.char_indices().skip(1).peekable();
    while let Some((at, char)) = chars.next() {
        match char {
            '\\' if quote == '"' => {
                chars.next();
            }
            _ if char == quote && quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') => {
                chars.next();
            }
            _ if char == quote => return Some(at + char.len_utf8()),
            _ => {}
        }
    }
    None
}
