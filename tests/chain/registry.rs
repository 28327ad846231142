//! Registry exports: what hivexregedit writes is read with the right values at the right places, and what we read of a file
//! is what hivexregedit reads of it.

use std::collections::BTreeMap;

use osweb_config::parse::{ParsedFile, registry};
use osweb_config::source::SourceFile;

use super::hive;
use crate::random::Random;

/// The key that all others stand below; hivexregedit wants a key's parent first.
const ROOT: &str = r"HKEY_LOCAL_MACHINE\SOFTWARE\OPTIMAL SYSTEMS";

/// Values by key and name.
type Values = BTreeMap<(String, String), String>;

fn values(reading: &ParsedFile) -> Values {
    assert!(reading.faults.is_empty(), "{:?}", reading.faults);
    let entry =
        |property| ((registry::path(reading, property).to_owned(), property.name.clone()), property.value.text.clone());
    reading.properties.iter().map(entry).collect()
}

fn read(name: &str, bytes: &[u8]) -> (SourceFile, ParsedFile) {
    let source = SourceFile::from_bytes(name, bytes.to_vec());
    let reading = registry::read(&source);
    (source, reading)
}

/// A generated `.reg` file: its text, and the values that an import gives.
struct Generated {
    text: String,
    values: Values,
}

fn generate(number: u64) -> Generated {
    let mut random = Random::new(6, number);
    let end = random.pick(&["\r\n", "\n"]);
    let mut file = Generated {
        text: format!("Windows Registry Editor Version 5.00{end}{end}[{ROOT}]{end}{end}"),
        values: Values::new(),
    };
    for key in 0..1 + random.below(3) {
        if random.once_in(3) {
            // Only here: hivexregedit takes a comment for the end of a key's entries.
            file.text.push_str(&format!("; a comment with \"quotes\" and [brackets]{end}"));
        }
        let path = format!(r"{ROOT}\{number}.{key}{}", text(&mut random, &['a', 'Z', '9', ' ', '-', '[']).trim());
        file.text.push_str(&format!("[{path}]{end}"));
        for entry in 0..random.below(6) {
            let name = format!("{entry}{}", text(&mut random, &['a', 'B', ' ', '=', '"', '\\', ';', '.']));
            let (written, value) = value(&mut random, end);
            file.text.push_str(&format!("{}={written}{end}", quoted(&name)));
            file.values.insert((path.clone(), name), value);
        }
        file.text.push_str(end);
    }
    file
}

fn text(random: &mut Random, chars: &[char]) -> String {
    (0..random.below(8)).map(|_| random.pick(chars)).collect()
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A value as it is written, and what it is.
fn value(random: &mut Random, end: &str) -> (String, String) {
    let string = text(random, &['a', '.', '@', ' ', '"', '\\', ';', '#', '=', 'ß', '漢', '🔑']);
    let number = random.below(70_000) as u32;
    match random.below(5) {
        // hivexregedit knows no encoding of quoted text but ASCII.
        0 => {
            let ascii: String = string.chars().filter(char::is_ascii).collect();
            (quoted(&ascii), ascii)
        }
        1 => (format!("dword:{number:08x}"), number.to_string()),
        2 => (hexadecimal("hex(2)", &wide(&string), end), string),
        3 => (hexadecimal("hex(b)", &u64::from(number).to_le_bytes(), end), number.to_string()),
        _ => {
            let items = ["a", "bc", "ü"];
            let count = 1 + random.below(items.len());
            let all: String = items[..count].iter().map(|item| format!("{item}\0")).collect();
            (hexadecimal("hex(7)", &wide(&all), end), items[..count].join("\n"))
        }
    }
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect()
}

/// Bytes as regedit writes them: a line of 80 columns goes on behind a backslash.
fn hexadecimal(kind: &str, bytes: &[u8], end: &str) -> String {
    let mut written = format!("{kind}:");
    for (index, byte) in bytes.iter().enumerate() {
        if index > 0 {
            written.push(',');
            if index % 20 == 0 {
                written.push_str(&format!("\\{end}  "));
            }
        }
        written.push_str(&format!("{byte:02x}"));
    }
    written
}

#[test]
fn a_hundred_generated_files_give_what_hivexregedit_makes_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = vec![];
    let mut all = Values::new();
    for number in 0..100 {
        let generated = generate(number);
        let (_, reading) = read("generated.reg", generated.text.as_bytes());
        assert_eq!(values(&reading), generated.values, "{}", generated.text);
        files.push(crate::common::write(folder.path(), &format!("{number}.reg"), &generated.text));
        all.extend(generated.values);
    }
    assert!(all.len() > 300, "only {} entries are compared", all.len());
    let hive = hive::empty(folder.path());
    hive::merge(&hive, &files);
    let (_, exported) = read("export.reg", &hive::export(&hive, false));
    assert_eq!(values(&exported), all);
}

#[test]
fn what_hivexregedit_writes_is_read_at_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let hive = hive::empty(folder.path());
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/registry/server.reg");
    hive::merge(&hive, &[file.into()]);
    for strings in [false, true] {
        let exported = hive::export(&hive, strings);
        let (source, reading) = read("export.reg", &exported);
        let place = |name: &str| {
            let property = reading.properties.iter().find(|property| property.name == name).expect(name);
            let key = source.slice(reading.key(property.key).span).to_owned();
            (key, source.slice(property.value.span).to_owned(), property.value.text.clone())
        };
        let host = match strings {
            true => "str(1):\"smtp.office365.com\"".to_owned(),
            false => hexadecimal_line(&wide("smtp.office365.com")),
        };
        assert_eq!(place("MailServer"), ("\"MailServer\"".to_owned(), host, "smtp.office365.com".to_owned()));
        assert_eq!(place("SMTPPort"), ("\"SMTPPort\"".to_owned(), "dword:0000024b".to_owned(), "587".to_owned()));
        let lines: Vec<_> = source.text().lines().collect();
        for property in &reading.properties {
            let at = source.position(property.value.span.start);
            let key = source.slice(reading.key(property.key).span);
            let value = source.slice(property.value.span);
            let line = lines[at.line - 1];
            assert!(line.starts_with(&format!("{key}={}", value.lines().next().unwrap_or_default())), "{line}");
            assert_eq!(&exported[at.byte..at.byte + value.len()], value.as_bytes());
        }
        assert_eq!(values(&reading), values(&read("server.reg", &std::fs::read(file).expect("a fixture")).1));
    }
}

/// hivexregedit writes bytes in one line.
fn hexadecimal_line(bytes: &[u8]) -> String {
    let pairs: Vec<_> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("hex(1):{}", pairs.join(","))
}
