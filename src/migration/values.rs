//! Values for the settings: as given with options, typed at a prompt, or assumed.

use crate::date::Date;
use crate::secret::Secret;
use crate::settings::{Section, Setting};

/// What a setting is to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// May be shown.
    Open(String),
    /// Is shown as `***`.
    Secret(Secret),
}

impl Text {
    /// The text itself, for writing it into the file.
    pub fn expose(&self) -> &str {
        match self {
            Self::Open(text) => text,
            Self::Secret(secret) => secret.expose(),
        }
    }
}

/// As it may be shown.
impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Open(text) => f.write_str(text),
            Self::Secret(secret) => secret.fmt(f),
        }
    }
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An option, by its name: `--server`.
    Option(&'static str),
    /// The prompt.
    Prompt,
}

/// A value that the user has given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The value.
    pub text: Text,
    /// How it was given.
    pub origin: Origin,
}

/// The values that the user has given. They win over what a file holds; given for several files, over what does not fit.
#[derive(Clone, Debug, Default)]
pub struct Values {
    given: Section<Option<Given>>,
    several_files: bool,
    /// The day on which the client secret expires.
    pub expires: Option<Date>,
}

impl Values {
    /// The value given for a setting.
    pub fn get(&self, setting: Setting) -> Option<&Given> {
        self.given[setting].as_ref()
    }

    /// Says that the values are given for several files.
    pub fn for_several_files(&mut self) {
        self.several_files = true;
    }

    /// Whether the values are given for several files.
    pub fn are_for_several_files(&self) -> bool {
        self.several_files
    }

    /// Takes a value.
    pub fn set(&mut self, setting: Setting, text: Text, origin: Origin) {
        self.given[setting] = Some(Given { text, origin });
    }
}
