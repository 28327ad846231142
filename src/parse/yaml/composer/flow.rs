//! Lists and mappings in brackets.

use super::{Composer, Result, fail, written};
use crate::parse::yaml::cursor::Mark;
use crate::parse::yaml::error::Cause;
use crate::parse::yaml::node::{Content, Node, Pair, Use};
use crate::parse::yaml::token::Kind;
use crate::source::Span;

impl<'s> Composer<'s> {
    pub(super) fn flow_sequence(&mut self) -> Result<(Span, Content<'s>)> {
        let start = self.scanner.next()?.start;
        let mut items = vec![];
        loop {
            if matches!(self.scanner.peek()?.kind, Kind::FlowSequenceEnd) {
                break;
            }
            if !items.is_empty() {
                self.flow_entry(true, start)?;
            }
            match self.scanner.peek()?.kind {
                Kind::Key => items.push(self.single_pair()?),
                Kind::FlowSequenceEnd => break,
                _ => items.push(self.node(false, false)?),
            }
        }
        let end = self.scanner.next()?.end;
        Ok((Span::new(start.at, end), Content::Sequence { items }))
    }

    /// `[a: b]`: a mapping of one pair inside a list.
    fn single_pair(&mut self) -> Result<Use> {
        let start = self.scanner.peek()?.start;
        self.enter(Some(start))?;
        let end = self.scanner.next()?.end;
        let key = match self.scanner.peek()?.kind {
            Kind::Value | Kind::FlowEntry | Kind::FlowSequenceEnd => self.absent(end)?,
            _ => self.node(false, false)?,
        };
        let value = self.flow_value(key, |kind| matches!(kind, Kind::FlowEntry | Kind::FlowSequenceEnd))?;
        self.depth -= 1;
        let end = self.end(value).max(self.end(key)).max(start.at);
        let content = Content::Mapping { pairs: vec![Pair::new(key, value)], flow: true };
        Ok(written(self.tree.add(Node {
            span: Span::new(start.at, end),
            from: None,
            tag: None,
            recursive: false,
            content,
        })))
    }

    pub(super) fn flow_mapping(&mut self) -> Result<(Span, Content<'s>)> {
        let start = self.scanner.next()?.start;
        let mut pairs: Vec<Pair> = vec![];
        let ends = |kind: &Kind| matches!(kind, Kind::FlowEntry | Kind::FlowMappingEnd);
        loop {
            if matches!(self.scanner.peek()?.kind, Kind::FlowMappingEnd) {
                break;
            }
            if !pairs.is_empty() {
                self.flow_entry(false, start)?;
            }
            match self.scanner.peek()?.kind {
                Kind::Key => {
                    let end = self.scanner.next()?.end;
                    let key = match self.scanner.peek()?.kind {
                        Kind::Value | Kind::FlowEntry | Kind::FlowMappingEnd => self.absent(end)?,
                        _ => self.node(false, false)?,
                    };
                    let value = self.flow_value(key, ends)?;
                    pairs.push(Pair::new(key, value));
                }
                Kind::FlowMappingEnd => break,
                _ => {
                    let key = self.node(false, false)?;
                    let value = self.absent(self.end(key))?;
                    pairs.push(Pair::new(key, value));
                }
            }
        }
        let end = self.scanner.next()?.end;
        Ok((Span::new(start.at, end), Content::Mapping { pairs, flow: true }))
    }

    fn flow_value(&mut self, key: Use, ends: fn(&Kind) -> bool) -> Result<Use> {
        if !matches!(self.scanner.peek()?.kind, Kind::Value) {
            return self.absent(self.end(key));
        }
        let end = self.scanner.next()?.end;
        if ends(&self.scanner.peek()?.kind) { self.absent(end) } else { self.node(false, false) }
    }

    fn flow_entry(&mut self, list: bool, from: Mark) -> Result<()> {
        let token = self.scanner.peek()?;
        if !matches!(token.kind, Kind::FlowEntry) {
            let (found, start) = (token.kind.words(), token.start);
            return fail(Cause::FlowEndMissing { list, found }, start, Some(from));
        }
        self.scanner.next()?;
        Ok(())
    }
}
