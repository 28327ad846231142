//! Unified diffs of a planned edit, with the secrets masked on both sides.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use similar::algorithms::{Capture, Compact, Replace, myers};
use similar::udiff::UnifiedHunkHeader;
use similar::{ChangeTag, DiffOp, group_diff_ops};

use crate::inspect::View;
use crate::sanitize;
use crate::secret::MASK;
use crate::source::{SourceFile, Span};
use crate::terminal;

/// Unchanged lines that are shown around a change.
const CONTEXT: usize = 3;

/// A unified diff; empty when the texts are equal. Lines are compared as they are and masked afterwards, so a line whose secret
/// changed is shown as changed. CRLF stays, other line ends are shown as LF.
///
/// `to` is what the new side is called; the old side bears the name of its file.
pub fn unified(old: &View, new: &View, to: &str, colour: bool) -> String {
    let (old_lines, new_lines) = (lines(&old.source), lines(&new.source));
    let (old_starts, new_starts) = (starts(&old_lines), starts(&new_lines));
    let secrets: [Vec<Span>; 2] = [old.mask().spans().collect(), new.mask().spans().collect()];
    let mut shown = String::new();
    for hunk in group_diff_ops(changes(&old_lines, &new_lines), CONTEXT) {
        if shown.is_empty() {
            line(&mut shown, colour, BOLD, &format!("--- {}\n", terminal::harmless(old.source.name())));
            line(&mut shown, colour, BOLD, &format!("+++ {to}\n"));
        }
        line(&mut shown, colour, CYAN, &format!("{}\n", UnifiedHunkHeader::new(&hunk)));
        for change in hunk.iter().flat_map(|op| op.iter_changes(old_lines.as_slice(), new_lines.as_slice())) {
            let (sign, style) = match change.tag() {
                ChangeTag::Equal => (' ', PLAIN),
                ChangeTag::Delete => ('-', RED),
                ChangeTag::Insert => ('+', GREEN),
            };
            let (side, secrets, at) = match (change.tag(), change.old_index(), change.new_index()) {
                (ChangeTag::Insert, _, Some(index)) => (new, &secrets[1], new_starts[index]),
                (_, Some(index), _) => (old, &secrets[0], old_starts[index]),
                _ => continue,
            };
            let content = change.value().trim_end_matches(BREAKS);
            let text = masked(&side.source, Span::new(at, at + content.len()), secrets);
            // What is a secret on one side is none to be shown on the other.
            let text = sanitize::file_text(&old.mask().text(&new.mask().text(&text))).into_owned();
            // Other line ends would be none to whoever reads the diff.
            let end = if change.value().ends_with("\r\n") { "\r\n" } else { "\n" };
            line(&mut shown, colour, style, &format!("{sign}{text}{end}"));
            if content.len() == change.value().len() {
                shown.push_str("\\ No newline at end of file\n");
            }
        }
    }
    shown
}

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();
const CYAN: Style = AnsiColor::Cyan.on_default();
const RED: Style = AnsiColor::Red.on_default();
const GREEN: Style = AnsiColor::Green.on_default();

/// Writes a line; the style ends before the line end, so that it never runs on.
fn line(shown: &mut String, colour: bool, style: Style, text: &str) {
    if !colour {
        shown.push_str(text);
        return;
    }
    let content = text.trim_end_matches(['\n', '\r']);
    let end = &text[content.len()..];
    let _ = write!(shown, "{style}{content}{style:#}{end}");
}

/// The text under a span with `***` in place of every secret (sorted), blanks around it left as they are.
pub fn masked(source: &SourceFile, span: Span, secrets: &[Span]) -> String {
    let mut shown = String::new();
    let mut from = span.start;
    let first = secrets.partition_point(|secret| secret.end <= span.start);
    for secret in secrets[first..].iter().take_while(|secret| secret.start < span.end) {
        let (start, end) = (secret.start.max(span.start), secret.end.min(span.end));
        let covered = source.slice(Span { start, end });
        let blanks = covered.len() - covered.trim_start().len();
        shown.push_str(source.slice(Span { start: from, end: start }));
        shown.push_str(&covered[..blanks]);
        if blanks < covered.len() {
            shown.push_str(MASK);
            shown.push_str(&covered[covered.trim_end().len()..]);
        }
        from = end;
    }
    shown.push_str(source.slice(Span { start: from, end: span.end }));
    shown
}

