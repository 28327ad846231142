//! Comments of other languages, and settings that are comments.

use super::character::ranges;
use super::lines::{Kind, Line};
use super::{Cause, Text};
use crate::edit::Edit;
use crate::property::name;
use crate::settings::{SECTION, Setting};
use crate::source::{SourceFile, Span};

/// How other languages begin a comment on a line of its own.
const SIGNS: &[&str] = &["//", "/*", "<!--", ";", "--", "REM ", "rem "];

/// A comment that does not begin with `#`.
pub(super) fn of(text: &Text) -> Option<Cause> {
    let places = places(text);
    let (first, sign) = *places.first()?;
    if first > text.fault_line() + 1 {
        return None;
    }
    let edits = places.iter().map(|(number, sign)| {
        let line = &text.lines.all[*number];
        let keep = matches!(*sign, "/*" | "*" | "<!--");
        let end = if keep { line.lead } else { line.lead + sign.trim_end().len() };
        Edit::replace(line.span(line.lead, end), if keep { "# " } else { "#" })
    });
    let healing = text.healing(vec![edits.collect()]);
    // Where the file cannot be read after that either, the comments of the line itself are still the first thing to change.
    if healing.is_none() && first != text.fault_line() {
        return None;
    }
    let place = |(number, _): &(usize, &str)| text.lines.all[*number].content_span();
    let mut cause = Cause::syntax(
        place(&places[0]),
        format!("comments begin with `#` in YAML, not with `{}`", sign.trim_end()),
        if places.len() > 1 { "Write `#` in its place, in all these lines." } else { "Write `#` in its place." },
    )
    .label("no comment to YAML")
    .also(places[1..].iter().map(place), "no comment, too");
    cause.fix = healing.map(|edits| ("begin the comment with `#`".to_owned(), edits));
    Some(cause)
}

/// The lines that are comments of another language, each with the sign that it begins with; `*` for what follows a `/*`.
fn places(text: &Text) -> Vec<(usize, &'static str)> {
    let mut places = vec![];
    let mut open: Option<&str> = None;
    for (number, line) in text.lines.content() {
        let content = line.text[line.lead..].trim_end();
        if let Some(close) = open {
            places.push((number, "*"));
            if content.ends_with(close) {
                open = None;
            }
            continue;
        }
        let sign = SIGNS.iter().copied().find(|sign| content.starts_with(sign));
        // `---` ends a document, and `--x` is a text.
        let Some(sign) = sign.filter(|sign| *sign != "--" || content.starts_with("-- ")) else { continue };
        let close = match sign {
            "/*" => Some("*/"),
            "<!--" => Some("-->"),
            _ => None,
        };
        open = close.filter(|close| !content.ends_with(close));
        places.push((number, sign));
    }
    places
}

/// Settings that are all comments, in a file that gives none.
pub(super) fn settings(text: &Text) -> Option<Cause> {
    let places = commented_out(text.source);
    let (first, _) = places.split_first()?;
    let lines: Vec<usize> = places.iter().map(|(_, span)| text.source.line(span.start)).collect();
    let last = SECTION.rsplit('.').next().unwrap_or_default();
    let section = text.reading.keys.iter().any(|key| {
        let own = key.segment.rsplit('.').next().unwrap_or_default();
        name::same(own, last)
    });
    let message = match lines.len() {
        1 => format!("`{}` is in a comment, and the file gives no other setting", first.0.key()),
        _ => format!("the settings of lines {} are comments, and the file gives no others", ranges(&lines)),
    };
    Some(
        Cause::new(
            if section { "empty-setting" } else { "missing-section" },
            first.1,
            message,
            "Delete the `#` before each of them, so that they are indented alike below `sendEmail:`.",
        )
        .label("a comment")
        .also(places[1..].iter().map(|(_, span)| *span), "a comment, too"),
    )
}

/// The settings that are written in comments: `#smtpPort: 587`, with the place of the sign.
pub(in crate::rules) fn commented_out(source: &SourceFile) -> Vec<(Setting, Span)> {
    let text = source.text();
    let mut found = vec![];
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let lead = line.len() - line.trim_start().len();
        let rest = line[lead..].trim_start_matches('#');
        if rest.len() < line.len() - lead {
            let key = rest.split([':', '=']).next().unwrap_or_default();
            let given = rest[key.len()..].len() > 1 && !rest[key.len() + 1..].trim().is_empty();
            let name = key.trim().trim_matches(['"', '\'']);
            let last = name.rsplit('.').next().unwrap_or(name);
            if let Some(setting) = Setting::from_key(last).filter(|_| given) {
                found.push((setting, Span::new(start + lead, start + lead + line[lead..].len() - rest.len())));
            }
        }
        start += line.len();
    }
    found
}

/// Whether the line right above is a comment.
pub(super) fn is_below_comment(lines: &[Line], number: usize) -> bool {
    number > 0 && lines[number - 1].kind == Kind::Comment
}
