//! What the published schema refuses, a rule reports: on every fixture and on generated documents.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use jsonschema::Validator;
use jsonschema::error::ValidationErrorKind;
use osweb_config::diagnostic::Severity;
use osweb_config::inspect::{Inspection, Options, inspect};
use osweb_config::schema::json_schema;
use osweb_config::settings::{Nested, SECTION, Setting};
use osweb_config::source::SourceFile;
use proptest::prelude::*;
use proptest::test_runner::{TestRng, TestRunner};
use serde_json::{Value as Json, json};

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| jsonschema::draft7::new(&json_schema()).unwrap());

/// The schema with what editors show as a warning refused, too.
static STRICT: LazyLock<Validator> = LazyLock::new(|| {
    let mut schema = json_schema();
    refuse_warnings(&mut schema);
    jsonschema::draft7::new(&schema).unwrap()
});

fn refuse_warnings(schema: &mut Json) {
    match schema {
        Json::Object(keywords) => {
            keywords.values_mut().for_each(refuse_warnings);
            if keywords.contains_key("deprecationMessage") {
                keywords.insert("not".to_owned(), json!({}));
            }
        }
        Json::Array(items) => items.iter_mut().for_each(refuse_warnings),
        _ => {}
    }
}

fn nested(inspection: &Inspection) -> Nested {
    Nested::of_file(&inspection.reading, &inspection.settings, &inspection.active)
}

/// What the published schema refuses: places in the nested document, and whether something is missing there.
fn refused(schema: &Validator, nested: &Nested) -> BTreeSet<(String, bool)> {
    let is_missing = |kind: &ValidationErrorKind| matches!(kind, ValidationErrorKind::Required { .. });
    schema
        .iter_errors(nested.document())
        .map(|error| (error.instance_path().to_string(), is_missing(error.kind())))
        .collect()
}

/// Whether `check` tells of what the schema refuses: by a diagnostic that names the setting, or by one that explains the whole
/// section. What is missing may be found in another place (`host:port` as the server), so there any diagnostic will do.
fn is_told(place: &str, missing: bool, inspection: &Inspection) -> bool {
    let setting = Setting::ALL.into_iter().find(|setting| place == format!("/{}", setting.name().replace('.', "/")));
    inspection.diagnostics.iter().filter(|diagnostic| diagnostic.severity > Severity::Info).any(|diagnostic| {
        let names = |setting: Setting| {
            diagnostic.property.as_deref() == Some(&setting.name()) || diagnostic.message.contains(setting.key())
        };
        missing
            || setting.is_none_or(names)
            // One cause for all of them, as in a file that SOPS encrypted.
            || diagnostic.property.as_deref().is_none_or(|property| property == SECTION || inspection.diagnostics.len() == 1)
            || ["wrong-type", "authentication-not-ms-oauth", "basic-auth-leftover"].contains(&diagnostic.rule)
    })
}

/// Whether the schema accepts a file; what it refuses, a rule must report.
fn accepted(source: SourceFile) -> Result<bool, TestCaseError> {
    // A schema does not see the comments that silence a rule.
    let source = source.with_text(source.text().replace("osweb-config: ignore", ""));
    let inspection = inspect(source.into(), &Options::default());
    let nested = nested(&inspection);
    for (place, missing) in refused(&STRICT, &nested) {
        let told = is_told(&place, missing, &inspection);
        prop_assert!(told, "{place} is refused and not reported: {}", inspection.source.text());
    }
    Ok(SCHEMA.is_valid(nested.document()))
}

#[test]
fn on_every_fixture() {
    let mut read = 0;
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    for entry in ignore::Walk::new(fixtures) {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|extension| extension == "yml" || extension == "yaml") {
            accepted(SourceFile::read(&path).unwrap()).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
            read += 1;
        }
    }
    assert!(read > 0, "no fixture was found");
}

/// Values that people write, beside random ones.
fn value() -> impl Strategy<Value = String> {
    #[rustfmt::skip]
    const KNOWN: &[&str] = &[
        "smtp.office365.com", "https://smtp.office365.com", "smtp.office365.com:587", "::1", "'[fe80::1]'",
        "10.0.0.5", "localhost", "587", "'587'", "0587", "0465", "587.0", "587.5", "0", "70000", "65535", "65536",
        "-1", "1:30", "0x24B", "99999999999999999999", ".inf", "TLS", "tls", "STARTTLS", "MS_OAUTH", "BASIC", "yes",
        "~", "", "''", "'  '", "\"\\t\"", "enaio@contoso.com", "CONTOSO\\enaio", "enaio", "a@b", "a@b.", "a@b@c.d",
        "'a b@c.de'", "11111111-2222-3333-4444-555555555555", "1111111-2222-3333-4444-555555555555", "common",
        "contoso.onmicrosoft.com", "-a.b", "a..b", "x8Q~abcDEF.ghi-jkl_mno", "'${SECRET}'", "${A:b}", "${A",
        "'{cipher}AQB'", "' {cipher}AQB'", "ENC(x)", "ENC(x", "'ENC(x) '", "'***'", "'**'", "[]", "[a]", "{}",
        "{a: b}", "[{smtpPort: 1}]", "\"\\N\"", "\"\\N{cipher}x\"", "\"\\uFEFF***\"", "\"a\\N\"", "!!binary aGk=",
        "1e3", "smtp.Office365.com.", "outlook.office365.com", "smtp.office.com", "mail.contoso.com", "465", "'993'", "2525",
        "<client id>", "'[your id]'", "'{{ secret }}'", "your-client-id", "YOUR_TENANT", "yourTenantId", "changeme", "TODO",
        "$SECRET", "$(SECRET)", "'%SECRET%'", "'#{SECRET}'", "__SECRET__", "xxx", "x-x-x", "...", "'---'", "name@domain.com",
        "00000000-0000-0000-0000-000000000000", "kV28Q~-your-tYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_", "Yourk.de", "LOGIN", "ms-oauth",
        "\"a\\u200bb\"", "“x”", "' TLS'", "'MS_OAUTH '", "\"enaio@contoso.com\\n\"",
    ];
    prop_oneof![
        8 => proptest::sample::select(KNOWN).prop_map(str::to_owned),
        1 => "[0-9A-Fa-f]{7,9}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}",
        1 => "0{0,3}[0-9]{1,6}",
        2 => "[ -~\u{a0}\u{85}\u{feff}\u{3000}äß€]{0,12}".prop_map(|text| format!("'{}'", text.replace('\'', "''"))),
        2 => "[a-c.@:\\-\\[\\] ]{0,9}".prop_map(|text| format!("'{text}'")),
    ]
}

