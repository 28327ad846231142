//! Why something is not done.

use std::fmt;
use std::io;
use std::path::Path;

use crate::{system, terminal};

/// What is not done and why: the file or option that it is about, the cause, and what to do. It never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What it is about: a path as it was typed, perhaps with a line and column.
    path: Option<String>,
    /// The cause, which follows the path in a sentence.
    cause: String,
    /// What to do.
    hint: Option<String>,
}

impl Error {
    /// What cannot be done, whatever the file.
    pub fn new(cause: impl Into<String>) -> Self {
        Self { path: None, cause: cause.into(), hint: None }
    }

    /// What is wrong with a file.
    pub fn at(path: impl Into<String>, cause: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..Self::new(cause) }
    }

    /// A file that cannot be read.
    pub fn reading(path: impl Into<String>, error: &io::Error) -> Self {
        let path = path.into();
        let typed = system::typing_hint(Path::new(&path));
        let why = match typed.filter(|_| error.kind() == io::ErrorKind::NotFound || cfg!(windows)) {
            Some(hint) => hint.to_owned(),
            None => system::refusal(error),
        };
        Self::at(path, format!("cannot be read: {why}"))
    }

    /// A file that cannot be written.
    pub fn writing(path: &Path, error: &io::Error) -> Self {
        let refusal = system::refusal(error);
        // The name of a temporary file beside it tells nothing.
        let refusal = refusal.split(" at path \"").next().unwrap_or_default();
        let why = system::typing_hint(path).unwrap_or(refusal);
        Self::at(path.display().to_string(), format!("cannot be written: {why}"))
    }

    /// Says what to do.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Names the option that named the file.
    pub fn given_by(mut self, option: &str) -> Self {
        self.path = Some(self.path.map_or_else(|| option.to_owned(), |path| format!("{path} ({option})")));
        self
    }

    /// Cause and hint, for whoever names the file already.
    pub fn why(&self) -> String {
        self.hint.iter().fold(self.cause.clone(), |text, hint| format!("{text}; {hint}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{} ", terminal::harmless(path))?;
        }
        f.write_str(&self.why())
    }
}

impl std::error::Error for Error {}

impl From<crate::write::WriteError> for Error {
    fn from(error: crate::write::WriteError) -> Self {
        Self::new(terminal::harmless(&error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_why_and_what_to_do() {
        let missing = Error::reading("a\u{1b}.yml", &io::Error::from(io::ErrorKind::NotFound)).given_by("--base");
        assert_eq!(missing.to_string(), "a<U+001B>.yml (--base) cannot be read: entity not found");
        assert_eq!(Error::new("it is full").hint("empty it").to_string(), "it is full; empty it");
    }
}
