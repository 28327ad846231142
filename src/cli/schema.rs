//! `schema`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Shown below `--help`.
const EXAMPLES: &str = "Examples:
  osweb-config schema --output osweb-prod.schema.json
  osweb-config schema --format spring-metadata
  osweb-config schema --for config

An editor with yaml-language-server takes the schema from the file's first line:
  # yaml-language-server: $schema=osweb-prod.schema.json";

/// Options of `schema`.
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct SchemaArgs {
    /// Which file is described
    #[arg(long = "for", value_name = "FILE", value_enum, default_value_t = SchemaSubject::OswebProd)]
    pub subject: SchemaSubject,
    /// Form of the description
    #[arg(long, value_enum, default_value_t = SchemaFormat::JsonSchema)]
    pub format: SchemaFormat,
    /// Write it into FILE
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The file that is described.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaSubject {
    /// osweb-prod.yml
    OswebProd,
    /// The project file, osweb-config.toml
    Config,
}

/// The form in which the settings are described.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaFormat {
    /// JSON Schema, draft-07
    JsonSchema,
    /// Spring's additional-spring-configuration-metadata.json
    SpringMetadata,
}
