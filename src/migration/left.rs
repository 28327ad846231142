//! What a migration leaves in the file that speaks of a password: in documents that it does not touch, and in comments.

use super::plan::{Change, Plan};
use super::survey::Part;
use crate::inspect::Inspection;
use crate::parse::Format;
use crate::property::name;
use crate::settings::is_section_password;
use crate::source::Span;

/// Something that is left, or goes unseen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The line of the old file, from 1.
    pub line: usize,
    /// What is there, and what to do. Never holds a secret.
    pub what: String,
    /// Whether it is a password that some document still gives.
    pub in_force: bool,
}

/// What is left beside a plan, in the order of the file.
pub fn left(old: &Inspection, parts: &[Part], plan: &Plan) -> Vec<Left> {
    let mut left = passwords(old, parts);
    left.extend(comments(old, parts, plan));
    left.sort_by_key(|left| left.line);
    left
}

/// Passwords in documents that are not migrated.
fn passwords(old: &Inspection, parts: &[Part]) -> Vec<Left> {
    let untouched = |document: u32| parts.iter().all(|part| part.document != document);
    let properties = old
        .reading
        .properties
        .iter()
        .filter(|property| untouched(property.document) && is_section_password(&property.name));
    properties
        .map(|property| {
            let name = old.mask().name(&property.name);
            let key = name.rsplit('.').next().unwrap_or_default();
            let document = old.reading.documents.get(property.document as usize);
            let whose = match document.and_then(|document| document.condition.as_ref()) {
                None => "another document".to_owned(),
                Some(condition) => match &condition.expressions {
                    Some(expressions) => format!("the document for the profile `{}`", expressions.join(", ")),
                    None => "a document with a condition".to_owned(),
                },
            };
            Left {
                line: old.source.line(old.reading.key(property.key).span.start),
                what: format!("`{key}` stays in {whose}: --all-documents migrates that, too"),
                in_force: true,
            }
        })
        .collect()
}

/// Comments that hold a password, that speak of one, or that go with a line.
fn comments(old: &Inspection, parts: &[Part], plan: &Plan) -> Vec<Left> {
    let removes = plan.steps.iter().any(|step| matches!(step.change, Change::Remove { .. }));
    let edits = super::edits(old, parts, plan).unwrap_or_default();
    let goes = |comment: Span| {
        edits.edits().iter().any(|edit| edit.span.start <= comment.start && comment.end <= edit.span.end)
    };
    let mask = old.mask();
    let mut found = vec![];
    for (line, span) in written_comments(old) {
        let text = old.source.slice(span);
        let holds = mask.spans().any(|secret| span.contains(secret) && !secret.is_empty());
        let shown = mask.text(text.trim_end());
        let what = if goes(span) {
            format!(
                "the comment after the line that goes, goes with it: `{}`",
                if holds { mask.repeated(&shown) } else { shown }
            )
        } else if holds {
            "this comment still contains a password or secret: delete it, and change the password if it is still in use"
                .to_owned()
        } else if removes && speaks_of_password(text) {
            format!("the comment `{shown}` mentions a password and stays: correct it if it is about what goes")
        } else {
            continue;
        };
        found.push(Left { line, what, in_force: false });
    }
    found
}

fn speaks_of_password(comment: &str) -> bool {
    let words = comment.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.into_iter().any(|word| name::is_password(word) || word.eq_ignore_ascii_case("keepass"))
}

/// The comments of the file: from their sign to the end of their line, each with its line.
fn written_comments(old: &Inspection) -> Vec<(usize, Span)> {
    let signs: &[char] = match old.reading.format {
        Format::Json => return vec![],
        Format::Properties => &['#', '!'],
        _ => &['#'],
    };
    let mut values: Vec<Span> = old.reading.properties.iter().map(|property| property.value.span).collect();
    values.sort_unstable();
    let in_value =
        |at: u32| values[..values.partition_point(|span| span.start <= at)].last().is_some_and(|span| span.end > at);
    let mut comments = vec![];
    let mut start = 0;
    for line in old.source.text().split_inclusive(['\n', '\r']) {
        let from = start;
        start += line.len();
        let line_text = line.trim_end_matches(['\n', '\r']);
        let begins = |at: usize| line_text[..at].chars().next_back().is_none_or(char::is_whitespace);
        // In .properties only a whole line is a comment.
        let whole = |at: usize| signs.len() == 1 || line_text[..at].trim().is_empty();
        let sign = line_text
            .char_indices()
            .find(|(at, char)| signs.contains(char) && begins(*at) && whole(*at) && !in_value((from + at) as u32));
        if let Some((at, _)) = sign {
            let span = Span::new(from + at, from + line_text.len());
            comments.push((old.source.line(span.start), span));
        }
    }
    comments
}
