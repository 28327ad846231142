//! Extended attributes of a file, its access list among them, and its flags on Linux.
//!
//! Sources: xattr(7), acl(5), ioctl_iflags(2).

use std::ffi::{CStr, CString};
use std::fs::File;
use std::io;
use std::path::Path;

#[cfg(target_os = "linux")]
use rustix::fs::{IFlags, ioctl_getflags, ioctl_setflags};
use rustix::fs::{XattrFlags, flistxattr, fremovexattr, fsetxattr, getxattr, listxattr};
use rustix::io::Errno;

/// The access list of Linux.
const ACCESS_LIST: &CStr = c"system.posix_acl_access";

/// What the system computes from the content or gives by itself.
const BY_SYSTEM: [&CStr; 3] = [c"security.ima", c"security.evm", c"com.apple.provenance"];

/// The most that Linux lets a list of names or a value take, in bytes.
const MOST: usize = 64 * 1024;

/// The flags that a file can be given (`chattr`) and that do not keep it from being written; the others are the file system's own.
#[cfg(target_os = "linux")]
const FLAGS: IFlags = IFlags::COMPRESSED
    .union(IFlags::JOURNALING)
    .union(IFlags::NOATIME)
    .union(IFlags::NOCOW)
    .union(IFlags::NODUMP)
    .union(IFlags::NOTAIL)
    .union(IFlags::SECURE_REMOVAL)
    .union(IFlags::SYNC)
    .union(IFlags::UNRM);

/// Names and values, and the flags of a file system that has them.
pub(super) struct Attributes {
    named: Vec<(CString, Vec<u8>)>,
    #[cfg(target_os = "linux")]
    flags: Option<IFlags>,
}

impl Attributes {
    /// Those of a file.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let names = names(|list| listxattr(path, list))?;
        let mut value = vec![0; if names.is_empty() { 0 } else { MOST }];
        let values = names.into_iter().filter(|name| !BY_SYSTEM.contains(&name.as_c_str()));
        let values = values.map(|name| {
            let len = getxattr(path, name.as_c_str(), value.as_mut_slice())?;
            Ok((name, value[..len].to_vec()))
        });
        Ok(Self {
            named: values.collect::<io::Result<_>>()?,
            #[cfg(target_os = "linux")]
            flags: File::open(path).ok().and_then(|file| ioctl_getflags(&file).ok()),
        })
    }

    /// Takes away what a new file got from its folder and this one has not: an access list there may let in whom the file does not.
    pub(super) fn take_others_from(&self, file: &File) -> Result<(), (CString, io::Error)> {
        let there = names(|list| flistxattr(file, list)).map_err(|error| (CString::default(), error))?;
        let inherited = there.into_iter().filter(|name| name.as_c_str() == ACCESS_LIST && !self.has(name));
        for name in inherited {
            fremovexattr(file, name.as_c_str()).map_err(|error| (name, error.into()))?;
        }
        Ok(())
    }

    /// Gives all to a new file.
    pub(super) fn give_to(&self, file: &File) -> Result<(), (CString, io::Error)> {
        // Some flags can only be given to an empty file.
        #[cfg(target_os = "linux")]
        if let (Some(flags), Ok(own)) = (self.flags, ioctl_getflags(file))
            && own & FLAGS != flags & FLAGS
        {
            let flags = own.difference(FLAGS) | flags & FLAGS;
            ioctl_setflags(file, flags).map_err(|error| (c"flags (chattr)".to_owned(), error.into()))?;
        }
        self.named.iter().try_for_each(|(name, value)| set(file, name, value))
    }

    /// Gives the access list to a new file.
    pub(super) fn give_access_list_to(&self, file: &File) -> Result<(), (CString, io::Error)> {
        let list = self.named.iter().filter(|(name, _)| name.as_c_str() == ACCESS_LIST);
        list.into_iter().try_for_each(|(name, value)| set(file, name, value))
    }

    fn has(&self, name: &CStr) -> bool {
        self.named.iter().any(|(own, _)| own.as_c_str() == name)
    }
}

/// Sets an attribute, unless the system has given the file the same one: a label may only be set by those who may change it.
fn set(file: &File, name: &CStr, value: &[u8]) -> Result<(), (CString, io::Error)> {
    let mut there = vec![0; value.len() + 1];
    if rustix::fs::fgetxattr(file, name, there.as_mut_slice()).is_ok_and(|len| there[..len] == *value) {
        return Ok(());
    }
    fsetxattr(file, name, value, XattrFlags::empty()).map_err(|error| (name.to_owned(), error.into()))
}

/// The names; none on a file system that has no attributes.
fn names(list: impl FnOnce(&mut [u8]) -> Result<usize, Errno>) -> io::Result<Vec<CString>> {
    let mut names = vec![0; MOST];
    let len = match list(names.as_mut_slice()) {
        Err(Errno::NOTSUP) => 0,
        listed => listed?,
    };
    let names = names[..len].split_inclusive(|byte| *byte == 0);
    Ok(names.filter_map(|name| CStr::from_bytes_with_nul(name).ok().map(CStr::to_owned)).collect())
}
