//! Lines that are indented like no neighbour of theirs.

use super::character::ranges;
use super::comment::is_below_comment;
use super::lines::Line;
use super::{Cause, Text};
use crate::edit::Edit;
use crate::property::name;
use crate::settings::{SECTION, Setting};

fn setting(line: &Line) -> Option<Setting> {
    line.key.and_then(Setting::from_key).filter(|_| line.colon.is_some())
}

fn spaces(count: usize) -> String {
    format!("{count} space{}", if count == 1 { "" } else { "s" })
}

/// Where a line begins, in words.
fn begins(line: &Line) -> String {
    if line.lead == 0 { "at the margin".to_owned() } else { format!("after {}", spaces(line.lead)) }
}

/// The key that opens the section.
fn is_section(line: &Line) -> bool {
    let last = SECTION.rsplit('.').next().unwrap_or_default();
    line.opens() && line.key.is_some_and(|key| name::same(key, last) || name::same(key, SECTION))
}

/// Settings that are not below `sendEmail:` but at its side or at the margin.
pub(super) fn beside_section(text: &Text) -> Option<Cause> {
    let content: Vec<(usize, &Line)> = text.lines.content().collect();
    let at = content.iter().position(|(_, line)| is_section(line))?;
    let (opened, section) = content[at];
    let outside: Vec<(usize, &Line)> = content[at + 1..]
        .iter()
        .take_while(|(_, line)| setting(line).is_some())
        .filter(|(_, line)| line.lead <= section.lead)
        .copied()
        .collect();
    let (number, line) = *outside.first()?;
    if number > text.fault_line() {
        return None;
    }
    // Beside settings that are where they belong, those are the measure.
    let inside = content[at + 1..].iter().find(|(_, line)| setting(line).is_some() && line.lead > section.lead);
    let indent = inside.map_or(section.lead + 2, |(_, line)| line.lead);
    let edits = outside.iter().map(|(_, line)| Edit::replace(line.span(0, line.lead), " ".repeat(indent)));
    let healing = text.healing(vec![edits.collect()]);
    if healing.is_none() && number.abs_diff(text.fault_line()) > 1 {
        return None;
    }
    let lines: Vec<usize> = outside.iter().map(|(number, _)| number + 1).collect();
    let (which, begin, belong) = match lines.len() {
        1 => (format!("`{}`", line.key.unwrap_or_default()), "begins", "belongs"),
        _ => (format!("the settings of lines {}", ranges(&lines)), "begin", "belong"),
    };
    let where_ = begins(line);
    let key = section.key.unwrap_or_default();
    let mut cause = Cause::syntax(
        line.content_span(),
        format!("{which} {begin} {where_} and {belong} below `{key}:` of line {}", opened + 1),
        format!(
            "Indent {} by {}, since line {} opens the block.",
            if lines.len() == 1 { "it" } else { "them" },
            spaces(indent),
            opened + 1
        ),
    )
    .label("not in the section")
    .also([section.content_span()], "the section is opened here")
    .also(outside[1..].iter().map(|(_, line)| line.content_span()), "this line, too");
    cause.fix = healing.map(|edits| ("indent the settings below the section".to_owned(), edits));
    Some(cause)
}

/// `sendEmail:` at the margin, after the block that it belongs to.
pub(super) fn section_outside(text: &Text) -> Option<Cause> {
    let switches = SECTION.split('.').next().unwrap_or_default();
    let content: Vec<(usize, &Line)> = text.lines.content().collect();
    let opened =
        content.iter().position(|(_, line)| line.opens() && line.key.is_some_and(|key| name::same(key, switches)))?;
    let at = opened + content[opened..].iter().position(|(_, line)| is_section(line))?;
    let ((number, line), (above, switches)) = (content[at], content[opened]);
    if number > text.fault_line() || line.lead > switches.lead {
        return None;
    }
    let child = content[opened + 1..at].first().map_or(switches.lead + 2, |(_, child)| child.lead);
    let edit = Edit::replace(line.span(0, line.lead), " ".repeat(child.max(switches.lead + 1)));
    let healing = text.healing(vec![vec![edit]])?;
    let key = switches.key.unwrap_or_default();
    let mut cause = Cause::syntax(
        line.content_span(),
        format!("`sendEmail:` begins {} and belongs below `{key}:` of line {}", begins(line), above + 1),
        format!("Indent it by {}.", spaces(child)),
    )
    .also([switches.content_span()], "this opens the block");
    cause.fix = Some(("indent the section".to_owned(), healing));
    Some(cause)
}

