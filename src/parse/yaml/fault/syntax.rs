//! The refusals of scanner and composer.

use crate::edit::Edit;
use crate::parse::yaml::cursor::Mark;
use crate::parse::yaml::error::{Cause, Error};
use crate::parse::{ParseError, ParseErrorKind};
use crate::source::{SourceFile, Span};

/// The character at `at`, or an empty span at the end.
fn char_span(source: &SourceFile, at: usize) -> Span {
    let width = source.text()[at..].chars().next().map_or(0, char::len_utf8);
    Span::new(at, at + width)
}

/// From `at` to the end of its line, blanks at the end and a comment left out.
fn rest_of_line(source: &SourceFile, at: usize) -> Span {
    let line = source.line_span(at as u32);
    let rest = &source.text()[at..line.end as usize];
    let rest = rest.find(" #").map_or(rest, |comment| &rest[..comment]);
    Span::new(at, at + rest.trim_end().len())
}

/// Turns SnakeYAML's refusal into a fault.
pub(in crate::parse::yaml) fn from_error(source: &SourceFile, error: Error) -> ParseError {
    let Error { cause, at, from } = error;
    let here = char_span(source, at.at);
    let line = rest_of_line(source, from.unwrap_or(at).at);
    let mark = Some((at.line as usize + 1, at.column as usize + 1));
    let fault = match cause {
        Cause::CannotStart(char) => cannot_start(source, char, at),
        Cause::ValueNotAllowed => value_not_allowed(source, at),
        Cause::EntryNotAllowed | Cause::KeyNotAllowed => {
            let sign = if cause == Cause::EntryNotAllowed { "- " } else { "? " };
            quotable(
                source,
                rest_of_line(source, at.at),
                format!("`{sign}` cannot be here: the parser takes it for a sign of its own"),
                "Put the value in single quotes; an item of a list is on a line of its own.",
            )
        }
        Cause::ColonMissing => {
            colon_missing(source, line).related(here, "here the parser gives up looking for the colon")
        }
        Cause::QuoteNotClosed => ParseError::syntax(
            line,
            "this quote is never closed",
            "Close the quote at the end of the value. In single quotes a single quote is written twice: `'it''s'`.",
        ),
        Cause::DocumentSeparatorInQuotes => ParseError::syntax(
            line,
            "this quote is not closed before the document ends",
            "Close the quote at the end of the value. In single quotes a single quote is written twice: `'it''s'`.",
        )
        .related(here, "the document ends here"),
        Cause::UnknownEscape(char) => ParseError::syntax(
            Span::new(here.start as usize - 1, here.end as usize),
            format!("`\\{char}` means nothing in double quotes"),
            "Put the value in single quotes, where a backslash is only a backslash, or write it twice: `\\\\`.",
        ),
        Cause::BadHexEscape => ParseError::syntax(
            here,
            "an escape in double quotes lacks its hexadecimal digits: 2 after `\\x`, 4 after `\\u`, 8 after `\\U`",
            "Put the value in single quotes, where a backslash is only a backslash, or write it twice: `\\\\`.",
        ),
        Cause::BadBlockHeader | Cause::ZeroIndentation => quotable(
            source,
            line,
            "a value that begins with `|` or `>` is a block of text, and only an indicator may follow on this line",
            "Put the value in single quotes.",
        ),
        Cause::BadAnchor => quotable(
            source,
            line,
            "a value that begins with `*` or `&` is a reference, and this is not the name of one",
            "Put the value in single quotes.",
        ),
        // The name may be a secret: it is not repeated.
        Cause::UndefinedAlias(_) => ParseError::syntax(
            line,
            "a value that begins with `*` is a reference, and no anchor (`&`) of that name is before it",
            "Put the value in single quotes if it is text; else define the anchor before it is used.",
        ),
        Cause::BadTag | Cause::UnknownTagHandle(_) => quotable(
            source,
            line,
            "a value that begins with `!` is a type tag, and this is not one",
            "Put the value in single quotes.",
        ),
        Cause::BadDirective => ParseError::syntax(
            line,
            "a line that begins with `%` is a directive to the parser, and this is not one",
            "Put the text in single quotes, or remove the line.",
        ),
        Cause::DuplicateDirective => ParseError::syntax(
            rest_of_line(source, at.at),
            "this directive is given twice",
            "Remove one of the two lines.",
        ),
        Cause::UnknownVersion => ParseError::syntax(
            rest_of_line(source, at.at),
            "the JVM reads YAML 1.1 only, and refuses a major version other than 1",
            "Remove the line.",
        ),
        Cause::DocumentStartMissing(found) => ParseError::syntax(
            rest_of_line(source, at.at),
            format!("the document ended before this line, and {found} cannot follow"),
            "Indent the line like its neighbours; a new document begins with a line `---`.",
        ),
        Cause::BlockEndMissing { list, found } => block_end_missing(source, list, found, at, from.unwrap_or(at)),
        Cause::FlowEndMissing { list, found } => flow_end_missing(source, list, found, at, from.unwrap_or(at)),
        Cause::ContentMissing(found) => content_missing(source, found, at),
        Cause::TooDeep => ParseError::new(
            ParseErrorKind::TooComplex,
            here,
            "nested deeper than 50 levels, where the JVM gives up",
            "Nothing in osweb's settings is that deep: look for brackets or spaces that do not belong here.",
        ),
    };
    ParseError { mark, ..fault }
}

