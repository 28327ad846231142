//! Law 7: spellings that Spring treats as equal give equal diagnostics.

use osweb_config::inspect::Inspection;
use proptest::prelude::*;

use super::judge_text;

/// The eight settings; of each a few values, sound and faulty.
const SETTINGS: [(&str, &[&str]); 8] = [
    (
        "smtpServer",
        &[
            "smtp.office365.com",
            "https://smtp.office365.com",
            "smtp.office365.com:587",
            "mail.contoso.com",
            "<host>",
            "${HOST}",
            "~",
        ],
    ),
    ("smtpPort", &["587", "465", "25", "0465", "abc", "'587 '", "${PORT:587}"]),
    ("smtpEncryption", &["TLS", "tls", "SSL", "yes"]),
    ("smtpAuthentication", &["MS_OAUTH", "ms_oauth", "OAUTH2", "LOGIN", "${METHOD}"]),
    ("smtpUsername", &["mailer@contoso.com", "mailer", "'CONTOSO\\mailer'", "name@domain.com", "“mailer@contoso.com”"]),
    (
        "oAuthClientId",
        &[
            "3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69",
            "'{3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69}'",
            "your-client-id",
            "contoso.com",
        ],
    ),
    (
        "oAuthClientSecret",
        &["'${SECRET}'", "'{cipher}AQB'", "8d2e4f60-71b3-4a95-8c1d-0f9e8d7c6b5a", "abc", "'***'", "changeme"],
    ),
    (
        "oAuthTenantId",
        &["c9a7e1b4-20d3-4f86-8b5a-7d6e5f4c3b2a", "common", "contoso.com", "3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69"],
    ),
];

/// Spellings of a name that relaxed binding makes equal.
fn spelt(name: &str, style: u8) -> String {
    let words = |between: &str| {
        let mut text = String::new();
        for char in name.chars() {
            if char.is_ascii_uppercase() && !text.is_empty() && !text.ends_with('.') {
                text.push_str(between);
            }
            text.push(char.to_ascii_lowercase());
        }
        text
    };
    match style {
        0 => name.to_owned(),
        1 => words("-"),
        2 => words("_"),
        3 => words("").to_uppercase(),
        _ => words(""),
    }
}

/// The section with these lines, laid out in one of the ways that mean the same.
fn laid_out(entries: &[(String, &str)], section: [String; 2], layout: u8) -> String {
    let [switches, section] = section;
    let lines =
        |indent: &str| entries.iter().map(|(key, value)| format!("{indent}{key}: {value}\n")).collect::<String>();
    match layout {
        0 => format!("{switches}:\n  {section}:\n{}", lines("    ")),
        1 => lines(&format!("{switches}.{section}.")),
        2 => format!("{switches}.{section}:\n{}", lines("  ")),
        3 => format!("{switches}:\r\n    {section}:\r\n{}", lines("        ").replace('\n', "\r\n")),
        _ => format!("'{switches}':\n  \"{section}\":\n{}", lines("    ")),
    }
}

/// What is said, without where and without what to type: both follow the layout. The spelling has a rule of its own.
fn said(inspection: &Inspection) -> Vec<String> {
    let mut said: Vec<_> = inspection
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.rule != "non-canonical-name")
        .map(|one| format!("{} {} {:?} {}", one.rule, one.severity.word(), one.property, one.message))
        .collect();
    said.sort();
    said
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn equal_spellings_give_equal_diagnostics(
        values in prop::array::uniform8(any::<prop::sample::Index>()),
        present in prop::array::uniform8(prop::bool::weighted(0.9)),
        styles in prop::array::uniform8(0_u8..5),
        names in prop::array::uniform2(0_u8..5),
        layout in 0_u8..5,
    ) {
        let chosen: Vec<(usize, &str)> = (0..8)
            .filter(|at| present[*at])
            .map(|at| (at, *values[at].get(SETTINGS[at].1)))
            .collect();
        prop_assume!(!chosen.is_empty());
        let documented: Vec<_> = chosen.iter().map(|(at, value)| (SETTINGS[*at].0.to_owned(), *value)).collect();
        let other: Vec<_> = chosen.iter().map(|(at, value)| (spelt(SETTINGS[*at].0, styles[*at]), *value)).collect();
        let plain = laid_out(&documented, ["featureSwitches".to_owned(), "sendEmail".to_owned()], 0);
        let spelt = laid_out(&other, [spelt("featureSwitches", names[0]), spelt("sendEmail", names[1])], layout);
        prop_assert_eq!(said(&judge_text(&plain)), said(&judge_text(&spelt)), "{}", spelt);
    }
}
