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

/// Reports and caches have no lock of their own: what a living run writes is held by that.
#[test]
fn the_next_report_removes_what_is_left_of_one() {
    #[cfg_attr(not(feature = "live"), expect(unused_mut, reason = "only a build with it has another way"))]
    let mut ways: Vec<&[&str]> = vec![
        &["check", "--output", "result", "osweb-prod.yml"],
        &["check", "--output", "json=./result", "osweb-prod.yml"],
        &["check", "--write-baseline", "result", "osweb-prod.yml"],
        &["setup", "--output", "result", "osweb-prod.yml"],
        &["schema", "--output", "result"],
    ];
    #[cfg(feature = "live")]
    ways.push(&[
        "probe",
        "--max-age",
        "60",
        "--cache",
        "result",
        "--token-endpoint",
        "http://localhost:9/",
        "osweb-prod.yml",
    ]);
    let (left, other) = (".result.a1B2c3.osweb-config-tmp", ".result.b.a1B2c3.osweb-config-tmp");
    for way in ways {
        for is_held in [false, true] {
            let folder = folder();
            // A server without an address: nothing is sent anywhere, and there is a result to keep.
            let text = MIGRATED
                .replace("smtp.office365.com", "localhost")
                .replace("${OSWEB}", "abc8Q~made-up.for_this~test-01234567890");
            std::fs::write(folder.path().join("osweb-prod.yml"), text).unwrap();
            [left, other].iter().for_each(|name| std::fs::write(folder.path().join(name), "half a rep").unwrap());
            let held = std::fs::File::open(folder.path().join(left)).unwrap();
            if is_held {
                held.lock().unwrap();
            }
            let output = osweb_config(folder.path(), way, &[]).output().unwrap();
            let there: &[&str] =
                if is_held { &[left, other, "osweb-prod.yml", "result"] } else { &[other, "osweb-prod.yml", "result"] };
            let mut names = names(folder.path());
            names.sort();
            assert_eq!(names, there, "{way:?}: {}", stderr(&output));
        }
    }
}