fn quote(source: &SourceFile, span: Span) -> Option<(&'static str, Vec<Edit>)> {
    let text = source.slice(span);
    Some(("put the value in single quotes", vec![Edit::replace(span, format!("'{}'", text.replace('\'', "''")))]))
}

/// A fault of a value that single quotes cure, if it is a whole value.
pub(super) fn quotable(source: &SourceFile, value: Span, message: impl Into<String>, help: &str) -> ParseError {
    let mut fault = ParseError::syntax(value, message, help);
    if is_value_start(source, value.start as usize) {
        fault.cure = quote(source, value);
    }
    fault
}

/// A line that should be a key and has no colon with a blank behind it.
fn colon_missing(source: &SourceFile, line: Span) -> ParseError {
    let text = source.slice(line);
    let key = text.find(|char: char| !(char.is_ascii_alphanumeric() || "._-".contains(char))).unwrap_or(0);
    if key > 0 && text[key..].starts_with(':') {
        let colon = line.start + key as u32;
        let mut fault = ParseError::syntax(
            Span { start: line.start, end: colon + 1 },
            "missing space after `:`, so this is one text instead of a key and a value",
            "Put a space after the colon: `key: value`.",
        );
        fault.cure = Some(("put a space after the colon", vec![Edit::insert(colon + 1, " ")]));
        return fault;
    }
    ParseError::syntax(
        line,
        "this line is neither a key with a colon nor the value of one",
        "Write `key: value` with a colon and a space after the key; a value that goes on in the next line is indented deeper \
         than its key.",
    )
}

/// Whether `at` is where the value of a `key: value` line begins.
fn is_value_start(source: &SourceFile, at: usize) -> bool {
    let line = source.line_span(at as u32);
    let before = source.text()[line.start as usize..at].trim_end();
    if before.ends_with(':') || before.ends_with('-') {
        return true;
    }
    // On a line of its own, below the key.
    let mut above = source.text()[..line.start as usize].lines().rev().map(str::trim);
    let key = above.find(|above| !above.is_empty() && !above.starts_with('#'));
    before.is_empty() && key.is_some_and(|key| key.split(" #").next().is_some_and(|key| key.trim_end().ends_with(':')))
}

fn cannot_start(source: &SourceFile, char: char, at: Mark) -> ParseError {
    let here = char_span(source, at.at);
    if char == '\t' {
        let line = source.line_span(at.at as u32);
        let before = &source.text()[line.start as usize..at.at];
        let tabs = source.text()[at.at..line.end as usize].bytes().take_while(|&byte| byte == b'\t').count();
        let span = Span::new(at.at, at.at + tabs);
        return if before.trim().is_empty() {
            ParseError::syntax(
                span,
                "a tab cannot indent a line in YAML",
                "Indent with spaces: two for each level, as the neighbouring lines do.",
            )
        } else {
            let mut fault = ParseError::syntax(
                span,
                "a tab cannot separate a key from its value or follow a quote or bracket",
                "Put a space in its place.",
            );
            fault.cure = Some(("put a space in the tab's place", vec![Edit::replace(span, " ")]));
            fault
        };
    }
    let value = rest_of_line(source, at.at);
    let shown = if char == '`' { "a backquote".to_owned() } else { format!("`{char}`") };
    quotable(
        source,
        if value.is_empty() { here } else { value },
        format!("a value cannot begin with {shown}"),
        "Put the value in single quotes.",
    )
}

