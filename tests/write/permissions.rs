//! Links, modes, owners, and folders that may not be written to.

use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;

use super::*;

/// A user who owns nothing.
const NOBODY: u32 = 65_534;

fn is_root() -> bool {
    tempfile::tempfile().unwrap().metadata().unwrap().uid() == 0
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().mode() & 0o7777
}

/// Runs the migration as a user who is not root.
fn as_nobody(program: &Path, folder: &Path) -> Output {
    let mut command = Command::new(program);
    command.args(MIGRATE).current_dir(folder).stdin(std::process::Stdio::null());
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command.output().unwrap()
}

#[test]
fn a_link_is_followed_and_stays() {
    let folder = folder();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::rename(folder.path().join("osweb-prod.yml"), data.join("real.yml")).unwrap();
    symlink("data/real.yml", folder.path().join("inner.yml")).unwrap();
    symlink("inner.yml", folder.path().join("osweb-prod.yml")).unwrap();
    assert!(migrate(folder.path()).status().unwrap().success());
    for link in ["osweb-prod.yml", "inner.yml"] {
        assert!(folder.path().join(link).symlink_metadata().unwrap().is_symlink(), "{link}");
    }
    assert_eq!(read(&data, "real.yml"), MIGRATED);
    assert_eq!(read(&data, "real.yml.bak"), LEGACY);
    assert_eq!(names(&data), ["real.yml", "real.yml.bak"]);
}

#[test]
fn mode_and_owner_stay_and_the_backup_has_them_too() {
    for wanted in [0o600, 0o640, 0o664, 0o444] {
        let folder = folder();
        let path = folder.path().join("osweb-prod.yml");
        if is_root() {
            std::os::unix::fs::chown(&path, Some(1234), Some(2345)).unwrap();
        }
        set_mode(&path, wanted);
        let before = std::fs::metadata(&path).unwrap();
        assert!(migrate(folder.path()).status().unwrap().success());
        for name in ["osweb-prod.yml", "osweb-prod.yml.bak"] {
            let after = std::fs::metadata(folder.path().join(name)).unwrap();
            assert_eq!(
                (after.mode(), after.uid(), after.gid()),
                (before.mode(), before.uid(), before.gid()),
                "{name} {wanted:o}"
            );
        }
    }
}

#[test]
fn a_new_file_has_the_mode_of_the_one_that_it_comes_from() {
    let folder = folder();
    set_mode(&folder.path().join("osweb-prod.yml"), 0o640);
    let run = |arguments: &[&str]| osweb_config(folder.path(), arguments, &[]).status().unwrap().success();
    assert!(run(&["migrate", "--client-secret-placeholder=X", "--output=new.txt", "osweb-prod.yml"]));
    assert_eq!(mode(&folder.path().join("new.txt")), 0o640);
}

#[test]
fn a_folder_that_is_not_writable_is_named_as_the_cause() {
    let (_top, program, folder) = open_folder();
    set_mode(&folder, 0o555);
    let output = as_nobody(&program, &folder);
    set_mode(&folder, 0o755);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("is not writable for you"), "{}", stderr(&output));
    assert_untouched(&folder);
}

/// Only root can make a file of somebody else; what other users run here is the test above.
#[test]
fn a_file_whose_owner_cannot_be_kept_is_left_alone() {
    if !is_root() {
        return eprintln!("not run: only root can make a file of somebody else");
    }
    let (_top, program, folder) = open_folder();
    set_mode(&folder, 0o777);
    let output = as_nobody(&program, &folder);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("owner and group of the file cannot be kept"), "{}", stderr(&output));
    assert_untouched(&folder);
}
