//! Characters that look like others, or like nothing, where the form of the file depends on them.

use super::lines::{Kind, Line};
use super::{Cause, Text};
use crate::character::{self, Kind as Odd};
use crate::edit::Edit;
use crate::source::Span;

/// A character that YAML does not allow.
pub(super) fn control(text: &Text) -> Option<Cause> {
    let fault = text.reading.faults.first()?;
    let char = text.source.slice(fault.span).chars().next()?;
    if !char.is_control() || char == '\t' || text.reading.documents.len() + text.reading.keys.len() > 0 {
        return None;
    }
    if let Some((span, meant)) = converted_twice(text, fault.span) {
        let message = format!(
            "the text was converted to UTF-8 twice: here was `{meant}`, and now there is the control character {}",
            character::named(char)
        );
        return Some(
            Cause::new(
                "encoding",
                span,
                message,
                "Type the character again, or convert the file back: read it as UTF-8, save it as Windows-1252 (ANSI).",
            )
            .label("converted twice"),
        );
    }
    let all: Vec<Span> = text
        .source
        .text()
        .char_indices()
        .filter(|(_, other)| *other == char)
        .map(|(at, _)| Span::new(at, at + char.len_utf8()))
        .collect();
    let what = match char {
        '\u{1a}' => "U+001A (the end-of-file character that some copy commands append)".to_owned(),
        _ => format!("the control character {}", character::named(char)),
    };
    let mut cause = Cause::syntax(
        fault.span,
        format!("{what} is not allowed in YAML, not even in a comment or in quotes"),
        if all.len() > 1 {
            format!("Delete it, here and at {} other places.", all.len() - 1)
        } else {
            "Delete it.".to_owned()
        },
    )
    .also(all[1..].iter().copied(), "here, too");
    cause.fix = text
        .healing(vec![all.iter().copied().map(Edit::remove).collect()])
        .map(|edits| ("delete the character".to_owned(), edits));
    Some(cause)
}

/// A run of characters that are the bytes of another one, read as Windows-1252.
fn converted_twice(text: &Text, at: Span) -> Option<(Span, String)> {
    let source = text.source.text();
    // At most three characters come before the last byte of one.
    let starts = source[..at.range().start].char_indices().rev().take(3).map(|(start, _)| start);
    for start in starts.collect::<Vec<_>>() {
        let mut bytes = vec![];
        for (offset, char) in source[start..].char_indices().take(4) {
            // None of the bytes of such a character is one of ASCII.
            bytes.push(windows_1252(char).filter(|byte| *byte >= 0x80)?);
            if let Ok(meant) = std::str::from_utf8(&bytes)
                && bytes.len() > 1
            {
                let end = start + offset + char.len_utf8();
                return (end >= at.range().end).then(|| (Span::new(start, end), meant.to_owned()));
            }
        }
    }
    None
}

fn windows_1252(char: char) -> Option<u8> {
    const UPPER: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let upper = UPPER.chars().position(|other| other == char).map(|at| 0x80 + at as u8);
    upper.or_else(|| u8::try_from(u32::from(char)).ok())
}

