//! Whatever a file holds: no reader panics, and every span lies in the text.

use osweb_config::choice::Choice;
use osweb_config::parse::{Format, ParsedFile, read_as};
use osweb_config::source::{SourceFile, Span};
use proptest::prelude::*;

/// Pieces that the formats are made of.
const PIECES: &[&str] = &[
    "Windows Registry Editor Version 5.00",
    "REGEDIT4",
    "\r\n",
    "\n",
    "\r",
    "[",
    "]",
    "[-",
    "HKEY_LOCAL_MACHINE\\SOFTWARE\\OPTIMAL SYSTEMS",
    "\"MailServer\"",
    "\"OfficeClientSecret\"",
    "=",
    "\"",
    "\\",
    "\\\r\n  ",
    "dword:",
    "0000024b",
    "hex:",
    "hex(2):",
    "hex(7):",
    "hex(b):",
    "00,",
    "ff",
    ",",
    "-",
    "@",
    ";",
    "str(1):",
    "{",
    "}",
    "\"propertySources\"",
    "\"properties\"",
    "\"value\"",
    "\"origin\"",
    ":",
    "null",
    "true",
    "12.5e3",
    "\\u00fc",
    "\\ud83d",
    "\\u",
    "a[]",
    "#---\n",
    "!",
    "# osweb-config: ignore",
    "ä",
    "🔑",
    "\u{feff}",
    "\0",
    " ",
    "\t",
    "file [x] - 1:2",
];

fn contents() -> impl Strategy<Value = Vec<u8>> {
    let pieces =
        prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat().into_bytes());
    let wide = pieces.clone().prop_map(|bytes| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    });
    prop_oneof![4 => pieces, 1 => wide, 1 => prop::collection::vec(any::<u8>(), 0..200)]
}

fn assert_inside(source: &SourceFile, reading: &ParsedFile) {
    let inside = |span: Span| {
        assert!(source.text().get(span.range()).is_some(), "{span:?} of {:?}", source.text());
        source.position(span.end);
    };
    reading.keys.iter().for_each(|key| inside(key.span));
    reading.properties.iter().for_each(|property| inside(property.value.span));
    reading.documents.iter().for_each(|document| inside(document.span));
    reading.faults.iter().for_each(|fault| inside(fault.span));
    reading.directives.iter().for_each(|directive| inside(*directive));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_content_makes_a_reader_panic_or_point_outside(bytes in contents()) {
        for format in Format::ALL.iter().copied() {
            let source = SourceFile::with_fallback("x", bytes.clone(), format.fallback());
            assert_inside(&source, &read_as(&source, format));
        }
    }
}
