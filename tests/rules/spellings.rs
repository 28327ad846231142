//! Spellings that Spring binds alike are judged alike.

use std::sync::Arc;

use osweb_config::inspect::{Options, inspect};
use osweb_config::source::SourceFile;
use proptest::prelude::*;

const KEYS: [(&str, &str); 8] = [
    ("smtpServer", "https://smtp.office365.com"),
    ("smtpPort", "70000"),
    ("smtpEncryption", "SSL"),
    ("smtpAuthentication", "MS_OAUTH"),
    ("smtpUsername", "mailer"),
    ("oAuthClientId", "3f0d6c2a"),
    ("oAuthClientSecret", "8d2e4f60-71b3-4a95-8c1d-0f9e8d7c6b5a"),
    ("oAuthTenantId", "common"),
];

/// Another spelling of a name: dashes or underscores before capitals, or all of it in capitals.
fn spell(name: &str, way: u8) -> String {
    match way {
        0 => name.to_owned(),
        1 => name.to_lowercase(),
        2 => name.to_uppercase(),
        _ => {
            let sign = if way == 3 { '-' } else { '_' };
            name.chars().fold(String::new(), |spelt, char| match char.is_ascii_uppercase() {
                true => spelt + &format!("{sign}{}", char.to_ascii_lowercase()),
                false => spelt + &char.to_string(),
            })
        }
    }
}

/// The rules that speak, with the documented names of the properties; how a name is spelt is a matter of its own.
fn judged(text: String) -> Vec<(&'static str, Option<String>)> {
    let source = SourceFile::from_bytes("osweb-prod.yml", text.into_bytes());
    let inspection = inspect(Arc::new(source), &Options::default());
    assert!(inspection.reading.faults.is_empty(), "{:?}", inspection.reading.faults);
    let mut found: Vec<_> = inspection
        .diagnostics
        .into_iter()
        .map(|diagnostic| (diagnostic.rule, diagnostic.property))
        .filter(|(rule, _)| *rule != "non-canonical-name")
        .collect();
    found.sort();
    found
}

proptest! {
    #[test]
    fn spellings_are_judged_alike(ways in prop::array::uniform10(0u8..5), dotted in any::<bool>()) {
        let nested = |ways: &[u8]| {
            let mut text = format!("{}:\n  {}:\n", spell("featureSwitches", ways[8]), spell("sendEmail", ways[9]));
            for ((key, value), way) in KEYS.iter().zip(ways) {
                text += &format!("    {}: {value}\n", spell(key, *way));
            }
            text
        };
        let flat = |ways: &[u8]| -> String {
            let section = format!("{}.{}", spell("featureSwitches", ways[8]), spell("sendEmail", ways[9]));
            KEYS.iter().zip(ways).map(|((key, value), way)| format!("{section}.{}: {value}\n", spell(key, *way))).collect()
        };
        let documented = judged(nested(&[0; 10]));
        prop_assert!(documented.len() >= 6, "{:?}", documented);
        prop_assert_eq!(judged(if dotted { flat(&ways) } else { nested(&ways) }), documented);
    }
}
