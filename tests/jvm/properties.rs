//! `.properties` as `java.util.Properties` reads it, wherever Spring Boot's own loader does the same. What that does otherwise (names are trimmed
//! and may not be empty, an escaped `#` begins a comment, the first two characters of a comment may be escapes) is tested beside the reader.

use std::collections::BTreeMap;

use osweb_config::parse::properties;
use osweb_config::source::SourceFile;

use super::oracle::{Answer, Oracle};
use super::{assert_none, documents, shrink};
use crate::random::Random;

/// What such files are made of. Lists (`name[]`) and a byte-order mark are not: Java knows the former only through Spring Boot,
/// and takes the latter for a part of the first name.
const TOKENS: &[&str] = &[
    "a",
    "b",
    "smtpPort",
    "featureSwitches.sendEmail.",
    "x y",
    "587",
    "=",
    "=",
    ":",
    " ",
    " ",
    "\t",
    "\u{c}",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\\\n",
    "\\\r\n  ",
    "\\\r",
    "\\",
    "\\\\",
    "\\=",
    "\\:",
    "\\ ",
    "\\t",
    "\\n",
    "\\u00e4",
    "\\ud83d\\udd11",
    "\\ud83d",
    "\\u00",
    "\\x",
    "\\#",
    "#",
    "# c\n",
    "!",
    "! c\n",
    "#---\n",
    "ä",
    "日",
    "\u{85}",
    "\u{2028}",
    "\u{a0}",
    "'",
    "\"",
    "a=b\n",
    "c: d\n",
    "e f\n",
];

fn file(random: &mut Random) -> Vec<u8> {
    let text: String = (0..1 + random.below(16)).map(|_| random.pick(TOKENS)).collect();
    if random.once_in(8) {
        // A letter of ISO-8859-1 makes the whole file one of that encoding.
        return [text.as_bytes(), b"\xe4"].concat();
    }
    text.into_bytes()
}

fn difference(bytes: &[u8], answer: &Answer) -> Option<String> {
    let source = SourceFile::from_bytes("osweb.properties", bytes.to_vec());
    let reading = properties::read(&source);
    let found: BTreeMap<_, _> =
        reading.properties.iter().map(|property| (property.name.as_str(), property.value.text.as_str())).collect();
    match answer {
        _ if is_springs_own(bytes, answer) => None,
        // Java joins lines before it looks for escapes.
        Answer::Loaded(_)
            if !reading.faults.is_empty() && bytes.windows(2).any(|pair| matches!(pair, b"\\\n" | b"\\\r")) =>
        {
            None
        }
        Answer::Loaded(_) if !reading.faults.is_empty() => Some(format!("Java loads it: {:?}", reading.faults[0])),
        Answer::Loaded(documents) => {
            let expected: BTreeMap<_, _> =
                documents[0].0.iter().map(|each| (each.name.as_str(), each.value.as_str())).collect();
            (expected != found).then(|| format!("Java: {expected:?}, the reader: {found:?}"))
        }
        Answer::Refused { message, .. } => reading.faults.is_empty().then(|| format!("Java refuses it: {message}")),
    }
}

/// Whether Spring Boot reads a file in a way of its own.
fn is_springs_own(bytes: &[u8], answer: &Answer) -> bool {
    let comment = |sign: usize| {
        let behind = &bytes[sign + 1..bytes.len().min(sign + 3)];
        behind.contains(&b'\\') || sign > 0 && bytes[sign - 1] == b'\\'
    };
    let mut signs = (0..bytes.len()).filter(|at| matches!(bytes[*at], b'#' | b'!'));
    let names = match answer {
        Answer::Loaded(documents) => {
            let names = documents[0].0.iter().map(|each| each.name.as_str());
            let mut trimmed: Vec<&str> = names.map(|name| name.trim_matches(|char| char <= ' ')).collect();
            let count = trimmed.len();
            trimmed.sort_unstable();
            trimmed.dedup();
            trimmed.len() < count
                || trimmed.contains(&"")
                || documents[0].0.iter().any(|each| !trimmed.contains(&each.name.as_str()))
        }
        Answer::Refused { .. } => false,
    };
    names || signs.any(comment)
}

#[test]
fn properties_are_read_as_java_reads_them() {
    let (count, seed) = documents(4000);
    let files: Vec<_> = (0..count).map(|number| file(&mut Random::new(seed, number))).collect();
    let mut oracle = Oracle::get();
    let answers = oracle.ask("properties-latin1", &files);
    let mut load = |bytes: &[u8]| oracle.ask("properties-latin1", &[bytes]).remove(0);
    let different = files.iter().zip(&answers).filter(|(bytes, answer)| difference(bytes, answer).is_some());
    assert_none(
        &different
            .take(20)
            .map(|(bytes, _)| {
                let smallest = shrink::shrink(bytes, |candidate| difference(candidate, &load(candidate)).is_some());
                format!(
                    "b\"{}\"\n{}\n",
                    smallest.escape_ascii(),
                    difference(&smallest, &load(&smallest)).unwrap_or_default()
                )
            })
            .collect(),
    );
}
