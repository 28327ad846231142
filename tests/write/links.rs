//! Hard links of a file, and links where its lock has to be.

use std::os::unix::fs::{MetadataExt as _, symlink};

use super::*;

const IN_PLACE: [&str; 5] =
    ["migrate", "--write", "--in-place", "--client-secret-placeholder=SMTP_SECRET", "osweb-prod.yml"];

#[test]
fn hard_links_are_not_cut() {
    let folder = folder();
    std::fs::hard_link(folder.path().join("osweb-prod.yml"), folder.path().join("other")).unwrap();
    let output = migrate(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("the file has 2 hard links"), "{}", stderr(&output));
    assert!(stderr(&output).contains("--in-place"), "{}", stderr(&output));
    assert_eq!(names(folder.path()), ["osweb-prod.yml", "other"]);
    assert_eq!(read(folder.path(), "other"), LEGACY);
}

#[test]
fn in_place_the_file_stays_the_same_file() {
    let folder = folder();
    let path = folder.path().join("osweb-prod.yml");
    std::fs::hard_link(&path, folder.path().join("other")).unwrap();
    let before = std::fs::metadata(&path).unwrap().ino();
    let output = osweb_config(folder.path(), &IN_PLACE, &[]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("written in place, not atomically; the old file is osweb-prod.yml.bak"),
        "{}",
        stderr(&output)
    );
    assert_eq!(std::fs::metadata(&path).unwrap().ino(), before);
    assert_eq!(read(folder.path(), "other"), MIGRATED);
    assert_eq!(read(folder.path(), "osweb-prod.yml.bak"), LEGACY);
    assert_eq!(names(folder.path()), ["osweb-prod.yml", "osweb-prod.yml.bak", "other"]);
}

#[test]
fn a_shorter_text_leaves_nothing_of_the_longer_one() {
    let folder = folder();
    let path = folder.path().join("osweb-prod.yml");
    let text = MIGRATED.replace("TLS", "'TLS '");
    std::fs::write(&path, &text).unwrap();
    let output =
        osweb_config(folder.path(), &["check", "--fix", "--in-place", "osweb-prod.yml"], &[]).output().unwrap();
    assert!(stderr(&output).contains("written in place, not atomically"), "{}", stderr(&output));
    assert_eq!(
        read(folder.path(), "osweb-prod.yml").len() + 1,
        text.len(),
        "{}",
        read(folder.path(), "osweb-prod.yml")
    );
    assert_eq!(read(folder.path(), "osweb-prod.yml.bak"), text);
}

#[test]
fn the_lock_follows_no_link_and_waits_for_no_pipe() {
    let places: [fn(&Path); 4] = [
        |lock| symlink("victim", lock).unwrap(),
        |lock| symlink("osweb-prod.yml", lock).unwrap(),
        |lock| std::fs::create_dir(lock).unwrap(),
        |lock| assert!(Command::new("mkfifo").arg(lock).status().unwrap().success()),
    ];
    for make in places {
        let folder = folder();
        make(&folder.path().join("osweb-prod.yml.lock"));
        let output = migrate(folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(stderr(&output).contains("osweb-prod.yml.lock is not a regular file"), "{}", stderr(&output));
        assert_eq!(names(folder.path()), ["osweb-prod.yml", "osweb-prod.yml.lock"]);
        assert_eq!(read(folder.path(), "osweb-prod.yml"), LEGACY);
    }
}
