//! The last filter before a terminal, a log or a CI system: whatever comes out of a file, a name, an argument or a server
//! drives none of them.
//!
//! One table says which characters are written by name (`<U+202E>`), one function which marks start a workflow command.
//! [`line()`] and [`text`] clean a piece before it is laid out, so that widths are right; [`stream`] cleans everything that is
//! printed once more, at the place where it is printed.
//!
//! Sources: Unicode, `DerivedCoreProperties.txt` (`Default_Ignorable_Code_Point`) and UAX #9 (directional formatting characters);
//! GitHub, `actions/runner` (`ActionCommand.cs`: `::` at the start of a trimmed line, `##[` anywhere); Azure Pipelines, "Logging
//! commands"; JetBrains TeamCity, "Service Messages"; GitLab, "Job logs" (section markers).

use std::borrow::Cow;
use std::fmt::Write as _;

/// Ranges of characters that nobody sees, that turn the direction of text or that end a line: shown by name. Control
/// characters come on top.
const HARMFUL: &[(u32, u32)] = &[
    (0x00ad, 0x00ad),   // soft hyphen
    (0x034f, 0x034f),   // combining grapheme joiner
    (0x061c, 0x061c),   // Arabic letter mark
    (0x115f, 0x1160),   // Hangul fillers
    (0x17b4, 0x17b5),   // Khmer inherent vowels
    (0x180b, 0x180f),   // Mongolian selectors and vowel separator
    (0x200b, 0x200f),   // zero-width characters, direction marks
    (0x2028, 0x202e),   // line and paragraph separator, direction embeddings and overrides
    (0x2060, 0x206f),   // word joiner, invisible operators, direction isolates, deprecated format characters
    (0x2800, 0x2800),   // Braille blank
    (0x3164, 0x3164),   // Hangul filler
    (0xfdd0, 0xfdef),   // noncharacters
    (0xfe00, 0xfe0f),   // variation selectors
    (0xfeff, 0xfeff),   // byte-order mark
    (0xffa0, 0xffa0),   // halfwidth Hangul filler
    (0xfff0, 0xfffb),   // unassigned ignorables, interlinear annotation
    (0xfffe, 0xffff),   // noncharacters
    (0x13430, 0x1343f), // Egyptian format controls
    (0x1bca0, 0x1bca3), // shorthand format controls
    (0x1d173, 0x1d17a), // musical format controls
    (0xe0000, 0xe0fff), // tags, variation selectors
];

/// Whether a character is shown by name: a control character (line ends and tabs included), one that nobody sees, or one that
/// turns the direction of what follows.
pub fn is_harmful(char: char) -> bool {
    let code = u32::from(char);
    match code {
        0x20..=0x7e => false,
        _ => char.is_control() || HARMFUL.iter().any(|(first, last)| (*first..=*last).contains(&code)),
    }
}

/// A character by name: `<U+202E>`.
pub fn name(char: char) -> String {
    format!("<U+{:04X}>", u32::from(char))
}

/// A piece of text on one line: every harmful character, line ends too, by name; no mark of a workflow command.
pub fn line(text: &str) -> Cow<'_, str> {
    rewrite(text, is_harmful, push_name)
}

/// A piece of text of several lines: line ends stay, tabs become spaces, the rest as in [`line()`].
pub fn text(text: &str) -> Cow<'_, str> {
    rewrite(
        text,
        |char| char != '\n' && is_harmful(char),
        |out, char| if char == '\t' { out.push(' ') } else { push_name(out, char) },
    )
}

/// A part of a file: tabs, CR and LF stay for the caller to show, the rest as in [`line()`].
pub fn file_text(text: &str) -> Cow<'_, str> {
    rewrite(text, |char| !matches!(char, '\t' | '\r' | '\n') && is_harmful(char), push_name)
}

/// JSON text with the same value: harmful characters and marks as `\uXXXX`.
pub fn json(text: &str) -> Cow<'_, str> {
    rewrite(
        text,
        |char| char != '\n' && is_harmful(char),
        |out, char| {
            for unit in char.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        },
    )
}

/// Text for an element or an attribute of XML, with the same value. What XML 1.0 cannot hold is written by name.
pub fn xml(text: &str) -> Cow<'_, str> {
    let special = |char| matches!(char, '&' | '<' | '>' | '"') || is_harmful(char);
    rewrite(text, special, |out, char| match char {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
            let _ = write!(out, "&lt;U+{:04X}&gt;", u32::from(char));
        }
        _ => {
            let _ = write!(out, "&#{};", u32::from(char));
        }
    })
}

/// Whose commands a report is made of: a line that begins with one of its openings is the report's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Commands {
    /// Nobody's.
    #[default]
    None,
    /// Annotations of GitHub Actions.
    Github,
    /// Issues of Azure Pipelines.
    Azure,
    /// Inspections of TeamCity.
    Teamcity,
}

