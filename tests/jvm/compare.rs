//! Compares what the reader makes of a file with what the loader makes of it.

use osweb_config::parse::{ParseError, ParseErrorKind, ParsedFile, yaml};
use osweb_config::property::ValueKind;
use osweb_config::source::SourceFile;

use super::oracle::{Answer, Document, Property};

/// The first difference between the reader and the loader, or nothing.
pub fn difference(bytes: &[u8], answer: &Answer) -> Option<String> {
    let source = SourceFile::from_bytes("osweb-prod.yml", bytes.to_vec());
    let reading = yaml::read(&source);
    match (answer, reading.faults.first()) {
        (Answer::Loaded(_), Some(fault)) if is_self_referring_key(fault) => None,
        (Answer::Loaded(_), Some(fault)) => {
            let place = source.position(fault.span.start);
            Some(format!(
                "the JVM loads it, the reader refuses it at {}:{}: {}",
                place.line, place.column, fault.message
            ))
        }
        (Answer::Refused { class, message, .. }, None) => {
            Some(format!("the JVM refuses it, the reader accepts it\n{class}: {message}"))
        }
        (Answer::Refused { .. }, Some(fault)) => refusal(&source, answer, fault),
        (Answer::Loaded(documents), None) => {
            if documents.len() != reading.documents.len() {
                return Some(format!(
                    "the JVM: {} documents, the reader: {}",
                    documents.len(),
                    reading.documents.len()
                ));
            }
            documents.iter().zip(0..).find_map(|(document, index)| properties(document, &reading, index))
        }
    }
}

/// Where the reader refuses a file that the JVM loads, or refuses for another reason, and that is meant to be so.
///
/// - A file with several faults: the JVM reads in pieces of 1,024 characters, and names a fault of the syntax before a byte
///   or character that no YAML may hold if that comes in a later piece. The reader always names the latter first.
/// - A key that contains a reference to itself: what the JVM makes of it depends on the moment at which it computes the key's
///   hash. The reader refuses it.
fn is_excused(source: &SourceFile, mark: Option<(usize, usize)>, fault: &ParseError) -> bool {
    let place = source.position(fault.span.start);
    let has_two_faults = fault.mark.is_none()
        && (fault.kind == ParseErrorKind::Encoding || fault.message.contains("is not allowed in YAML"))
        && mark.is_none_or(|mark| mark < (place.line, place.column));
    has_two_faults || is_self_referring_key(fault)
}

fn is_self_referring_key(fault: &ParseError) -> bool {
    fault.message.contains("a reference to itself")
}

fn refusal(source: &SourceFile, answer: &Answer, fault: &ParseError) -> Option<String> {
    let Answer::Refused { class, mark, message } = answer else { return None };
    let kinds: &[ParseErrorKind] = match class.as_str() {
        "DuplicateKeyException" => &[ParseErrorKind::DuplicateKey],
        "StackOverflowError" => &[ParseErrorKind::TooComplex],
        // A character that no YAML may hold is a matter of bytes to the one and of text to the other.
        "ReaderException" => &[ParseErrorKind::Encoding, ParseErrorKind::Syntax],
        "YAMLException" if message.contains("MalformedInput") => &[ParseErrorKind::Encoding],
        "YAMLException" if message.contains("Nesting Depth") => &[ParseErrorKind::TooComplex],
        "ConstructorException" if message.contains("recursive") => &[ParseErrorKind::TooComplex],
        _ => &[ParseErrorKind::Syntax],
    };
    if is_excused(source, *mark, fault) {
        return None;
    }
    if !kinds.contains(&fault.kind) {
        return Some(format!("the JVM: {class}, the reader: {:?}: {}\n{message}", fault.kind, fault.message));
    }
    (mark.is_some() && *mark != fault.mark)
        .then(|| format!("the JVM: at {mark:?}, the reader: at {:?}: {}\n{message}", fault.mark, fault.message))
}

fn properties(document: &Document, reading: &ParsedFile, index: u32) -> Option<String> {
    let expected = &document.0;
    let found = merged(reading, index);
    if expected.iter().any(|property| has_accidental_text(&property.name)) {
        return None;
    }
    for (expected, found) in expected.iter().zip(&found) {
        if !same(expected, found) {
            return Some(format!("document {index}, the JVM: {expected:?}, the reader: {found:?}"));
        }
    }
    let beyond = expected.len().min(found.len());
    match (expected.get(beyond), found.get(beyond)) {
        (None, None) => None,
        (expected, found) => Some(format!("document {index}, the JVM: {expected:?}, the reader: {found:?}")),
    }
}

/// A document's properties as a map holds them: of two with one name the later counts, in the place of the first.
fn merged(reading: &ParsedFile, index: u32) -> Vec<Property> {
    let mut merged: Vec<Property> = vec![];
    let mut place = std::collections::HashMap::new();
    for property in reading.properties.iter().filter(|property| property.document == index) {
        let found = Property {
            name: property.name.clone(),
            value: property.value.text.clone(),
            class: format!("{:?}", property.value.kind),
        };
        match place.entry(property.name.as_str()) {
            std::collections::hash_map::Entry::Occupied(at) => merged[*at.get()] = found,
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(merged.len());
                merged.push(found);
            }
        }
    }
    merged
}

fn same(expected: &Property, found: &Property) -> bool {
    let kinds: &[ValueKind] = match expected.class.as_str() {
        "Integer" | "Long" | "BigInteger" => &[ValueKind::Integer],
        "Double" => &[ValueKind::Float],
        "Boolean" => &[ValueKind::Boolean],
        "byte[]" => &[ValueKind::Binary],
        "String" => &[ValueKind::String, ValueKind::Null, ValueKind::EmptyList, ValueKind::Object],
        _ => &[ValueKind::Object],
    };
    let value = match expected.class.as_str() {
        // The text of a double depends on the version of the JDK; its value does not.
        "Double" => same_number(&expected.value, &found.value),
        // That of a date depends on the time zone.
        "Date" => true,
        _ => same_text(&expected.value, &found.value),
    };
    value && same_text(&expected.name, &found.name) && kinds.iter().any(|kind| format!("{kind:?}") == found.class)
}

/// Equal, but for doubles in a name, which depend on the JDK as all others do.
fn same_text(expected: &str, found: &str) -> bool {
    let parts = |text: &str| text.split(|char| "[]{}=, ".contains(char)).map(str::to_owned).collect::<Vec<_>>();
    let same_part = |(expected, found): (&String, &String)| expected == found || same_number(expected, found);
    expected == found
        || has_accidental_text(expected)
        || expected.contains('E')
            && parts(expected).len() == parts(found).len()
            && parts(expected).iter().zip(&parts(found)).all(same_part)
}

/// Of an array Java prints its address, which differs from run to run, and a date in the time zone of the machine (here UTC).
fn has_accidental_text(text: &str) -> bool {
    ["[B@", "[Ljava.lang.Object;@", " UTC "].iter().any(|accidental| text.contains(accidental))
}

fn same_number(one: &str, other: &str) -> bool {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => one == other || one.is_nan() && other.is_nan(),
        _ => false,
    }
}
