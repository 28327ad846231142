//! From bytes to text, by SnakeYAML's rule: a byte-order mark decides, without one the file is UTF-8. Only the formats
//! that Windows or Java define for older encodings fall back on those.

use super::Span;

/// How a file's text is encoded on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a byte-order mark.
    Utf8,
    /// UTF-8 behind a byte-order mark (EF BB BF).
    Utf8Bom,
    /// UTF-16, little endian, behind a byte-order mark (FF FE).
    Utf16Le,
    /// UTF-16, big endian, behind a byte-order mark (FE FF).
    Utf16Be,
    /// ISO-8859-1, as Java reads a `.properties` file.
    Latin1,
    /// windows-1252, the usual ANSI code page of a `.reg` file.
    Windows1252,
}

/// What a file without a byte-order mark is that is no UTF-8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fallback {
    /// Nothing that can be read.
    #[default]
    Refuse,
    /// ISO-8859-1: `.properties`.
    Latin1,
    /// windows-1252: `.reg`.
    Windows1252,
}

impl Fallback {
    /// The fallback that a file's name and first bytes speak of.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let lower = name.to_ascii_lowercase();
        if lower.ends_with(".properties") {
            Self::Latin1
        } else if lower.ends_with(".reg")
            || [&b"REGEDIT4"[..], b"Windows Registry Editor Version 5.00"].iter().any(|head| bytes.starts_with(head))
        {
            Self::Windows1252
        } else {
            Self::Refuse
        }
    }
}

impl Encoding {
    /// The byte-order mark; empty for an encoding that has none.
    pub fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 | Self::Latin1 | Self::Windows1252 => &[],
            Self::Utf8Bom => &[0xef, 0xbb, 0xbf],
            Self::Utf16Le => &[0xff, 0xfe],
            Self::Utf16Be => &[0xfe, 0xff],
        }
    }

    /// Number of bytes that `text` has in this encoding, without a byte-order mark.
    pub fn encoded_len(self, text: &str) -> usize {
        match self {
            Self::Utf8 | Self::Utf8Bom => text.len(),
            Self::Utf16Le | Self::Utf16Be => text.chars().map(char::len_utf16).sum::<usize>() * 2,
            Self::Latin1 | Self::Windows1252 => text.chars().count(),
        }
    }

    /// A piece of text in this encoding, without a byte-order mark. What an encoding of single bytes lacks becomes `?`.
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 | Self::Utf8Bom => text.as_bytes().to_vec(),
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Self::Latin1 => text.chars().map(|char| u8::try_from(char).unwrap_or(b'?')).collect(),
            Self::Windows1252 => text.chars().map(|char| windows_1252_byte(char).unwrap_or(b'?')).collect(),
        }
    }

    /// A whole file in this encoding, byte-order mark included.
    pub fn encode_file(self, text: &str) -> Vec<u8> {
        let mut bytes = self.mark().to_vec();
        bytes.extend(self.encode(text));
        bytes
    }
}

/// The first place of a file that is not valid in its encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodingFault {
    /// The offending character in the readable rendering of the text.
    pub span: Span,
    /// Offset of the offending byte in the file on disk.
    pub byte: usize,
    /// What is wrong.
    pub kind: EncodingFaultKind,
}

/// What is wrong with a file's encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodingFaultKind {
    /// A byte that UTF-8 does not allow there.
    InvalidUtf8(u8),
    /// Half a character at the end, or an unpaired surrogate, in UTF-16.
    InvalidUtf16,
    /// UTF-16 without a byte-order mark, told by its NUL bytes.
    Utf16WithoutMark,
}

impl EncodingFault {
    /// The byte on disk of a text offset at the fault; `None` before it, where the usual count holds.
    pub(super) fn byte_at(&self, offset: usize) -> Option<usize> {
        (offset >= self.span.start as usize).then(|| self.byte + usize::from(offset > self.span.start as usize))
    }
}

pub(super) struct Decoded {
    pub text: String,
    pub encoding: Encoding,
    pub fault: Option<EncodingFault>,
}

