//! The project file `osweb-config.toml`: what a repository says once for all of its files. It is data: it runs nothing, opens no connection,
//! and leads nowhere out of its repository unless it was named on the command line.

mod discovery;
mod fault;
mod file;
mod globs;
mod layer;
mod merge;
mod named;
mod schema;

pub use discovery::Projects;
pub use file::{FileEntry, ProjectFile};
pub use layer::{Exclusion, Project};
pub use merge::{Given, InForce, Origin, Typed};
pub use named::NamedFiles;
pub use schema::schema;

/// What a project file is called.
pub const NAME: &str = "osweb-config.toml";
