//! Why SnakeYAML refuses a text.

use super::cursor::Mark;

/// A refusal: its cause, and the two places that SnakeYAML's message names.
#[derive(Clone, Debug)]
pub(super) struct Error {
    pub cause: Cause,
    /// Where SnakeYAML gives up (its "problem mark").
    pub at: Mark,
    /// Where the thing began that could not be read (its "context mark").
    pub from: Option<Mark>,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cause {
    /// A character that cannot start a value: a tab, `@`, `%`, a backquote.
    CannotStart(char),
    /// `: ` where no key can be: `a: b: c`, or a line above without its colon.
    ValueNotAllowed,
    /// `- ` where no list item can be.
    EntryNotAllowed,
    /// `? ` where no key can be.
    KeyNotAllowed,
    /// A line that must be a key has no colon.
    ColonMissing,
    /// A quote is never closed.
    QuoteNotClosed,
    /// `---` inside quotes.
    DocumentSeparatorInQuotes,
    /// A backslash in double quotes followed by something unknown.
    UnknownEscape(char),
    /// `\x`, `\u` or `\U` without its hexadecimal digits.
    BadHexEscape,
    /// Behind `|` or `>` stands something other than an indicator, a comment or the line's end.
    BadBlockHeader,
    /// The indentation indicator 0.
    ZeroIndentation,
    /// A name after `&` or `*` is missing or followed by an odd character.
    BadAnchor,
    /// A malformed `!tag`.
    BadTag,
    /// A malformed `%` directive.
    BadDirective,
    /// `%YAML` twice, `%TAG` twice for one handle.
    DuplicateDirective,
    /// `%YAML 2.0`.
    UnknownVersion,
    /// `!handle!x` without its `%TAG`.
    UnknownTagHandle(String),
    /// Content behind the end of a document that `---` does not announce.
    DocumentStartMissing(&'static str),
    /// The lines of a mapping or list are not aligned.
    BlockEndMissing { list: bool, found: &'static str },
    /// `,` or the closing bracket is missing.
    FlowEndMissing { list: bool, found: &'static str },
    /// A value is missing where one must be.
    ContentMissing(&'static str),
    /// `*name` without `&name`.
    UndefinedAlias(String),
    /// Deeper than 50 levels.
    TooDeep,
}
