//! Base 64 as SnakeYAML reads it.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text in its one canonical form: without white space, with the padding that it needs, and with the bits that no byte
/// uses at zero. `None` if it is not base 64. Two texts of the same bytes have the same canonical form.
pub(super) fn canonical(text: &str) -> Option<String> {
    let digits: Vec<u8> =
        text.bytes().filter(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | 0x0b | 0x0c | b'\r')).collect();
    let padding = digits.iter().rev().take_while(|&&byte| byte == b'=').count();
    let body = &digits[..digits.len() - padding];
    if !digits.len().is_multiple_of(4) || body.len() % 4 == 1 {
        return None;
    }
    let mut values = vec![];
    for digit in body {
        values.push(ALPHABET.iter().position(|known| known == digit)?);
    }
    let unused = match body.len() % 4 {
        2 => 0b1111,
        3 => 0b11,
        _ => 0,
    };
    if let Some(last) = values.last_mut() {
        *last &= !unused;
    }
    let mut canonical: String = values.iter().map(|&value| char::from(ALPHABET[value])).collect();
    canonical.extend(std::iter::repeat_n('=', (4 - body.len() % 4) % 4));
    Some(canonical)
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn equal_bytes_have_equal_text() {
        assert_eq!(canonical("aG k=\n").as_deref(), Some("aGk="));
        assert_eq!(canonical("aGl=").as_deref(), Some("aGk="));
        assert_eq!(canonical("aGk=====").as_deref(), Some("aGk="));
        assert_eq!(canonical("====").as_deref(), Some(""));
        for text in ["a", "a===", "aG=k", "aGk", "aGk!", "äbcd"] {
            assert_eq!(canonical(text), None, "{text}");
        }
    }
}
