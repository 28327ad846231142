//! The language server: an editor's unsaved texts, judged by the same workspace and the same check as files.
//!
//! ```text
//! message ─► server ─► documents      the texts, with their versions
//!                      └ plan         what each is judged by
//!                   ─► diagnostics, actions, hover, completion, navigation ─► message
//! ```
//!
//! Source: Language Server Protocol 3.17. One thread answers one message after the other, so that nothing is said of a text that is
//! no longer there. Nothing of a file's content is logged.

mod actions;
mod capabilities;
mod client;
mod completion;
mod configuration;
mod diagnostics;
mod documents;
mod edits;
mod guard;
mod hover;
mod lines;
mod navigation;
mod parameters;
mod place;
mod plan;
mod server;
mod transport;
mod uri;
mod watching;

pub use server::serve;
pub use transport::connect;
