//! From natural lines to logical lines: blank lines and comments drop out, a backslash at the end joins the next line.

use crate::source::Span;

/// A piece of a `.properties` file.
pub(super) enum Line {
    /// A comment, from its `#` or `!` to the end of its line.
    Comment(Span),
    /// A name and a value, perhaps over several natural lines.
    Logical(LogicalLine),
}

/// A character of a logical line and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Char {
    /// Its place in the text.
    pub(super) at: u32,
    /// The character.
    pub(super) char: char,
}

impl Char {
    pub(super) fn end(self) -> u32 {
        self.at + self.char.len_utf8() as u32
    }

    /// The characters that its bytes of UTF-8 are in ISO-8859-1.
    pub(super) fn as_latin1(self) -> impl Iterator<Item = Char> {
        let mut bytes = [0; 4];
        let len = self.char.encode_utf8(&mut bytes).len();
        bytes.into_iter().take(len).map(move |byte| Char { at: self.at, char: char::from(byte) })
    }
}

/// A logical line: its characters without the joints.
pub(super) struct LogicalLine {
    chars: Vec<Char>,
    /// Where the last character of it ends, a joint behind it not counted.
    end: u32,
}

/// A part of a logical line.
#[derive(Clone, Copy)]
pub(super) struct Part<'l> {
    chars: &'l [Char],
    /// Where it stands when it is empty.
    at: u32,
}

impl<'l> Part<'l> {
    pub(super) fn chars(&self) -> &'l [Char] {
        self.chars
    }

    /// Where it stands; an empty value behind its separator.
    pub(super) fn span(&self) -> Span {
        match (self.chars.first(), self.chars.last()) {
            (Some(first), Some(last)) => Span { start: first.at, end: last.end() },
            _ => Span { start: self.at, end: self.at },
        }
    }

    /// The items of a list: the value split at commas. A comma at the very end adds none.
    pub(super) fn items(&self) -> Vec<Self> {
        let mut items = vec![];
        let mut start = 0;
        let mut backslash = false;
        for (index, each) in self.chars.iter().enumerate() {
            if each.char == ',' && !backslash {
                items.push(Self { chars: &self.chars[start..index], at: each.at });
                start = index + 1;
            }
            backslash = each.char == '\\' && !backslash;
        }
        if items.is_empty() || start < self.chars.len() {
            items.push(Self { chars: &self.chars[start..], at: self.at });
        }
        for item in &mut items {
            let blanks = item.chars.iter().take_while(|each| is_blank(each.char)).count();
            item.chars = &item.chars[blanks..];
        }
        items
    }
}

fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\u{c}')
}

/// Takes a text apart, as the line reader of `java.util.Properties` does.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = vec![];
    let mut line: Vec<Char> = vec![];
    let mut skip_blanks = true;
    let mut joined = false;
    let mut backslash = false;
    let mut chars = text.char_indices().peekable();
    let finish = |line: &mut Vec<Char>, lines: &mut Vec<Line>| {
        if let Some(last) = line.last() {
            let end = last.end();
            lines.push(Line::Logical(LogicalLine { chars: std::mem::take(line), end }));
        }
    };
    while let Some((at, char)) = chars.next() {
        let line_end = matches!(char, '\n' | '\r');
        if skip_blanks {
            if is_blank(char) || (!joined && line_end) {
                continue;
            }
            skip_blanks = false;
            joined = false;
        }
        if line.is_empty() && matches!(char, '#' | '!') {
            let mut end = at + 1;
            while let Some(&(next, _)) = chars.peek().filter(|(_, char)| !matches!(char, '\n' | '\r')) {
                chars.next();
                end = next;
            }
            end += text[end..].chars().next().map_or(0, |last| if end > at { last.len_utf8() } else { 0 });
            lines.push(Line::Comment(Span::new(at, end)));
            skip_blanks = true;
            continue;
        }
        if !line_end {
            line.push(Char { at: at as u32, char });
            backslash = char == '\\' && !backslash;
            continue;
        }
        skip_blanks = true;
        if backslash {
            line.pop();
            joined = true;
            backslash = false;
            if line.is_empty() && chars.peek().is_none() {
                lines.push(Line::Logical(LogicalLine { chars: vec![], end: at as u32 }));
            }
            if char == '\r' && chars.peek().is_some_and(|(_, next)| *next == '\n') {
                chars.next();
            }
        } else {
            finish(&mut line, &mut lines);
        }
    }
    if backslash {
        // A lone backslash at the end of the file leaves a pair without name and value, and so does one at the end of
        // the last line.
        let end = line.pop().map_or(0, |last| line.last().map_or(last.at, |kept| kept.end()));
        lines.push(Line::Logical(LogicalLine { chars: line, end }));
    } else {
        finish(&mut line, &mut lines);
    }
    lines
}

impl LogicalLine {
    /// Where the line ends.
    pub(super) fn end(&self) -> u32 {
        self.end
    }

    /// The name and the value, both as written.
    pub(super) fn split(&self) -> (Part<'_>, Part<'_>) {
        let chars = &self.chars;
        let mut backslash = false;
        let mut key_end = chars.len();
        for (index, each) in chars.iter().enumerate() {
            if !backslash && (matches!(each.char, '=' | ':') || is_blank(each.char)) {
                key_end = index;
                break;
            }
            backslash = each.char == '\\' && !backslash;
        }
        let mut value = key_end;
        let mut separated = false;
        while let Some(each) = chars.get(value) {
            if !is_blank(each.char) {
                if separated || !matches!(each.char, '=' | ':') {
                    break;
                }
                separated = true;
            }
            value += 1;
        }
        let start = chars.first().map_or(self.end, |first| first.at);
        (Part { chars: &chars[..key_end], at: start }, Part { chars: &chars[value..], at: self.end })
    }
}
