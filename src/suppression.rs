//! Comments that speak to this program, on a line or above it: `# osweb-config: ignore[rule-name] reason` silences a rule,
//! `# osweb-config: secret-expires DATE` says when a secret expires.

use std::collections::HashSet;

use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::parse::{Format, ParsedFile};
use crate::source::{SourceFile, Span};

/// What a comment must hold.
const MARK: &str = "osweb-config:";

/// What a comment holds before the day on which a secret expires.
pub(crate) const EXPIRES: &str = "secret-expires";

/// A comment that silences rules.
#[derive(Clone, Debug)]
pub struct Ignore {
    /// The comment.
    pub span: Span,
    /// The rules that it names; `None` for a comment that is not of the form `ignore[rule]`.
    pub rules: Option<Vec<Named>>,
    /// The list with its brackets; empty where there is none.
    pub list: Span,
    /// The line (from 1) that it speaks of.
    pub line: usize,
}

/// A rule as a comment names it.
#[derive(Clone, Debug)]
pub struct Named {
    /// The name as written.
    pub name: String,
    /// Where.
    pub span: Span,
}

/// A comment that speaks to this program.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Directive<'s> {
    /// The comment.
    pub span: Span,
    /// What follows `osweb-config:`.
    pub content: &'s str,
    /// The line (from 1) that it speaks of.
    pub line: usize,
}

impl<'s> Directive<'s> {
    /// The day on which a secret expires, and the text that says so.
    ///
    /// # Errors
    /// Why the comment names none.
    pub fn day(&self) -> Result<(Date, &'s str), &'static str> {
        let mut words = self.content.split_whitespace();
        if words.next() != Some(EXPIRES) {
            return Err("this comment is not of the form `# osweb-config: secret-expires DATE`");
        }
        let day = words.next().ok_or("this comment names no day")?;
        Ok((day.parse().map_err(|_| "this comment names no day that exists")?, day))
    }

    /// Whether it is, or is meant to be, the day on which a secret expires.
    pub fn is_expiry(&self) -> bool {
        let begins = |word: &str| self.content.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
        ["secret", "expir"].into_iter().any(begins)
    }
}

/// The comments of a file that speak to this program. A comment that only mentions it is none.
pub(crate) fn directives<'s>(source: &'s SourceFile, reading: &ParsedFile) -> Vec<Directive<'s>> {
    let mut directives: Vec<Directive> = vec![];
    // From the last one on: a comment in a run of them speaks of the line that the next one speaks of.
    for &span in reading.directives.iter().rev() {
        let content = source.slice(span).trim_start_matches(['#', '!', ';', ' ', '\t']).strip_prefix(MARK);
        let Some(content) = content.map(str::trim) else { continue };
        let next = directives.last().map(|next| (next.span.start, next.line));
        directives.push(Directive { span, content, line: line(source, reading.format, span, next) });
    }
    directives.reverse();
    directives
}

/// The ignores of a file.
pub(crate) fn of(source: &SourceFile, reading: &ParsedFile) -> Vec<Ignore> {
    let directives = directives(source, reading);
    directives.iter().filter(|directive| !directive.is_expiry()).map(|directive| parse(source, directive)).collect()
}

/// Takes away the diagnostics that a comment silences; a refusal of the file is none that can be.
pub(crate) fn apply(ignores: &[Ignore], source: &SourceFile, diagnostics: &mut Vec<Diagnostic>) {
    let silenced: HashSet<(usize, &str)> = ignores
        .iter()
        .flat_map(|ignore| ignore.rules.iter().flatten().map(|named| (ignore.line, named.name.as_str())))
        .collect();
    if !silenced.is_empty() {
        diagnostics.retain(|one| one.refusal || !silenced.contains(&(source.line(one.span.start), one.rule)));
    }
}

