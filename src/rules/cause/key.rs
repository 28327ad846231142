//! Slips around keys: two on a line, `=` for `:`, no space after the colon.

use super::character::ranges;
use super::lines::Line;
use super::{Cause, Text};
use crate::edit::Edit;
use crate::property::name;
use crate::secret::names_secret;
use crate::settings::{SECTION, Setting};

/// A name as people give to settings.
fn is_name(text: &str) -> bool {
    text.starts_with(|char: char| char.is_ascii_alphabetic())
        && text.chars().all(|char| char.is_ascii_alphanumeric() || "._-".contains(char))
}

/// Whether a name is one of the section.
fn is_ours(text: &str) -> bool {
    let text = text.trim_matches(['"', '\'']);
    let last = text.rsplit('.').next().unwrap_or(text);
    Setting::from_key(last).is_some() || SECTION.split('.').any(|part| name::same(part, last))
}

/// A second key in the value of a first one: `featureSwitches: sendEmail:`, `smtpServer: host smtpPort: 587`.
pub(super) fn two_on_a_line(text: &Text) -> Option<Cause> {
    let (_, line) = text.lines.content().find(|(number, _)| *number == text.fault_line())?;
    let (colon, value) = (line.colon?, line.value());
    if value.starts_with(['"', '\'', '{', '[']) || line.key.is_none_or(str::is_empty) {
        return None;
    }
    let mut from = 0;
    for word in value.split(' ') {
        let name = word.strip_suffix(':').filter(|name| is_name(name.trim_matches(['"', '\''])));
        let at = line.value + from;
        from += word.len() + 1;
        let Some(name) = name else { continue };
        let ends = at + word.len() == line.value + value.len();
        let alone = at == line.value;
        if !(is_ours(name) || ends && alone) {
            continue;
        }
        let key = &line.text[line.lead..=colon];
        let (message, help) = if alone {
            (
                format!("two keys on one line: `{key}` and `{name}:`"),
                format!("Break the line after `{key}`, and indent `{name}:` below it by two spaces more."),
            )
        } else {
            (
                format!("a second setting, `{name}`, is on this line"),
                format!("Put `{name}:` with its value on a line of its own, indented like this one."),
            )
        };
        let secret = names_secret(line.key.unwrap_or_default());
        return (!secret || is_ours(name)).then(|| {
            Cause::syntax(line.span(at, at + word.len()), message, help).label("belongs on a line of its own")
        });
    }
    None
}

/// `smtpPort = 587`.
pub(super) fn equals(text: &Text) -> Option<Cause> {
    let split = |line: &Line| -> Option<(usize, usize, usize)> {
        if line.colon.is_some() {
            return None;
        }
        let content = line.text[line.lead..].trim_end();
        let at = content.find('=')?;
        let name = content[..at].trim_end();
        let value = content[at + 1..].trim_start();
        let known = is_name(name) && (is_ours(name) || name.contains('.'));
        known.then(|| (line.lead + name.len(), line.lead + content.len() - value.len(), line.lead + content.len()))
    };
    let places: Vec<_> = text.lines.content().filter_map(|(number, line)| Some((number, split(line)?))).collect();
    let (number, (from, to, end)) = *places.first()?;
    if number > text.fault_line() + 1 {
        return None;
    }
    let line = &text.lines.all[number];
    let edits = places.iter().map(|(number, (from, to, end))| {
        Edit::replace(text.lines.all[*number].span(*from, *to), if to == end { ":" } else { ": " })
    });
    let healing = text.healing(vec![edits.collect()]);
    let name = &line.text[line.lead..from];
    let shown = if names_secret(name) { "…" } else { &line.text[to..end] };
    let dotted = name.contains('.');
    let help = match dotted {
        true => {
            "Write `name: value`, or save the file with the ending .properties, where `name=value` is right.".to_owned()
        }
        false => format!("Write `{name}: {shown}`, with a colon and a space."),
    };
    let message = if dotted {
        "this is text in the form of a .properties file (`name=value`); a .yml file is read as YAML".to_owned()
    } else {
        "`=` is where YAML needs a colon and a space".to_owned()
    };
    let span = |(number, (from, to, _)): &(usize, (usize, usize, usize))| text.lines.all[*number].span(*from, *to);
    let mut cause = Cause::syntax(span(&places[0]), message, help)
        .label("not a colon")
        .also(places[1..].iter().map(span), "here, too");
    cause.fix = healing.map(|edits| ("write `: ` in the place of `=`".to_owned(), edits));
    Some(cause)
}

