//! Access lists and extended attributes of a file that is replaced.

use rustix::fs::{XattrFlags, getxattr, setxattr};

use super::*;

const ACCESS: &str = "system.posix_acl_access";
const DEFAULT: &str = "system.posix_acl_default";

/// A folder on a file system that has attributes: that of the build, which temporary folders may not be on.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    std::fs::write(folder.path().join("osweb-prod.yml"), LEGACY).unwrap();
    folder
}

/// An access list as the kernel keeps it (acl(5), linux/posix_acl_xattr.h): the owner may write, somebody else may read, nobody else
/// may do anything.
fn access_list(somebody: u32) -> Vec<u8> {
    const NOBODY_NAMED: u32 = u32::MAX;
    let entries: [(u16, u16, u32); 5] = [
        (0x01, 6, NOBODY_NAMED),
        (0x02, 4, somebody),
        (0x04, 0, NOBODY_NAMED),
        (0x10, 4, NOBODY_NAMED),
        (0x20, 0, NOBODY_NAMED),
    ];
    let mut list = 2_u32.to_le_bytes().to_vec();
    for (tag, rights, id) in entries {
        list.extend([tag, rights].iter().flat_map(|number| number.to_le_bytes()));
        list.extend(id.to_le_bytes());
    }
    list
}

fn set(path: &Path, name: &str, value: &[u8]) {
    setxattr(path, name, value, XattrFlags::empty()).unwrap_or_else(|error| panic!("{name}: {error}"));
}

fn get(path: &Path, name: &str) -> Option<Vec<u8>> {
    let mut value = vec![0; 4096];
    let len = getxattr(path, name, value.as_mut_slice()).ok()?;
    value.truncate(len);
    Some(value)
}

#[test]
fn the_file_and_its_backup_keep_both() {
    let folder = folder();
    let path = folder.path().join("osweb-prod.yml");
    set(&path, ACCESS, &access_list(65534));
    set(&path, "user.note", b"hello");
    set(&path, "user.empty", b"");
    assert!(migrate(folder.path()).status().unwrap().success());
    assert_eq!(read(folder.path(), "osweb-prod.yml"), MIGRATED);
    for name in ["osweb-prod.yml", "osweb-prod.yml.bak"] {
        let path = folder.path().join(name);
        assert_eq!(get(&path, ACCESS), Some(access_list(65534)), "{name}");
        assert_eq!(get(&path, "user.note").as_deref(), Some(&b"hello"[..]), "{name}");
        assert_eq!(get(&path, "user.empty").as_deref(), Some(&b""[..]), "{name}");
    }
}

#[test]
fn a_copy_lets_in_whom_the_file_lets_in() {
    let folder = folder();
    set(&folder.path().join("osweb-prod.yml"), ACCESS, &access_list(65534));
    let arguments = ["migrate", "--output=new.conf", "--client-secret-placeholder=SMTP_SECRET", "osweb-prod.yml"];
    assert!(osweb_config(folder.path(), &arguments, &[]).status().unwrap().success());
    assert_eq!(get(&folder.path().join("new.conf"), ACCESS), Some(access_list(65534)));
}

/// What is made in a folder gets the list that the folder has for that; a file that does not have it must not get it by being replaced.
#[test]
fn the_list_of_the_folder_lets_nobody_in() {
    let folder = folder();
    set(folder.path(), DEFAULT, &access_list(65534));
    assert!(migrate(folder.path()).status().unwrap().success());
    assert_eq!(read(folder.path(), "osweb-prod.yml"), MIGRATED);
    for name in ["osweb-prod.yml", "osweb-prod.yml.bak"] {
        assert_eq!(get(&folder.path().join(name), ACCESS), None, "{name}");
    }
    let made = folder.path().join("made");
    std::fs::write(&made, "").unwrap();
    assert!(get(&made, ACCESS).is_some(), "the folder has such a list");
}

/// What `chattr` gives a file, on file systems that have it.
#[cfg(target_os = "linux")]
#[test]
fn the_file_keeps_its_flags() {
    use rustix::fs::{IFlags, ioctl_getflags, ioctl_setflags};
    let folder = folder();
    let open = || std::fs::File::open(folder.path().join("osweb-prod.yml")).unwrap();
    let wanted = IFlags::NODUMP | IFlags::NOATIME;
    let can = ioctl_getflags(open()).and_then(|flags| ioctl_setflags(open(), flags | wanted)).is_ok();
    assert!(migrate(folder.path()).status().unwrap().success());
    assert_eq!(read(folder.path(), "osweb-prod.yml"), MIGRATED);
    assert_eq!(ioctl_getflags(open()).is_ok_and(|flags| flags.contains(wanted)), can);
}
