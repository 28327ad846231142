//! One leaf of a file as Spring sees it: its name, its value, and where both stand.

pub mod name;
pub mod value;

pub use value::{Content, Style, Value, ValueKind};

use crate::source::Span;

/// Index of a [`Key`] in [`ParsedFile::keys`](crate::parse::ParsedFile::keys).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyId(pub u32);

/// A key as it is written in the file: one segment on the way to a property.
#[derive(Clone, Debug)]
pub struct Key {
    /// The key that this one stands below.
    pub parent: Option<KeyId>,
    /// The key as written, quotes included; for a list's item the item.
    pub span: Span,
    /// What the key adds to the name: `smtpPort`, `featureSwitches.sendEmail`, `[0]`.
    pub segment: String,
    /// The document that the key belongs to, from 0.
    pub document: u32,
    /// What stands below the key.
    pub below: NodeKind,
}

/// What stands below a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A single value.
    Scalar,
    /// A mapping (with its extent in the file, and whether it is written in braces).
    Mapping {
        /// From the first key, or the opening brace, to the end of the last value.
        span: Span,
        /// `{…}` rather than indented lines.
        flow: bool,
    },
    /// A list.
    Sequence,
}

/// One property of a file.
#[derive(Clone, Debug)]
pub struct Property {
    /// The flattened name, as Spring's property source holds it: `featureSwitches.sendEmail.smtpPort`.
    pub name: String,
    /// The value.
    pub value: Value,
    /// The innermost key, where the name ends.
    pub key: KeyId,
    /// The document that holds the property, from 0.
    pub document: u32,
    /// The alias or merge key through which the property came to this name; its value then stands elsewhere.
    pub alias: Option<Span>,
}
