//! A write that is killed, or meets a full disk, at each of its steps. A small library is loaded into the program and counts them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use super::*;

/// The library, compiled once.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join("interrupt.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/write/interrupt.c");
        let compiled = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).output();
        let compiled = compiled.expect("cc, which Rust needs for linking as well");
        assert!(compiled.status.success(), "{}", stderr(&compiled));
        library
    })
}

fn interrupted(folder: &Path, how: &str, step: usize) -> Output {
    let mut command = migrate(folder);
    command.env("LD_PRELOAD", library()).env("INTERRUPT_HOW", how).env("INTERRUPT_AT", step.to_string());
    command.output().unwrap()
}

/// More steps than a write has.
const MANY: usize = 200;

#[test]
fn a_kill_at_any_step_leaves_the_old_file_or_the_new_one() {
    let (mut old, mut new) = (0, 0);
    for step in 1..MANY {
        let folder = folder();
        let output = interrupted(folder.path(), "kill", step);
        let text = read(folder.path(), "osweb-prod.yml");
        if output.status.success() {
            // Even the last step was left in peace.
            assert_eq!(text, MIGRATED);
            assert!(old >= 10 && new >= 1, "{old} kills before the file was replaced, {new} after it");
            return;
        }
        assert!(text == LEGACY || text == MIGRATED, "step {step}: {text:?}");
        *if text == LEGACY { &mut old } else { &mut new } += 1;
        if let Ok(backup) = std::fs::read_to_string(folder.path().join("osweb-prod.yml.bak")) {
            assert_eq!(backup, LEGACY, "step {step}");
        }
        assert_no_other_yaml(folder.path());
        // The next run is not held up, and clears away what the killed one left behind.
        let next = migrate(folder.path()).output().unwrap();
        assert!(next.status.success(), "step {step}: {}", stderr(&next));
        assert_eq!(read(folder.path(), "osweb-prod.yml"), MIGRATED);
        if text == LEGACY {
            assert_eq!(names(folder.path()), ["osweb-prod.yml", "osweb-prod.yml.bak"], "step {step}");
        }
    }
    panic!("a write takes more than {MANY} steps");
}

#[test]
fn a_disk_that_is_full_at_any_step_leaves_the_old_file() {
    let mut refused = 0;
    for step in 1..MANY {
        let folder = folder();
        let output = interrupted(folder.path(), "full", step);
        match output.status.code() {
            Some(0) => {
                assert_eq!(read(folder.path(), "osweb-prod.yml"), MIGRATED);
                assert_eq!(read(folder.path(), "osweb-prod.yml.bak"), LEGACY);
                if !stderr(&output).contains("(the disk is full from here)") {
                    assert!(refused >= 10, "{refused} steps were refused");
                    return;
                }
                // What was refused was only the flush of the folder or the removal of the lock, after the write.
            }
            Some(2) => {
                refused += 1;
                assert_eq!(read(folder.path(), "osweb-prod.yml"), LEGACY, "step {step}");
                assert!(output.stdout.is_empty(), "step {step}");
                let message = stderr(&output);
                assert!(
                    message.contains("disk is full:") || message.contains("No space left"),
                    "step {step}: {message}"
                );
                // The backup may be there already; temporary files and the lock are not.
                let rest: Vec<_> = names(folder.path()).into_iter().filter(|name| !name.ends_with(".bak")).collect();
                assert_eq!(rest, ["osweb-prod.yml"], "step {step}");
            }
            other => panic!("step {step}: {other:?}: {}", stderr(&output)),
        }
    }
    panic!("a write takes more than {MANY} steps");
}
