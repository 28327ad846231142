//! What is really the matter with a file, looked for in its text before the complaint of its parser is believed.
//!
//! A parser stops where it can make no sense of a text, which is often lines after the place of the slip. Each part
//! knows one kind of slip by what the text shows; where it has edits, they are tried before it is believed.

use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::edit::{Edit, EditSet};
use crate::parse::{Format, ParseErrorKind, ParsedFile, yaml};
use crate::settings::{SECTION, Setting};
use crate::source::{SourceFile, Span};

mod character;
mod comment;
mod duplicate;
mod foreign;
mod indent;
mod key;
mod lines;
mod quote;
mod tag;
mod template;

pub(super) use comment::commented_out;
use lines::Lines;

/// The cause of a fault.
#[derive(Debug)]
struct Cause {
    rule: &'static str,
    span: Span,
    label: String,
    message: String,
    help: String,
    related: Vec<(Span, String)>,
    fix: Option<(String, Vec<Edit>)>,
}

impl Cause {
    fn new(rule: &'static str, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        let (message, help) = (message.into(), help.into());
        Self { rule, span, label: String::new(), message, help, related: vec![], fix: None }
    }

    fn syntax(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new("yaml-syntax", span, message, help)
    }

    fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Further places of the same slip.
    fn also(mut self, spans: impl IntoIterator<Item = Span>, label: &str) -> Self {
        self.related.extend(spans.into_iter().map(|span| (span, label.to_owned())));
        self
    }

    fn diagnostic(self) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(self.rule, Severity::Error, Consequence::Start, self.span, self.message);
        diagnostic = diagnostic.label(self.label).help(self.help).property(SECTION);
        for (span, message) in self.related {
            diagnostic = diagnostic.related(span, message);
        }
        match self.fix {
            Some((title, edits)) => diagnostic.fix(true, title, edits),
            None => diagnostic,
        }
    }
}

/// What a part sees.
struct Text<'a> {
    source: &'a SourceFile,
    reading: &'a ParsedFile,
    lines: Lines<'a>,
}

impl Text<'_> {
    /// The line of the first fault, from 0; the last one where the file can be read.
    fn fault_line(&self) -> usize {
        let fault = self.reading.faults.first();
        fault.map_or(self.lines.all.len(), |fault| self.source.line(fault.span.start) - 1)
    }

    /// The first of several sets of edits after which the file is read with the most settings, or else is refused further on.
    fn healing(&self, variants: Vec<Vec<Edit>>) -> Option<Vec<Edit>> {
        let tried = variants.into_iter().filter_map(|edits| self.tried(&edits).map(|score| (score, edits)));
        let mut best: Option<((usize, usize), Vec<Edit>)> = None;
        for (score, edits) in tried {
            if best.as_ref().is_none_or(|(other, _)| score < *other) {
                best = Some((score, edits));
            }
        }
        best.map(|(_, edits)| edits)
    }

    /// How much is left after edits: text from the first fault on, and missing settings. `None` where they do not help.
    fn tried(&self, edits: &[Edit]) -> Option<(usize, usize)> {
        if edits.is_empty() {
            return None;
        }
        let mut set = EditSet::default();
        set.add(edits.iter().cloned()).ok()?;
        let text = set.apply(self.source);
        let new = SourceFile::from_bytes(self.source.name(), text.into_bytes());
        let reading = yaml::read(&new);
        let left = |source: &SourceFile, reading: &ParsedFile| {
            reading.faults.first().map_or(0, |fault| source.text().len() + 1 - fault.span.start as usize)
        };
        let (now, before) = (left(&new, &reading), left(self.source, self.reading));
        let settings = |reading: &ParsedFile| {
            let settings = crate::settings::Settings::bind(reading, &vec![true; reading.documents.len()]);
            Setting::ALL.into_iter().filter(|setting| settings.get(reading, *setting).is_none()).count()
        };
        let missing = settings(&reading);
        let helps = now < before || before == 0 && now == 0 && missing < settings(self.reading);
        helps.then_some((now, missing))
    }
}

/// A file that is something else than it is taken for: nothing else can be said of it.
pub(super) fn of_file(source: &SourceFile, reading: &ParsedFile, present: bool) -> Option<Diagnostic> {
    foreign::of(source, reading, present).map(Cause::diagnostic)
}

/// The slip because of which a YAML file is refused, or read without a single setting.
pub(super) fn of_refusal(source: &SourceFile, reading: &ParsedFile) -> Option<Diagnostic> {
    type Part = fn(&Text) -> Option<Cause>;
    const SYNTAX: &[Part] = &[
        template::of,
        character::control,
        character::odd,
        character::tabs,
        quote::open,
        quote::commas,
        comment::of,
        key::two_on_a_line,
        key::equals,
        tag::of,
        quote::hyphen,
        quote::bracket,
        quote::never_closed,
        quote::after_end,
        indent::beside_section,
        indent::section_outside,
        indent::comment_in_value,
        key::no_space,
        key::no_colon,
        indent::unlike_neighbours,
    ];
    if reading.format != Format::Yaml {
        return None;
    }
    let text = Text { source, reading, lines: Lines::of(source.text()) };
    let parts: &[Part] = match reading.faults.first().map(|fault| fault.kind) {
        Some(ParseErrorKind::DuplicateKey) => &[duplicate::of],
        Some(ParseErrorKind::Syntax) => SYNTAX,
        Some(_) => &[],
        None => &[character::odd, key::equals, comment::settings],
    };
    parts.iter().find_map(|part| part(&text)).map(Cause::diagnostic)
}
