//! What a report looks like and where it goes.

use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;

use crate::diagnostic::Severity;

/// The format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Source snippets for people
    Human,
    /// One line each, `path:line:column: severity[rule] message`
    Short,
    /// The program's own JSON
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
    /// GitLab Code Quality
    Gitlab,
    /// JUnit XML
    Junit,
}

impl Format {
    /// The name that is typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Short => "short",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
        }
    }
}

/// A file that takes a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The format, where one was given.
    pub format: Option<Format>,
    /// The file.
    pub file: PathBuf,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Some((format, file)) = text.split_once('=') else {
            return match text {
                "-" => Err("standard output takes the report of --format; name a file here".to_owned()),
                _ => Ok(Self { format: None, file: text.into() }),
            };
        };
        match Format::from_str(format, false) {
            Ok(_) if file.is_empty() => Err(format!("the file is missing behind `{format}=`")),
            Ok(format) => Ok(Self { format: Some(format), file: file.into() }),
            Err(_) if format.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                let known: Vec<_> = Format::value_variants().iter().map(|format| format.name()).collect();
                Err(format!(
                    "`{format}` is no format ({}); a file of that name is written `./{text}`",
                    known.join(", ")
                ))
            }
            Err(_) => Ok(Self { format: None, file: text.into() }),
        }
    }
}

/// The lowest severity that makes the exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Everything
    Info,
    /// Nothing: only what cannot be read fails
    Never,
}

impl FailOn {
    /// Whether a diagnostic of this severity makes the exit code 1.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Info => true,
            Self::Never => false,
        }
    }
}

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal
    #[default]
    Auto,
    /// In files and pipes too
    Always,
    /// Nowhere
    Never,
}
