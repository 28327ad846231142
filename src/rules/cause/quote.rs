//! Values whose first or last character misleads the parser.

use super::character::ranges;
use super::lines::{Line, closing};
use super::{Cause, Text};
use crate::edit::Edit;
use crate::secret::names_secret;
use crate::settings::Setting;

/// A quote that is opened lines before the place where the parser gives up.
pub(super) fn open(text: &Text) -> Option<Cause> {
    let fault = text.fault_line();
    let content: Vec<(usize, &Line)> = text.lines.content().collect();
    for (index, (number, line)) in content.iter().enumerate() {
        if *number > fault {
            return None;
        }
        let value = line.value();
        let Some(quote) = value.chars().next().filter(|char| matches!(char, '"' | '\'')) else { continue };
        let next = content.get(index + 1).map(|(_, next)| *next);
        // The line after a value that goes on is no key.
        let broken = next.is_none_or(|next| next.colon.is_some());
        if closing(value, quote).is_some() || !broken {
            continue;
        }
        let end = line.span(line.value + value.len(), line.value + value.len()).start;
        let healing = text.healing(vec![vec![Edit::insert(end, quote.to_string())]]);
        if healing.is_none() && *number != fault {
            continue;
        }
        let at_fault = *number == fault;
        let mut cause = Cause::syntax(
            line.value_span(),
            if at_fault {
                "this quote is never closed"
            } else {
                "this quote is not closed on its line, so that the text goes on to the next quote further down"
            },
            format!("Write `{quote}` at the end of the value of this line."),
        )
        .label("the quote is opened here");
        if !at_fault && let Some(fault) = text.reading.faults.first() {
            cause = cause.also([fault.span], "the parser gives up here");
        }
        let certain = !names_secret(line.key.unwrap_or_default()) && !value.contains(" #");
        cause.fix = healing.filter(|_| certain).map(|edits| (format!("close the quote with {quote}"), edits));
        return Some(cause);
    }
    None
}

/// Text after the quote with which a value ends.
pub(super) fn after_end(text: &Text) -> Option<Cause> {
    let (_, line) = text.lines.content().find(|(number, _)| *number == text.fault_line())?;
    let value = line.value();
    let quote = value.chars().next().filter(|char| line.colon.is_some() && matches!(char, '"' | '\''))?;
    let end = closing(value, quote)?;
    let rest = value[end..].trim_start();
    if rest.is_empty() || rest.starts_with('#') && value[end..].starts_with(' ') {
        return None;
    }
    let from = value.len() - rest.len();
    let again = rest.chars().all(|char| char == quote);
    let help = if again {
        "Delete what is after the closing quote.".to_owned()
    } else {
        format!("Put the `{quote}` at the end of the whole value, or write the value without quotes.")
    };
    let mut cause = Cause::syntax(
        line.span(line.value + from, line.value + value.len()),
        "the value ends with its closing quote, and more text follows on the line",
        help,
    );
    if again {
        let edit = Edit::remove(line.span(line.value + end, line.value + value.len()));
        cause.fix = text.healing(vec![vec![edit]]).map(|edits| ("delete the second quote".to_owned(), edits));
    }
    Some(cause)
}

/// A brace or bracket that is opened after a key and never closed.
pub(super) fn never_closed(text: &Text) -> Option<Cause> {
    let content: Vec<(usize, &Line)> =
        text.lines.content().filter(|(number, _)| *number <= text.fault_line()).collect();
    let (_, line) = content.iter().rev().find(|(_, line)| matches!(line.value(), "{" | "[") && line.colon.is_some())?;
    let sign = line.value();
    let close = if sign == "{" { "}" } else { "]" };
    let after = &text.source.text()[line.start..];
    if after.matches(sign).count() <= after.matches(close).count() {
        return None;
    }
    let healing = text.healing(vec![vec![Edit::remove(line.value_span())]]);
    let key = line.key.unwrap_or_default();
    let mut cause = Cause::syntax(
        line.value_span(),
        format!("`{sign}` is opened here and never closed"),
        format!(
            "Delete the `{sign}`: in YAML the lines below `{key}:` are indented, without brackets. Or close it with `{close}`."
        ),
    );
    cause.fix = healing.map(|edits| (format!("delete the `{sign}`"), edits));
    Some(cause)
}