/// The section's lines: each setting there or not, in one of its spellings.
fn section() -> impl Strategy<Value = Vec<(String, String)>> {
    let documented = [
        ("smtpServer", "smtp.office365.com"),
        ("smtpPort", "587"),
        ("smtpEncryption", "TLS"),
        ("smtpAuthentication", "MS_OAUTH"),
        ("smtpUsername", "enaio@contoso.com"),
        ("oAuthClientId", "11111111-2222-3333-4444-555555555555"),
        ("oAuthClientSecret", "x8Q~abc"),
        ("oAuthTenantId", "contoso.com"),
    ];
    let line = move |(key, good): (&'static str, &'static str)| {
        let spelled =
            prop_oneof![8 => Just(key.to_owned()), 1 => Just(key.to_uppercase()), 1 => Just(format!("{key}.deeper"))];
        let given = prop_oneof![3 => Just(good.to_owned()), 2 => value()];
        prop_oneof![9 => (spelled, given).prop_map(Some), 1 => Just(None)]
    };
    let lines: Vec<_> = documented.into_iter().map(line).collect();
    let other = proptest::option::of(("(smtpPassword|smtp-server|host|x)", value()));
    (lines, other).prop_map(|(lines, other)| lines.into_iter().flatten().chain(other).collect())
}

/// A file with the section nested, dotted, or in the wrong shape.
fn document() -> impl Strategy<Value = String> {
    let lines = |before: &'static str| {
        move |section: Vec<(String, String)>| -> String {
            section.into_iter().map(|(key, value)| format!("{before}{key}: {value}\n")).collect()
        }
    };
    let nested = section().prop_map(move |all| format!("featureSwitches:\n  sendEmail:\n{}", lines("    ")(all)));
    let dotted = section().prop_map(lines("featureSwitches.sendEmail."));
    let half = section().prop_map(move |all| format!("feature-switches:\n  other: 1\n{}", lines("  sendEmail.")(all)));
    let list = section().prop_map(move |all| {
        format!("featureSwitches:\n  sendEmail:\n{}", lines("      ")(all).replacen("      ", "    - ", 1))
    });
    let misshapen = value().prop_map(|value| format!("featureSwitches: {value}\n"));
    let flat = value().prop_map(|value| format!("featureSwitches:\n  sendEmail: {value}\n"));
    let lost = (0..5_usize, section()).prop_map(move |(place, all)| {
        let above = ["", "sendEmail:\n", "featureSwitches:\n", "mail:\n", "featureSwitch:\n  sendEmail:\n"][place];
        format!("{above}{}", lines(["", "  ", "  ", "  ", "    "][place])(all))
    });
    let one = prop_oneof![8 => nested, 3 => dotted, 2 => half, 1 => list, 1 => misshapen, 1 => flat, 3 => lost];
    prop_oneof![
        4 => one.clone(),
        1 => (one.clone(), one).prop_map(|(first, second)| format!("{first}---\n{second}")),
    ]
}

#[test]
fn on_generated_documents() {
    let mut verdicts = [0, 0];
    // The same documents in every run; PROPTEST_CASES asks for more of them.
    let cases = std::env::var("PROPTEST_CASES").map_or(3000, |cases| cases.parse().unwrap());
    let config = ProptestConfig { cases, failure_persistence: None, ..Default::default() };
    let random = TestRng::deterministic_rng(config.rng_algorithm);
    let mut runner = TestRunner::new_with_rng(config, random);
    let verdict = std::cell::RefCell::new(&mut verdicts);
    runner
        .run(&document(), |text| {
            let accepted = accepted(SourceFile::from_bytes("osweb-prod.yml", text.into_bytes()))?;
            verdict.borrow_mut()[usize::from(accepted)] += 1;
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
    assert!(verdicts.iter().all(|count| *count > 100), "both verdicts have to come up often: {verdicts:?}");
}
