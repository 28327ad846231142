//! The short way gives what the long way gives, or nothing.

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::parse::ParsedFile;
use crate::parse::yaml::{compose, lines, of_lines, unprintable};
use crate::source::SourceFile;

/// All that is read of a text the long way, and the short way where that can be gone.
fn both(text: &str) -> Option<(String, String)> {
    let source = SourceFile::from_bytes("x.yml", text.into());
    if source.fault().is_some() || unprintable(source.text()).is_some() {
        return None;
    }
    let short = of_lines(lines::read(source.shared_text())?);
    Some((shown(&compose(&source)), shown(&short)))
}

fn shown(reading: &ParsedFile) -> String {
    let ParsedFile { keys, properties, documents, faults, directives, .. } = reading;
    let lines = |keys: Vec<String>| keys.join("\n");
    [
        lines(keys.iter().map(|key| format!("{key:?}")).collect()),
        lines(properties.iter().map(|property| format!("{property:?}")).collect()),
        format!("{documents:?}\n{faults:?}\n{directives:?}"),
    ]
    .join("\n")
}

fn compare(text: &str) -> Result<bool, TestCaseError> {
    let Some((long, short)) = both(text) else { return Ok(false) };
    prop_assert_eq!(short, long, "{}", text);
    Ok(true)
}

#[test]
fn what_administrators_write_goes_the_short_way() {
    for text in [
        "a: 1\n",
        "# c\n\na:\n  b: x # y\n  c:\n  - 1\n  - d: e\n    f: 'it''s'\n  - \"a\\tb\"\n  -\n  - [a, 'b', 3]\ng: {}\nh: []\ni:\n",
        "a: |\n  x\n\n   y\n\nb: >-\n    x\n    y\n# c\n c: 1\n".replace("\n c", "\nc").as_str(),
        "---\na: 1\n---\n# none\n---\nspring.config.activate.on-profile: prod, dev\r\nb.c: true\r\n",
        "grün: ä ö # ü\nport: 010\nratio: 1.50\noff: on\n".replace("off", "offen").as_str(),
        "a: http://x:80/y?z#1\nb: a b  c   # d\nc: ${D:e}\nd: -1\ne: ~\n",
        "a:\n  -\n    b: 1\n  -\n  - c:\n      d\n".replace("c:\n      d", "c: d").as_str(),
        "# osweb-config: ignore[x]\na: 1 # osweb-config: ignore[y]\n",
        &(0..200).map(|number| format!("key{number}: 1\n")).collect::<String>(),
        "",
    ] {
        assert!(compare(text).unwrap(), "{text}");
    }
}

#[test]
fn what_java_refuses_goes_the_long_way() {
    for text in ["a: |\n      \n  x\n", "a: |\nx\n", "a: 1\na: 2\n", "a: @x\n"] {
        assert!(!compare(text).unwrap(), "{text}");
    }
}

#[test]
fn the_fixtures_are_read_alike() {
    fn walk(folder: &Path, texts: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, texts);
            } else if path.extension().is_some_and(|ending| ending == "yml" || ending == "yaml") {
                texts.extend(std::fs::read_to_string(&path).ok());
            }
        }
    }
    let mut texts = vec![];
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), &mut texts);
    let short = texts.iter().filter(|text| compare(text).unwrap()).count();
    assert!(short * 2 > texts.len(), "{short} of {}", texts.len());
}

/// Pieces of lines, of which some end the short way and some are refused.
fn line() -> impl Strategy<Value = String> {
    let key = select(vec!["a", "b", "c.d", "e-f", "ü", "spring", "yes", "1", "\"q\"", "<<", "a b", "_x"]);
    let value = select(vec![
        "",
        " ",
        " x",
        " 1",
        " 010",
        " 08",
        " 1.5",
        " 1e3",
        " 0x1F",
        " +1",
        " true",
        " No",
        " null",
        " ~",
        " x y",
        " x: y",
        " x #c",
        " x# c",
        " #c",
        " # osweb-config: ignore[a]",
        " 'x'",
        " 'it''s'",
        " \"x\\ny\"",
        " \"\\x41\"",
        " \"x\" y",
        " 'x",
        " \"x\"#c",
        " [a, b]",
        " [a, 'b', 1]",
        " [ ]",
        " [a,]",
        " [a: b]",
        " [a b, c]",
        " {}",
        " {a: b}",
        " |",
        " >",
        " |-",
        " >+",
        " |2",
        " | # c",
        " &a x",
        " *a",
        " !!str 1",
        " -",
        " - x",
        " -x",
        "x",
        " a:b",
        " a:",
        " ${X:y}",
        " http://x/y#z",
        "\t",
        " x\t# c",
        " @x",
        " %x",
        " ä",
        " ,x",
        " =",
        " <<",
        " 1_000",
        " 12:30",
        " .5",
        " .inf",
        "  x  ",
        " 2001-01-01",
        " ?x",
        " :x",
        " `x`",
        " *",
        " x\u{85}y",
    ]);
    let indent = 0..5_usize;
    let pair = (key, value.clone()).prop_map(|(key, value)| format!("{key}:{value}"));
    let content = prop_oneof![
        6 => pair.clone(),
        2 => pair.prop_map(|pair| format!("- {pair}")),
        2 => value.prop_map(|value| format!("-{value}")),
        2 => select(vec!["", "# c", "---", "--- # c", "--- x", "...", "text", "- - a", "-", "  ", "\t", "? a", ": b", "-\ta", "#", "---a"])
            .prop_map(str::to_owned),
    ];
    (indent, content, select(vec!["\n", "\n", "\n", "\r\n", "\r"]))
        .prop_map(|(indent, content, end)| format!("{}{content}{end}", " ".repeat(indent)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_lines_are_read_alike(lines in vec(line(), 1..9), cut in 0..3_usize) {
        let text = lines.concat();
        compare(&text)?;
        let shorter = text.len().saturating_sub(cut);
        if text.is_char_boundary(shorter) {
            compare(&text[..shorter])?;
        }
    }
}
