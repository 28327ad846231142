//! Numbers as Java reads and prints them.

/// A number of any size in decimal, without leading zeros; `None` if it has another digit than those of the radix. As to
/// Java's parsers, the digits may have a sign of their own, unless the number is `negative` already.
pub(super) fn to_decimal(negative: bool, digits: &str, radix: u32) -> Option<String> {
    let (negative, digits) = match digits.strip_prefix(['-', '+']) {
        Some(_) if negative => return None,
        Some(rest) => (digits.starts_with('-'), rest),
        None => (negative, digits),
    };
    let magnitude = magnitude(digits, radix)?;
    Some(if negative && magnitude != "0" { format!("-{magnitude}") } else { magnitude })
}

fn magnitude(digits: &str, radix: u32) -> Option<String> {
    if digits.is_empty() || !digits.chars().all(|char| char.is_digit(radix)) {
        return None;
    }
    let trimmed = digits.trim_start_matches('0');
    if trimmed.is_empty() {
        return Some("0".to_owned());
    }
    if radix == 10 {
        return Some(trimmed.to_owned());
    }
    if let Ok(small) = u128::from_str_radix(trimmed, radix) {
        return Some(small.to_string());
    }
    // Base 10^9, least significant first. At most 1,024 digits come here.
    let mut limbs: Vec<u64> = vec![0];
    for digit in trimmed.chars().filter_map(|char| char.to_digit(radix)) {
        let mut carry = u64::from(digit);
        for limb in &mut limbs {
            let value = *limb * u64::from(radix) + carry;
            *limb = value % 1_000_000_000;
            carry = value / 1_000_000_000;
        }
        if carry > 0 {
            limbs.push(carry);
        }
    }
    let mut text = limbs.pop().unwrap_or(0).to_string();
    for limb in limbs.iter().rev() {
        text.push_str(&format!("{limb:09}"));
    }
    Some(text)
}

/// `Double.valueOf`.
pub(super) fn parse_double(text: &str) -> Option<f64> {
    let text = text.trim_matches(|char| char <= ' ');
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    match unsigned {
        "NaN" => return Some(f64::NAN),
        "Infinity" => return Some(sign * f64::INFINITY),
        _ => {}
    }
    // Java allows a type suffix; Rust's names of infinities are not Java's.
    let number = unsigned.strip_suffix(['d', 'D', 'f', 'F']).unwrap_or(unsigned);
    if !number.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return None;
    }
    if let Some(hexadecimal) = number.strip_prefix("0x").or(number.strip_prefix("0X")) {
        return parse_hexadecimal(hexadecimal).map(|value| sign * value);
    }
    number.parse::<f64>().ok().map(|value| sign * value)
}

/// `1F.8p3`: Java wants the exponent. Digits beyond those that a double can hold are cut off.
fn parse_hexadecimal(text: &str) -> Option<f64> {
    let (digits, exponent) = text.split_once(['p', 'P'])?;
    let exponent: i32 = exponent.parse().ok()?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut value = 0.0;
    for digit in whole.chars().chain(fraction.chars()) {
        value = value * 16.0 + f64::from(digit.to_digit(16)?);
    }
    Some(value * f64::from(exponent - 4 * fraction.len() as i32).exp2())
}

/// `Double.toString` of JDK 19 and later: the fewest digits that tell the number apart, plain from 10^-3 up to 10^7,
/// else with an exponent.
pub(super) fn double_to_string(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let value = value.abs();
    if value == 0.0 {
        return format!("{sign}0.0");
    }
    if (1e-3..1e7).contains(&value) {
        let text = value.to_string();
        return if text.contains('.') { format!("{sign}{text}") } else { format!("{sign}{text}.0") };
    }
    let mut text = format!("{value:e}");
    if !text.contains('.') {
        // Java wants two digits, and of all pairs that tell the number apart the nearest: 4.9E-324, not 5.0E-324.
        let two = format!("{value:.1e}");
        if two.parse() == Ok(value) {
            text = two;
        }
    }
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let point = if mantissa.contains('.') { "" } else { ".0" };
    format!("{sign}{mantissa}{point}E{exponent}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_print_as_in_java() {
        for (value, text) in [
            (1.1, "1.1"),
            (100000.0, "100000.0"),
            (12345678.9, "1.23456789E7"),
            (0.0001, "1.0E-4"),
            (0.001, "0.001"),
            (1e7, "1.0E7"),
            (-0.0, "-0.0"),
            (2e23, "2.0E23"),
            (5e-324, "4.9E-324"),
            (f64::INFINITY, "Infinity"),
        ] {
            assert_eq!(double_to_string(value), text);
        }
    }

    #[test]
    fn integers_of_any_size_and_radix_become_decimal() {
        assert_eq!(to_decimal(false, "0123", 8).as_deref(), Some("83"));
        assert_eq!(to_decimal(false, "8", 8), None);
        assert_eq!(to_decimal(false, "-7", 8).as_deref(), Some("-7"));
        assert_eq!(to_decimal(true, "-7", 8), None);
        let ones = "f".repeat(40);
        assert_eq!(
            to_decimal(false, &ones, 16).as_deref(),
            Some("1461501637330902918203684832716283019655932542975"),
            "2^160 - 1"
        );
    }
}
