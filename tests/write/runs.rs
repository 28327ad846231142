//! Two runs at once, and a file that changes meanwhile.

use osweb_config::write::{Backup, Cause, replace};

use super::*;

#[test]
fn a_second_run_is_told_that_the_first_is_writing() {
    let folder = folder();
    let lock = std::fs::File::create(folder.path().join("osweb-prod.yml.lock")).unwrap();
    lock.lock().unwrap();
    let output = migrate(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("another run is writing this file"), "{}", stderr(&output));
    assert_eq!(read(folder.path(), "osweb-prod.yml"), LEGACY);
    drop(lock);
    // A lock file without a run is no obstacle, even where it can only be read, and does not stay.
    let lock = folder.path().join("osweb-prod.yml.lock");
    let mut permissions = std::fs::metadata(&lock).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&lock, permissions).unwrap();
    assert!(migrate(folder.path()).status().unwrap().success());
    assert_eq!(names(folder.path()), ["osweb-prod.yml", "osweb-prod.yml.bak"]);
}

#[test]
fn runs_at_the_same_time_make_one_new_file() {
    for _ in 0..10 {
        let folder = folder();
        let runs: Vec<_> = (0..6)
            .map(|_| {
                migrate(folder.path())
                    .stdout(std::process::Stdio::null())
                    .stderr(std::process::Stdio::piped())
                    .spawn()
                    .unwrap()
            })
            .collect();
        let mut done = 0;
        for run in runs {
            let output = run.wait_with_output().unwrap();
            match output.status.code() {
                Some(0) => done += 1,
                Some(2) => {
                    let message = stderr(&output);
                    assert!(
                        message.contains("another run is writing") || message.contains("changed the file meanwhile"),
                        "{message}"
                    );
                }
                other => panic!("{other:?}"),
            }
        }
        assert!(done >= 1);
        assert_eq!(read(folder.path(), "osweb-prod.yml"), MIGRATED);
        assert_eq!(read(folder.path(), "osweb-prod.yml.bak"), LEGACY);
        assert_eq!(names(folder.path()), ["osweb-prod.yml", "osweb-prod.yml.bak"]);
    }
}

#[test]
fn a_file_that_has_changed_since_it_was_read_is_not_overwritten() {
    let folder = folder();
    let path = folder.path().join("osweb-prod.yml");
    let error = replace(&path, b"what was read", b"new", Backup::Keep).unwrap_err();
    assert!(matches!(error.cause(), Cause::Changed));
    assert!(error.to_string().contains("somebody else changed the file meanwhile"));
    assert_untouched(folder.path());
}

#[test]
fn what_is_no_file_is_not_replaced() {
    let folder = folder();
    let error = replace(folder.path(), b"", b"new", Backup::Keep).unwrap_err();
    assert!(matches!(error.cause(), Cause::NotAFile));
    let error = replace(&folder.path().join("missing.yml"), b"", b"new", Backup::Keep).unwrap_err();
    assert!(matches!(error.cause(), Cause::Open(_)));
    assert_untouched(folder.path());
}
