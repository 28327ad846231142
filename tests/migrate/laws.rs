//! The laws, on files that nobody has written: random comments, blank lines, orders, indentations, line ends and encodings around a
//! section in any style.

use osweb_config::diff::unified;
use osweb_config::migration::Migrated;
use osweb_config::source::SourceFile;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use super::case::*;
use super::planned::{self, migrated, read};
use super::shapes::{PASSWORD, Shape, shape};
use crate::common::osweb_config;

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
    let (_, second) = planned::plan(&again);
    prop_assert!(second.steps.is_empty(), "{:?}\n{}", second.steps, new.text());
    // The same with the day on which the secret expires, unless there is no line for it.
    let day = Some("2028-02-29".parse().expect("it is a day"));
    match planned::carried_out(&old, day) {
        Ok(dated) => {
            let text = dated.new.source.encode(dated.new.source.text());
            prop_assert_eq!(&edited(&bytes, &old.source, &dated), &text);
            prop_assert_eq!(dated.new.source.text().matches("# osweb-config: secret-expires 2028-02-29").count(), 1);
            let without: Vec<_> = new.text().split(['\n', '\r']).collect();
            let mut lines = dated.new.source.text().split(['\n', '\r']);
            for kept in without {
                let is_it =
                    |line: &str| line == kept || line.split(" # osweb-config: secret-expires").next() == Some(kept);
                prop_assert!(lines.any(is_it), "{:?} is gone or has moved\n{}", kept, dated.new.source.text());
            }
            let again = planned::carried_out(&read(&text), day).expect("it was possible before");
            prop_assert!(again.edits.is_empty(), "{:?}", again.edits);
        }
        Err(refusal) => {
            let known =
                ["no room for a comment", "JSON has no comments"].iter().any(|why| refusal.message.contains(why));
            prop_assert!(known, "{}\n{}", refusal.message, new.text());
        }
    }
    // Law 4: neither the old password nor the new secret is shown.
    let mut shown = unified(&old, &migrated.new, "osweb-prod.yml", true);
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

/// The program itself on some of the files, in both formats, and a second run.
#[test]
fn the_program_shows_no_secret_and_does_nothing_twice() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..25 {
        let shape = shape().new_tree(&mut runner).unwrap().current();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("osweb-prod.yml");
        std::fs::write(&path, shape.bytes()).unwrap();
        let usual =
            [&values()[..], &["--server=smtp.office365.com", "--username=osweb@contoso-mail.de", "osweb-prod.yml"]]
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