fn value_not_allowed(source: &SourceFile, at: Mark) -> ParseError {
    let text = source.text();
    let line = source.line_span(at.at as u32);
    let before = &text[line.start as usize..at.at];
    let colon = Span::new(at.at, at.at + 1);
    if let Some(first) = before.find(": ") {
        let start =
            line.start as usize + first + 1 + before[first + 1..].len() - before[first + 1..].trim_start().len();
        let value = rest_of_line(source, start);
        let mut fault = ParseError::syntax(
            colon,
            "a second `: ` on this line: the value before it would be a key",
            "Put the value in single quotes, or each setting on a line of its own.",
        );
        if value.end as usize > at.at {
            fault.cure = quote(source, value);
        }
        return fault;
    }
    // The line above is taken for the beginning of this one: it lacks its colon, or this one is indented too deeply.
    let above = text[..line.start as usize].trim_end();
    if above.is_empty() {
        return ParseError::syntax(colon, "a colon cannot be here", "Write `key: value`, the key at the line's start.");
    }
    let above_line = source.line_span(above.len() as u32 - 1);
    let content = source.slice(above_line);
    let start = above_line.start as usize + content.len() - content.trim_start().len();
    let indent = |text: &str| text.len() - text.trim_start().len();
    if indent(before) > indent(content) && content.contains(": ") {
        let key = Span::new(line.start as usize + indent(before), at.at);
        return ParseError::syntax(
            key,
            "this line is indented deeper than the one above, which already has a value",
            "Indent it like the line above.",
        )
        .related(rest_of_line(source, start), "this key has a value of its own");
    }
    let above = Span::new(start, start + content.trim().len());
    let fault = colon_missing(source, above);
    match fault.cure {
        Some(_) => fault,
        None => ParseError::syntax(
            above,
            "this line has no colon, so the JVM reads it and the next line as one text",
            "Write `key: value` with a colon and a space after the key.",
        ),
    }
    .related(colon, "the colon of the next line then has no place")
}

fn block_end_missing(source: &SourceFile, list: bool, found: &str, at: Mark, from: Mark) -> ParseError {
    let line = source.line_span(at.at as u32);
    let before = &source.text()[line.start as usize..at.at];
    let rest = rest_of_line(source, at.at);
    let rest = if rest.is_empty() { char_span(source, at.at) } else { rest };
    if before.trim().is_empty() {
        return misaligned(source, list, rest, from);
    }
    if let Some(open) = quote_opened_above(source, line, before) {
        return ParseError::syntax(
            rest_of_line(source, open),
            "this quote is not closed on its line, and so ends at the next quote further down",
            "Close the quote at the end of the value. In single quotes a single quote is written twice: `'it''s'`.",
        )
        .related(rest, "what follows that quote has no place");
    }
    let lead = line.start as usize + before.len() - before.trim_start().len();
    let own_line = (before.trim_start().starts_with(['{', '[']) && is_value_start(source, lead))
        .then(|| rest_of_line(source, lead));
    let value = before.find(": ").map(|colon| {
        let blanks = before[colon + 1..].len() - before[colon + 1..].trim_start().len();
        rest_of_line(source, line.start as usize + colon + 1 + blanks)
    });
    match value.or(own_line) {
        // `{cipher}AQB…`: the bracket closes and something follows.
        Some(value) if source.slice(value).starts_with(['{', '[']) => quotable(
            source,
            value,
            "a value that begins with a bracket is read as a mapping or list, and this is not one",
            "Put the value in single quotes.",
        ),
        _ => ParseError::syntax(
            rest,
            format!("the value has ended before this: {found} cannot follow it"),
            "Put the whole value in single quotes; inside them a single quote is written twice.",
        ),
    }
}

