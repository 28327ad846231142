//! What a file is apart from its content: who owns it, who may read it, how it is marked. Its replacement and its backup get the same.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

use super::Cause;

/// Owner, rights and marks of a file.
pub(super) struct Identity {
    metadata: Metadata,
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    attributes: super::attributes::Attributes,
    #[cfg(windows)]
    security: osweb_config_windows::Security,
    #[cfg(windows)]
    links: u32,
}

impl Identity {
    /// That of a file.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        #[cfg(not(windows))]
        return Ok(Self {
            metadata: std::fs::metadata(path)?,
            #[cfg(any(target_os = "linux", target_os = "macos"))]
            attributes: super::attributes::Attributes::of(path)?,
        });
        #[cfg(windows)]
        {
            let file = crate::system::patiently(|| File::open(path))?;
            let (security, links) = (osweb_config_windows::Security::of(&file)?, osweb_config_windows::links(&file)?);
            Ok(Self { metadata: file.metadata()?, security, links })
        }
    }

    /// Whether the file bears Windows' read-only mark, which lets nobody replace it.
    pub(super) fn is_write_protected(&self) -> bool {
        cfg!(windows) && self.metadata.permissions().readonly()
    }

    /// How many names the file has.
    pub(super) fn links(&self) -> u64 {
        #[cfg(unix)]
        return std::os::unix::fs::MetadataExt::nlink(&self.metadata);
        #[cfg(windows)]
        return self.links.into();
        #[cfg(not(any(unix, windows)))]
        1
    }

    /// Gives it to a new file, before that has any content.
    #[cfg(unix)]
    pub(super) fn give_to(&self, file: &File) -> Result<(), Cause> {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        // Before the mode, which would open to those on the list of the folder what the file keeps from them.
        #[cfg(any(target_os = "linux", target_os = "macos"))]
        self.attributes.take_others_from(file).map_err(attribute)?;
        let (own, like) = (file.metadata().map_err(Cause::Temporary)?, &self.metadata);
        if (own.uid(), own.gid()) != (like.uid(), like.gid()) {
            fchown(file, Some(like.uid()), Some(like.gid())).map_err(Cause::Owner)?;
        }
        // After the owner: a change of owner clears the set-user-ID bits.
        file.set_permissions(like.permissions()).map_err(Cause::Temporary)?;
        #[cfg(any(target_os = "linux", target_os = "macos"))]
        self.attributes.give_to(file).map_err(attribute)?;
        Ok(())
    }

    /// Elsewhere (a browser) there is nothing to give: no file is written.
    #[cfg(not(any(unix, windows)))]
    pub(super) fn give_to(&self, _: &File) -> Result<(), Cause> {
        Ok(())
    }

    /// Gives it to a new file, before that has any content. The marks were given when it was made.
    #[cfg(windows)]
    pub(super) fn give_to(&self, file: &File) -> Result<(), Cause> {
        self.security.give_to(file).map_err(Cause::Owner)
    }

    /// Gives the rights alone to a file that belongs to whoever made it.
    pub(super) fn give_rights_to(&self, file: &File) -> Result<(), Cause> {
        #[cfg(windows)]
        return self.security.give_access_to(file).map_err(Cause::Temporary);
        #[cfg(any(target_os = "linux", target_os = "macos"))]
        self.attributes.take_others_from(file).map_err(attribute)?;
        #[cfg(not(windows))]
        file.set_permissions(self.metadata.permissions()).map_err(Cause::Temporary)?;
        #[cfg(any(target_os = "linux", target_os = "macos"))]
        self.attributes.give_access_list_to(file).map_err(attribute)?;
        #[cfg(not(windows))]
        Ok(())
    }

    /// Opens a new file that can be given this identity.
    #[cfg(windows)]
    pub(super) fn open_new(like: Option<&Self>, path: &Path) -> io::Result<File> {
        use std::os::windows::fs::{MetadataExt as _, OpenOptionsExt as _};
        /// Hidden, system, archive, not indexed, encrypted: those that a file can be made with.
        const MARKS: u32 = 0x2 | 0x4 | 0x20 | 0x2000 | 0x4000;
        let marks = like.map_or(0, |like| like.metadata.file_attributes() & MARKS);
        let mut options = File::options();
        options.read(true).write(true).create_new(true).attributes(marks);
        let full = options.clone().access_mode(osweb_config_windows::ACCESS).open(path);
        match full {
            // A share may allow everything but a change of rights, which is not needed where the folder gives the right ones.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => options.open(path),
            result => result,
        }
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn attribute((name, error): (std::ffi::CString, io::Error)) -> Cause {
    Cause::Attribute(name.to_string_lossy().into_owned(), error)
}
