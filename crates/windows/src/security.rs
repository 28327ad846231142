//! Owner, group and access list of a file.

use std::fs::File;
use std::io;
use std::os::windows::io::AsRawHandle as _;

use windows_sys::Win32::Foundation::{ERROR_INSUFFICIENT_BUFFER, GENERIC_READ, GENERIC_WRITE};
use windows_sys::Win32::Security::{
    DACL_SECURITY_INFORMATION, GROUP_SECURITY_INFORMATION, GetKernelObjectSecurity, GetSecurityDescriptorControl,
    OBJECT_SECURITY_INFORMATION, OWNER_SECURITY_INFORMATION, SE_DACL_AUTO_INHERIT_REQ, SE_DACL_AUTO_INHERITED,
    SetKernelObjectSecurity, SetSecurityDescriptorControl,
};
use windows_sys::Win32::Storage::FileSystem::{WRITE_DAC, WRITE_OWNER};

use crate::{checked, privilege};

/// What a file has to be opened with, for [`Security::give_to`] to work on it.
pub const ACCESS: u32 = GENERIC_READ | GENERIC_WRITE | WRITE_DAC | WRITE_OWNER;

/// Who owns a file, and who may do what with it.
///
/// The entries are taken as they are, inherited ones too: a file that was moved into its folder has those of another one.
#[derive(Debug)]
pub struct Security {
    owner: Descriptor,
    access: Descriptor,
}

impl Security {
    /// That of a file, which has to be open for reading.
    ///
    /// # Errors
    /// The system refuses.
    pub fn of(file: &File) -> io::Result<Self> {
        let owner = Descriptor::of(file, OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION)?;
        Ok(Self { owner, access: Descriptor::of(file, DACL_SECURITY_INFORMATION)? })
    }

    /// Gives the access list alone to another file, which keeps its owner.
    ///
    /// # Errors
    /// The system refuses.
    pub fn give_access_to(&self, file: &File) -> io::Result<()> {
        if Descriptor::of(file, DACL_SECURITY_INFORMATION)?.words == self.access.words {
            return Ok(());
        }
        self.access.give_to(file)
    }

    /// Gives it to another file. What that file has already is not set again, so that no right is needed for it.
    ///
    /// # Errors
    /// The system refuses: another owner can be given by an administrator only.
    pub fn give_to(&self, file: &File) -> io::Result<()> {
        self.give_access_to(file)?;
        let has = Self::of(file)?;
        if has.owner.words != self.owner.words && self.owner.give_to(file).is_err() {
            privilege::enable_restore()?;
            self.owner.give_to(file)?;
        }
        Ok(())
    }
}

/// A part of a file's security, in the system's own form. Words, since that form has to be aligned.
#[derive(Debug)]
struct Descriptor {
    part: OBJECT_SECURITY_INFORMATION,
    words: Vec<u64>,
}

impl Descriptor {
    fn of(file: &File, part: OBJECT_SECURITY_INFORMATION) -> io::Result<Self> {
        let handle = file.as_raw_handle();
        let mut words: Vec<u64> = vec![0; 64];
        loop {
            let (room, mut needed) = ((words.len() * 8) as u32, 0);
            // SAFETY: the handle is open, the buffer has `room` bytes, and `needed` lives until the call returns.
            let got =
                unsafe { GetKernelObjectSecurity(handle, part, words.as_mut_ptr().cast(), room, &raw mut needed) };
            match checked(got) {
                Ok(()) => {
                    words.truncate(needed.div_ceil(8) as usize);
                    return Ok(Self { part, words });
                }
                Err(error) if error.raw_os_error() == Some(ERROR_INSUFFICIENT_BUFFER as i32) && needed > room => {
                    words = vec![0; needed.div_ceil(8) as usize];
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn give_to(&self, file: &File) -> io::Result<()> {
        let mut words = self.words.clone();
        let descriptor = words.as_mut_ptr().cast();
        let (mut control, mut revision) = (0, 0);
        // SAFETY: the descriptor was filled by the system, and both places live until the call returns.
        checked(unsafe { GetSecurityDescriptorControl(descriptor, &raw mut control, &raw mut revision) })?;
        if control & SE_DACL_AUTO_INHERITED != 0 {
            // Without this request the system would forget that the entries were inherited.
            let (bit, set) = (SE_DACL_AUTO_INHERIT_REQ, SE_DACL_AUTO_INHERIT_REQ);
            // SAFETY: the descriptor was filled by the system and is ours alone.
            checked(unsafe { SetSecurityDescriptorControl(descriptor, bit, set) })?;
        }
        // SAFETY: the handle is open, and the descriptor was filled by the system.
        checked(unsafe { SetKernelObjectSecurity(file.as_raw_handle(), self.part, descriptor) })
    }
}
