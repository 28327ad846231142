//! Bytes of an export that are not valid in its encoding.

use super::{Format, ParseError, ParseErrorKind};
use crate::source::{EncodingFaultKind, SourceFile};

/// The fault of a file that is not YAML, for which other rules hold.
pub(super) fn fault(source: &SourceFile, format: Format) -> Option<ParseError> {
    let fault = source.fault()?;
    let help = match format {
        Format::Registry => "Export the key again with regedit or `reg export`, or save the file as UTF-8.",
        _ => "Save the file as UTF-8.",
    };
    let message = match fault.kind {
        EncodingFaultKind::InvalidUtf8(byte) => format!("byte 0x{byte:02X} is not UTF-8, which JSON is written in"),
        EncodingFaultKind::InvalidUtf16 => "half a character in a UTF-16 file".to_owned(),
        EncodingFaultKind::Utf16WithoutMark => "the file is UTF-16 without a byte-order mark".to_owned(),
    };
    Some(ParseError {
        kind: ParseErrorKind::Encoding,
        span: fault.span,
        message,
        help: help.to_owned(),
        related: vec![],
        cure: None,
        mark: None,
    })
}
