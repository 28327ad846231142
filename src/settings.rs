//! The documented settings, and their binding to a file's properties.

use crate::parse::ParsedFile;
use crate::property::{KeyId, Property, ValueKind, name};
use crate::source::{SourceFile, Span};

mod advice;
mod definition;
mod kind;
mod nested;
mod pattern;
mod schema;
pub(crate) mod validate;
mod winner;

pub use advice::{root_conditions, root_patterns};
pub use definition::{Definition, MS_OAUTH, Section, Setting, TLS};
pub use kind::Kind;
pub(crate) use kind::definitions;
pub use nested::{Nested, Place};
pub use schema::{Configuration, FeatureSwitches};

/// Name of the section that holds the settings, in the documented spelling.
pub const SECTION: &str = "featureSwitches.sendEmail";

/// [`SECTION`] in the form in which names are compared ([`name::canonical`]).
pub const CANONICAL_SECTION: &str = "featureswitches.sendemail";

/// What a property's name in canonical form says below the section: `smtpport`.
pub fn key_below_section(canonical: &str) -> Option<&str> {
    name::below(canonical, CANONICAL_SECTION)
}

/// Whether a property of this name is a password of the section, which only basic authentication needs.
pub fn is_section_password(name: &str) -> bool {
    key_below_section(&name::canonical(name)).is_some_and(name::is_password)
}

impl Setting {
    /// The key inside the section, in the documented spelling.
    pub const fn key(self) -> &'static str {
        self.definition().key
    }

    /// What the setting holds.
    pub const fn kind(self) -> Kind {
        self.definition().kind
    }

    /// The full name, in the documented spelling.
    pub fn name(self) -> String {
        format!("{SECTION}.{}", self.key())
    }

    /// The setting whose key, under relaxed binding, a name ends with: what follows its last dot.
    pub fn of_name(name: &str) -> Option<Self> {
        // Most names of a file end with a longer or a shorter word.
        let word = name.bytes().rev().take_while(|&byte| byte != b'.');
        let letters = word.filter(|byte| byte.is_ascii_alphanumeric()).take(19).count();
        if (8..=18).contains(&letters) || !name.is_ascii() { Self::from_key(name.rsplit('.').next()?) } else { None }
    }

    /// The setting with this key under relaxed binding (`smtp-server`, `SMTP_SERVER`).
    pub fn from_key(key: &str) -> Option<Self> {
        let length = key.bytes().filter(u8::is_ascii_alphanumeric).count();
        if key.is_ascii() && !key.contains(['.', '[', ']']) {
            // Most names of a file are none of these: no text is made to find that out.
            let letters = || key.bytes().filter(u8::is_ascii_alphanumeric);
            let is = |name: &str| {
                name.len() == length && name.bytes().zip(letters()).all(|(a, b)| a.eq_ignore_ascii_case(&b))
            };
            return Self::ALL.into_iter().find(|setting| is(setting.key()));
        }
        if !(8..=18).contains(&length) {
            return None;
        }
        let canonical = name::canonical(key);
        Self::ALL.into_iter().find(|setting| setting.key().eq_ignore_ascii_case(&canonical))
    }
}

/// One place that gives a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Index of the property in [`ParsedFile::properties`].
    pub property: usize,
    /// Whether osweb's profile activates its document.
    pub active: bool,
}

/// The settings of one file, each with the places that give it.
#[derive(Debug, Default)]
pub struct Settings {
    /// The places that give a setting, in the order of the file.
    occurrences: Section<Vec<Occurrence>>,
    /// The property that wins.
    winners: Section<Option<usize>>,
    /// Properties directly or deeper below the section that are none of the eight (indexes into
    /// [`ParsedFile::properties`]), active documents only.
    pub others: Vec<usize>,
    /// Properties that stand for the section itself: text, or nothing, where the settings should be.
    pub scalars: Vec<usize>,
    /// Properties that make a list of the section, or a list or a text of `featureSwitches`, where settings should stand
    /// below; active documents only.
    pub misshapen: Vec<usize>,
    /// The places that open the section, active documents only.
    pub sections: Vec<SectionPlace>,
    /// Settings that a lower-precedence file gives (`--base`).
    pub base: Vec<BaseSetting>,
}

/// A place that opens the section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SectionPlace {
    /// The key that completes the section's name.
    pub key: KeyId,
    /// The key as written; of a dotted key that goes on behind the section's name (`featureSwitches.sendEmail.smtpPort`) all of it.
    pub span: Span,
    /// Whether the key ends with the section's name, so that the settings stand below it.
    pub exact: bool,
}