/// Lines of JSON: a comma or semicolon after a value in quotes.
pub(super) fn commas(text: &Text) -> Option<Cause> {
    let mut places: Vec<(usize, usize)> = vec![];
    let mut quoted = false;
    for (number, line) in text.lines.content().filter(|(_, line)| line.colon.is_some()) {
        let value = line.value();
        if !value.ends_with([',', ';']) || value.starts_with(['{', '[']) {
            continue;
        }
        let at = line.value + value.len() - 1;
        let quote = value.chars().next().filter(|char| matches!(char, '"' | '\''));
        let of_json = line.text[line.lead..].starts_with('"');
        let closed = quote.and_then(|quote| closing(value, quote)) == Some(value.len() - 1);
        if closed || of_json && quote.is_none() {
            quoted |= closed;
            places.push((number, at));
        }
    }
    let (number, at) = *places.first()?;
    if !quoted || number > text.fault_line() {
        return None;
    }
    let span = |(number, at): &(usize, usize)| text.lines.all[*number].span(*at, at + 1);
    let healing = text.healing(vec![places.iter().map(|place| Edit::remove(span(place))).collect()])?;
    let lines: Vec<usize> = places.iter().map(|(number, _)| number + 1).collect();
    let sign = if text.lines.all[number].text[at..].starts_with(',') { "comma" } else { "semicolon" };
    let which = if lines.len() > 1 { format!(", in the lines {}", ranges(&lines)) } else { String::new() };
    let mut cause = Cause::syntax(
        span(&(number, at)),
        format!("a {sign} ends the line, as in JSON; in YAML lines do not end with one"),
        format!("Delete the {sign}{which}."),
    )
    .label("of JSON")
    .also(places[1..].iter().map(span), "here, too");
    cause.fix = Some((format!("delete the {sign}{}", if lines.len() > 1 { "s" } else { "" }), healing));
    Some(cause)
}

/// `-` or `?` in the place of a value.
pub(super) fn hyphen(text: &Text) -> Option<Cause> {
    let (_, line) = text.lines.content().find(|(number, _)| *number == text.fault_line())?;
    let value = line.value();
    let what = match value.split(' ').next()? {
        "-" => "begins a list",
        "?" => "begins a key",
        _ => return None,
    };
    line.colon?;
    let sign = &value[..1];
    let setting = line.key.and_then(Setting::from_key);
    let rest = value[1..].trim();
    let help = match setting {
        Some(Setting::SmtpEncryption) => "Write `smtpEncryption: TLS`.".to_owned(),
        Some(setting) if rest.is_empty() => setting.definition().hint.to_owned(),
        _ if rest.is_empty() => "Write the value in its place, or remove the line.".to_owned(),
        _ => format!("Delete the `{sign}`, or put each item of a list on a line of its own."),
    };
    Some(
        Cause::syntax(
            line.value_span(),
            format!("`{sign}` {what} in YAML, and none can be on the line of a key"),
            help,
        )
        .label("not a value"),
    )
}

/// A value that begins with a bracket which is still open at the end of its line.
pub(super) fn bracket(text: &Text) -> Option<Cause> {
    let fault = text.fault_line();
    let content: Vec<(usize, &Line)> = text.lines.content().collect();
    let found =
        content.iter().enumerate().rev().filter(|(_, (number, _))| *number <= fault).find_map(|(index, (_, line))| {
            let next = content.get(index + 1).is_none_or(|(_, next)| next.colon.is_some() && next.lead <= line.lead);
            let setting = line.key.and_then(Setting::from_key).is_some();
            open_bracket(line).filter(|_| line.colon.is_some() && (setting || next)).map(|found| (*line, found))
        });
    let (line, (sign, value)) = found?;
    let what = if sign == '[' { "list" } else { "mapping" };
    let secret = names_secret(line.key.unwrap_or_default());
    // The number sign in such a value begins no comment.
    let whole = line.text[line.value..].trim_end();
    let edit =
        Edit::replace(line.span(line.value, line.value + whole.len()), format!("'{}'", whole.replace('\'', "''")));
    let healing = text.healing(vec![vec![edit]])?;
    let mut cause = Cause::syntax(
        line.value_span(),
        format!("a value that begins with `{sign}` is read as a {what}, and this is not one"),
        if secret {
            "Put the value in single quotes."
        } else {
            "Delete the bracket, or put the value in single quotes."
        },
    );
    // A quote inside may be the lost end of another one.
    if secret && value.len() == whole.len() && !value.contains(['\'', '"']) {
        cause.fix = Some(("put the value in single quotes".to_owned(), healing));
    }
    Some(cause)
}

/// The bracket with which a value begins that is still open at the end of the line, and the value.
fn open_bracket<'t>(line: &Line<'t>) -> Option<(char, &'t str)> {
    let value = line.value();
    let (open, close) = match value.chars().next()? {
        '[' => ('[', ']'),
        '{' => ('{', '}'),
        _ => return None,
    };
    let count = |char: char| value.chars().filter(|other| *other == char).count();
    let text = value.len() > 1 && !value[1..].starts_with(' ');
    (text && count(open) > count(close)).then_some((open, value))
}
