//! Source snippets for people, drawn by miette.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles};
use textwrap::{WordSeparator, WordSplitter};

use super::snippet::{Mark, Snippet};
use super::{Findings, Outcome, Report, count, url};
use crate::diagnostic::{Diagnostic, Severity};
use crate::sanitize;
use crate::terminal::{Look, harmless};

pub(super) fn render(report: &Report, look: Look) -> String {
    let mut text = String::new();
    for file in &report.files {
        let Outcome::Checked(found) = &file.outcome else { continue };
        #[cfg(feature = "live")]
        if let Some(live) = &found.live {
            text.push_str(&crate::live::human::verdict(live, &harmless(&file.path), look));
            text.push('\n');
        }
        for diagnostic in &found.diagnostics {
            draw(&mut text, found, diagnostic, look);
            text.push('\n');
        }
        #[cfg(feature = "live")]
        if let Some(live) = &found.live {
            text.push_str(&crate::live::human::stages(live, look));
            text.push('\n');
        }
    }
    if !report.quiet {
        text.push_str(&summary(report));
    }
    text
}

fn summary(report: &Report) -> String {
    let counts = report.counts();
    let checked = report.files.len() - counts.unreadable;
    let numbers = [(counts.errors, "error"), (counts.warnings, "warning"), (counts.infos, "info")];
    let found: Vec<_> =
        numbers.iter().filter(|(number, _)| *number > 0).map(|(number, word)| count(*number, word)).collect();
    let mut text = match (found.is_empty(), checked) {
        (true, 0) => "Nothing was checked".to_owned(),
        (true, _) => format!("Nothing to report in {}", count(checked, "file")),
        (false, 1) => found.join(", "),
        (false, _) => format!("{} in {} of {}", found.join(", "), counts.affected, count(checked, "file")),
    };
    if counts.fixable > 0 {
        text.push_str(&format!("; {} can be resolved by --fix", counts.fixable));
    }
    text.push_str(".\n");
    if counts.unsafe_fixes > 0 {
        let do_it = if counts.unsafe_fixes == 1 {
            "fix; --diff --unsafe-fixes shows what it does"
        } else {
            "fixes; --diff --unsafe-fixes shows what they do"
        };
        text.push_str(&format!("{} unsafe {do_it}.\n", counts.unsafe_fixes));
    }
    for (file, _) in report.unreadable() {
        text.push_str(&format!("Not checked: {}\n", harmless(&file.path)));
    }
    // Of errors the first; what only advises would lead away from them.
    let worst = report.findings().map(|(_, _, diagnostic)| diagnostic.severity).max();
    if let Some((_, _, first)) = report.findings().find(|(_, _, diagnostic)| Some(diagnostic.severity) == worst) {
        text.push_str(&format!("More on a rule: osweb-config explain {}\n", first.rule));
    }
    text
}

/// So many places of one diagnostic are shown: nobody reads more, and miette compares each with all others.
const PLACES: usize = 100;

fn draw(text: &mut String, found: &Findings, diagnostic: &Diagnostic, look: Look) {
    let mut marks = vec![Mark { span: diagnostic.span, label: &diagnostic.label, primary: true }];
    let here = diagnostic.related.iter().filter(|label| label.file.is_none());
    marks.extend(here.map(|label| Mark { span: label.span, label: &label.message, primary: false }));
    let places = marks.len();
    marks.truncate(PLACES);
    let more = match places.saturating_sub(PLACES) {
        0 => String::new(),
        more => format!(" ({more} more of these places are not shown here; `--format json` lists all.)"),
    };
    let picture = Picture {
        code: Some(format!("{}[{}]", diagnostic.severity.word(), diagnostic.rule)),
        message: look.text(&sanitize::text(&diagnostic.message)),
        help: look.text(&sanitize::text(help(found, diagnostic))) + &more,
        url: url(diagnostic.rule),
        severity: diagnostic.severity,
        snippet: Snippet::new(&found.source, &marks, look),
    };
    picture.draw(text, look);
    for label in &diagnostic.related {
        let Some(file) = found.other(label) else { continue };
        let mark = Mark { span: label.span, label: "", primary: true };
        let picture = Picture {
            code: None,
            message: look.text(&sanitize::text(&label.message)),
            help: String::new(),
            url: None,
            severity: Severity::Info,
            snippet: Snippet::new(file, &[mark], look),
        };
        picture.draw(text, look);
    }
}

/// The help of a diagnostic. That of a live check stands below with the stages, where commands are not broken into lines.
fn help<'d>(found: &Findings, diagnostic: &'d Diagnostic) -> &'d str {
    let told_below = found.live.is_some() && diagnostic.rule.starts_with("live-") && diagnostic.rule != "live-settings";
    if told_below { "the cure is below, with the stages of the live check" } else { &diagnostic.help }
}

/// What miette draws.
#[derive(Debug)]
struct Picture {
    code: Option<String>,
    message: String,
    help: String,
    url: Option<&'static str>,
    severity: Severity,
    snippet: Snippet,
}

impl Picture {
    fn draw(&self, text: &mut String, look: Look) {
        let mut styles = if look.colour { ThemeStyles::ansi() } else { ThemeStyles::none() };
        let main = match self.severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Info => styles.advice,
        };
        // miette gives styles to labels in the order of the text.
        let labels = self.snippet.labels();
        styles.highlights = labels.iter().map(|label| if label.primary() { main } else { styles.help }).collect();
        let characters = if look.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
        let handler = GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
            .with_width(look.width)
            .with_links(look.links)
            .with_urls(look.links)
            .with_break_words(false)
            .with_word_separator(WordSeparator::AsciiSpace)
            .with_word_splitter(WordSplitter::NoHyphenation)
            .without_syntax_highlighting();
        // Writing into a string cannot fail, and the snippet holds every label.
        let _ = handler.render_report(text, self);
    }
}

impl fmt::Display for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Picture {}

impl miette::Diagnostic for Picture {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.help.is_empty()).then(|| Box::new(&self.help) as Box<dyn fmt::Display>)
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.url.as_ref().map(|url| Box::new(url) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.snippet.labels().into_iter()))
    }
}
