//! How a file is read: options that several commands share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::parse::Format;

/// How files are read.
#[derive(Clone, Debug, Default, Args)]
pub struct ReadArgs {
    /// Active profile; default: prod for osweb-prod.yml
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// Format of the files; default: as content and name say
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub input_format: Option<InputFormat>,
    /// File of lower precedence that gives settings too
    #[arg(long, value_name = "FILE")]
    pub base: Vec<PathBuf>,
    /// Name of standard input (`-`) in messages
    #[arg(long, value_name = "NAME", default_value = "<stdin>", hide_default_value = true)]
    pub stdin_filename: String,
}

/// The format of a file that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// YAML as Spring Boot loads it
    Yaml,
    /// Java's .properties
    Properties,
    /// JSON with one object of settings, flat or nested
    Json,
    /// The answer of Spring Boot's actuator endpoint `env`
    Actuator,
    /// An export of the Windows registry (.reg)
    Registry,
}

impl From<InputFormat> for Format {
    fn from(format: InputFormat) -> Self {
        match format {
            InputFormat::Yaml => Self::Yaml,
            InputFormat::Properties => Self::Properties,
            InputFormat::Json => Self::Json,
            InputFormat::Actuator => Self::Actuator,
            InputFormat::Registry => Self::Registry,
        }
    }
}
