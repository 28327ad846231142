//! Which format a file has: told by its content and its name, unless the user says so.

use crate::choice::choices;
use crate::source::{Fallback, SourceFile};

choices! {
    /// A format that can be read.
    pub enum Format {
        /// YAML as Spring Boot loads it
        Yaml = "yaml",
        /// Java's .properties
        Properties = "properties",
        /// JSON with one object of settings, flat or nested
        Json = "json",
        /// The answer of Spring Boot's actuator endpoint `env`
        Actuator = "actuator",
        /// An export of the Windows registry (.reg)
        Registry = "registry",
    }
}

impl Format {
    /// Whether it is what a running service hands out, where asterisks stand for a value that it hides.
    pub fn hides_values(self) -> bool {
        matches!(self, Self::Json | Self::Actuator)
    }

    /// The format detected from a file's content and name.
    pub fn of(source: &SourceFile) -> Self {
        let name = source.name().to_ascii_lowercase();
        let is = |ending: &str| name.ends_with(ending);
        let text = source.text().trim_start();
        if is(".reg") || is_registry(text) {
            Self::Registry
        } else if is(".properties") {
            Self::Properties
        } else if is_object(text) && is_environment(text) {
            Self::Actuator
        } else if is(".yml") || is(".yaml") {
            Self::Yaml
        } else if is(".json") || is_object(text) {
            Self::Json
        } else if is_assignments(text) {
            Self::Properties
        } else {
            Self::Yaml
        }
    }

    /// What a file of this format is that has no byte-order mark and is no UTF-8.
    pub fn fallback(self) -> Fallback {
        match self {
            Self::Properties => Fallback::Latin1,
            Self::Registry => Fallback::Windows1252,
            Self::Yaml | Self::Json | Self::Actuator => Fallback::Refuse,
        }
    }
}

fn is_registry(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default().trim_end();
    first == "Windows Registry Editor Version 5.00" || first == "REGEDIT4"
}

/// `{` and a name in double quotes: JSON, and YAML only in theory.
fn is_object(text: &str) -> bool {
    text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'))
}

/// The endpoint's answer begins with `activeProfiles` and names its sources.
fn is_environment(text: &str) -> bool {
    text.contains("\"propertySources\"")
}

/// Whether the first line that is no comment is `name=value`.
fn is_assignments(text: &str) -> bool {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with(['#', '!']));
    line.and_then(|line| line.split_once('=')).is_some_and(|(name, _)| {
        let name = name.trim_end();
        !name.is_empty() && name.chars().all(|char| char.is_ascii_alphanumeric() || ".-_[]".contains(char))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(name: &str, text: &str) -> Format {
        Format::of(&SourceFile::from_bytes(name, text.as_bytes().to_vec()))
    }

    #[test]
    fn content_and_name_tell_the_format() {
        assert_eq!(format("osweb-prod.yml", "a: b"), Format::Yaml);
        assert_eq!(format("osweb-prod.yml", "{\"a\": 1}"), Format::Yaml);
        assert_eq!(format("osweb-prod.yml", "a=b"), Format::Yaml);
        assert_eq!(format("osweb-prod.yml", ""), Format::Yaml);
        assert_eq!(format("osweb-prod.properties", ""), Format::Properties);
        assert_eq!(format("-", "# x\n\nfeatureSwitches.sendEmail.smtpPort = 587"), Format::Properties);
        assert_eq!(format("-", "a: b=c"), Format::Yaml);
        assert_eq!(format("-", "{ \"a\": 1}"), Format::Json);
        assert_eq!(format("settings.json", "[]"), Format::Json);
        assert_eq!(format("env.txt", "{\"activeProfiles\":[],\"propertySources\":[]}"), Format::Actuator);
        assert_eq!(format("env.yml", "{\"activeProfiles\":[],\"propertySources\":[]}"), Format::Actuator);
        assert_eq!(format("export.txt", "REGEDIT4\r\n"), Format::Registry);
        assert_eq!(format("export", "Windows Registry Editor Version 5.00\r\n\r\n"), Format::Registry);
        assert_eq!(format("server.reg", ""), Format::Registry);
    }
}
