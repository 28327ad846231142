//! The comment at a client secret that says on which day it expires: found, read and written.

use crate::date::Date;
use crate::edit::Edit;
use crate::inspect::View;
use crate::migration::Refusal;
use crate::parse::Format;
use crate::property::Property;
use crate::settings::Setting;
use crate::source::Span;
use crate::suppression::{self, Directive};

/// The comment with its day, as it is written.
fn text(date: Date) -> String {
    format!("osweb-config: {} {date}", suppression::EXPIRES)
}

/// The comments that say when this secret expires.
pub(crate) fn comments<'a>(file: &'a View, property: &Property) -> Vec<Directive<'a>> {
    let line = |offset| file.source.line(offset);
    let first = line(file.reading.key(property.key).span.start);
    let last = line(property.value.span.end).max(first);
    let mut comments = suppression::directives(&file.source, &file.reading);
    comments.retain(|comment| comment.is_expiry() && (first..=last).contains(&comment.line));
    comments
}

/// The days that the comments at this secret name, each with its line.
pub(crate) fn days(file: &View, property: &Property) -> Vec<(usize, Date)> {
    let day = |comment: Directive| Some((file.source.line(comment.span.start), comment.day().ok()?.0));
    comments(file, property).into_iter().filter_map(day).collect()
}

/// The first day on which a secret that the service takes from this file expires, and the line of the comment; without a comment
/// the day that was given.
pub fn first_day(file: &View, given: Option<Date>) -> Option<(Date, Option<usize>)> {
    let secrets = file.settings.occurrences(Setting::OAuthClientSecret).iter().filter(|one| one.active);
    let days = secrets.flat_map(|one| days(file, &file.reading.properties[one.property]));
    days.map(|(line, day)| (day, Some(line))).min().or(given.map(|day| (day, None)))
}

/// The edits that write the day of a secret that is there: into its comment, else into a new one above the secret, or at the end of its line.
///
/// # Errors
/// The file has no room for a comment.
pub(crate) fn edits(old: &View, property: &Property, date: Date) -> Result<Vec<Edit>, Refusal> {
    if old.reading.format == Format::Json {
        let help = "Leave out --expires; `check` takes the day with --secret-expires.";
        return Err(Refusal::new("JSON has no comments", help));
    }
    let source = &old.source;
    let text = text(date);
    let there = comments(old, property);
    if !there.is_empty() {
        let edit = |comment: &Directive| match comment.day() {
            Ok((_, day)) => {
                let start = day.as_ptr() as usize - source.text().as_ptr() as usize;
                Edit::replace(Span::new(start, start + day.len()), date.to_string())
            }
            Err(_) => Edit::replace(comment.span, format!("# {text}")),
        };
        let edits = there.iter().map(edit);
        return Ok(edits.filter(|edit| source.slice(edit.span) != edit.replacement).collect());
    }
    let key = old.reading.key(property.key).span;
    let line = source.line_span(key.start);
    let before = source.slice(Span { start: line.start, end: key.start });
    if before.chars().all(|char| matches!(char, ' ' | '\t')) {
        return Ok(vec![Edit::insert(line.start, format!("{before}# {text}{}", source.line_ending()))]);
    }
    let end = source.line_span(property.value.span.end);
    let one_line = source.line(key.start) == source.line(property.value.span.end);
    if old.reading.format != Format::Yaml || !one_line || source.slice(end).contains(" #") {
        return Err(no_room().at(property.value.span, "the secret's place"));
    }
    Ok(vec![Edit::insert(end.end, format!(" # {text}"))])
}

/// There is no line for a comment.
pub(crate) fn no_room() -> Refusal {
    let help = "Write each setting on a line of its own, or leave out --expires.";
    Refusal::new("there is no room for a comment at the secret", help)
}