/// Characters that look like spaces, like nothing, or like YAML's own signs, in indentation and around keys and colons.
pub(super) fn odd(text: &Text) -> Option<Cause> {
    let refused = !text.reading.faults.is_empty();
    let places: Vec<(usize, usize, char)> = text
        .lines
        .all
        .iter()
        .enumerate()
        .filter(|(_, line)| line.kind != Kind::Text)
        .flat_map(|(number, line)| structural(line).into_iter().map(move |(at, char)| (number, at, char)))
        .collect();
    let (number, at, char) = *places.first()?;
    if number > text.fault_line() + 1 || !refused && character::odd(char)?.kind != Odd::Space {
        return None;
    }
    let line = &text.lines.all[number];
    let healing = text.healing(variants(text, &places));
    let near = number + 1 >= text.fault_line() && refused;
    if healing.is_none() && !near {
        return None;
    }
    let lines = {
        let mut lines: Vec<usize> = places.iter().map(|(number, ..)| number + 1).collect();
        lines.dedup();
        lines
    };
    let odd = character::odd(char)?;
    let name = character::named(char);
    let wanted = match odd.twin.as_deref() {
        Some(" ") => "an ordinary space".to_owned(),
        Some("") | None => "nothing".to_owned(),
        Some(twin) => format!("`{twin}`"),
    };
    let place = if at < line.lead { "in the indentation" } else { "beside the key" };
    let message = match odd.kind {
        Odd::Space if at < line.lead => format!("{name} is not a space in YAML and does not indent"),
        Odd::Invisible => format!("{name}, which cannot be seen, is {place}"),
        Odd::Space => format!("{name} is {place}; it looks like a space and is none in YAML"),
        _ => format!("{name} is {place}; YAML needs {wanted} there"),
    };
    let all = if lines.len() > 1 { format!(" The same in the lines {}.", ranges(&lines)) } else { String::new() };
    let help = match odd.kind {
        Odd::Space => format!("Delete it and type an ordinary space.{all}"),
        Odd::Invisible => format!("Delete it.{all}"),
        _ => format!("Type {wanted} in its place.{all}"),
    };
    let span = line.span(at, at + char.len_utf8());
    let others = lines.iter().skip(1).filter_map(|number| {
        let (_, at, char) = places.iter().find(|(other, ..)| other + 1 == *number)?;
        Some(text.lines.all[number - 1].span(*at, at + char.len_utf8()))
    });
    let mut cause = Cause::new("suspicious-character", span, message, help)
        .label(character::named(char).split_once(' ').map_or("this character", |(code, _)| code).to_owned())
        .also(others, "here, too");
    cause.fix = healing.map(|edits| {
        let title = match odd.kind {
            Odd::Invisible => "delete what cannot be seen".to_owned(),
            _ => format!("write {wanted}"),
        };
        (title, edits)
    });
    Some(cause)
}

/// `3`, `3-10`, `3, 5 and 9`: at most some of them.
pub(super) fn ranges(lines: &[usize]) -> String {
    const MOST: usize = 8;
    let mut runs: Vec<(usize, usize)> = vec![];
    for &line in lines {
        match runs.last_mut() {
            Some((_, last)) if line <= *last + 1 => *last = line,
            _ => runs.push((line, line)),
        }
    }
    let more = runs.len().saturating_sub(MOST);
    let shown: Vec<String> = runs
        .iter()
        .take(MOST)
        .map(|(from, to)| if from == to { from.to_string() } else { format!("{from}-{to}") })
        .collect();
    if more > 0 { format!("{} and {more} more", shown.join(", ")) } else { shown.join(", ") }
}

/// The odd characters of a line on which its form depends: those before the key, before and after the colon, and a colon that
/// is none.
fn structural(line: &Line) -> Vec<(usize, char)> {
    let is_gap = |char: char| !char.is_ascii() && (char.is_whitespace() || character::is_invisible(char));
    let mut found: Vec<(usize, char)> =
        line.text[..line.lead].char_indices().filter(|(_, char)| is_gap(*char)).collect();
    let rest = &line.text[line.lead..];
    if !line.is_content() || rest.starts_with(['"', '\'']) {
        return found;
    }
    match line.colon {
        Some(colon) => {
            let key = &line.text[line.lead..colon];
            let inner = key.trim_end_matches(|char: char| char == ' ' || is_gap(char)).len();
            found.extend(
                key.char_indices()
                    .filter(|(at, char)| *at >= inner && is_gap(*char))
                    .map(|(at, char)| (line.lead + at, char)),
            );
            let gap = &line.text[colon + 1..line.value];
            found.extend(gap.char_indices().filter(|(_, char)| is_gap(*char)).map(|(at, char)| (colon + 1 + at, char)));
        }
        None => {
            let colon = rest.char_indices().find(|(_, char)| is_colon(*char) || *char == ':');
            if let Some((at, char)) = colon.filter(|(_, char)| *char != ':') {
                found.push((line.lead + at, char));
            } else if let Some((at, char)) =
                colon.and_then(|(at, _)| rest[at + 1..].chars().next().map(|char| (at + 1, char)))
                && is_gap(char)
            {
                found.push((line.lead + at, char));
            }
        }
    }
    found
}

