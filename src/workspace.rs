//! The files that a run works on, each read and parsed once.

mod loaded;
mod version_control;

pub use loaded::LoadedFile;
pub use version_control::holds as is_version_controlled;
