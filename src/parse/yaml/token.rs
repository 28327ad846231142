//! Tokens of YAML 1.1.

use std::borrow::Cow;

use super::cursor::Mark;
use crate::property::Style;

/// A token and its place.
#[derive(Clone, Debug)]
pub(super) struct Token<'s> {
    pub kind: Kind<'s>,
    pub start: Mark,
    /// Byte offset behind the token.
    pub end: usize,
}

/// What a token is.
#[derive(Clone, Debug)]
pub(super) enum Kind<'s> {
    StreamEnd,
    /// `%YAML`, `%TAG` or a directive that is skipped.
    Directive(Directive<'s>),
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowMappingStart,
    FlowSequenceEnd,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias(&'s str),
    Anchor(&'s str),
    Tag {
        handle: Option<&'s str>,
        suffix: Cow<'s, str>,
    },
    Scalar {
        text: Cow<'s, str>,
        style: Style,
    },
}

#[derive(Clone, Debug)]
pub(super) enum Directive<'s> {
    Yaml { major: u32 },
    Tag { handle: &'s str, prefix: Cow<'s, str> },
    Other,
}

impl Kind<'_> {
    /// The token in words, for messages.
    pub fn words(&self) -> &'static str {
        match self {
            Self::StreamEnd => "the end of the file",
            Self::Directive(_) => "a `%` directive",
            Self::DocumentStart => "a document start `---`",
            Self::DocumentEnd => "a document end `...`",
            Self::BlockSequenceStart => "a list",
            Self::BlockMappingStart => "a mapping",
            Self::BlockEnd => "the end of a block",
            Self::FlowSequenceStart => "`[`",
            Self::FlowMappingStart => "`{`",
            Self::FlowSequenceEnd => "`]`",
            Self::FlowMappingEnd => "`}`",
            Self::BlockEntry => "a list item `-`",
            Self::FlowEntry => "`,`",
            Self::Key => "a key",
            Self::Value => "`:`",
            Self::Alias(_) => "an alias",
            Self::Anchor(_) => "an anchor",
            Self::Tag { .. } => "a tag",
            Self::Scalar { .. } => "text",
        }
    }
}
