//! A disk that is full, and a limit on the size of files.

use super::*;

/// Runs a script of the shell in a folder with the legacy file, which 64 KiB of comments make long. Gives what it prints.
fn script(script: &str, wrapper: &[&str]) -> (tempfile::TempDir, Output) {
    let folder = folder();
    let text = format!("{LEGACY}{}", "# a comment that fills the disk\r\n".repeat(2_000));
    std::fs::write(folder.path().join("osweb-prod.yml"), text).unwrap();
    let output = Command::new(wrapper.first().unwrap_or(&"sh"))
        .args(wrapper.iter().skip(1))
        .args(if wrapper.is_empty() { &["-c"][..] } else { &["sh", "-c"] })
        .arg(script)
        .current_dir(folder.path())
        .env("PROGRAM", env!("CARGO_BIN_EXE_osweb-config"))
        .output()
        .unwrap();
    (folder, output)
}

#[test]
fn a_limit_on_the_size_of_files_leaves_the_old_file() {
    let limited = "trap '' XFSZ; ulimit -f 16; exec \"$PROGRAM\" migrate --write --client-secret-placeholder=SMTP_SECRET osweb-prod.yml";
    let (folder, output) = script(limited, &[]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("larger than the system allows"), "{}", stderr(&output));
    assert!(read(folder.path(), "osweb-prod.yml").starts_with(LEGACY));
    assert_eq!(names(folder.path()), ["osweb-prod.yml"]);
}

/// A file system of 224 KiB that holds the file and has no room for a second one. Mounting needs root or user namespaces; where the
/// system allows neither, the full disk of `interrupted.rs` stands in, which does not need them.
#[test]
fn a_full_file_system_leaves_the_old_file() {
    let on_small_disk = "mkdir disk && mount -t tmpfs -o size=224k none disk || { echo no-mount; exit 0; }
cp osweb-prod.yml disk/ && cd disk && dd if=/dev/zero of=rest bs=1k count=135 2>/dev/null
\"$PROGRAM\" migrate --write --client-secret-placeholder=SMTP_SECRET osweb-prod.yml; echo \"exit $?\"
cmp osweb-prod.yml ../osweb-prod.yml && ls -A
rm rest; \"$PROGRAM\" migrate --write --client-secret-placeholder=SMTP_SECRET osweb-prod.yml >/dev/null && echo \"then it is written\"";
    for wrapper in [&["unshare", "-m"][..], &["unshare", "-r", "-m"]] {
        let (_folder, output) = script(on_small_disk, wrapper);
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() && printed.is_empty() || printed.contains("no-mount") {
            continue;
        }
        assert_eq!(printed, "exit 2\nosweb-prod.yml\nrest\nthen it is written\n", "{}", stderr(&output));
        assert!(stderr(&output).contains("because the disk is full: free some space"), "{}", stderr(&output));
        return;
    }
    eprintln!("no file system may be mounted here: see interrupted.rs for the full disk");
}

/// Nothing can be renamed over a file that is a mount point: the write fails at its very last step.
#[test]
fn a_write_that_fails_at_last_leaves_no_backup_of_its_own_and_every_other() {
    let over_a_mount = "mount --bind osweb-prod.yml osweb-prod.yml || { echo no-mount; exit 0; }
\"$PROGRAM\" migrate --write --client-secret-placeholder=SMTP_SECRET osweb-prod.yml; echo \"exit $?\"; ls -A
\"$PROGRAM\" migrate --write --in-place --client-secret-placeholder=SMTP_SECRET osweb-prod.yml >/dev/null; echo \"exit $?\"; ls -A
grep -c MS_OAUTH osweb-prod.yml; grep -c old-Password osweb-prod.yml.bak";
    for wrapper in [&["unshare", "-m"][..], &["unshare", "-r", "-m"]] {
        let (_folder, output) = script(over_a_mount, wrapper);
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() && printed.is_empty() || printed.contains("no-mount") {
            continue;
        }
        let expected = "exit 2\nosweb-prod.yml\nexit 0\nosweb-prod.yml\nosweb-prod.yml.bak\n1\n1\n";
        assert_eq!(printed, expected, "{}", stderr(&output));
        assert!(stderr(&output).contains("the file is a mount of its own"), "{}", stderr(&output));
        assert!(stderr(&output).contains("written in place, not atomically"), "{}", stderr(&output));
        return;
    }
    eprintln!("no mount point may be made here");
}
