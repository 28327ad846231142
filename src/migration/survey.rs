//! What a file holds of the section, document by document.

use std::collections::HashMap;

use crate::inspect::Inspection;
use crate::parse::ParsedFile;
use crate::property::{KeyId, NodeKind, Property, name};
use crate::settings::{CANONICAL_SECTION, Section, Setting, key_below_section};

use super::refusal::Refusal;
use crate::rules::near_setting;

/// Which documents of a file are migrated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Documents {
    /// The one that the profile activates; it is an error when it is not clear which.
    #[default]
    Active,
    /// All that the profile activates.
    AllActive,
    /// All that hold the section.
    All,
}

/// What a document holds of the section. Properties are indexes into [`ParsedFile::properties`](crate::parse::ParsedFile::properties).
#[derive(Clone, Debug)]
pub struct Part {
    /// The document.
    pub document: u32,
    /// Whether it counts under a condition only.
    pub conditional: bool,
    /// Per setting the property that gives it; of several the one that Spring takes.
    pub settings: Section<Option<usize>>,
    /// Properties that give a setting once more.
    pub repeated: Vec<(Setting, usize)>,
    /// Properties that hold a password.
    pub leftovers: Vec<usize>,
    /// Other properties of the section.
    pub others: Vec<usize>,
    /// Per setting that is not given an undocumented property that is perhaps meant for it: `host`, `smtpSever`.
    pub near: Section<Option<usize>>,
    /// A property that stands for the section itself: nothing, where the settings should be.
    pub blank: Option<usize>,
    /// The innermost keys that end with the section's name and hold a mapping.
    pub keys: Vec<KeyId>,
}

/// The parts of the section in the documents that are to be migrated; empty for a file without the section.
///
/// # Errors
/// The section holds something else than settings, or it is not clear which document is meant.
pub fn survey(inspection: &Inspection, documents: Documents) -> Result<Vec<Part>, Refusal> {
    let reading = &inspection.reading;
    let mut properties = vec![vec![]; reading.documents.len()];
    for (index, property) in reading.properties.iter().enumerate() {
        properties[property.document as usize].push(index);
    }
    let mut keys = keys(reading);
    let parts: Vec<Part> = (0..reading.documents.len() as u32)
        .map(|document| {
            let keys = keys.remove(&document).unwrap_or_default();
            part(inspection, document, &properties[document as usize], keys)
        })
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect();
    let (chosen, rest): (Vec<Part>, Vec<Part>) =
        parts.into_iter().partition(|part| documents == Documents::All || inspection.is_active(part.document));
    match (chosen.len(), documents) {
        (0, _) if !rest.is_empty() => Err(ambiguous(
            inspection,
            &rest,
            "the section is only in documents that the profile does not activate",
            "Name the profile with --profile, or migrate all of them with --all-documents.",
        )),
        (2.., Documents::Active) => Err(ambiguous(
            inspection,
            &chosen,
            "the section is in several documents that are active together",
            "Migrate all documents with --all-documents, or join the sections in one document first.",
        )),
        _ => Ok(chosen),
    }
}

/// Whether the file holds the section in several documents of which it is not clear which are meant; asking can settle it.
pub fn is_ambiguous(inspection: &Inspection) -> bool {
    survey(inspection, Documents::Active).is_err() && survey(inspection, Documents::All).is_ok()
}

fn ambiguous(inspection: &Inspection, parts: &[Part], message: &str, help: &str) -> Refusal {
    let mut refusal = Refusal::new(message, help);
    for part in parts {
        let document = &inspection.reading.documents[part.document as usize];
        let condition = match &document.condition {
            None => "without a condition".to_owned(),
            Some(condition) => match &condition.expressions {
                Some(expressions) => format!("for the profile `{}`", expressions.join(", ")),
                None => "for a cloud platform".to_owned(),
            },
        };
        refusal = refusal.at(document.span, format!("a document {condition}"));
    }
    refusal
}

fn part(
    inspection: &Inspection,
    document: u32,
    properties: &[usize],
    keys: Vec<KeyId>,
) -> Result<Option<Part>, Refusal> {
    let reading = &inspection.reading;
    let section = CANONICAL_SECTION;
    let mut part = Part {
        document,
        conditional: reading.documents[document as usize].condition.is_some(),
        settings: Section::default(),
        repeated: vec![],
        leftovers: vec![],
        others: vec![],
        near: Section::default(),
        blank: None,
        keys,
    };
    let mut given: Section<Vec<usize>> = Section::default();
    for &index in properties {
        let property = &reading.properties[index];
        let canonical = name::canonical(&property.name);
        if canonical == section {
            blank(property)?;
            part.blank = Some(index);
        } else if canonical.strip_prefix(section).is_some_and(|rest| rest.starts_with('[')) {
            return Err(Refusal::new(
                "the section is a list; expected settings with names",
                "Write the settings as `smtpServer: …`, one a line, below `sendEmail:`.",
            )
            .at(reading.key(property.key).span, "this list"));
        } else if let Some(key) = key_below_section(&canonical) {
            match Setting::from_key(key) {
                Some(setting) => given[setting].push(index),
                None if name::is_password(key) => part.leftovers.push(index),
                None => part.others.push(index),
            }
        }
    }
    for setting in Setting::ALL {
        let places = std::mem::take(&mut given[setting]);
        let taken = taken(inspection, setting, &places);
        part.settings[setting] = taken;
        part.repeated.extend(places.into_iter().filter(|&place| Some(place) != taken).map(|place| (setting, place)));
    }
    for &index in &part.others {
        let canonical = name::canonical(&reading.properties[index].name);
        let key = key_below_section(&canonical).unwrap_or_default().replace('.', "");
        if let Some(setting) = near_setting(&key).filter(|setting| part.settings[*setting].is_none()) {
            part.near[setting].get_or_insert(index);
        }
    }
    let holds_section = part.blank.is_some()
        || !part.keys.is_empty()
        || !part.leftovers.is_empty()
        || !part.others.is_empty()
        || part.settings.iter().any(Option::is_some);
    Ok(holds_section.then_some(part))
}

/// Which of several properties stays: the one that Spring takes, or another with the same value that has the documented name.
fn taken(inspection: &Inspection, setting: Setting, places: &[usize]) -> Option<usize> {
    let properties = &inspection.reading.properties;
    let bound = inspection.settings.get(&inspection.reading, setting);
    let bound =
        places.iter().copied().find(|&place| bound.is_some_and(|bound| std::ptr::eq(&properties[place], bound)));
    let taken = bound.or(places.last().copied())?;
    let documented = places.iter().copied().rev().find(|&place| {
        properties[place].name == setting.name() && properties[place].value.text == properties[taken].value.text
    });
    Some(documented.filter(|_| properties[taken].name != setting.name()).unwrap_or(taken))
}

/// Keys that end with the section's name and have a mapping below them, by document.
fn keys(reading: &ParsedFile) -> HashMap<u32, Vec<KeyId>> {
    let mut keys: HashMap<u32, Vec<KeyId>> = HashMap::new();
    for id in (0..reading.keys.len() as u32).map(KeyId) {
        let key = reading.key(id);
        if matches!(key.below, NodeKind::Mapping { .. }) && name::canonical(&reading.name(id)) == CANONICAL_SECTION {
            keys.entry(key.document).or_default().push(id);
        }
    }
    keys
}

/// The section's own value must be nothing.
fn blank(property: &Property) -> Result<(), Refusal> {
    if property.value.text.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        "the section is a text; expected settings",
        "Remove the text after `sendEmail:`, and write the settings below it.",
    )
    .at(property.value.span, "this text"))
}
