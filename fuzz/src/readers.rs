//! Readers end, and what they say lies in the text.

use std::sync::Arc;

use osweb_config::edit::EditSet;
use osweb_config::parse::{Format, ParsedFile, outline, read_as};
use osweb_config::property::NodeKind;
use osweb_config::secret;
use osweb_config::source::{SourceFile, Span};

/// What must hold of bytes that are read by the rules of a format.
pub fn hold(format: Format, bytes: &[u8]) {
    let source = Arc::new(SourceFile::with_fallback("osweb-prod.yml", bytes.to_vec(), format.fallback()));
    let text = source.text();
    if source.fault().is_none() {
        let again = SourceFile::with_fallback("osweb-prod.yml", source.encode(text), format.fallback());
        assert_eq!(again.text(), text, "what is written is not what is read");
    }
    let reading = read_as(&source, format);
    let lies = |span: Span| {
        assert!(text.get(span.range()).is_some(), "{span:?} is no place in the text");
        source.position(span.end);
    };
    for key in &reading.keys {
        lies(key.span);
        if let NodeKind::Mapping { span, .. } = key.below {
            lies(span);
        }
    }
    for property in &reading.properties {
        lies(property.value.span);
        property.alias.into_iter().for_each(lies);
        assert_eq!(property.document, reading.key(property.key).document);
        assert!(reading.faults.is_empty() || format != Format::Yaml || !property.name.contains('\0'));
    }
    reading.documents.iter().for_each(|document| lies(document.span));
    reading.directives.iter().for_each(|span| lies(*span));
    for fault in &reading.faults {
        lies(fault.span);
        fault.related.iter().for_each(|(span, _)| lies(*span));
        assert!(!fault.message.is_empty() && !fault.help.is_empty());
        let mut set = EditSet::default();
        if let Some((_, edits)) = &fault.cure {
            edits.iter().for_each(|edit| lies(edit.span));
            assert!(set.add(edits.clone()).is_ok(), "a cure overlaps itself: {edits:?}");
            assert_ne!(set.apply(&source), text, "a cure changes nothing: {}", fault.message);
        }
    }
    searches_leave_nothing_out(&reading);
    // A document end without a document is a fault.
    if format == Format::Yaml && reading.faults.is_empty() && !reading.documents.is_empty() && text.ends_with('\n') {
        both_ways_agree(text, &reading);
    }
    for mapping in outline::outline(&source, format) {
        lies(mapping.span);
    }
    let masked = secret::mask(&source, &reading);
    let breaks = |text: &str| text.match_indices('\n').map(|(at, _)| at).collect::<Vec<_>>();
    assert_eq!((masked.len(), breaks(&masked)), (text.len(), breaks(text)), "a mask moves something");
}

/// The searches of a reading may give too much, and never too little.
fn searches_leave_nothing_out(reading: &ParsedFile) {
    let wanted = |name: &str| name.len().is_multiple_of(2) || name.to_ascii_lowercase().starts_with("feature");
    let prefix =
        |name: &str| "featureSwitches.sendEmail".starts_with(name) || name.starts_with("featureSwitches.sendEmail");
    let found = reading.properties_under(prefix);
    for (index, property) in reading.properties.iter().enumerate() {
        assert!(!property.name.starts_with("featureSwitches.sendEmail") || found.contains(&index), "{}", property.name);
    }
    let found = reading.mappings_like(wanted);
    for (index, key) in reading.keys.iter().enumerate() {
        let is_wanted = matches!(key.below, NodeKind::Mapping { .. }) && wanted(&key.segment);
        assert!(
            !is_wanted || key.segment.starts_with('[') || found.iter().any(|id| id.0 as usize == index),
            "{}",
            key.segment
        );
    }
    let found = reading.properties_like(|_, last| last == "smtpPassword");
    for (index, property) in reading.properties.iter().enumerate() {
        assert!(!property.name.ends_with(".smtpPassword") || found.contains(&index), "{}", property.name);
    }
}

/// Most texts are read line by line; what stands in a further document sends the whole file the long way, and changes nothing else.
fn both_ways_agree(text: &str, reading: &ParsedFile) {
    let source = SourceFile::from_bytes("osweb-prod.yml", format!("{text}...\n---\n? z\n: 1\n").into_bytes());
    let long = read_as(&source, Format::Yaml);
    assert!(long.faults.is_empty(), "a further document has it refused: {}", long.faults[0].message);
    assert_eq!(reading.keys.len() + 1, long.keys.len());
    assert_eq!(reading.properties.len() + 1, long.properties.len());
    for (short, long) in reading.keys.iter().zip(&long.keys) {
        assert_eq!(format!("{short:?}"), format!("{long:?}"));
    }
    for (short, long) in reading.properties.iter().zip(&long.properties) {
        assert_eq!(format!("{short:?}"), format!("{long:?}"));
    }
    for (short, long) in reading.documents.iter().zip(&long.documents) {
        assert_eq!(format!("{short:?}"), format!("{long:?}"));
    }
    assert_eq!(reading.directives, long.directives);
}
