//! Writes that are killed at some moment, many of them.

use std::time::Duration;

use super::*;

/// How many writes are killed.
const WRITES: u64 = 120;

#[test]
fn a_killed_write_leaves_the_old_file_or_the_new_one() {
    let folder = folder();
    let path = folder.path().join("osweb-prod.yml");
    // A long file takes its time to be written.
    let comment = "# enaio webclient, Einstellungen für osweb\r\n".repeat(40_000);
    let (old, new) = (format!("{LEGACY}{comment}"), format!("{MIGRATED}{comment}"));
    std::fs::write(&path, &old).unwrap();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for write in 0..WRITES {
        let mut child = migrate(folder.path())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        // Nothing is asserted of the moment; the delays only spread the kills over the whole run.
        std::thread::sleep(Duration::from_micros(random % 60_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            text == old || text == new,
            "write {write}: {} bytes, neither the old file nor the new one",
            text.len()
        );
        if let Ok(backup) = std::fs::read_to_string(folder.path().join("osweb-prod.yml.bak")) {
            assert!(backup == old, "write {write}: the backup has {} bytes", backup.len());
        }
        assert_no_other_yaml(folder.path());
        std::fs::write(&path, &old).unwrap();
    }
    assert!(migrate(folder.path()).status().unwrap().success());
    assert_eq!(names(folder.path()), ["osweb-prod.yml", "osweb-prod.yml.bak"], "what killed runs left is cleared away");
}
