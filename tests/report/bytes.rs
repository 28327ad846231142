//! Edits in a report are bytes of the file as it is on disk.

use serde_json::Value;

use super::*;

/// Applies the first fix of a JSON report as a script would: replace bytes, in the file's encoding.
fn applied(bytes: &[u8], report: &Report, encode: fn(&str) -> Vec<u8>) -> Vec<u8> {
    let value: Value = serde_json::from_str(&rendered(report, ReportFormat::Json)).unwrap();
    let mut edits = value["files"][0]["diagnostics"][0]["fix"]["edits"].as_array().unwrap().clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit["start_byte"].as_u64()));
    let mut result = bytes.to_vec();
    for edit in edits {
        let [start, end] = ["start_byte", "end_byte"].map(|side| edit[side].as_u64().unwrap() as usize);
        result.splice(start..end, encode(edit["replacement"].as_str().unwrap()));
    }
    result
}

#[test]
fn a_fix_can_be_applied_to_every_encoding() {
    let text = "# grün 🔑\r\nsmtpEncryption: tls # ü\r\n";
    let utf8: fn(&str) -> Vec<u8> = |text| text.as_bytes().to_vec();
    let little: fn(&str) -> Vec<u8> = |text| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: fn(&str) -> Vec<u8> = |text| text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let encodings: [(&[u8], _); 4] = [(b"", utf8), (b"\xef\xbb\xbf", utf8), (b"\xff\xfe", little), (b"\xfe\xff", big)];
    for (mark, encode) in encodings {
        let bytes = [mark, &encode(text)].concat();
        let source = SourceFile::from_bytes("a.yml", bytes.clone());
        let at = source.text().find("tls").unwrap();
        let diagnostic =
            Diagnostic::new("encryption-not-tls", Severity::Error, Consequence::Send, Span::new(at, at + 3), "m").fix(
                true,
                "f",
                vec![Edit::replace(Span::new(at, at + 3), "\"TLSü\""), Edit::insert(0, "🔑")],
            );
        let fixed = applied(&bytes, &report(vec![checked(source, vec![diagnostic])]), encode);
        let expected = [mark, &encode("🔑# grün 🔑\r\nsmtpEncryption: \"TLSü\" # ü\r\n")].concat();
        assert_eq!(fixed, expected, "{mark:?}");
    }
}

#[test]
fn a_fix_around_a_secret_is_reported_without_it() {
    let text = "smtpPassword: hunter22hunter22 \n";
    let value = Span::new(14, 30);
    let fixed = |fix: Vec<Edit>| {
        let diagnostic =
            Diagnostic::new("yaml-syntax", Severity::Error, Consequence::Send, value, "m").fix(true, "quote it", fix);
        let report = report(vec![checked(file("a.yml", text), vec![diagnostic])]);
        let json = rendered(&report, ReportFormat::Json);
        assert!(!json.contains("hunter22"), "{json}");
        let parsed: Value = serde_json::from_str(&json).unwrap();
        let has_fix = parsed["files"][0]["diagnostics"][0]["fix"].is_object();
        has_fix.then(|| String::from_utf8(applied(text.as_bytes(), &report, |text| text.into())).unwrap())
    };
    let quoted = fixed(vec![Edit::replace(value, "'hunter22hunter22'")]);
    assert_eq!(quoted.as_deref(), Some("smtpPassword: 'hunter22hunter22' \n"));
    // What would have to print the secret is not printed at all.
    assert_eq!(fixed(vec![Edit::replace(Span::new(0, text.len()), "password: hunter22hunter22\n")]), None);
}
