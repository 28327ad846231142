//! Which of several places that give a setting Spring takes it from.
//!
//! Source: Spring Boot reference, "Relaxed Binding", and measured on `SpringIterableConfigurationPropertySource`: the document
//! with the highest precedence decides, which is the last; inside it the name that is dashed throughout is asked for first; else the
//! names that bind alike stand in a `HashSet`, whose order decides.

use super::{Occurrence, Setting};
use crate::parse::ParsedFile;

/// The index of the property that wins.
pub(super) fn of(reading: &ParsedFile, setting: Setting, occurrences: &[Occurrence]) -> Option<usize> {
    let active = || occurrences.iter().filter(|occurrence| occurrence.active).map(|occurrence| occurrence.property);
    let document = active().map(|index| reading.properties[index].document).max()?;
    // Of equal names the later one has taken the place of the earlier.
    let mut candidates: Vec<usize> = vec![];
    for index in active().filter(|index| reading.properties[*index].document == document) {
        let name = &reading.properties[index].name;
        match candidates.iter_mut().find(|candidate| reading.properties[**candidate].name == *name) {
            Some(candidate) => *candidate = index,
            None => candidates.push(index),
        }
    }
    if let [only] = candidates[..] {
        return Some(only);
    }
    let dashed = dashed(&setting.name());
    let exact = candidates.iter().copied().find(|index| reading.properties[*index].name == dashed);
    exact.or_else(|| candidates.into_iter().min_by_key(|index| bucket(&reading.properties[*index].name)))
}

/// The dashed form that Spring's binder asks for: `feature-switches.send-email.o-auth-client-id`.
fn dashed(name: &str) -> String {
    let mut dashed = String::new();
    for char in name.chars() {
        if char.is_ascii_uppercase() {
            dashed.push('-');
        }
        dashed.push(char.to_ascii_lowercase());
    }
    dashed
}

/// The place of a text in a small `java.util.HashSet`, in the order of its iteration.
fn bucket(text: &str) -> u32 {
    let hash = text.encode_utf16().fold(0_u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(u32::from(unit)));
    (hash ^ (hash >> 16)) & 15
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_javas_hash_set() {
        // The first of two names in a `HashSet`, as OpenJDK 21 iterates it.
        for (first, second) in [
            ("featureSwitches.sendEmail.SMTPPORT", "featureSwitches.sendEmail.smtpPort"),
            ("featureSwitches.sendEmail.smtpPort", "featureswitches.sendemail.smtpport"),
            ("featureSwitches.sendEmail.smtpPort", "featureSwitches.send-email.smtpPort"),
            ("FEATURE_SWITCHES.sendEmail.smtp_port", "featureSwitches.sendEmail.smtpPort"),
            ("featureSwitches.sendEmail.SMTPPORT", "featureswitches.sendemail.smtpport"),
            ("featureswitches.sendemail.smtpport", "featureSwitches.send-email.smtpPort"),
        ] {
            assert!(bucket(first) <= bucket(second), "{first} {second}");
        }
    }

    #[test]
    fn the_binder_asks_for_the_dashed_form() {
        assert_eq!(dashed("featureSwitches.sendEmail.oAuthClientId"), "feature-switches.send-email.o-auth-client-id");
    }
}