/// `smtpPort:587`, in all lines.
pub(super) fn no_space(text: &Text) -> Option<Cause> {
    let colon = |line: &Line| {
        if line.colon.is_some() {
            return None;
        }
        let content = &line.text[line.lead..];
        let at = content.find(':')?;
        let name = content[..at].trim_matches(['"', '\'']);
        let after = content[at + 1..].chars().next()?;
        (is_name(name) && !after.is_whitespace() && after != '/').then_some(line.lead + at)
    };
    let places: Vec<(usize, usize)> =
        text.lines.content().filter_map(|(number, line)| Some((number, colon(line)?))).collect();
    let near = places.iter().any(|(number, _)| number.abs_diff(text.fault_line()) <= 1);
    let edits = places.iter().map(|(number, at)| Edit::insert(text.lines.all[*number].span(at + 1, at + 1).start, " "));
    let healing = text.healing(vec![edits.collect()]).filter(|_| near)?;
    let (number, at) = *places.first()?;
    let lines: Vec<usize> = places.iter().map(|(number, _)| number + 1).collect();
    let line = &text.lines.all[number];
    let name = &line.text[line.lead..at];
    let message = if lines.len() == 1 {
        "missing space after `:`, so this is one text instead of a key and a value".to_owned()
    } else {
        format!(
            "missing space after `:` in the lines {}, so these are texts instead of keys and values",
            ranges(&lines)
        )
    };
    let span = |(number, at): &(usize, usize)| {
        let line = &text.lines.all[*number];
        line.span(line.lead, at + 1)
    };
    let mut cause = Cause::syntax(span(&places[0]), message, format!("Write `{name}: ` with a space after the colon."))
        .also(places[1..].iter().map(span), "here, too");
    cause.fix = Some(("put a space after the colon".to_owned(), healing));
    Some(cause)
}

/// `smtpPort 587`, `smtpPort; 587`, `sendEmail`: a name of the section without its colon.
pub(super) fn no_colon(text: &Text) -> Option<Cause> {
    let split = |line: &Line| -> Option<(usize, usize)> {
        if line.colon.is_some() {
            return None;
        }
        let content = line.text[line.lead..].trim_end();
        let end = content.find(|char: char| !(char.is_ascii_alphanumeric() || "._-".contains(char)));
        let end = end.unwrap_or(content.len());
        let value = content[end..].trim_start_matches([' ', ';', ',', '.', '=', '>', '|']);
        let known = is_ours(&content[..end]) && (end == content.len() || content[end..].starts_with([' ', ';', ',']));
        known.then(|| (line.lead + end, line.lead + content.len() - value.len()))
    };
    let places: Vec<(usize, (usize, usize))> =
        text.lines.content().filter_map(|(number, line)| Some((number, split(line)?))).collect();
    let near = places.iter().any(|(number, _)| number.abs_diff(text.fault_line()) <= 1);
    let edits = places.iter().map(|(number, (from, to))| {
        let line = &text.lines.all[*number];
        Edit::replace(line.span(*from, *to), if *to == line.text.trim_end().len() { ":" } else { ": " })
    });
    let healing = text.healing(vec![edits.collect()]).filter(|_| near)?;
    let span = |(number, (from, _)): &(usize, (usize, usize))| {
        let line = &text.lines.all[*number];
        line.span(line.lead, *from)
    };
    let first = places.first()?;
    let name = text.source.slice(span(first));
    let mut cause = Cause::syntax(
        span(first),
        format!("missing `:` after `{name}`, so this is not a key"),
        format!("Write `{name}:` with a colon, and a space before the value."),
    )
    .also(places[1..].iter().map(span), "here, too");
    cause.fix = Some(("write the colon".to_owned(), healing));
    Some(cause)
}
