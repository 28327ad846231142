//! A file in memory, with all that does not depend on how it is judged.

use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::parse::{self, Format, ParsedFile};
use crate::profile;
use crate::secret::{Mask, Secret, secrets_of};
use crate::server::Servers;
use crate::settings::{BaseSetting, Settings};
use crate::source::SourceFile;

/// A file: its text, what was read from it, and what is derived from both when it is first asked for.
///
/// It is made of a text in memory and touches no disk, so that an editor's unsaved text is a file like any other.
pub struct LoadedFile {
    /// The file's text.
    pub source: Arc<SourceFile>,
    /// What was read from it.
    pub reading: ParsedFile,
    /// Looks whether version control keeps the file, which its text does not tell.
    look: fn(&Path) -> bool,
    version_controlled: OnceLock<bool>,
    mask: OnceLock<Mask>,
    secrets: OnceLock<Vec<Secret>>,
    servers: OnceLock<Servers>,
    /// What it gives as a file of lower precedence, by the documents that are active.
    supplies: Mutex<Vec<Supplied>>,
}

/// What a file gives as one of lower precedence, with the documents that are active.
type Supplied = (Vec<bool>, Arc<[BaseSetting]>);

impl LoadedFile {
    /// Parses a text, in the format that its content and name speak of unless one is given.
    pub fn parse(source: impl Into<Arc<SourceFile>>, format: Option<Format>) -> Self {
        let source = source.into();
        let reading = parse::read_as(&source, format.unwrap_or_else(|| Format::of(&source)));
        Self {
            source,
            reading,
            look: |_| false,
            version_controlled: OnceLock::new(),
            mask: OnceLock::new(),
            secrets: OnceLock::new(),
            servers: OnceLock::new(),
            supplies: Mutex::default(),
        }
    }

    /// Says who is to be asked whether version control keeps the file; otherwise none does.
    pub fn with_version_control(mut self, look: fn(&Path) -> bool) -> Self {
        self.look = look;
        self
    }

    /// Whether version control keeps the file: looked up when it is first asked for.
    pub fn version_controlled(&self) -> bool {
        *self.version_controlled.get_or_init(|| (self.look)(Path::new(self.source.name())))
    }

    /// The same file with another text, in the same format and encoding.
    pub fn edited(&self, text: String) -> Self {
        let source = self.source.with_text(text);
        Self::parse(source, Some(self.reading.format)).with_version_control(self.look)
    }

    /// What is secret in the file.
    pub fn mask(&self) -> &Mask {
        self.mask.get_or_init(|| Mask::new(&self.source, &self.reading))
    }

    /// The secrets in the file, which must not be shown in what is said of another one either.
    pub fn secrets(&self) -> &[Secret] {
        self.secrets.get_or_init(|| secrets_of(&self.source, &self.reading))
    }

    /// What a registry export holds of enaio servers; nothing for other formats.
    pub fn servers(&self) -> &Servers {
        self.servers.get_or_init(|| match self.reading.format {
            Format::Registry => Servers::bind(&self.reading),
            _ => Servers::default(),
        })
    }

    /// The settings that the file gives, as one of lower precedence, to a service with this profile.
    pub fn supplies(&self, profile: Option<&str>) -> Arc<[BaseSetting]> {
        let active = profile::active_documents(&self.reading, profile);
        let mut known = self.supplies.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, supplied)) = known.iter().find(|(documents, _)| *documents == active) {
            return supplied.clone();
        }
        let settings = Settings::bind(&self.reading, &active);
        let supplied: Arc<[BaseSetting]> = settings.supplied(&self.source, &self.reading).into();
        known.push((active, supplied.clone()));
        supplied
    }
}

/// The text holds secrets: only the name is told.
impl std::fmt::Debug for LoadedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LoadedFile({:?})", self.source.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> LoadedFile {
        LoadedFile::parse(SourceFile::from_bytes(name, text.into()), None)
    }

    #[test]
    fn a_base_is_bound_once_for_all_profiles_with_the_same_documents() {
        let base = file(
            "application.yml",
            "featureSwitches.sendEmail.smtpPort: 25\n---\nspring.config.activate.on-profile: prod\n\
             featureSwitches.sendEmail.smtpPort: 587\n",
        );
        let port = |profile| base.supplies(Some(profile))[0].text.clone();
        assert_eq!((port("prod").as_str(), port("a").as_str(), port("b").as_str()), ("587", "25", "25"));
        assert!(Arc::ptr_eq(&base.supplies(Some("a")), &base.supplies(Some("b"))));
        assert_eq!(base.supplies.lock().unwrap().len(), 2);
    }

    #[test]
    fn an_edited_file_keeps_what_its_text_does_not_tell() {
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend("a: 1\r\n".encode_utf16().flat_map(u16::to_le_bytes));
        let source = SourceFile::from_bytes("x.properties", bytes);
        let file = LoadedFile::parse(source, Some(Format::Yaml)).with_version_control(|_| true);
        let edited = file.edited("a: 2\r\n".to_owned());
        assert_eq!((edited.reading.format, edited.version_controlled()), (Format::Yaml, true));
        assert_eq!(edited.source.encode("")[..], [0xff, 0xfe]);
        assert_eq!(edited.reading.properties[0].value.text, "2");
    }
}
