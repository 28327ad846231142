//! From bytes to text, by SnakeYAML's rule: a byte-order mark decides, without one the file is UTF-8.

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
}

impl Encoding {
    /// The byte-order mark, empty for [`Encoding::Utf8`].
    pub fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 => &[],
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
        }
    }

    /// A piece of text in this encoding, without a byte-order mark.
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 | Self::Utf8Bom => text.as_bytes().to_vec(),
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
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

pub(super) fn decode(mut bytes: Vec<u8>) -> Decoded {
    let encoding = [Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be]
        .into_iter()
        .find(|encoding| bytes.starts_with(encoding.mark()))
        .unwrap_or(Encoding::Utf8);
    bytes.drain(..encoding.mark().len());
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => utf8(bytes, encoding),
        Encoding::Utf16Le => utf16(&bytes, encoding, u16::from_le_bytes),
        Encoding::Utf16Be => utf16(&bytes, encoding, u16::from_be_bytes),
    }
}

fn utf8(bytes: Vec<u8>, encoding: Encoding) -> Decoded {
    if let Some(decoded) = utf16_without_mark(&bytes) {
        return decoded;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, encoding, fault: None },
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

/// A rendering for the reader of a message: bytes that are no UTF-8 are shown as Windows shows them.
fn windows_1252_where_invalid(bytes: &[u8]) -> String {
    const HIGH: [char; 32] = [
        '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}',
        '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
    ];
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|&byte| match byte {
            0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
            _ => char::from(byte),
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