/// A comment between the lines of a value ends it.
pub(super) fn comment_in_value(text: &Text) -> Option<Cause> {
    let number = text.fault_line();
    let lines = &text.lines.all;
    let line = lines.get(number).filter(|line| line.is_content() && line.colon.is_none())?;
    if !is_below_comment(lines, number) {
        return None;
    }
    let before = lines[..number].iter().rposition(Line::is_content)?;
    let value = &lines[before];
    if line.lead <= value.lead || value.value().is_empty() {
        return None;
    }
    let comment = &lines[number - 1];
    Some(
        Cause::syntax(
            comment.content_span(),
            "this comment ends the value above it, so that what follows has no place",
            format!("Move the comment above line {}, or write the value on one line.", before + 1),
        )
        .also([line.span(line.lead, line.lead)], "what follows the comment"),
    )
}

/// A key that is indented a little more or less than the lines that it belongs to.
pub(super) fn unlike_neighbours(text: &Text) -> Option<Cause> {
    let content: Vec<(usize, &Line)> = text.lines.content().collect();
    let fault = text.fault_line();
    let index = content.iter().position(|(number, _)| *number == fault)?;
    let (_, line) = content[index];
    // Where the parser stopped at the value, the indentation is right.
    let stopped = text.reading.faults.first()?.span.range().start;
    let (above, _) = content[..index].split_last().map(|(last, before)| (last.1, before))?;
    if stopped > line.start + line.colon? {
        return None;
    }
    // The indentations that are open above: of the line before, and of those that it is below.
    let mut open: Vec<(usize, usize)> = vec![];
    for (number, above) in content[..index].iter().rev().filter(|(_, above)| above.colon.is_some()) {
        if open.last().is_none_or(|(_, lead)| above.lead < *lead) {
            open.push((*number, above.lead));
        }
    }
    let deeper = above.opens().then(|| (content[index - 1].0, above.lead + 2)).into_iter();
    let candidates: Vec<(usize, usize)> = deeper.chain(open).filter(|(_, lead)| *lead != line.lead).collect();
    // A block moves as a whole: the lines that follow with the same indentation or deeper.
    let block: Vec<&Line> =
        content[index..].iter().map(|(_, other)| *other).take_while(|other| other.lead >= line.lead).collect();
    let shift = |lines: &[&Line], lead: usize| {
        lines
            .iter()
            .map(|other| Edit::replace(other.span(0, other.lead), " ".repeat(lead + other.lead - line.lead)))
            .collect::<Vec<_>>()
    };
    /// How good it is, by how much the line moves, the measure (line and indentation), the edits.
    type Move = ((usize, usize), usize, (usize, usize), Vec<Edit>);
    let mut best: Option<Move> = None;
    for (number, lead) in candidates {
        let alone = shift(&[line], lead);
        for edits in [shift(&block, lead), alone] {
            let Some(score) = text.tried(&edits) else { continue };
            let distance = lead.abs_diff(line.lead);
            if best.as_ref().is_none_or(|(other, far, ..)| (score, distance) < (*other, *far)) {
                best = Some((score, distance, (number, lead), edits));
            }
        }
    }
    let (_, _, (number, lead), edits) = best?;
    let key = line.key.unwrap_or_default();
    let neighbour = &text.lines.all[number];
    let how = if neighbour.opens() && lead > neighbour.lead { "below" } else { "like" };
    let by = if lead == 0 { "Begin it at the margin".to_owned() } else { format!("Indent it by {}", spaces(lead)) };
    let mut cause = Cause::syntax(
        line.span(line.lead, line.lead + line.text[line.lead..].find(':').unwrap_or(0).max(1)),
        format!("`{key}` is indented by {}, which fits no line above it", spaces(line.lead)),
        format!("{by}, {how} `{}:` of line {}.", neighbour.key.unwrap_or_default(), number + 1),
    )
    .also([neighbour.span(neighbour.lead, neighbour.text.trim_end().len())], "this line is the measure");
    if setting(line).is_some() && setting(neighbour).is_some() {
        cause.fix = Some((format!("indent by {}", spaces(lead)), edits));
    }
    Some(cause)
}
