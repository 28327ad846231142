//! Secrets: a type that cannot be printed, and the one model of what is secret in a text.
//!
//! A value is a secret by its name, by its [form](exposes), by repetition, or by its place in a file that cannot be read. [`Mask`] puts
//! the four together for a file, and stands before every output.

use zeroize::Zeroizing;

mod addresses;
mod commands;
mod encoded;
mod entra;
mod found;
mod lines;
mod mask;
mod name;
mod plain;
mod repeat;
mod taken;
mod text;
mod token;
mod value;
mod vocabulary;

pub use entra::{has_mark, is_todays_secret};
pub use mask::{Mask, secrets_of};
pub use name::{Speaks, names_secret, speaks};
pub use taken::{Taken, Veil};
pub use text::exposes;
pub use value::{is_credential, is_secret_value};

use crate::parse::ParsedFile;
use crate::source::SourceFile;

/// What is shown in a secret's place.
pub const MASK: &str = "***";

/// The file's text with every secret masked; see [`Mask`].
pub fn mask(source: &SourceFile, reading: &ParsedFile) -> String {
    Mask::new(source, reading).source_text(source)
}

/// A client secret, password or token. Debug, Display and Serialize print [`MASK`]; the memory is wiped on drop.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Wraps a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself: only for sending it to the identity provider or writing it into the user's file.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(MASK)
    }
}

impl std::fmt::Display for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(MASK)
    }
}

impl serde::Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(MASK)
    }
}
