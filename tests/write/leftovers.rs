//! What a killed run left is removed by the next one that was asked to write.

use super::*;

const LEFT: [&str; 2] = ["osweb-prod.yml.lock", ".osweb-prod.yml.a1B2c3.osweb-config-tmp"];
const WRITING: [&[&str]; 3] = [&MIGRATE, &["check", "--fix", "osweb-prod.yml"], &["check", "--fix", "."]];

fn folder_with_leftovers(text: &str) -> tempfile::TempDir {
    let folder = folder();
    std::fs::write(folder.path().join("osweb-prod.yml"), text).unwrap();
    LEFT.iter().for_each(|name| std::fs::write(folder.path().join(name), "old-Password-4711").unwrap());
    folder
}

#[test]
fn a_run_that_has_nothing_to_write_removes_it() {
    for arguments in WRITING {
        let folder = folder_with_leftovers(MIGRATED);
        let output = osweb_config(folder.path(), arguments, &[]).output().unwrap();
        assert_eq!(names(folder.path()), ["osweb-prod.yml"], "{arguments:?}: {}", stderr(&output));
    }
}

/// What is refused or has values missing was to be written, too.
#[test]
fn a_run_that_cannot_write_removes_it() {
    for text in ["a: [", LEGACY, "a: 1\n"] {
        let folder = folder_with_leftovers(text);
        osweb_config(folder.path(), &["migrate", "--write", "osweb-prod.yml"], &[]).output().unwrap();
        assert_eq!(names(folder.path()), ["osweb-prod.yml"], "{text}");
    }
}

#[test]
fn a_run_that_only_reads_leaves_everything() {
    for arguments in [
        &["check", "osweb-prod.yml"][..],
        &["check", "--diff", "osweb-prod.yml"],
        &["migrate", "--check", "osweb-prod.yml"],
    ] {
        let folder = folder_with_leftovers(MIGRATED);
        osweb_config(folder.path(), arguments, &[]).output().unwrap();
        assert_eq!(names(folder.path()).len(), 3, "{arguments:?}");
    }
}

#[test]
fn what_a_living_run_holds_stays() {
    for arguments in WRITING {
        let folder = folder_with_leftovers(MIGRATED);
        let lock = std::fs::File::open(folder.path().join(LEFT[0])).unwrap();
        lock.lock().unwrap();
        osweb_config(folder.path(), arguments, &[]).output().unwrap();
        assert_eq!(names(folder.path()).len(), 3, "{arguments:?}");
    }
}

#[test]
fn those_of_other_files_stay() {
    let folder = folder_with_leftovers(LEGACY);
    let other = ".osweb-prod.yml.old.a1B2c3.osweb-config-tmp";
    std::fs::write(folder.path().join(other), "").unwrap();
    assert!(migrate(folder.path()).status().unwrap().success());
    assert_eq!(names(folder.path()), [other, "osweb-prod.yml", "osweb-prod.yml.bak"]);
}