pub(super) fn decode(mut bytes: Vec<u8>, fallback: Fallback) -> Decoded {
    let encoding = [Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be]
        .into_iter()
        .find(|encoding| bytes.starts_with(encoding.mark()))
        .unwrap_or(Encoding::Utf8);
    // Java reads single bytes as such whatever stands first.
    if encoding == Encoding::Utf8Bom && fallback == Fallback::Latin1 && std::str::from_utf8(&bytes).is_err() {
        return single_bytes(&bytes, fallback);
    }
    bytes.drain(..encoding.mark().len());
    match encoding {
        Encoding::Utf16Le => utf16(&bytes, encoding, u16::from_le_bytes),
        Encoding::Utf16Be => utf16(&bytes, encoding, u16::from_be_bytes),
        Encoding::Utf8Bom => utf8(bytes, encoding, Fallback::Refuse),
        Encoding::Utf8 | Encoding::Latin1 | Encoding::Windows1252 => utf8(bytes, encoding, fallback),
    }
}

fn utf8(bytes: Vec<u8>, encoding: Encoding, fallback: Fallback) -> Decoded {
    if let Some(decoded) = utf16_without_mark(&bytes) {
        return decoded;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, encoding, fault: None },
        Err(error) if fallback != Fallback::Refuse => single_bytes(error.as_bytes(), fallback),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let text = windows_1252_where_invalid(&bytes);
            let width = text[valid..].chars().next().map_or(0, char::len_utf8);
            let fault = EncodingFault {
                span: Span::new(valid, valid + width),
                byte: encoding.mark().len() + valid,
                kind: EncodingFaultKind::InvalidUtf8(bytes[valid]),
            };
            Decoded { text, encoding, fault: Some(fault) }
        }
    }
}

/// A file whose encoding gives every byte a character.
fn single_bytes(bytes: &[u8], fallback: Fallback) -> Decoded {
    let (encoding, read): (_, fn(u8) -> char) = match fallback {
        Fallback::Windows1252 => (Encoding::Windows1252, from_windows_1252),
        Fallback::Latin1 | Fallback::Refuse => (Encoding::Latin1, char::from),
    };
    Decoded { text: bytes.iter().map(|&byte| read(byte)).collect(), encoding, fault: None }
}

/// The characters of the bytes 0x80 to 0x9F; the five that windows-1252 leaves open are the control characters that
/// Windows makes of them.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

pub(crate) fn from_windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The byte of a character in windows-1252.
pub(super) fn windows_1252_byte(char: char) -> Option<u8> {
    match HIGH.iter().position(|&high| high == char) {
        Some(at) => Some(0x80 + at as u8),
        None => u8::try_from(char).ok().filter(|byte| !(0x80..=0x9f).contains(byte)),
    }
}

/// A rendering for the reader of a message: bytes that are no UTF-8 are shown as Windows shows them.
fn windows_1252_where_invalid(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|&byte| match from_windows_1252(byte) {
            char if char.is_control() => char::REPLACEMENT_CHARACTER,
            char => char,
        }));
    }
    text
}

/// ASCII written as UTF-16 has a NUL in every second byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<Decoded> {
    let (encoding, nul) = match bytes {
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => (Encoding::Utf16Le, 1),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => (Encoding::Utf16Be, 0),
        _ => return None,
    };
    let read = if encoding == Encoding::Utf16Le { u16::from_le_bytes } else { u16::from_be_bytes };
    let text = utf16(bytes, encoding, read).text;
    let width = text.chars().next().map_or(0, char::len_utf8);
    let fault = EncodingFault { span: Span::new(0, width), byte: nul, kind: EncodingFaultKind::Utf16WithoutMark };
    Some(Decoded { text, encoding: Encoding::Utf8, fault: Some(fault) })
}

fn utf16(bytes: &[u8], encoding: Encoding, read: fn([u8; 2]) -> u16) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let mut fault = None;
    let mut offset = encoding.mark().len();
    let mut refuse = |text: &mut String, byte: usize| {
        let start = text.len();
        text.push(char::REPLACEMENT_CHARACTER);
        fault.get_or_insert(EncodingFault {
            span: Span::new(start, text.len()),
            byte,
            kind: EncodingFaultKind::InvalidUtf16,
        });
    };
    let units = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
    for unit in char::decode_utf16(units) {
        match unit {
            Ok(char) => {
                text.push(char);
                offset += char.len_utf16() * 2;
            }
            Err(_) => {
                refuse(&mut text, offset);
                offset += 2;
            }
        }
    }
    if bytes.len() % 2 == 1 {
        refuse(&mut text, offset);
    }
    Decoded { text, encoding, fault }
}
