//! SnakeYAML's implicit types of values without quotes, as Spring Boot configures them (no dates), and the values that
//! Java makes of them.

use super::number;

/// Longest text, in characters, that can be a number.
const NUMBER_LIMIT: usize = 1024;

/// The type of a plain scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Implicit {
    Boolean(bool),
    Integer,
    Float,
    Null,
    /// `<<`.
    Merge,
    String,
}

/// Resolves the type of a plain scalar.
pub(super) fn implicit(text: &str) -> Implicit {
    let Some(&first) = text.as_bytes().first() else { return Implicit::Null };
    match first {
        b'~' | b'n' | b'N' if matches!(text, "~" | "null" | "Null" | "NULL") => Implicit::Null,
        b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' => match boolean(text) {
            Some(value) => Implicit::Boolean(value),
            None => Implicit::String,
        },
        b'<' if text == "<<" => Implicit::Merge,
        // Only with the tag `!` can a text be a single blank here.
        b' ' if text == " " => Implicit::Null,
        b'-' | b'+' | b'.' | b'0'..=b'9' if text.len() <= NUMBER_LIMIT => {
            if is_integer(text) {
                Implicit::Integer
            } else if is_float(text) {
                Implicit::Float
            } else {
                Implicit::String
            }
        }
        _ => Implicit::String,
    }
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Some(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// A value that an explicit `!!bool` makes of any text; `None` is null.
pub(super) fn tagged_boolean(text: &str) -> Option<bool> {
    boolean(&text.to_lowercase())
}

fn unsigned(text: &str) -> &[u8] {
    text.strip_prefix(['-', '+']).unwrap_or(text).as_bytes()
}

/// At least one digit, and apart from digits only `_`.
fn digits(bytes: &[u8], is_digit: fn(&u8) -> bool) -> bool {
    bytes.iter().any(is_digit) && bytes.iter().all(|byte| is_digit(byte) || *byte == b'_')
}

fn is_octal(byte: &u8) -> bool {
    (b'0'..=b'7').contains(byte)
}

/// Decimal digits and `_`, beginning with a digit.
fn decimal(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(u8::is_ascii_digit) && bytes.iter().all(|byte| byte.is_ascii_digit() || *byte == b'_')
}

/// One or more `:n` with n from 0 to 59.
fn sexagesimal(bytes: &[u8]) -> bool {
    bytes.split(|&byte| byte == b':').all(|part| match part {
        [digit] => digit.is_ascii_digit(),
        [ten, digit] => (b'0'..=b'5').contains(ten) && digit.is_ascii_digit(),
        _ => false,
    })
}

fn is_integer(text: &str) -> bool {
    let bytes = unsigned(text);
    match bytes {
        [] => false,
        [b'0', b'b', rest @ ..] => digits(rest, |byte| matches!(byte, b'0' | b'1')),
        [b'0', b'x', rest @ ..] => digits(rest, u8::is_ascii_hexdigit),
        [b'0'] => true,
        [b'0', rest @ ..] => digits(rest, is_octal),
        _ => match bytes.iter().position(|&byte| byte == b':') {
            None => decimal(bytes),
            Some(colon) => decimal(&bytes[..colon]) && sexagesimal(&bytes[colon + 1..]),
        },
    }
}

fn is_float(text: &str) -> bool {
    let bytes = unsigned(text);
    if matches!(bytes, b".inf" | b".Inf" | b".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    if let Some(colon) = bytes.iter().position(|&byte| byte == b':') {
        let Some(dot) = bytes.iter().position(|&byte| byte == b'.') else { return false };
        return colon < dot
            && decimal(&bytes[..colon])
            && sexagesimal(&bytes[colon + 1..dot])
            && bytes[dot + 1..].iter().all(|byte| byte.is_ascii_digit() || *byte == b'_');
    }
    let exponent_at = bytes.iter().position(|byte| matches!(byte, b'e' | b'E'));
    let (mantissa, exponent) = match exponent_at {
        Some(at) => (&bytes[..at], Some(&bytes[at + 1..])),
        None => (bytes, None),
    };
    let exponent_holds = exponent.is_none_or(|exponent| {
        let number = exponent.strip_prefix(b"-").or(exponent.strip_prefix(b"+")).unwrap_or(exponent);
        !number.is_empty() && number.iter().all(u8::is_ascii_digit)
    });
    let mantissa_holds = match mantissa.iter().position(|&byte| byte == b'.') {
        Some(0) => mantissa.len() > 1 && mantissa[1..].iter().all(|byte| byte.is_ascii_digit() || *byte == b'_'),
        Some(dot) => {
            decimal(&mantissa[..dot]) && mantissa[dot + 1..].iter().all(|byte| byte.is_ascii_digit() || *byte == b'_')
        }
        None => exponent.is_some() && decimal(mantissa),
    };
    exponent_holds && mantissa_holds
}

/// A date, or date and time, that an explicit `!!timestamp` accepts.
pub(super) fn is_timestamp(text: &str) -> bool {
    let blanks: &[char] = &[' ', '\t'];
    let date_and_rest = || {
        let rest = digits_then(text, 4..=4)?.strip_prefix('-')?;
        digits_then(digits_then(rest, 1..=2)?.strip_prefix('-')?, 1..=2)
    };
    let is_zone = |zone: &str| {
        let Some(offset) = zone.strip_prefix(['+', '-']) else { return matches!(zone, "" | "Z") };
        match digits_then(offset, 1..=2) {
            Some(rest) => rest.is_empty() || digits_then(rest.strip_prefix(':').unwrap_or("x"), 2..=2) == Some(""),
            None => false,
        }
    };
    let Some(rest) = date_and_rest() else { return false };
    if rest.is_empty() {
        return true;
    }
    let Some(rest) = time_then(rest) else { return false };
    let rest =
        rest.strip_prefix('.').map_or(rest, |fraction| fraction.trim_start_matches(|char: char| char.is_ascii_digit()));
    is_zone(rest.trim_start_matches(blanks))
}

/// What follows `T12:34:56`, or the same behind blanks.
fn time_then(text: &str) -> Option<&str> {
    let time = text.strip_prefix(['T', 't', ' ', '\t'])?;
    let time = if text.starts_with(['T', 't']) { time } else { time.trim_start_matches([' ', '\t']) };
    let minutes = digits_then(time, 1..=2)?.strip_prefix(':')?;
    digits_then(digits_then(minutes, 2..=2)?.strip_prefix(':')?, 2..=2)
}

/// What follows as many digits, the most that there are.
fn digits_then(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<&str> {
    let digits = text.bytes().take(*count.end()).take_while(u8::is_ascii_digit).count();
    count.contains(&digits).then(|| &text[digits..])
}

/// The text of the Java object that an integer becomes; `None` where Java throws a NumberFormatException.
pub(super) fn integer(text: &str) -> Option<String> {
    let text = text.replace('_', "");
    if text.is_empty() {
        return None;
    }
    let (negative, digits) = sign(&text);
    if digits == "0" {
        return Some("0".to_owned());
    }
    if let Some(binary) = digits.strip_prefix("0b") {
        number::to_decimal(negative, binary, 2)
    } else if let Some(hex) = digits.strip_prefix("0x") {
        number::to_decimal(negative, hex, 16)
    } else if let Some(octal) = digits.strip_prefix('0') {
        number::to_decimal(negative, octal, 8)
    } else if digits.contains(':') {
        // SnakeYAML counts in 32 bits, from the last part on.
        let mut unit = 1i32;
        let mut sum = 0i32;
        for part in java_split(digits).iter().rev() {
            let part: i64 = part.parse().ok()?;
            sum = i64::from(sum).wrapping_add(part.wrapping_mul(i64::from(unit))) as i32;
            unit = unit.wrapping_mul(60);
        }
        number::to_decimal(negative, &sum.to_string(), 10)
    } else {
        number::to_decimal(negative, digits, 10)
    }
}

/// The text of the Java double that a float becomes; `None` where Java throws a NumberFormatException.
pub(super) fn float(text: &str) -> Option<String> {
    let text = text.replace('_', "");
    if text.is_empty() {
        return None;
    }
    let (negative, digits) = sign(&text);
    let factor = if negative { -1.0 } else { 1.0 };
    let lower = digits.to_lowercase();
    let value = if lower == ".inf" {
        f64::INFINITY
    } else if lower == ".nan" {
        f64::NAN
    } else if digits.contains(':') {
        let mut unit = 1i32;
        let mut sum = 0.0;
        for part in java_split(digits).iter().rev() {
            sum += number::parse_double(part)? * f64::from(unit);
            unit = unit.wrapping_mul(60);
        }
        sum
    } else {
        number::parse_double(digits)?
    };
    Some(number::double_to_string(factor * value))
}

/// `String.split(":")`: empty parts at the end are dropped.
fn java_split(text: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = text.split(':').collect();
    while parts.last().is_some_and(|last| last.is_empty()) {
        parts.pop();
    }
    parts
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}