impl Commands {
    /// The length of the opening that the report wrote itself.
    fn own(self, line: &str) -> usize {
        let openings: &[&str] = match self {
            Self::None => &[],
            Self::Github => &["::error ", "::warning ", "::notice "],
            Self::Azure => &["##vso[task.logissue "],
            Self::Teamcity => &["##teamcity[inspectionType ", "##teamcity[inspection "],
        };
        openings.iter().find(|opening| line.starts_with(**opening)).map_or(0, |opening| opening.len())
    }
}

/// Everything that goes to a stream: no harmful character but line ends and tabs, no workflow command but the report's own.
/// Colours and links, where `styles` are wanted, are let through in the forms that the program itself uses.
pub fn stream(text: &str, styles: bool, commands: Commands) -> Cow<'_, str> {
    if text.split_inclusive('\n').all(|line| is_clean(line, commands)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 64);
    for line in text.split_inclusive('\n') {
        if is_clean(line, commands) {
            out.push_str(line);
            continue;
        }
        let content = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
        let own = commands.own(content);
        out.push_str(&content[..own]);
        stream_line(&mut out, &content[own..], styles, own == 0);
        out.push_str(&line[content.len()..]);
    }
    Cow::Owned(out)
}

fn is_clean(line: &str, commands: Commands) -> bool {
    let plain = line.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n'));
    plain && commands == Commands::None && marks(line).next().is_none() && !line.trim_start().starts_with("::")
}

fn stream_line(out: &mut String, line: &str, styles: bool, fresh: bool) {
    let mut marks = marks(line).peekable();
    // Where a line has shown nothing yet, `::` begins a command of GitHub.
    let mut fresh = fresh;
    let mut at = 0;
    while let Some(char) = line[at..].chars().next() {
        let style = if char == '\u{1b}' && styles { own_style(&line[at..]) } else { 0 };
        if style > 0 {
            out.push_str(&line[at..at + style]);
            at += style;
            continue;
        }
        if fresh && line[at..].starts_with("::") {
            out.push(':');
            push_name(out, ':');
            at += 2;
            fresh = false;
            continue;
        }
        fresh &= char.is_whitespace();
        let marked = marks.next_if_eq(&at).is_some();
        if marked || (char != '\t' && is_harmful(char)) {
            push_name(out, char);
        } else {
            out.push(char);
        }
        at += char.len_utf8();
    }
}

/// The length of a colour (SGR) or link (OSC 8) in a form that the program writes; 0 for anything else. Nothing of ours blinks,
/// hides text or links elsewhere than to the web.
fn own_style(text: &str) -> usize {
    const COLOURS: [u8; 26] =
        [0, 1, 2, 3, 4, 22, 23, 24, 30, 31, 32, 33, 34, 35, 36, 37, 39, 90, 91, 92, 93, 94, 95, 96, 97, 49];
    if let Some(rest) = text.strip_prefix("\u{1b}[") {
        let Some(end) = rest.find(|char: char| !char.is_ascii_digit() && char != ';') else { return 0 };
        let known = |code: &str| code.is_empty() || code.parse().is_ok_and(|code| COLOURS.contains(&code));
        return if rest[end..].starts_with('m') && rest[..end].split(';').all(known) { end + 3 } else { 0 };
    }
    let Some(rest) = text.strip_prefix("\u{1b}]8;;") else { return 0 };
    let Some(end) = rest.find(|char: char| !matches!(char, '!'..='~')) else { return 0 };
    let to_the_web = rest[..end].is_empty() || rest.starts_with("https://");
    if to_the_web && rest[end..].starts_with("\u{1b}\\") { "\u{1b}]8;;".len() + end + 2 } else { 0 }
}

fn push_name(out: &mut String, char: char) {
    let _ = write!(out, "<U+{:04X}>", u32::from(char));
}

/// Whether a text holds the mark of a workflow command.
pub fn has_mark(text: &str) -> bool {
    marks(text).next().is_some()
}

/// Writes a text with the characters that are `harmful`, and those that break a mark, through `escape`.
fn rewrite(text: &str, harmful: impl Fn(char) -> bool, escape: impl Fn(&mut String, char)) -> Cow<'_, str> {
    let mut marks = marks(text).peekable();
    if marks.peek().is_none() && !text.chars().any(&harmful) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 32);
    for (at, char) in text.char_indices() {
        if marks.next_if_eq(&at).is_some() || harmful(char) {
            escape(&mut out, char);
        } else {
            out.push(char);
        }
    }
    Cow::Owned(out)
}

