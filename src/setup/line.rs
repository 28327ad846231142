//! A line of text whose values stay apart from it, so that each format can quote them its own way.

use super::{Value, Values};
use crate::sanitize;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Plain words.
    Words(&'static str),
    /// A label on a screen, or emphasis.
    Label(&'static str),
    /// Something to type or to recognise, as it is.
    Code(&'static str),
    /// An address on the web.
    Link(&'static str),
    /// A value.
    Value(Value),
}

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Piece>);

impl Line {
    /// Takes a template apart: `*label*`, `` `code` ``, `<https://…>`, `{value}` by its name in [`Values::named`].
    pub(super) fn new(template: &'static str, values: &Values) -> Self {
        let mut pieces = vec![];
        let mut rest = template;
        while let Some(at) = rest.find(['*', '`', '<', '{']) {
            let (close, piece): (char, fn(&'static str, &Values) -> Piece) = match rest.as_bytes()[at] {
                b'*' => ('*', |text, _| Piece::Label(text)),
                b'`' => ('`', |text, _| Piece::Code(text)),
                b'<' => ('>', |text, _| Piece::Link(text)),
                _ => ('}', |name, values| Piece::Value(values.named(name))),
            };
            let inside = &rest[at + 1..];
            let Some(end) = inside.find(close) else { break };
            if at > 0 {
                pieces.push(Piece::Words(&rest[..at]));
            }
            pieces.push(piece(&inside[..end], values));
            rest = &inside[end + 1..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Words(rest));
        }
        Self(pieces)
    }

    /// A value alone.
    pub(super) fn value(value: Value) -> Self {
        Self(vec![Piece::Value(value)])
    }

    /// Code alone.
    pub(super) fn code(text: &'static str) -> Self {
        Self(vec![Piece::Code(text)])
    }
}

/// A value as it may be shown: one line, without characters that hide or turn round what stands beside them.
pub(super) fn shown(text: &str) -> String {
    sanitize::line(text).into_owned()
}
