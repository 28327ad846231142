//! Values: `"text"`, `dword:0000024b`, `hex(2):…` over several lines, `-`.

use super::scanner::{Problem, Scanner, is_break};
use crate::property::{Style, Value, ValueKind};
use crate::source::{Span, from_windows_1252};

/// Reads a value.
pub(super) fn read(scanner: &mut Scanner, wide: bool) -> Result<Value, Problem> {
    let start = scanner.at();
    let (text, kind, style) = match scanner.peek() {
        Some('"') => (scanner.string()?, ValueKind::String, Style::DoubleQuoted),
        Some('-') => {
            scanner.skip('-');
            (String::new(), ValueKind::Null, Style::Absent)
        }
        _ => {
            let word = scanner.take_while(|char| char != ':' && !is_break(char)).trim().to_ascii_lowercase();
            let kind = kind(&word).filter(|_| scanner.skip(':')).ok_or_else(|| Problem {
                span: Span::new(start, scanner.at()),
                message: "the value is of no form that a registry export knows".into(),
                help: "Write a text in double quotes, `dword:` and eight hexadecimal digits, or `hex:` and bytes.",
            })?;
            match kind {
                Form::Dword => dword(scanner, start)?,
                Form::Text => (quoted(scanner, start)?, ValueKind::String, Style::DoubleQuoted),
                Form::Hex(number) => {
                    let bytes = bytes(scanner)?;
                    let (text, kind) = typed(&bytes, number, wide);
                    (text, kind, Style::Plain)
                }
            }
        }
    };
    let written = scanner.slice(Span::new(start, scanner.at())).trim_end();
    let span = Span::new(start, start + written.len());
    Ok(Value { span, text, written: None, kind, style })
}

/// A value that is not a quoted text.
enum Form {
    /// `dword:`.
    Dword,
    /// `str:"text"` or `str(NUMBER):"text"`, as Wine and hivexregedit write a text; the number is its type.
    Text,
    /// `hex:` (REG_BINARY is number 3) or `hex(NUMBER):`.
    Hex(u32),
}

fn kind(word: &str) -> Option<Form> {
    match word {
        "dword" => Some(Form::Dword),
        "str" | "str(1)" | "str(2)" => Some(Form::Text),
        "hex" => Some(Form::Hex(3)),
        _ => {
            let number = word.strip_prefix("hex(")?.strip_suffix(')')?;
            Some(Form::Hex(u32::from_str_radix(number, 16).ok()?))
        }
    }
}

fn quoted(scanner: &mut Scanner, start: usize) -> Result<String, Problem> {
    if scanner.peek() == Some('"') {
        return scanner.string();
    }
    Err(Problem {
        span: Span::new(start, scanner.at()),
        message: "`str:` is not followed by a text in double quotes".into(),
        help: "Write the text in double quotes.",
    })
}

fn dword(scanner: &mut Scanner, start: usize) -> Result<(String, ValueKind, Style), Problem> {
    scanner.skip_blanks();
    let digits = scanner.take_while(|char| char.is_ascii_hexdigit());
    let number = (digits.len() <= 8).then(|| u32::from_str_radix(digits, 16).ok()).flatten();
    let number = number.ok_or_else(|| Problem {
        span: Span::new(start, scanner.at()),
        message: "`dword:` is not followed by one to eight hexadecimal digits".into(),
        help: "Write the number in hexadecimal digits: port 587 is `dword:0000024b`.",
    })?;
    Ok((number.to_string(), ValueKind::Integer, Style::Plain))
}

/// Bytes, separated by commas; a backslash at the end of a line goes on to the next.
fn bytes(scanner: &mut Scanner) -> Result<Vec<u8>, Problem> {
    let mut bytes = vec![];
    loop {
        scanner.skip_blanks();
        if scanner.peek() == Some('\\') {
            let before = scanner.at();
            scanner.skip('\\');
            scanner.skip_blanks();
            if !scanner.peek().is_none_or(is_break) {
                return Err(byte_problem(Span::new(before, before + 1)));
            }
            scanner.skip('\r');
            scanner.skip('\n');
            continue;
        }
        let start = scanner.at();
        let digits = scanner.take_while(|char| char.is_ascii_hexdigit());
        if digits.is_empty() {
            break;
        }
        let byte = (digits.len() <= 2).then(|| u8::from_str_radix(digits, 16).ok()).flatten();
        bytes.push(byte.ok_or_else(|| byte_problem(Span::new(start, scanner.at())))?);
        scanner.skip_blanks();
        if !scanner.skip(',') {
            break;
        }
    }
    Ok(bytes)
}

fn byte_problem(span: Span) -> Problem {
    Problem {
        span,
        message: "the bytes of a hexadecimal value are pairs of hexadecimal digits, separated by commas".into(),
        help: "Export the key again with regedit or `reg export`.",
    }
}

/// The value that bytes have as a registry type; the numbers are those of winnt.h.
fn typed(bytes: &[u8], number: u32, wide: bool) -> (String, ValueKind) {
    match number {
        // REG_SZ, REG_EXPAND_SZ, REG_LINK
        1 | 2 | 6 => (terminated(&text(bytes, wide)).to_owned(), ValueKind::String),
        // REG_MULTI_SZ
        7 => {
            let all = text(bytes, wide);
            let items: Vec<_> = all.trim_end_matches('\0').split('\0').collect();
            let kind = if all.trim_end_matches('\0').is_empty() { ValueKind::EmptyList } else { ValueKind::Object };
            (items.join("\n"), kind)
        }
        // REG_DWORD, REG_DWORD_BIG_ENDIAN, REG_QWORD
        4 if bytes.len() == 4 => (u64::from(u32::from_le_bytes(fixed(bytes))).to_string(), ValueKind::Integer),
        5 if bytes.len() == 4 => (u64::from(u32::from_be_bytes(fixed(bytes))).to_string(), ValueKind::Integer),
        11 if bytes.len() == 8 => (u64::from_le_bytes(fixed(bytes)).to_string(), ValueKind::Integer),
        _ => {
            let pairs: Vec<_> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            (pairs.join(","), ValueKind::Binary)
        }
    }
}

fn fixed<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut array = [0; N];
    array.copy_from_slice(bytes);
    array
}

fn text(bytes: &[u8], wide: bool) -> String {
    if wide {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes(fixed(pair))).collect();
        String::from_utf16_lossy(&units)
    } else {
        bytes.iter().map(|&byte| from_windows_1252(byte)).collect()
    }
}

/// A registry text ends at its first NUL.
fn terminated(text: &str) -> &str {
    text.split('\0').next().unwrap_or_default()
}
