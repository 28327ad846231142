//! What a value is made of: text, placeholders (`${name:default}`, one inside another), and escaped ones (`\${name}`).
//!
//! Sources: Spring Framework, `PropertyPlaceholderHelper` (to 6.1) and `PlaceholderParser` (from 6.2). Braces inside count; the name ends at
//! the first colon; the name is not trimmed. To 6.1 a backslash before `${` is text and the placeholder after it is replaced;
//! from 6.2 the backslash goes and the placeholder stays as text.

use std::ops::Range;

/// A part of a value. Ranges are bytes of the value's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text that stays as it is.
    Text(Range<usize>),
    /// What Spring replaces.
    Placeholder(Placeholder),
    /// `\${…}`, from the backslash to the closing brace.
    Escape(Range<usize>),
}

/// `${name:default}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// From `$` to the closing brace.
    pub range: Range<usize>,
    /// The name, up to the colon.
    pub name: Range<usize>,
    /// The parts of the name, which may hold placeholders itself.
    pub name_parts: Vec<Part>,
    /// What counts where nothing gives the name.
    pub default: Option<Default>,
}

/// The text after a placeholder's colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Default {
    /// Where it is.
    pub range: Range<usize>,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// Placeholders inside one another that are taken apart; what is deeper stays text.
const DEPTH: usize = 32;

/// Takes a text apart. Its time grows with the length of the text alone.
pub fn parse(text: &str) -> Vec<Part> {
    if !text.contains("${") {
        return if text.is_empty() { vec![] } else { vec![Part::Text(0..text.len())] };
    }
    let mut closing = vec![None; text.len()];
    let mut open = vec![];
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open.push(at),
            b'}' => {
                if let Some(start) = open.pop() {
                    closing[start] = Some(at);
                }
            }
            _ => {}
        }
    }
    Parser { text, closing: &closing }.parts(0..text.len(), 0)
}

struct Parser<'t> {
    text: &'t str,
    /// Per opening brace the one that closes it.
    closing: &'t [Option<usize>],
}

impl Parser<'_> {
    fn parts(&self, range: Range<usize>, depth: usize) -> Vec<Part> {
        let mut parts = vec![];
        let mut text = range.start;
        let mut from = range.start;
        while let Some(at) = self.text[from..range.end].find("${").map(|at| from + at) {
            let end = self.closing[at + 1].filter(|end| *end < range.end);
            let Some(end) = end.filter(|_| depth < DEPTH) else {
                from = at + 2;
                continue;
            };
            let escaped = self.text[range.start..at].ends_with('\\');
            let start = if escaped { at - 1 } else { at };
            if start > text {
                parts.push(Part::Text(text..start));
            }
            parts.push(match escaped {
                true => Part::Escape(start..end + 1),
                false => Part::Placeholder(self.placeholder(at..end + 1, depth + 1)),
            });
            text = end + 1;
            from = text;
        }
        if text < range.end {
            parts.push(Part::Text(text..range.end));
        }
        parts
    }

    fn placeholder(&self, range: Range<usize>, depth: usize) -> Placeholder {
        let inside = range.start + 2..range.end - 1;
        let colon = self.colon(inside.clone());
        let name = inside.start..colon.unwrap_or(inside.end);
        let default = colon.map(|colon| {
            let range = colon + 1..inside.end;
            Default { parts: self.parts(range.clone(), depth), range }
        });
        Placeholder { range, name_parts: self.parts(name.clone(), depth), name, default }
    }

    /// The colon that ends the name: none inside a placeholder of the name, and none after a backslash.
    fn colon(&self, inside: Range<usize>) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = inside.start;
        while at < inside.end {
            match bytes[at] {
                b'$' if bytes.get(at + 1) == Some(&b'{') => match self.closing[at + 1] {
                    Some(end) => at = end,
                    None => at += 1,
                },
                b'\\' if bytes.get(at + 1) == Some(&b':') => at += 1,
                b':' => return Some(at),
                _ => {}
            }
            at += 1;
        }
        None
    }
}

/// All placeholders, those inside others after the one that holds them.
pub fn placeholders(parts: &[Part]) -> Vec<&Placeholder> {
    let mut found = vec![];
    for part in parts {
        let Part::Placeholder(placeholder) = part else { continue };
        found.push(placeholder);
        found.extend(placeholders(&placeholder.name_parts));
        found.extend(placeholder.default.iter().flat_map(|default| placeholders(&default.parts)));
    }
    found
}

