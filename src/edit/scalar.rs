//! Values as YAML: plain where the JVM reads back the same text, in quotes elsewhere.

use crate::parse::yaml;
use crate::property::{Style, ValueKind};
use crate::source::SourceFile;

/// Where a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Context {
    /// Between braces, where commas and brackets end a plain value.
    pub flow: bool,
    /// Whether the value may be a number: a port.
    pub number: bool,
}

/// Writes a text in the style asked for, or in the next one that keeps it as it is.
pub(crate) fn write(text: &str, style: Style, context: Context) -> String {
    let plain = matches!(style, Style::Plain | Style::Block | Style::Absent);
    let single = || format!("'{}'", text.replace('\'', "''"));
    if plain && reads_back(text, text, context) {
        return text.to_owned();
    }
    if style != Style::DoubleQuoted && reads_back(&single(), text, context) {
        return single();
    }
    double_quoted(text)
}

/// Writes a text for JSON, where it has double quotes; a number that has none keeps to that.
pub(crate) fn write_json(text: &str, style: Style, number: bool) -> String {
    if number && style == Style::Plain && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0') {
        return text.to_owned();
    }
    double_quoted(text)
}

/// Whether the JVM reads `written` as `text`.
fn reads_back(written: &str, text: &str, context: Context) -> bool {
    // With something behind it, that no part of the value is taken for a comment or runs on.
    let line = if context.flow { format!("a: {{b: {written}, c: d}}\n") } else { format!("a: {written} # c\n") };
    let reading = yaml::read(&SourceFile::from_bytes("value.yml", line.into_bytes()));
    let wanted = |kind| kind == ValueKind::String || context.number && kind == ValueKind::Integer;
    let value = reading.properties.first().map(|property| &property.value);
    reading.faults.is_empty() && value.is_some_and(|value| value.text == text && wanted(value.kind))
}

/// A double-quoted text. Its escapes are those that JSON knows too.
pub(crate) fn double_quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\t' => quoted.push_str("\\t"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}'..='\u{ffff}' => {
                quoted.push_str(&format!("\\u{:04x}", char as u32));
            }
            _ => quoted.push(char),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCK: Context = Context { flow: false, number: false };
    const FLOW: Context = Context { flow: true, number: false };
    const PORT: Context = Context { flow: false, number: true };

    #[test]
    fn a_text_is_plain_where_the_jvm_reads_it_as_it_is() {
        for text in ["smtp.office365.com", "a@b.de", "7a4be21f-93d8-4c06-b5f2-6d81e09c35aa", "kV2~8Q~x_.-y", "${NAME}"]
        {
            assert_eq!(write(text, Style::Plain, BLOCK), text);
        }
        assert_eq!(write("587", Style::Plain, PORT), "587");
    }

    #[test]
    fn a_text_is_quoted_where_the_jvm_would_read_something_else() {
        for text in
            ["587", "0123", "1:30", "yes", "~", "a #b", "*a", "{cipher}x", "@x", "a: b", "- x", " x", "x ", "a:", ""]
        {
            assert_eq!(write(text, Style::Plain, BLOCK), format!("'{text}'"));
        }
        assert_eq!(write("it's #1", Style::Plain, BLOCK), "'it''s #1'");
        for text in ["${NAME}", "a,b", "[x", "a]b", "x}"] {
            assert_eq!(write(text, Style::Plain, FLOW), format!("'{text}'"));
        }
        assert_eq!(write("0587", Style::Plain, PORT), "0587", "text to the JVM, not octal");
        assert_eq!(write("0465", Style::Plain, PORT), "'0465'");
    }

    #[test]
    fn quotes_are_kept_and_give_way_only_where_they_must() {
        assert_eq!(write("TLS", Style::SingleQuoted, BLOCK), "'TLS'");
        assert_eq!(write("TLS", Style::DoubleQuoted, BLOCK), "\"TLS\"");
        assert_eq!(write("a\"b\\c", Style::DoubleQuoted, FLOW), r#""a\"b\\c""#);
        assert_eq!(write("a\u{7}b", Style::SingleQuoted, BLOCK), r#""a\u0007b""#);
    }

    #[test]
    fn json_gets_quotes_but_for_a_number_that_has_none() {
        assert_eq!(write_json("587", Style::Plain, true), "587");
        assert_eq!(write_json("0587", Style::Plain, true), "\"0587\"");
        assert_eq!(write_json("58x", Style::Plain, true), "\"58x\"");
        assert_eq!(write_json("587", Style::DoubleQuoted, true), "\"587\"");
        assert_eq!(write_json("587", Style::Plain, false), "\"587\"");
        assert_eq!(write_json("a\tb\nc\rd\"\\e", Style::Plain, false), r#""a\tb\nc\rd\"\\e""#);
    }
}