fn parse(source: &SourceFile, directive: &Directive) -> Ignore {
    let Directive { span, content, line } = *directive;
    let at = |part: &str| part.as_ptr() as usize - source.text().as_ptr() as usize;
    let malformed = Ignore { span, rules: None, list: Span::at(span.start as usize), line };
    let Some(list) = content.strip_prefix("ignore").map(str::trim_start).and_then(|rest| rest.strip_prefix('[')) else {
        return malformed;
    };
    let Some(end) = list.find(']') else { return malformed };
    let names = list[..end].split(',').map(str::trim).filter(|name| !name.is_empty());
    let rules: Vec<Named> =
        names.map(|name| Named { name: name.to_owned(), span: Span::new(at(name), at(name) + name.len()) }).collect();
    let list = Span::new(at(list) - 1, at(list) + end + 1);
    Ignore { rules: (!rules.is_empty()).then_some(rules), list, ..malformed }
}

/// The line that a comment speaks of: its own, or the next one with content where nothing stands before the comment. Where another
/// such comment (`following`: its place and line) is on the way there, that one has found it.
fn line(source: &SourceFile, format: Format, comment: Span, following: Option<(u32, usize)>) -> usize {
    let marks: &[char] = match format {
        Format::Properties => &['#', '!'],
        Format::Registry => &[';'],
        Format::Yaml | Format::Json | Format::Actuator => &['#'],
    };
    let own = source.line_span(comment.start);
    let before = source.slice(Span { start: own.start, end: comment.start });
    if !before.trim().is_empty() {
        return source.line(comment.start);
    }
    let mut next = source.full_line_span(comment.start).end;
    while (next as usize) < source.text().len() {
        let text = source.slice(source.line_span(next)).trim_start();
        if !text.is_empty() && !text.starts_with(marks) {
            break;
        }
        if let Some((start, line)) = following
            && source.line_span(next).contains(Span::at(start as usize))
        {
            return line;
        }
        next = source.full_line_span(next).end;
    }
    source.line(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ignores(text: &str) -> Vec<(usize, Option<Vec<String>>)> {
        let source = SourceFile::from_bytes("osweb-prod.yml", text.into());
        let reading = crate::parse::read(&source);
        let names = |rules: Vec<Named>| rules.into_iter().map(|named| named.name).collect();
        of(&source, &reading).into_iter().map(|ignore| (ignore.line, ignore.rules.map(names))).collect()
    }

    #[test]
    fn a_comment_speaks_of_its_line_or_of_the_next_one() {
        let names = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(ignores("a: 1 # osweb-config: ignore[x-y] why\n"), [(1, names(&["x-y"]))]);
        assert_eq!(ignores("# osweb-config: ignore[ x , y ]\n# more\n\na: 1\n"), [(4, names(&["x", "y"]))]);
        assert_eq!(ignores("a:\n  #osweb-config:ignore [x]\r\n  b: 1\r\n"), [(3, names(&["x"]))]);
    }

    #[test]
    fn each_format_has_its_comments() {
        let properties = SourceFile::from_bytes("x.properties", b"! osweb-config: ignore[x]\n! more\na=1\n".to_vec());
        let registry =
            b"REGEDIT4\n[A]\n; osweb-config: ignore[x]\n\"a\"=\"1\"\n\"b\"=\"2\" ; osweb-config: ignore[y]\n";
        let registry = SourceFile::from_bytes("x.reg", registry.to_vec());
        for (source, lines) in [(properties, &[3][..]), (registry, &[4, 5])] {
            let reading = crate::parse::read(&source);
            let ignores = of(&source, &reading);
            assert_eq!(ignores.iter().map(|ignore| ignore.line).collect::<Vec<_>>(), lines);
            assert!(ignores.iter().all(|ignore| ignore.rules.is_some()));
        }
    }

    #[test]
    fn what_is_no_list_of_rules_is_told_from_a_mention() {
        assert_eq!(ignores("# osweb-config: ignore x\na: 1\n"), [(2, None)]);
        assert_eq!(ignores("# osweb-config: ignore[]\na: 1\n"), [(2, None)]);
        assert_eq!(ignores("# checked with osweb-config: fine\na: 'osweb-config: ignore[x]'\n"), []);
    }
}