/// A setting that comes from a lower-precedence file.
#[derive(Clone, Debug)]
pub struct BaseSetting {
    /// The setting.
    pub setting: Setting,
    /// The value as the JVM gets it.
    pub text: String,
    /// The Java type that the loader makes of it.
    pub kind: ValueKind,
    /// The file as the user named it.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
}

impl Settings {
    /// Binds a file's properties. `active` tells for each document whether osweb's profile activates it.
    pub fn bind(reading: &ParsedFile, active: &[bool]) -> Self {
        let mut settings = Self::default();
        let may_lead = |name: &str| name::may_begin(name, CANONICAL_SECTION);
        for index in reading.properties_under(may_lead) {
            let property = &reading.properties[index];
            let active = active.get(property.document as usize).copied().unwrap_or(true);
            let canonical = name::canonical(&property.name);
            if canonical == CANONICAL_SECTION {
                if active {
                    settings.scalars.push(index);
                }
                continue;
            }
            let Some(key) = key_below_section(&canonical) else {
                if active && is_misshapen(&canonical) {
                    settings.misshapen.push(index);
                }
                continue;
            };
            match Setting::from_key(key) {
                Some(setting) => {
                    settings.occurrences[setting].push(Occurrence { property: index, active });
                }
                None if active => settings.others.push(index),
                None => {}
            }
        }
        settings.winners = Section::of(|setting| winner::of(reading, setting, settings.occurrences(setting)));
        settings.sections = sections(reading, active);
        settings
    }

    /// All places that give a setting, in the order of the file.
    pub fn occurrences(&self, setting: Setting) -> &[Occurrence] {
        &self.occurrences[setting]
    }

    /// The property that osweb takes a setting from: that of the last active document, and of two spellings in it the one
    /// that Spring's binder takes.
    pub fn get<'r>(&self, reading: &'r ParsedFile, setting: Setting) -> Option<&'r Property> {
        self.index(setting).map(|index| &reading.properties[index])
    }

    /// Index (in [`ParsedFile::properties`]) of the property that osweb takes a setting from.
    pub fn index(&self, setting: Setting) -> Option<usize> {
        self.winners[setting]
    }

    /// The setting as a lower-precedence file gives it.
    pub fn base(&self, setting: Setting) -> Option<&BaseSetting> {
        self.base.iter().rev().find(|base| base.setting == setting)
    }

    /// What these settings, as those of a file of lower precedence, give to other files.
    pub(crate) fn supplied(&self, source: &SourceFile, reading: &ParsedFile) -> Vec<BaseSetting> {
        let given = Setting::ALL.into_iter().filter_map(|setting| Some((setting, self.get(reading, setting)?)));
        given
            .map(|(setting, property)| BaseSetting {
                setting,
                text: property.value.text.clone(),
                kind: property.value.kind,
                path: source.name().to_owned(),
                line: source.line(property.value.span.start),
            })
            .collect()
    }

    /// Whether the active documents hold anything of the section.
    pub fn is_present(&self) -> bool {
        !self.sections.is_empty()
    }
}

/// Whether a property (in canonical form) is `featureSwitches` itself, or an item of a list in the place of it or of the section.
fn is_misshapen(canonical: &str) -> bool {
    let section = CANONICAL_SECTION;
    let parent = section.split('.').next().unwrap_or(section);
    canonical == parent
        || [parent, section].iter().any(|name| canonical.strip_prefix(name).is_some_and(|rest| rest.starts_with('[')))
}

fn sections(reading: &ParsedFile, active: &[bool]) -> Vec<SectionPlace> {
    let section = CANONICAL_SECTION;
    // In the order of the file, so that a key is after the one above it.
    let mut names: Vec<(KeyId, String)> = vec![];
    let mut places = vec![];
    for id in reading.keys_under(|name| name::may_begin(name, section)) {
        let key = reading.key(id);
        let above = key.parent.and_then(|parent| names.binary_search_by_key(&parent.0, |(id, _)| id.0).ok());
        let mut full = above.map_or_else(String::new, |above| names[above].1.clone());
        let outside = key.parent.is_some() && full != section && key_below_section(&full).is_none();
        // Only a prefix of the section's name can lead to it; anything else need not be joined up.
        if key.parent.is_none() || (outside && section.starts_with(&full)) {
            crate::parse::join(&mut full, &name::canonical(&key.segment));
            let active = active.get(key.document as usize).copied().unwrap_or(true);
            let exact = full == section;
            if active && (exact || key_below_section(&full).is_some()) {
                places.push(SectionPlace { key: id, span: key.span, exact });
            }
        } else {
            full.push_str(".\u{0}");
        }
        names.push((id, full));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::{CANONICAL_SECTION, SECTION, name};

    #[test]
    fn the_canonical_name_is_that_of_the_section() {
        assert_eq!(CANONICAL_SECTION, name::canonical(SECTION));
    }
}