/// What a value is where nothing outside the file gives a name: each placeholder replaced by what `given` knows for its name, else by
/// its default. `None` where one has neither, or is escaped.
pub fn without_variables<'t>(text: &'t str, given: &dyn Fn(&str) -> Option<&'t str>) -> Option<String> {
    // A value may name others, and these too: a circle ends here, and so does what doubles at every step.
    filled(text, &parse(text), given, &mut 200)
}

fn filled<'t>(
    text: &'t str,
    parts: &[Part],
    given: &dyn Fn(&str) -> Option<&'t str>,
    left: &mut usize,
) -> Option<String> {
    let mut filled = String::new();
    for part in parts {
        match part {
            Part::Text(range) => filled.push_str(&text[range.clone()]),
            Part::Escape(_) => return None,
            Part::Placeholder(placeholder) => {
                *left = left.checked_sub(1)?;
                let named = match given(&text[placeholder.name.clone()]) {
                    Some(other) => Some(self::filled(other, &parse(other), given, left)?),
                    None => None,
                };
                filled.push_str(&match (named, &placeholder.default) {
                    (Some(named), _) => named,
                    (None, Some(default)) => self::filled(text, &default.parts, given, left)?,
                    (None, None) => return None,
                });
            }
        }
    }
    Some(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts in brackets: `t` text, `p` placeholder (name, default), `e` escape.
    fn shown(text: &str, parts: &[Part]) -> String {
        parts
            .iter()
            .map(|part| match part {
                Part::Text(range) => format!("t[{}]", &text[range.clone()]),
                Part::Escape(range) => format!("e[{}]", &text[range.clone()]),
                Part::Placeholder(placeholder) => {
                    let name = shown(text, &placeholder.name_parts);
                    let default =
                        placeholder.default.as_ref().map_or("-".to_owned(), |default| shown(text, &default.parts));
                    format!("p[{name}|{default}]")
                }
            })
            .collect()
    }

    #[test]
    fn a_value_is_taken_apart_as_spring_does() {
        for (text, parts) in [
            ("", ""),
            ("a", "t[a]"),
            ("${A}", "p[t[A]|-]"),
            ("x${A:b:c}y", "t[x]p[t[A]|t[b:c]]t[y]"),
            ("${A:}", "p[t[A]|]"),
            ("${A:${B:c}}", "p[t[A]|p[t[B]|t[c]]]"),
            ("${A_${B}:c}", "p[t[A_]p[t[B]|-]|t[c]]"),
            ("${A:{x}}", "p[t[A]|t[{x}]]"),
            ("${A", "t[${A]"),
            ("${A{x}", "t[${A{x}]"),
            ("${A ${B}", "t[${A ]p[t[B]|-]"),
            ("\\${A}", "e[\\${A}]"),
            ("x\\${A}${B}", "t[x]e[\\${A}]p[t[B]|-]"),
            ("$${A}", "t[$]p[t[A]|-]"),
            ("${}", "p[|-]"),
            ("${a\\:b:c}", "p[t[a\\:b]|t[c]]"),
        ] {
            assert_eq!(shown(text, &parse(text)), parts, "{text}");
        }
    }

    #[test]
    fn defaults_and_the_files_own_properties_fill_a_value() {
        let given = |name: &str| match name {
            "mail.host" => Some("smtp.${mail.domain}"),
            "mail.domain" => Some("contoso.com"),
            "circle" => Some("${circle}"),
            _ => None,
        };
        for (text, value) in [
            ("a", Some("a")),
            ("${A:x}-${B:${C:y}}", Some("x-y")),
            ("${A}", None),
            ("${mail.host}", Some("smtp.contoso.com")),
            ("${circle:x}", None),
            ("\\${A:x}", None),
        ] {
            assert_eq!(without_variables(text, &given).as_deref(), value, "{text}");
        }
    }

    #[test]
    fn a_long_text_takes_no_long_time() {
        assert_eq!(parse(&"${".repeat(100_000)).len(), 1);
        assert!(!parse(&format!("{}{}", "${a:".repeat(20_000), "}".repeat(20_000))).is_empty());
    }
}
