//! What a write leaves behind: the old file or the new one, whole, whatever happens on the way.

#[cfg(target_os = "linux")]
mod attributes;
#[cfg(target_os = "linux")]
mod disk;
#[cfg(target_os = "linux")]
mod interrupted;
#[cfg(unix)]
mod killed;
mod leftovers;
#[cfg(unix)]
mod links;
#[cfg(unix)]
mod permissions;
mod runs;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::common::osweb_config;

/// A section that one option completes.
const LEGACY: &str = "# Mail\r\nfeatureSwitches:\r\n  sendEmail:\r\n    smtpServer: smtp.office365.com\r\n    smtpPort: 587\r\n    \
                      smtpEncryption: TLS\r\n    smtpAuthentication: LOGIN\r\n    smtpUsername: osweb@contoso-mail.de\r\n    \
                      smtpPassword: old-Password-4711\r\n    oAuthClientId: 7a4be21f-93d8-4c06-b5f2-6d81e09c35aa\r\n    \
                      oAuthTenantId: c50e8d3b-1f67-4b92-a8d4-2e963fb7140c\r\n";

/// What [`LEGACY`] becomes.
const MIGRATED: &str = "# Mail\r\nfeatureSwitches:\r\n  sendEmail:\r\n    smtpServer: smtp.office365.com\r\n    smtpPort: 587\r\n    \
                        smtpEncryption: TLS\r\n    smtpAuthentication: MS_OAUTH\r\n    smtpUsername: osweb@contoso-mail.de\r\n    \
                        oAuthClientId: 7a4be21f-93d8-4c06-b5f2-6d81e09c35aa\r\n    oAuthClientSecret: ${SMTP_SECRET}\r\n    \
                        oAuthTenantId: c50e8d3b-1f67-4b92-a8d4-2e963fb7140c\r\n";

const MIGRATE: [&str; 4] = ["migrate", "--write", "--client-secret-placeholder=SMTP_SECRET", "osweb-prod.yml"];

/// A folder with the legacy file in it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("osweb-prod.yml"), LEGACY).unwrap();
    folder
}

fn migrate(folder: &Path) -> Command {
    osweb_config(folder, &MIGRATE, &[])
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The names of all files in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The old file is whole, and nothing else lies beside it.
fn assert_untouched(folder: &Path) {
    assert_eq!(read(folder, "osweb-prod.yml"), LEGACY);
    assert_eq!(names(folder), ["osweb-prod.yml"]);
}

/// No name beside the file may be taken for a configuration file.
fn assert_no_other_yaml(folder: &Path) {
    let yaml = |name: &&String| name.ends_with(".yml") || name.ends_with(".yaml");
    let names = names(folder);
    assert_eq!(names.iter().filter(yaml).collect::<Vec<_>>(), ["osweb-prod.yml"]);
}

#[test]
fn a_write_replaces_the_file_and_keeps_the_old_one() {
    let folder = folder();
    let output = migrate(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(read(folder.path(), "osweb-prod.yml"), MIGRATED);
    assert_eq!(read(folder.path(), "osweb-prod.yml.bak"), LEGACY);
    assert_eq!(names(folder.path()), ["osweb-prod.yml", "osweb-prod.yml.bak"]);
}

#[test]
fn no_backup_is_kept_where_none_is_wanted() {
    let folder = folder();
    assert!(migrate(folder.path()).arg("--no-backup").status().unwrap().success());
    assert_eq!(read(folder.path(), "osweb-prod.yml"), MIGRATED);
    assert_eq!(names(folder.path()), ["osweb-prod.yml"]);
}

/// What is at the name of the backup and is none stays too.
#[test]
fn what_is_at_the_name_of_the_backup_stays() {
    let folder = folder();
    std::fs::create_dir_all(folder.path().join("osweb-prod.yml.bak/x")).unwrap();
    std::fs::write(folder.path().join("osweb-prod.yml.bak.1"), "the backup of another day").unwrap();
    let output = migrate(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("the old file is osweb-prod.yml.bak.2,"), "{}", stderr(&output));
    assert_eq!(read(folder.path(), "osweb-prod.yml.bak.1"), "the backup of another day");
    assert_eq!(read(folder.path(), "osweb-prod.yml.bak.2"), LEGACY);
    // The same content once more is there already.
    std::fs::write(folder.path().join("osweb-prod.yml"), LEGACY).unwrap();
    let output = migrate(folder.path()).output().unwrap();
    assert!(stderr(&output).contains("the old file is osweb-prod.yml.bak.2,"), "{}", stderr(&output));
    assert_eq!(names(folder.path()).len(), 4, "{:?}", names(folder.path()));
}

#[test]
fn an_output_is_a_new_file_or_replaces_one_and_the_input_stays() {
    let folder = folder();
    let run = |output: &str| {
        let arguments = ["migrate", "--client-secret-placeholder=SMTP_SECRET", "--output", output, "osweb-prod.yml"];
        osweb_config(folder.path(), &arguments, &[]).output().unwrap()
    };
    assert!(run("new.txt").status.success());
    assert_eq!(read(folder.path(), "new.txt"), MIGRATED);
    std::fs::write(folder.path().join("new.txt"), "other").unwrap();
    assert!(run("new.txt").status.success());
    assert_eq!(read(folder.path(), "new.txt"), MIGRATED);
    assert_eq!(read(folder.path(), "new.txt.bak"), "other");
    assert_eq!(read(folder.path(), "osweb-prod.yml"), LEGACY);
    let missing = run("missing/new.txt");
    assert_eq!(missing.status.code(), Some(2));
    assert!(stderr(&missing).contains("its folder does not exist"), "{}", stderr(&missing));
    let beside = run("osweb-copy.yml");
    assert!(stderr(&beside).contains("may read every YML file of its folder"), "{}", stderr(&beside));
    let printed = run("-");
    assert_eq!((printed.status.code(), printed.stdout.is_empty()), (Some(2), true));
}

/// A copy of the program and a folder with the legacy file, both open to every user.
#[cfg(unix)]
fn open_folder() -> (tempfile::TempDir, PathBuf, PathBuf) {
    use std::os::unix::fs::PermissionsExt;
    let open = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    let top = tempfile::tempdir().unwrap();
    let program = top.path().join("osweb-config");
    std::fs::copy(env!("CARGO_BIN_EXE_osweb-config"), &program).unwrap();
    let folder = top.path().join("config");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("osweb-prod.yml"), LEGACY).unwrap();
    for path in [top.path(), &program] {
        open(path, 0o755);
    }
    (top, program, folder)
}
