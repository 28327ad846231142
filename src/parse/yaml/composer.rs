//! From tokens to a document's tree, by the grammar of YAML 1.1 as SnakeYAML's parser and composer walk it.

use std::borrow::Cow;
use std::collections::HashMap;

use super::cursor::Mark;
use super::error::{Cause, Error};
use super::node::{Content, Node, NodeId, Pair, Tree, Use};
use super::scanner::Scanner;
use super::token::{Directive, Kind, Token};
use crate::property::Style;
use crate::source::Span;

mod flow;

/// Levels of nesting that SnakeYAML accepts by default; Spring Boot leaves it at that.
const NESTING_LIMIT: usize = 50;

/// Prefix of the standard tags, `!!`.
pub(super) const STANDARD: &str = "tag:yaml.org,2002:";

type Result<T> = std::result::Result<T, Box<Error>>;

/// Composes document by document.
pub(super) struct Composer<'s> {
    pub scanner: Scanner<'s>,
    tree: Tree<'s>,
    anchors: HashMap<&'s str, Anchored>,
    handles: Vec<(&'s str, Cow<'s, str>)>,
    depth: usize,
    first: bool,
}

#[derive(Clone, Copy)]
struct Anchored {
    node: NodeId,
    complete: bool,
}

/// What stands in front of a node.
#[derive(Default)]
struct Properties<'s> {
    anchor: Option<&'s str>,
    tag: Option<Cow<'s, str>>,
    /// Where the first of them begins.
    from: Option<Mark>,
    /// Byte offset behind the last of them.
    end: usize,
}

/// A document's root.
pub(super) struct Root {
    pub node: NodeId,
    /// From the first to the last character of the content.
    pub span: Span,
}

impl<'s> Composer<'s> {
    pub fn new(text: &'s str) -> Self {
        Self {
            scanner: Scanner::new(text),
            tree: Tree::default(),
            anchors: HashMap::new(),
            handles: vec![],
            depth: 0,
            first: true,
        }
    }

