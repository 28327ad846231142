use super::*;

fn read_bytes(bytes: Vec<u8>) -> (SourceFile, ParsedFile) {
    let source = SourceFile::from_bytes("server.reg", bytes);
    let reading = read(&source);
    (source, reading)
}

fn read_text(text: &str) -> (SourceFile, ParsedFile) {
    read_bytes(text.as_bytes().to_vec())
}

fn found<'a>(source: &'a SourceFile, reading: &'a ParsedFile) -> Vec<(&'a str, &'a str, &'a str)> {
    let all = reading.properties.iter();
    all.map(|p| (p.name.as_str(), p.value.text.as_str(), source.slice(p.value.span))).collect()
}

const SERVER: &str = "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\OPTIMAL SYSTEMS\\a]\r\n\
    @=\"\"\r\n; note\r\n\"MailServer\"=\"smtp.office365.com\"\r\n\"SMTPPort\"=dword:0000024b\r\n\
    \"Path\"=hex(2):25,00,41,00,\\\r\n  25,00,00,00 ; note\r\n\"Big\"=hex(b):01,00,00,00,00,00,00,00\r\n\
    \"List\"=hex(7):61,00,00,00,62,00,00,00,00,00\r\n\"Bytes\"=hex:01,ff\r\n\"Gone\"=-\r\n\"Quote\\\"\\\\\"=\"a\\\\b\\\"c\"\r\n";

#[test]
fn every_type_is_read_at_its_place() {
    let (source, reading) = read_text(SERVER);
    assert!(reading.faults.is_empty());
    assert_eq!(
        found(&source, &reading),
        [
            ("@", "", "\"\""),
            ("MailServer", "smtp.office365.com", "\"smtp.office365.com\""),
            ("SMTPPort", "587", "dword:0000024b"),
            ("Path", "%A%", "hex(2):25,00,41,00,\\\r\n  25,00,00,00"),
            ("Big", "1", "hex(b):01,00,00,00,00,00,00,00"),
            ("List", "a\nb", "hex(7):61,00,00,00,62,00,00,00,00,00"),
            ("Bytes", "01,ff", "hex:01,ff"),
            ("Gone", "", "-"),
            ("Quote\"\\", "a\\b\"c", "\"a\\\\b\\\"c\""),
        ]
    );
    assert!(is_deletion(&reading.properties[7]) && !is_deletion(&reading.properties[0]));
    assert_eq!(path(&reading, &reading.properties[2]), "HKEY_LOCAL_MACHINE\\SOFTWARE\\OPTIMAL SYSTEMS\\a");
}

#[test]
fn utf16_with_a_mark_reads_alike_and_counts_bytes_on_disk() {
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(SERVER.encode_utf16().flat_map(u16::to_le_bytes));
    let (source, reading) = read_bytes(bytes);
    let (plain, other) = read_text(SERVER);
    assert_eq!(found(&source, &reading), found(&plain, &other));
    let start = reading.properties[2].value.span.start;
    assert_eq!(source.position(start).byte, 2 + 2 * plain.position(start).byte);
}

#[test]
fn regedit4_is_ansi_in_text_and_hex() {
    let (source, reading) = read_bytes(
        b"REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\M\xfcller]\r\n\"a\"=\"\x80\"\r\n\"b\"=hex(2):80,41,00\r\n".to_vec(),
    );
    assert_eq!(source.fault(), None);
    assert_eq!(found(&source, &reading), [("a", "€", "\"€\""), ("b", "€A", "hex(2):80,41,00")]);
    assert_eq!(path(&reading, &reading.properties[0]), "HKEY_LOCAL_MACHINE\\Müller");
    let key = reading.key(reading.properties[1].key).span;
    assert_eq!(source.position(key.start).byte, 50);
}

#[test]
fn a_deleted_key_takes_its_entries_along() {
    let (source, reading) =
        read_text("REGEDIT4\n[A\\b]\n\"x\"=\"1\"\n[A\\bc]\n\"y\"=\"2\"\n[-a\\B]\n\"z\"=\"3\"\n[A]\n\"w\"=\"4\"\n");
    assert_eq!(found(&source, &reading), [("y", "2", "\"2\""), ("w", "4", "\"4\"")]);
}

#[test]
fn what_regedit_would_not_read_is_named_at_its_place() {
    for (text, at, message) in [
        ("[A]\n", "[A]", "the first line is not the header"),
        ("REGEDIT4\n[A\n", "[A", "the bracket that opens a key is not closed"),
        ("REGEDIT4\n\"a\"=\"1\"\n", "\"a\"", "the entry is before any key"),
        ("REGEDIT4\n[A]\nx=1\n", "x=1", "the line is neither"),
        ("REGEDIT4\n[A]\n\"a\" 1\n", "", "an entry's name is not followed"),
        ("REGEDIT4\n[A]\n\"a\"=587\n", "587", "the value is of no form"),
        ("REGEDIT4\n[A]\n\"a\"=dword:x\n", "dword:", "`dword:` is not followed"),
        ("REGEDIT4\n[A]\n\"a\"=hex:123\n", "123", "the bytes of a hexadecimal value"),
        ("REGEDIT4\n[A]\n\"a\"=\"b\"c\"\n", "c\"", "unexpected text after"),
        ("REGEDIT4\n[A]\n\"a\"=\"b\n", "\"", "the quote is never closed"),
    ] {
        let (source, reading) = read_text(text);
        assert_eq!(source.slice(reading.faults[0].span), at, "{text}");
        assert!(reading.faults[0].message.starts_with(message), "{}", reading.faults[0].message);
    }
}

#[test]
fn a_value_that_cannot_be_read_is_one_fault_and_stays_masked() {
    let (source, reading) =
        read_text("REGEDIT4\n[A]\n\"OfficeClientSecret\"=hex:01,\\\n  02,0203,\\\n  04\n\"b\"=\"1\"\n");
    assert_eq!(reading.faults.len(), 1);
    let shown = crate::secret::mask(&source, &reading);
    let (head, tail) = ("REGEDIT4\n[A]\n\"OfficeClientSecret\"=", "\n\"b\"=\"1\"\n");
    let hidden = shown.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail)).unwrap();
    assert!(hidden.chars().all(|char| ['*', ' ', '\n'].contains(&char)), "{hidden}");
}

#[test]
fn utf16_without_a_mark_is_refused_for_that_alone() {
    let bytes = SERVER.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let reading = crate::parse::read(&SourceFile::from_bytes("server.reg", bytes));
    assert_eq!(reading.format, Format::Registry);
    let [fault] = reading.faults.as_slice() else { panic!("{:?}", reading.faults) };
    assert_eq!((fault.kind, reading.properties.len()), (ParseErrorKind::Encoding, 0));
}