/// Whether a character looks like a colon.
fn is_colon(char: char) -> bool {
    !char.is_ascii() && character::odd(char).is_some_and(|odd| odd.twin.as_deref() == Some(":"))
}

/// How the characters may be put right: twins, nothing in the indentation, the neighbour's indentation.
fn variants(text: &Text, places: &[(usize, usize, char)]) -> Vec<Vec<Edit>> {
    let edit = |number: usize, at: usize, char: char, drop: bool| {
        let line = &text.lines.all[number];
        let twin = character::odd(char).and_then(|odd| odd.twin).unwrap_or_default();
        let after = &line.text[at + char.len_utf8()..];
        let gap = if twin == ":" && !after.starts_with([' ', '\t']) && !after.is_empty() { " " } else { "" };
        let twin = if drop && at < line.lead { String::new() } else { format!("{twin}{gap}") };
        Edit::replace(line.span(at, at + char.len_utf8()), twin)
    };
    let all = |drop: bool| places.iter().map(|(number, at, char)| edit(*number, *at, *char, drop)).collect::<Vec<_>>();
    let mut aligned = vec![];
    let mut done = usize::MAX;
    for (number, at, char) in places {
        let line = &text.lines.all[*number];
        if *at >= line.lead {
            aligned.push(edit(*number, *at, *char, false));
        } else if done != *number {
            let clean = |other: &&Line| other.is_content() && other.text[..other.lead].bytes().all(|byte| byte == b' ');
            let neighbour = text.lines.all[..*number].iter().rev().find(clean);
            let indent = neighbour.map_or(0, |other| if other.opens() { other.lead + 2 } else { other.lead });
            aligned.push(Edit::replace(line.span(0, line.lead), " ".repeat(indent)));
            done = *number;
        }
    }
    vec![all(false), all(true), aligned]
}

/// Tabs that indent.
pub(super) fn tabs(text: &Text) -> Option<Cause> {
    let with_tab = |line: &Line| line.kind == Kind::Content && line.text[..line.lead].contains('\t');
    let numbers: Vec<usize> =
        text.lines.all.iter().enumerate().filter(|(_, line)| with_tab(line)).map(|(number, _)| number).collect();
    let first = *numbers.first()?;
    if first > text.fault_line() {
        return None;
    }
    let place = |number: &usize| {
        let line = &text.lines.all[*number];
        let from = line.text.find('\t').unwrap_or(0);
        line.span(from, line.lead)
    };
    let widths = [2, 4, 8, 1].map(|width| {
        let edit = |number: &usize| {
            let line = &text.lines.all[*number];
            Edit::replace(line.span(0, line.lead), line.text[..line.lead].replace('\t', &" ".repeat(width)))
        };
        numbers.iter().map(edit).collect::<Vec<_>>()
    });
    let aligned = numbers.iter().map(|number| {
        let neighbour = text.lines.all[..*number].iter().rev().find(|other| other.is_content() && !with_tab(other));
        let indent = neighbour.map_or(0, |other| if other.opens() { other.lead + 2 } else { other.lead });
        let line = &text.lines.all[*number];
        Edit::replace(line.span(0, line.lead), " ".repeat(indent))
    });
    let healing = text.healing(widths.into_iter().chain([aligned.collect()]).collect());
    if healing.is_none() && first != text.fault_line() {
        return None;
    }
    let lines: Vec<usize> = numbers.iter().map(|number| number + 1).collect();
    let (message, which) = match lines.len() {
        1 => ("a tab cannot indent a line in YAML".to_owned(), String::new()),
        _ => (
            format!("tabs cannot indent in YAML: the lines {} begin with them", ranges(&lines)),
            ", in all these lines".to_owned(),
        ),
    };
    let mut cause = Cause::syntax(
        place(&first),
        message,
        format!("Indent with spaces{which}: two for each level, as the neighbouring lines do."),
    )
    .also(numbers[1..].iter().map(place), "a tab, too");
    cause.fix = healing.map(|edits| ("indent with spaces".to_owned(), edits));
    Some(cause)
}