/// What changes from some lines to others: by one algorithm, without what the other ones would add to the program.
fn changes(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let mut captured = Compact::new(Replace::new(Capture::new()), old, new);
    let Ok(()) = myers::diff(&mut captured, old, 0..old.len(), new, 0..new.len());
    captured.into_inner().into_inner().into_ops()
}

/// What ends a line in YAML 1.1.
const BREAKS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// The lines of a text, each with its line end.
fn lines(source: &SourceFile) -> Vec<&str> {
    let mut lines = vec![];
    let mut at = 0;
    while (at as usize) < source.text().len() {
        let line = source.full_line_span(at);
        lines.push(source.slice(line));
        at = line.end;
    }
    lines
}

/// Where each line begins.
fn starts(lines: &[&str]) -> Vec<usize> {
    let mut next = 0;
    lines
        .iter()
        .map(|line| {
            let start = next;
            next += line.len();
            start
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::{Options, view};
    use crate::workspace::LoadedFile;

    fn diff(old: &str, new: &str, colour: bool) -> String {
        let [old, new] = [old, new].map(|text| {
            let file = LoadedFile::parse(SourceFile::from_bytes("a.yml", text.as_bytes().to_vec()), None);
            view(file.into(), &Options::default())
        });
        unified(&old, &new, "a.yml (new)", colour)
    }

    #[test]
    fn equal_texts_have_no_diff() {
        assert_eq!(diff("a: 1\n", "a: 1\n", false), "");
    }

    #[test]
    fn a_changed_secret_shows_as_changed_and_masked() {
        assert_eq!(
            diff("a: 1\nsecret: one\n", "a: 1\nsecret: two\n", false),
            "--- a.yml\n+++ a.yml (new)\n@@ -1,2 +1,2 @@\n a: 1\n-secret: ***\n+secret: ***\n"
        );
    }

    #[test]
    fn a_secret_of_one_side_is_hidden_on_the_other_too() {
        let shown = diff("# hunter22\nsecret: hunter22\n", "# hunter22\nb: 2\n", false);
        assert_eq!(shown, "--- a.yml\n+++ a.yml (new)\n@@ -1,2 +1,2 @@\n # ***\n-secret: ***\n+b: 2\n");
    }

    #[test]
    fn every_line_of_a_long_secret_is_masked() {
        assert_eq!(
            diff("pwd: |\n  one\n  two\n", "", false),
            "--- a.yml\n+++ a.yml (new)\n@@ -1,3 +0,0 @@\n-pwd: |\n-  ***\n-  ***\n"
        );
    }

    #[test]
    fn line_ends_and_their_absence_are_kept() {
        assert_eq!(
            diff("a: 1\r\nb: 2", "a: 1\r\nb: 3", false),
            "--- a.yml\n+++ a.yml (new)\n@@ -1,2 +1,2 @@\n a: 1\r\n-b: 2\n\\ No newline at end of file\n+b: 3\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn lines_end_where_yaml_ends_them() {
        assert_eq!(
            diff("a: 1\rb: 2\u{2028}c: 3\r", "a: 1\rb: 4\u{2028}c: 3\r", false),
            "--- a.yml\n+++ a.yml (new)\n@@ -1,3 +1,3 @@\n a: 1\n-b: 2\n+b: 4\n c: 3\n"
        );
    }

    #[test]
    fn colours_end_with_their_line() {
        let shown = diff("a: 1\n", "a: 2\n", true);
        assert!(shown.contains("\u{1b}[31m-a: 1\u{1b}[0m\n"), "{shown:?}");
    }
}
