//! Mode and owner of a file, given to its replacement.

use std::fs::{File, Metadata};

use super::Cause;

/// Gives `file` the owner, group and mode that `metadata` speaks of.
#[cfg(unix)]
pub(super) fn keep(file: &File, metadata: &Metadata) -> Result<(), Cause> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let own = file.metadata().map_err(Cause::Temporary)?;
    if (own.uid(), own.gid()) != (metadata.uid(), metadata.gid()) {
        fchown(file, Some(metadata.uid()), Some(metadata.gid())).map_err(Cause::Owner)?;
    }
    // After the owner: a change of owner clears the set-user-ID bits.
    file.set_permissions(metadata.permissions()).map_err(Cause::Temporary)
}

/// Windows: the replacement inherits its access list from the folder, as the file did when it was made there;
/// what is left of the mode is the read-only mark, and a file that bears it is not replaced at all.
#[cfg(not(unix))]
pub(super) fn keep(file: &File, metadata: &Metadata) -> Result<(), Cause> {
    file.set_permissions(metadata.permissions()).map_err(Cause::Temporary)
}
