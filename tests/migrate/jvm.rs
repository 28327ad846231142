//! What a real JVM reads of migrated files: the planned settings, and every other property as before.

use std::collections::BTreeMap;
use std::fs;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::case::*;
use super::planned::{migrated, read};
use super::shapes::{Shape, shape};
use crate::jvm::oracle::{Answer, Document, Oracle};

#[test]
fn the_jvm_reads_the_planned_settings_and_every_other_property_as_before() {
    let cases: Vec<Case> = Case::all().into_iter().filter(|case| case.folder.join(case.migrated()).exists()).collect();
    let mut oracle = Oracle::get();
    for case in &cases {
        let kind = match case.extension.as_str() {
            "properties" => "properties-latin1",
            // Tabs between the tokens of JSON are refused by the loader, and `\/` is; the file is not read by it.
            "json" => continue,
            _ => "yaml",
        };
        let files = [case.file.clone(), case.migrated()].map(|name| fs::read(case.folder.join(name)).unwrap());
        let [Answer::Loaded(before), Answer::Loaded(after)] = &oracle.ask(kind, &files)[..] else {
            panic!("{}: the loader refuses it", case.name)
        };
        assert_eq!(before.len(), after.len(), "{}", case.name);
        for (before, after) in before.iter().zip(after) {
            let others = |document: &Document| {
                let others = document.0.iter().filter(|property| !is_touched(&property.name)).cloned();
                others.collect::<Vec<_>>()
            };
            assert_eq!(others(before), others(after), "{}", case.name);
        }
        let migrated =
            after.iter().map(settings).find(|settings| settings.get("smtpauthentication") == Some(&"MS_OAUTH"));
        let migrated = migrated.unwrap_or_else(|| panic!("{}: no document has the OAuth form", case.name));
        assert!(!migrated.keys().any(|key| key.contains("password")), "{}", case.name);
        let all = after.iter().flat_map(settings).collect::<BTreeMap<_, _>>();
        for (key, value) in [
            ("smtpserver", None),
            ("smtpport", None),
            ("smtpencryption", Some("TLS")),
            ("smtpauthentication", Some("MS_OAUTH")),
            ("smtpusername", None),
            ("oauthclientid", Some(CLIENT_ID)),
            ("oauthclientsecret", (!case.has("no-secret")).then_some(SECRET)),
            ("oauthtenantid", Some(TENANT_ID)),
        ] {
            let read = all.get(key).unwrap_or_else(|| panic!("{}: {key}", case.name));
            assert!(!read.is_empty() && value.is_none_or(|value| value == *read), "{}: {key}: {read}", case.name);
        }
    }
    assert!(cases.len() > 40, "{} cases", cases.len());
}
/// Keys of settings and leftovers, by their canonical names: what a migration may touch.
fn is_touched(name: &str) -> bool {
    let canonical: String = name.to_lowercase().chars().filter(|char| char.is_alphanumeric() || *char == '.').collect();
    canonical.starts_with("featureswitches.sendemail")
}
/// A document's settings by their keys in lower case, without dashes and underscores.
fn settings(document: &Document) -> BTreeMap<String, &str> {
    let below = |name: &str| {
        let name = name.to_lowercase().replace(['-', '_'], "");
        name.strip_prefix("featureswitches.sendemail.").map(str::to_owned)
    };
    document.0.iter().filter_map(|property| Some((below(&property.name)?, property.value.as_str()))).collect()
}

#[test]
fn the_jvm_reads_other_properties_as_before_and_the_settings_as_planned() {
    const FILES: usize = 300;
    let mut runner = TestRunner::deterministic();
    let shapes: Vec<Shape> = (0..FILES).map(|_| shape().new_tree(&mut runner).unwrap().current()).collect();
    let pairs = shapes.iter().flat_map(|shape| {
        let old = shape.bytes();
        let (_, migrated) = migrated(&read(&old));
        let new = migrated.new.source.encode(migrated.new.source.text());
        [old, new]
    });
    let files: Vec<Vec<u8>> = pairs.collect();
    let answers = Oracle::get().ask("yaml", &files);
    for (files, answers) in files.chunks(2).zip(answers.chunks(2)) {
        let shown = || format!("{}\n{}", String::from_utf8_lossy(&files[0]), String::from_utf8_lossy(&files[1]));
        let [Answer::Loaded(before), Answer::Loaded(after)] = answers else { panic!("{answers:?}\n{}", shown()) };
        let of_section =
            |name: &str| name.to_lowercase().replace(['-', '_'], "").starts_with("featureswitches.sendemail");
        let others = |documents: &[Document]| {
            let all = documents
                .iter()
                .enumerate()
                .flat_map(|(at, document)| document.0.iter().map(move |each| (at, each.clone())));
            all.filter(|(_, property)| !of_section(&property.name)).collect::<Vec<_>>()
        };
        assert_eq!(others(before), others(after), "{}", shown());
        let section = |key: &str| {
            let all = after.iter().flat_map(|document| &document.0);
            let same =
                |name: &str| name.to_lowercase().replace(['-', '_'], "") == format!("featureswitches.sendemail.{key}");
            let values: Vec<_> =
                all.filter(|property| same(&property.name)).map(|property| property.value.as_str()).collect();
            assert_eq!(values.len(), 1, "{key}: {values:?}\n{}", shown());
            values[0]
        };
        assert_eq!(section("smtpserver"), "smtp.office365.com", "{}", shown());
        assert!(["587", "25"].contains(&section("smtpport")), "{}", shown());
        assert_eq!(section("smtpencryption"), "TLS", "{}", shown());
        assert_eq!(section("smtpauthentication"), "MS_OAUTH", "{}", shown());
        assert_eq!(section("smtpusername"), "osweb@contoso-mail.de", "{}", shown());
        assert_eq!(section("oauthclientid"), CLIENT_ID, "{}", shown());
        assert_eq!(section("oauthclientsecret"), SECRET, "{}", shown());
        assert_eq!(section("oauthtenantid"), TENANT_ID, "{}", shown());
    }
}
