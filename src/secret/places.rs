//! Where the secrets of a file stand, so that no snippet and no diff shows them.

use crate::property::name::is_secret;
use crate::property::{Content, Property};
use crate::reader::Reading;
use crate::source::{SourceFile, Span};

/// The shortest secret that is looked for in the rest of the text as well. A shorter one may well be a common word.
const SOUGHT: usize = 6;

/// The places whose text must not be shown, sorted and without overlap: values of properties whose name speaks of a secret, the same
/// text anywhere else, and what follows such a name in a comment (`# password: x`), in a text (`password=x`), or anywhere in a
/// file that cannot be read. A bare placeholder (`${NAME}`) is no secret.
pub fn places(source: &SourceFile, reading: &Reading) -> Vec<Span> {
    let text = source.text();
    let mut found = vec![];
    for property in reading.properties.iter().filter(|property| holds_secret(property)) {
        let span = property.value.span;
        found.push(span);
        let written = property.value.written();
        for secret in [written, property.value.text.as_str(), source.slice(span)] {
            if secret.trim().len() >= SOUGHT {
                found.extend(text.match_indices(secret.trim()).map(|(at, secret)| Span::new(at, at + secret.len())));
            }
        }
    }
    let unreadable = !reading.faults.is_empty() || source.fault().is_some();
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        named(line, at, unreadable, &mut found);
        at += line.len();
    }
    merge(found)
}

/// Puts `***` in place of everything that `secrets` (sorted) covers between `span`'s borders.
pub fn masked(source: &SourceFile, span: Span, secrets: &[Span]) -> String {
    let mut shown = String::new();
    let mut from = span.start;
    for secret in secrets.iter().filter(|secret| secret.start < span.end && secret.end > span.start) {
        let (start, end) = (secret.start.max(span.start), secret.end.min(span.end));
        let covered = source.slice(Span { start, end });
        let core = covered.trim();
        shown.push_str(source.slice(Span { start: from, end: start }));
        if core.is_empty() {
            shown.push_str(covered);
        } else {
            shown.push_str(&covered[..covered.len() - covered.trim_start().len()]);
            shown.push_str(super::MASK);
            shown.push_str(&covered[covered.trim_end().len()..]);
        }
        from = end;
    }
    shown.push_str(source.slice(Span { start: from, end: span.end }));
    shown
}

fn holds_secret(property: &Property) -> bool {
    is_secret(&property.name) && !property.value.span.is_empty() && !is_bare_placeholder(&property.value.text)
}

/// `${NAME}` alone: its default, and anything around it, may be the secret.
fn is_bare_placeholder(text: &str) -> bool {
    let name = text.trim().strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    name.is_some_and(|name| !name.contains([':', '{', '}'])) || crate::property::value::content(text) == Content::Masked
}

/// Finds `password: x` and `password=x` in a line.
fn named(line: &str, offset: usize, unreadable: bool, found: &mut Vec<Span>) {
    let comment = if unreadable { 0 } else { line.find(['#', '!']).unwrap_or(line.len()) };
    for (at, sign) in line.match_indices(['=', ':']) {
        if sign == ":" && at < comment {
            continue;
        }
        let name = line[..at].trim_end().trim_end_matches(['"', '\'']);
        let word = name.rsplit(|char: char| !char.is_alphanumeric() && !['-', '_', '.'].contains(&char)).next();
        if !word.is_some_and(is_secret) {
            continue;
        }
        let value = &line[at + 1..];
        let start = at + 1 + (value.len() - value.trim_start().len());
        // Within a text (a URL, say) the secret ends where the next parameter begins; elsewhere with the line.
        let end = if sign == "=" && at < comment {
            line[start..].find(['&', ';', ' ', '\t', '"', '\'', '\n', '\r']).map_or(line.len(), |length| start + length)
        } else {
            line.trim_end().len()
        };
        if start < end && !is_bare_placeholder(&line[start..end]) {
            found.push(Span::new(offset + start, offset + end));
        }
    }
}

fn merge(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = vec![];
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::property::{KeyId, Style, Value, ValueKind};

    fn shown(text: &str, secrets: &[(&str, &str)]) -> String {
        let source = SourceFile::from_bytes("x", text.as_bytes().to_vec());
        let properties = secrets.iter().map(|(name, value)| {
            let at = text.find(value).unwrap();
            Property {
                name: (*name).to_owned(),
                value: Value {
                    span: Span::new(at, at + value.len()),
                    text: value.trim_matches('\'').to_owned(),
                    written: None,
                    kind: ValueKind::String,
                    style: Style::Plain,
                },
                key: KeyId(0),
                document: 0,
                through: None,
            }
        });
        let reading = Reading { properties: properties.collect(), ..Reading::default() };
        masked(&source, Span::new(0, text.len()), &places(&source, &reading))
    }

    #[test]
    fn values_of_secret_properties_are_masked_wherever_they_stand() {
        let text = "# was hunter22 before\nsmtpPassword: 'hunter22' # why\nuser: me\n";
        assert_eq!(
            shown(text, &[("smtpPassword", "'hunter22'"), ("user", "me")]),
            "# was *** before\nsmtpPassword: *** # why\nuser: me\n"
        );
    }

    #[test]
    fn a_placeholder_is_shown_but_not_its_default() {
        assert_eq!(shown("a.secret: ${NAME}\n", &[("a.secret", "${NAME}")]), "a.secret: ${NAME}\n");
        assert_eq!(shown("a.secret: ${NAME:hush}\n", &[("a.secret", "${NAME:hush}")]), "a.secret: ***\n");
    }

    #[test]
    fn comments_and_parameters_that_name_a_secret_are_masked() {
        assert_eq!(shown("a: 1 # old smtpPassword: hush hush\n", &[]), "a: 1 # old smtpPassword: ***\n");
        assert_eq!(shown("url: x?user=u&password=hush&b=1\n", &[]), "url: x?user=u&password=***&b=1\n");
        assert_eq!(shown("#smtp-password=${PW}\n", &[]), "#smtp-password=${PW}\n");
    }
}
