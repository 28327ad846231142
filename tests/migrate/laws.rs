//! The laws, on files that nobody has written: random comments, blank lines, orders, indentations, line ends and encodings around a
//! section in any style.

use std::sync::Arc;

use osweb_config::diff::{Side, unified};
use osweb_config::inspect::{Inspection, Options, inspect};
use osweb_config::migration::{self, Documents, Migrated, Origin, Plan, Text, Values};
use osweb_config::secret::{Mask, Secret};
use osweb_config::settings::Setting;
use osweb_config::source::SourceFile;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use super::shapes::{PASSWORD, Shape, shape};
use super::*;
use crate::jvm::oracle::{Answer, Document, Oracle};

fn values() -> Values {
    let mut values = Values::default();
    for (setting, text) in [
        (Setting::SmtpServer, "smtp.office365.com"),
        (Setting::SmtpUsername, "osweb@contoso-mail.de"),
        (Setting::OAuthClientId, CLIENT_ID),
        (Setting::OAuthTenantId, TENANT_ID),
    ] {
        values.set(setting, Text::Open(text.to_owned()), Origin::Option("--option"));
    }
    values.set(Setting::OAuthClientSecret, Text::Secret(Secret::new(SECRET)), Origin::Option("--client-secret-env"));
    values
}

fn read(bytes: &[u8]) -> Inspection {
    inspect(Arc::new(SourceFile::from_bytes("osweb-prod.yml", bytes.to_vec())), &Options::default())
}

fn plan(old: &Inspection) -> (Vec<migration::Part>, Plan) {
    let parts =
        migration::survey(old, Documents::Active).unwrap_or_else(|refusal| panic!("{}", refusal.text(&old.source)));
    let plan = migration::plan(old, &parts, &values());
    assert!(plan.needs.is_empty(), "{:?}", plan.needs);
    (parts, plan)
}

fn migrated(old: &Inspection) -> (Plan, Migrated) {
    let (parts, plan) = plan(old);
    let migrated = migration::carry_out(old, &parts, &plan, &Options::default())
        .unwrap_or_else(|refusal| panic!("{}\n{}", refusal.text(&old.source), old.source.text()));
    (plan, migrated)
}

/// The file on disk after the edits, made from the bytes of the old one.
fn edited(bytes: &[u8], old: &SourceFile, migrated: &Migrated) -> Vec<u8> {
    let mut edited = vec![];
    let mut from = 0;
    for edit in migrated.edits.edits() {
        edited.extend(&bytes[from..old.position(edit.span.start).byte]);
        edited.extend(old.encoding().encode(&edit.replacement));
        from = old.position(edit.span.end).byte;
    }
    edited.extend(&bytes[from..]);
    edited
}

fn check(shape: &Shape) -> Result<(), TestCaseError> {
    let bytes = shape.bytes();
    let old = read(&bytes);
    prop_assert!(
        old.reading.faults.is_empty(),
        "the generator wrote it: {:?}\n{}",
        old.reading.faults,
        old.source.text()
    );
    let (plan, migrated) = migrated(&old);
    let new = &migrated.new.source;
    let written = new.encode(new.text());
    // Law 2: every byte outside the edits stays.
    prop_assert_eq!(&edited(&bytes, &old.source, &migrated), &written);
    // No line but those of settings and leftovers goes, and none changes its place.
    let mut lines = new.text().split(['\n', '\r']);
    for kept in shape.other_lines() {
        prop_assert!(lines.any(|line| line == kept), "{:?} is gone or has moved\n{}", kept, new.text());
    }
    // Law 3: migrating twice is migrating once.
    let again = read(&written);
    let (_, second) = self::plan(&again);
    prop_assert!(second.steps.is_empty(), "{:?}\n{}", second.steps, new.text());
    // Law 4: neither the old password nor the new secret is shown.
    let masks = [Mask::new(&old.source, &old.reading), Mask::new(new, &migrated.new.reading)];
    let sides = (Side { source: &old.source, mask: &masks[0] }, Side { source: new, mask: &masks[1] });
    let mut shown = unified(sides.0, sides.1, "osweb-prod.yml", true);
    plan.steps.iter().for_each(|step| shown.push_str(&format!("{}\n{}\n{step:?}\n", step.what, step.why)));
    prop_assert!(!shown.contains(PASSWORD) && !shown.contains(SECRET), "{}", shown);
    Ok(())
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_migration_keeps_the_laws(shape in shape()) {
        check(&shape)?;
    }
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

/// The program itself on some of the files, in both formats, and a second run.
#[test]
fn the_program_shows_no_secret_and_does_nothing_twice() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..25 {
        let shape = shape().new_tree(&mut runner).unwrap().current();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("osweb-prod.yml");
        std::fs::write(&path, shape.bytes()).unwrap();
        let usual = [
            &super::values()[..],
            &["--server=smtp.office365.com", "--username=osweb@contoso-mail.de", "osweb-prod.yml"],
        ]
        .concat();
        for more in [&["--format=json"][..], &["--verbose"], &["--write", "--color=always"], &["--write"], &["--check"]]
        {
            let output = migrate(folder.path(), &[more, &usual].concat());
            assert_eq!(output.status.code(), Some(0), "{more:?}: {}\n{shape:?}", text(&output.stderr));
            let shown = text(&output.stdout) + &text(&output.stderr);
            assert!(!shown.contains(PASSWORD) && !shown.contains(SECRET), "{shown}");
        }
        let check = osweb_config(folder.path(), &["check", "osweb-prod.yml"], &[]).output().unwrap();
        assert_eq!(check.status.code(), Some(0), "{}", text(&check.stdout));
    }
}
