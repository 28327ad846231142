//! Escapes: `\uXXXX`, `\t`, `\n`, `\r`, `\f`; a backslash before anything else only drops out.

use super::line::Char;
use crate::source::Span;

/// Resolves the escapes of a name or value. Half a surrogate pair becomes U+FFFD.
///
/// # Errors
/// Where `\u` is not followed by four hexadecimal digits.
pub(super) fn unescape(chars: &[Char]) -> Result<String, Span> {
    let mut units: Vec<u16> = Vec::with_capacity(chars.len());
    let push = |units: &mut Vec<u16>, char: char| units.extend(char.encode_utf16(&mut [0; 2]).iter());
    let mut rest = chars.iter();
    while let Some(&each) = rest.next() {
        if each.char != '\\' {
            push(&mut units, each.char);
            continue;
        }
        match rest.next() {
            Some(Char { char: 'u', .. }) => {
                let digits = &rest.as_slice()[..rest.len().min(4)];
                let end = digits.last().copied().unwrap_or(each).end();
                let unit = digits.iter().try_fold(0, |unit, digit| Some(unit << 4 | digit.char.to_digit(16)?));
                let unit = unit.filter(|_| digits.len() == 4);
                units.push(unit.ok_or(Span { start: each.at, end: end.max(each.at + 2) })? as u16);
                rest = rest.as_slice()[4..].iter();
            }
            Some(Char { char: 't', .. }) => push(&mut units, '\t'),
            Some(Char { char: 'n', .. }) => push(&mut units, '\n'),
            Some(Char { char: 'r', .. }) => push(&mut units, '\r'),
            Some(Char { char: 'f', .. }) => push(&mut units, '\u{c}'),
            Some(next) => push(&mut units, next.char),
            None => {}
        }
    }
    Ok(String::from_utf16_lossy(&units))
}