/// The characters, each ASCII, that break a mark when they are written otherwise, in the order of the text: of `##[`, `##vso[`,
/// `##teamcity[` and the like the second `#`, of `section_start:` and `section_end:` the underscore. They count wherever they are in a line.
fn marks(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'#', b'_', bytes).filter(move |&at| {
        let after = &bytes[at + 1..];
        if bytes[at] == b'_' {
            let starts = |word: &[u8]| after.get(..word.len()).is_some_and(|after| after.eq_ignore_ascii_case(word));
            let section = at.checked_sub(7).is_some_and(|from| bytes[from..at].eq_ignore_ascii_case(b"section"));
            section && (starts(b"start:") || starts(b"end:"))
        } else {
            let doubled = at > 0 && bytes[at - 1] == b'#';
            let word = after.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            doubled && after.get(word) == Some(&b'[')
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What must never be printed as it is.
    const PAYLOADS: [&str; 12] = [
        "\u{1b}[31m",
        "\u{1b}]0;owned\u{7}",
        "\u{9b}2J",
        "\u{202e}",
        "\u{2066}",
        "\u{61c}",
        "\u{200b}",
        "\u{2028}",
        "\u{85}",
        "\u{e0041}",
        "\u{ad}",
        "\r",
    ];

    #[test]
    fn harmful_characters_are_shown_by_name() {
        assert_eq!(line("a\u{202e}b\u{1b}[31m\u{e0041}\u{61c}\n"), "a<U+202E>b<U+001B>[31m<U+E0041><U+061C><U+000A>");
        assert_eq!(text("a\n\tb\u{2028}"), "a\n b<U+2028>");
        assert!(matches!(line("grüße, 東京, 🔑, e\u{301}, a\u{a0}b"), Cow::Borrowed(_)));
        for payload in PAYLOADS {
            for shown in
                [line(payload), stream(payload, false, Commands::None), stream(payload, true, Commands::Github)]
            {
                assert!(!shown.chars().any(is_harmful) || shown == "\u{1b}[31m", "{payload:?}: {shown:?}");
            }
        }
    }

    #[test]
    fn marks_of_ci_systems_are_broken_wherever_they_are() {
        assert_eq!(line("x ##vso[task.setvariable]"), "x #<U+0023>vso[task.setvariable]");
        assert_eq!(line("##[group]a ###[b ##TeamCity[c"), "#<U+0023>[group]a ##<U+0023>[b #<U+0023>TeamCity[c");
        assert_eq!(line("section_start:1:a Section_End:2"), "section<U+005F>start:1:a Section<U+005F>End:2");
        assert_eq!(line("## [a] #vso[ ##v2[ my_section_begin:"), "## [a] #vso[ ##v2[ my_section_begin:");
    }

    #[test]
    fn no_printed_line_begins_with_a_command_but_the_formats_own() {
        let printed = |text| stream(text, true, Commands::None).into_owned();
        assert_eq!(printed("a\n  ::error::b\n \u{a0}::c\n+::d\n"), "a\n  :<U+003A>error::b\n \u{a0}:<U+003A>c\n+::d\n");
        assert_eq!(printed("\u{1b}[31m ::error\u{1b}[0m\r\n"), "\u{1b}[31m :<U+003A>error\u{1b}[0m\r\n");
        let own = stream("::error file=a::b ##[c]\n::stop-commands::x\n", false, Commands::Github);
        assert_eq!(own, "::error file=a::b #<U+0023>[c]\n:<U+003A>stop-commands::x\n");
    }

    #[test]
    fn styles_pass_where_they_are_wanted_and_in_our_forms_alone() {
        let link = "\u{1b}]8;;https://example.com/\u{1b}\\a\u{1b}]8;;\u{1b}\\ \u{1b}[1;31mb\u{1b}[0m\n";
        assert_eq!(stream(link, true, Commands::None), link);
        assert!(!stream(link, false, Commands::None).contains('\u{1b}'));
        for foreign in
            ["\u{1b}[5m", "\u{1b}[8m", "\u{1b}[2J", "\u{1b}]8;;file:///a\u{1b}\\", "\u{1b}]0;a\u{7}", "\u{1b}["]
        {
            assert!(!stream(foreign, true, Commands::None).contains('\u{1b}'), "{foreign:?}");
        }
    }

    #[test]
    fn json_and_xml_still_hold_the_value() {
        let value = "a\u{202e}\u{e0041}##vso[x] \u{1b}[31m \u{85}\u{2028} section_start:1";
        let encoded = serde_json::to_string(value).expect("a string");
        let escaped = json(&encoded);
        assert_eq!(serde_json::from_str::<String>(&escaped).expect("still JSON"), value);
        assert!(escaped.is_ascii() && !escaped.contains("##"), "{escaped}");
        assert_eq!(xml("<a>\u{202e}##[b]\u{1b}\t"), "&lt;a&gt;&#8238;#&#35;[b]&lt;U+001B&gt;&#9;");
    }

    #[test]
    fn what_was_printed_is_printed_the_same_again() {
        for text in ["###[[a", "::::a", "  ::a\u{1b}[31m", "##a##b[", "section_start:section_end:", "a\r\r\n\t::x"] {
            let once = stream(text, true, Commands::None).into_owned();
            assert_eq!(stream(&once, true, Commands::None), once, "{text:?}");
        }
    }
}