    /// The tree of the document that was composed last.
    pub fn tree(&self) -> &Tree<'s> {
        &self.tree
    }

    /// The same, to be constructed.
    pub fn tree_mut(&mut self) -> &mut Tree<'s> {
        &mut self.tree
    }

    /// Composes the next document; `None` at the end.
    pub fn document(&mut self) -> Result<Option<Root>> {
        self.tree.clear();
        self.anchors.clear();
        self.handles.clear();
        let implicit = self.first
            && !matches!(self.scanner.peek()?.kind, Kind::Directive(_) | Kind::DocumentStart | Kind::StreamEnd);
        self.first = false;
        let node = if implicit {
            self.node(true, false)?
        } else {
            while matches!(self.scanner.peek()?.kind, Kind::DocumentEnd) {
                self.scanner.next()?;
            }
            if matches!(self.scanner.peek()?.kind, Kind::StreamEnd) {
                return Ok(None);
            }
            self.directives()?;
            if matches!(self.scanner.peek()?.kind, Kind::StreamEnd) {
                return Ok(None);
            }
            let token = self.scanner.peek()?;
            if !matches!(token.kind, Kind::DocumentStart) {
                let (words, start) = (token.kind.words(), token.start);
                return fail(Cause::DocumentStartMissing(words), start, None);
            }
            let end = self.scanner.next()?.end;
            match self.scanner.peek()?.kind {
                Kind::Directive(_) | Kind::DocumentStart | Kind::DocumentEnd | Kind::StreamEnd => self.absent(end)?,
                _ => self.node(true, false)?,
            }
        };
        if matches!(self.scanner.peek()?.kind, Kind::DocumentEnd) {
            self.scanner.next()?;
        }
        let span = self.tree.node(node.node).span;
        Ok(Some(Root { node: node.node, span }))
    }

    fn directives(&mut self) -> Result<()> {
        let mut version = false;
        while matches!(self.scanner.peek()?.kind, Kind::Directive(_)) {
            let Token { kind: Kind::Directive(directive), start, .. } = self.scanner.next()? else { unreachable!() };
            match directive {
                Directive::Yaml { .. } if version => return fail(Cause::DuplicateDirective, start, None),
                Directive::Yaml { major: 1 } => version = true,
                Directive::Yaml { .. } => return fail(Cause::UnknownVersion, start, None),
                Directive::Tag { handle, .. } if self.handles.iter().any(|(known, _)| *known == handle) => {
                    return fail(Cause::DuplicateDirective, start, None);
                }
                Directive::Tag { handle, prefix } => self.handles.push((handle, prefix)),
                Directive::Other => {}
            }
        }
        Ok(())
    }

    /// A node that is not written.
    fn absent(&mut self, at: usize) -> Result<Use> {
        self.enter(None)?;
        self.depth -= 1;
        let content = Content::Scalar { text: Cow::Borrowed(""), style: Style::Absent };
        Ok(written(self.tree.add(Node { span: Span::at(at), from: None, tag: None, recursive: false, content })))
    }

    fn enter(&mut self, start: Option<Mark>) -> Result<()> {
        if self.depth > NESTING_LIMIT {
            let at = match start {
                Some(start) => start,
                None => self.scanner.peek()?.start,
            };
            return fail(Cause::TooDeep, at, None);
        }
        self.depth += 1;
        Ok(())
    }

    /// `block`: whether block style is allowed here; `indentless`: whether a list may stand at its key's column.
    fn node(&mut self, block: bool, indentless: bool) -> Result<Use> {
        if matches!(self.scanner.peek()?.kind, Kind::Alias(_)) {
            return self.alias();
        }
        let Properties { anchor, tag, from, end: properties_end } = self.properties()?;
        let token = self.scanner.peek()?;
        let start = token.start;
        let from = from.unwrap_or(start);
        let span = Span::at(start.at);
        let nothing = || Content::Scalar { text: Cow::Borrowed(""), style: Style::Absent };
        enum Shape {
            Scalar,
            Block { list: bool },
            Indentless,
            Flow { list: bool },
            Absent,
        }
        let shape = match &token.kind {
            Kind::BlockEntry if indentless => Shape::Indentless,
            Kind::Scalar { .. } => Shape::Scalar,
            Kind::FlowSequenceStart => Shape::Flow { list: true },
            Kind::FlowMappingStart => Shape::Flow { list: false },
            Kind::BlockSequenceStart if block => Shape::Block { list: true },
            Kind::BlockMappingStart if block => Shape::Block { list: false },
            _ if anchor.is_some() || tag.is_some() => Shape::Absent,
            kind => return fail(Cause::ContentMissing(kind.words()), start, Some(from)),
        };
        self.enter(Some(start))?;
        // Java trims the tag and finds it changed.
        let padded = tag.as_deref().is_some_and(|tag| tag.trim_matches(|char| char <= ' ').len() < tag.len());
        if padded {
            if let Shape::Scalar = shape {
                self.scanner.next()?;
            }
            return fail(Cause::BadTag, from, None);
        }
        let id = self.tree.add(Node {
            span,
            from: (from.at != start.at).then_some(from.at as u32),
            tag,
            recursive: false,
            content: nothing(),
        });
        if let Some(name) = anchor {
            self.anchors.insert(name, Anchored { node: id, complete: false });
        }
        let (span, content) = match shape {
            Shape::Scalar => {
                let token = self.scanner.next()?;
                let Kind::Scalar { text, style } = token.kind else { unreachable!() };
                (Span::new(start.at, token.end), Content::Scalar { text, style })
            }
            Shape::Absent => (Span::at(properties_end), nothing()),
            Shape::Block { list: true } => self.block_sequence()?,
            Shape::Block { list: false } => self.block_mapping()?,
            Shape::Indentless => self.indentless_sequence()?,
            Shape::Flow { list: true } => self.flow_sequence()?,
            Shape::Flow { list: false } => self.flow_mapping()?,
        };
        self.tree.complete(id, span, content);
        if let Some(anchored) =
            anchor.and_then(|name| self.anchors.get_mut(name)).filter(|anchored| anchored.node == id)
        {
            anchored.complete = true;
        }
        self.depth -= 1;
        Ok(written(id))
    }

    fn alias(&mut self) -> Result<Use> {
        let Token { kind: Kind::Alias(name), start, end } = self.scanner.next()? else { unreachable!() };
        let Some(anchored) = self.anchors.get(name) else {
            return fail(Cause::UndefinedAlias(name.to_owned()), start, None);
        };
        if !anchored.complete {
            self.tree.set_recursive(anchored.node);
        }
        Ok(Use { node: anchored.node, alias: Some(Span::new(start.at, end)) })
    }

    /// Anchor and tag in front of a node.
    fn properties(&mut self) -> Result<Properties<'s>> {
        let Properties { mut anchor, mut from, mut end, .. } = Properties::default();
        let mut written = None;
        for _ in 0..2 {
            match self.scanner.peek()?.kind {
                Kind::Anchor(name) if anchor.is_none() => {
                    let token = self.scanner.next()?;
                    from.get_or_insert(token.start);
                    anchor = Some(name);
                    end = token.end;
                }
                Kind::Tag { .. } if written.is_none() => {
                    let token = self.scanner.next()?;
                    from.get_or_insert(token.start);
                    end = token.end;
                    written = Some(token);
                }
                _ => break,
            }
        }
        // What is scanned comes first: an undeclared handle is only noticed now.
        let tag = match written {
            Some(Token { kind: Kind::Tag { handle, suffix }, start, .. }) => {
                Some(self.resolve_tag(handle, suffix, start, from.unwrap_or(start))?)
            }
            _ => None,
        };
        Ok(Properties { anchor, tag, from, end })
    }

    fn resolve_tag(&self, handle: Option<&'s str>, suffix: Cow<'s, str>, at: Mark, from: Mark) -> Result<Cow<'s, str>> {
        let Some(handle) = handle else { return Ok(suffix) };
        let declared = self.handles.iter().find(|(known, _)| *known == handle).map(|(_, prefix)| &**prefix);
        match (declared, handle) {
            (Some(prefix), _) => Ok(Cow::Owned(prefix.to_owned() + &suffix)),
            (None, "!") => Ok(Cow::Owned("!".to_owned() + &suffix)),
            (None, "!!") => Ok(Cow::Owned(STANDARD.to_owned() + &suffix)),
            (None, _) => fail(Cause::UnknownTagHandle(handle.to_owned()), at, Some(from)),
        }
    }

    fn block_sequence(&mut self) -> Result<(Span, Content<'s>)> {
        let start = self.scanner.next()?.start;
        let mut items = vec![];
        loop {
            let token = self.scanner.peek()?;
            match token.kind {
                Kind::BlockEntry => {
                    let end = self.scanner.next()?.end;
                    items.push(match self.scanner.peek()?.kind {
                        Kind::BlockEntry | Kind::BlockEnd => self.absent(end)?,
                        _ => self.node(true, false)?,
                    });
                }
                Kind::BlockEnd => break,
                _ => {
                    let cause = Cause::BlockEndMissing { list: true, found: token.kind.words() };
                    return fail(cause, token.start, Some(start));
                }
            }
        }
        self.scanner.next()?;
        let end = items.last().map_or(start.at, |item| self.end(*item));
        Ok((Span::new(start.at, end.max(start.at)), Content::Sequence { items }))
    }

    fn indentless_sequence(&mut self) -> Result<(Span, Content<'s>)> {
        let start = self.scanner.peek()?.start;
        let mut items = vec![];
        while matches!(self.scanner.peek()?.kind, Kind::BlockEntry) {
            let end = self.scanner.next()?.end;
            items.push(match self.scanner.peek()?.kind {
                Kind::BlockEntry | Kind::Key | Kind::Value | Kind::BlockEnd => self.absent(end)?,
                _ => self.node(true, false)?,
            });
        }
        let end = items.last().map_or(start.at, |item| self.end(*item));
        Ok((Span::new(start.at, end.max(start.at)), Content::Sequence { items }))
    }

    fn block_mapping(&mut self) -> Result<(Span, Content<'s>)> {
        let start = self.scanner.next()?.start;
        let mut pairs = vec![];
        loop {
            let token = self.scanner.peek()?;
            match token.kind {
                Kind::Key => {
                    let end = self.scanner.next()?.end;
                    let key = match self.scanner.peek()?.kind {
                        Kind::Key | Kind::Value | Kind::BlockEnd => self.absent(end)?,
                        _ => self.node(true, true)?,
                    };
                    let value = if matches!(self.scanner.peek()?.kind, Kind::Value) {
                        let end = self.scanner.next()?.end;
                        match self.scanner.peek()?.kind {
                            Kind::Key | Kind::Value | Kind::BlockEnd => self.absent(end)?,
                            _ => self.node(true, true)?,
                        }
                    } else if matches!(self.scanner.peek()?.kind, Kind::Scalar { .. }) {
                        // SnakeYAML lets a text follow its key without a colon, where the scanner took it for a key.
                        self.node(true, true)?
                    } else {
                        self.absent(self.end(key))?
                    };
                    pairs.push(Pair::new(key, value));
                }
                Kind::BlockEnd => break,
                _ => {
                    let cause = Cause::BlockEndMissing { list: false, found: token.kind.words() };
                    return fail(cause, token.start, Some(start));
                }
            }
        }
        self.scanner.next()?;
        let end = pairs.last().map_or(start.at, |pair| self.end(pair.value).max(self.end(pair.key)));
        Ok((Span::new(start.at, end.max(start.at)), Content::Mapping { pairs, flow: false }))
    }

    /// Byte offset behind a node at its place.
    fn end(&self, place: Use) -> usize {
        place.alias.map_or_else(|| self.tree.node(place.node).span.end, |alias| alias.end) as usize
    }
}

fn written(node: NodeId) -> Use {
    Use { node, alias: None }
}

fn fail<T>(cause: Cause, at: Mark, from: Option<Mark>) -> Result<T> {
    Err(Box::new(Error { cause, at, from }))
}