/// A line whose indentation fits no block.
fn misaligned(source: &SourceFile, list: bool, line: Span, from: Mark) -> ParseError {
    let what = if list { "list" } else { "mapping" };
    let above = source.text()[..source.line_span(line.start).start as usize]
        .lines()
        .enumerate()
        .filter(|(_, above)| !matches!(above.trim_start().bytes().next(), None | Some(b'#')))
        .last();
    let help = above.map_or_else(
        || format!("Indent it like the other lines of its {what}."),
        |(number, above)| {
            let indent = above.len() - above.trim_start_matches(' ').len();
            format!(
                "If it belongs to the same block as line {}, indent it by {indent} space{} too.",
                number + 1,
                if indent == 1 { "" } else { "s" }
            )
        },
    );
    ParseError::syntax(line, format!("this line is not aligned with the {what} that it belongs to"), help)
        .related(char_span(source, from.at), format!("the {what} begins here"))
}

/// Where the quote was opened that closes at the end of `before`, if that was on an earlier line.
fn quote_opened_above(source: &SourceFile, line: Span, before: &str) -> Option<usize> {
    let quote = before.trim_end().chars().next_back().filter(|char| matches!(char, '\'' | '"'))?;
    let odd = |text: &str| text.matches(quote).count() % 2 == 1;
    if !odd(before) {
        return None;
    }
    let mut above = &source.text()[..line.start as usize];
    loop {
        let text = above.trim_end_matches(['\n', '\r']);
        let start = text.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        if odd(&text[start..]) {
            return text.rfind(quote);
        }
        if start == 0 {
            return None;
        }
        above = &text[..start];
    }
}

fn flow_end_missing(source: &SourceFile, list: bool, found: &str, at: Mark, from: Mark) -> ParseError {
    let (open, close) = if list { ('[', ']') } else { ('{', '}') };
    let is_value = is_value_start(source, from.at);
    let value = rest_of_line(source, from.at);
    if is_value && from.line == at.line {
        if let Some(placeholder) = placeholder(source, value) {
            return ParseError {
                cure: quote(source, placeholder),
                ..ParseError::syntax(
                    placeholder,
                    "inside brackets a placeholder `${…}` is read as a mapping",
                    "Put the placeholder in single quotes.",
                )
            };
        }
        let what = if list { "list" } else { "mapping" };
        let message = format!("a value that begins with `{open}` is read as a {what}, and this is not one");
        return quotable(source, value, message, "Put the value in single quotes.");
    }
    let bracket = char_span(source, from.at);
    let here = char_span(source, at.at);
    let at_end = here.is_empty();
    // Brackets over several lines are meant as such (JSON, say): then the place of the missing comma is the cause.
    let (span, related) = if at_end || (is_value && value.len() > 1) {
        (bracket, (here, format!("here `,` or `{close}` is missing")))
    } else {
        (here, (bracket, format!("this `{open}` is still open")))
    };
    ParseError::syntax(
        span,
        format!("`,` or `{close}` is missing: {found} cannot be here while `{open}` of line {} is open", from.line + 1),
        format!("Separate the entries by `,` and close with `{close}`; put a value that begins with `{open}` in single quotes."),
    )
    .related(related.0, related.1)
}

/// The first `${…}` of a value in brackets.
fn placeholder(source: &SourceFile, value: Span) -> Option<Span> {
    let text = source.slice(value);
    let start = text.find("${")?;
    let end = start + text[start..].find('}')? + 1;
    Some(Span::new(value.start as usize + start, value.start as usize + end))
}

fn content_missing(source: &SourceFile, found: &str, at: Mark) -> ParseError {
    let rest = rest_of_line(source, at.at);
    let text = source.slice(rest);
    if text.len() > 1 && text.starts_with([',', ']', '}']) && is_value_start(source, rest.start as usize) {
        let message = format!("a value cannot begin with `{}`", &text[..1]);
        return quotable(source, rest, message, "Put the value in single quotes.");
    }
    ParseError::syntax(
        if rest.is_empty() { char_span(source, at.at) } else { rest },
        format!("a value must be here, not {found}"),
        "Put the value in single quotes if it is text.",
    )
}
