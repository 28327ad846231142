//! A rule's page for a terminal and as Markdown.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use crate::diagnostic::Severity;
use crate::rules::{self, RULES, Rule};
use crate::terminal::Look;

/// A longer example is no help on a page.
const LONGEST: usize = 40;

/// The page for a terminal: wrapped, with bold titles and, where they work, links.
pub(super) fn terminal(rule: &Rule, look: Look) -> String {
    let page = rule.page();
    let mut text = format!("{} ({})\n\n", bold(rule.name, look), coloured(rule.severity, look));
    prose(&mut text, &page.summary, 0, look);
    for (title, section) in &page.sections {
        if title == "References" {
            example(&mut text, rule, look);
        }
        let _ = writeln!(text, "\n{}", bold(title, look));
        prose(&mut text, section, 2, look);
    }
    text
}

/// All rules, one line each.
pub(super) fn list(look: Look) -> String {
    let wide = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for rule in rules::documented() {
        let summary = look.text(&rule.page().summary.replace('\n', " "));
        let start = format!("{:<wide$}  {:<7}  ", rule.name, rule.severity.word());
        let indent = " ".repeat(start.len());
        let room = look.width.max(start.len() + 30);
        let options = textwrap::Options::new(room).subsequent_indent(&indent).break_words(false);
        let _ = writeln!(text, "{}", textwrap::fill(&format!("{start}{summary}"), options).trim_end());
    }
    text
}

/// The page as Markdown, its title at a level.
pub(super) fn markdown(rule: &Rule, level: usize) -> String {
    let page = rule.page();
    let mark = "#".repeat(level);
    let mut text = format!("{mark} {}\n\nSeverity: {}\n\n{}\n", rule.name, rule.severity.word(), page.summary);
    for (title, section) in &page.sections {
        if let Some(example) = rule.example().filter(|_| title == "References") {
            let _ = writeln!(text, "\n{mark}# Example\n");
            if example.input.lines().count() <= LONGEST {
                let _ = writeln!(text, "{}\n", fenced("yaml", example.input));
            }
            let _ =
                writeln!(text, "`osweb-config check {}` prints:\n\n{}", example.file, fenced("text", example.output));
        }
        let _ = writeln!(text, "\n{mark}# {title}\n\n{section}");
    }
    text
}

fn fenced(language: &str, text: &str) -> String {
    format!("```{language}\n{}\n```", text.trim_end())
}

fn example(text: &mut String, rule: &Rule, look: Look) {
    let Some(example) = rule.example() else { return };
    let _ = writeln!(text, "\n{}", bold("Example", look));
    if example.input.lines().count() <= LONGEST {
        verbatim(text, example.input, look);
        text.push('\n');
    }
    let _ = writeln!(text, "  osweb-config check {} prints:\n", example.file);
    verbatim(text, example.output, look);
}

fn verbatim(text: &mut String, content: &str, look: Look) {
    for line in content.trim_end().lines() {
        let _ = writeln!(text, "{}", format!("    {}", look.text(line)).trim_end());
    }
}

/// Paragraphs and list items are wrapped, code blocks stay as they are.
fn prose(text: &mut String, markdown: &str, indent: usize, look: Look) {
    let mut fence = false;
    let mut paragraph = String::new();
    for line in markdown.lines().chain([""]) {
        let item =
            line.starts_with("- ") || line.split_once(". ").is_some_and(|(number, _)| number.parse::<u32>().is_ok());
        let fences = line.starts_with("```");
        if fence || fences || line.starts_with("    ") {
            flush(text, &mut paragraph, indent, look);
            fence ^= fences;
            if !fences {
                let _ = writeln!(text, "{:indent$}  {}", "", look.text(line.trim_end()));
            }
            continue;
        }
        if line.trim().is_empty() {
            let end = paragraph.is_empty();
            flush(text, &mut paragraph, indent, look);
            if !end {
                text.push('\n');
            }
            continue;
        }
        if item {
            flush(text, &mut paragraph, indent, look);
        }
        if !paragraph.is_empty() {
            paragraph.push(' ');
        }
        paragraph.push_str(line.trim());
    }
    // The last paragraph's blank line separates nothing.
    if text.ends_with("\n\n") {
        text.pop();
    }
}

fn flush(text: &mut String, paragraph: &mut String, indent: usize, look: Look) {
    if paragraph.is_empty() {
        return;
    }
    let first = " ".repeat(indent);
    let rest = if paragraph.starts_with("- ") { indent + 2 } else { indent };
    let rest = " ".repeat(rest);
    let options = textwrap::Options::new(look.width)
        .initial_indent(&first)
        .subsequent_indent(&rest)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false);
    let wrapped = textwrap::fill(&look.text(paragraph), options);
    let _ = writeln!(text, "{}", linked(&wrapped, look));
    paragraph.clear();
}

/// Addresses in `<…>` become links where links work; elsewhere they stand as they are.
fn linked(text: &str, look: Look) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("<https://") {
        let Some(length) = rest[start..].find('>') else { break };
        let address = &rest[start + 1..start + length];
        shown.push_str(&rest[..start]);
        if look.links {
            let _ = write!(shown, "\u{1b}]8;;{address}\u{1b}\\{address}\u{1b}]8;;\u{1b}\\");
        } else {
            shown.push_str(address);
        }
        rest = &rest[start + length + 1..];
    }
    shown.push_str(rest);
    shown
}

fn bold(text: &str, look: Look) -> String {
    styled(text, Style::new().bold(), look)
}

fn coloured(severity: Severity, look: Look) -> String {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    };
    styled(severity.word(), colour.on_default(), look)
}

fn styled(text: &str, style: Style, look: Look) -> String {
    if look.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
}
