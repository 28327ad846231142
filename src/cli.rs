//! The command line: what can be typed. No logic.

use clap::{ArgAction, Parser, Subcommand};

mod check;
mod choice;
mod config;
mod expiry;
mod explain;
mod features;
mod input;
#[cfg(feature = "live")]
mod live;
#[cfg(feature = "lsp")]
mod lsp;
mod migrate;
mod plain;
#[cfg(feature = "live")]
mod probe;
#[cfg(feature = "live")]
mod reach;
mod rotate;
mod rule_name;
mod schema;
mod screen;
mod secret;
mod setup;
mod shell;
mod show;

use crate::terminal::Colour;
pub use check::CheckArgs;
pub use config::{ConfigArgs, ConfigFormat};
pub use expiry::ExpiryArgs;
pub use explain::{ExplainArgs, ExplainFormat};
pub use features::left_out;
pub use input::{ReadArgs, SearchArgs};
#[cfg(feature = "live")]
pub use live::LiveArgs;
#[cfg(feature = "lsp")]
pub use lsp::LspArgs;
pub use migrate::{MigrateArgs, MigrateFormat, ValueArgs};
pub use plain::plain;
#[cfg(feature = "live")]
pub use probe::ProbeArgs;
#[cfg(feature = "live")]
pub use reach::ReachArgs;
pub use rotate::RotateArgs;
pub use rule_name::near as near_rule;
pub use schema::{SchemaArgs, SchemaFormat, SchemaSubject};
pub use screen::{command, is_probe, suggestion};
pub use secret::SecretArgs;
pub use setup::{SetupArgs, SetupFormat};
pub use shell::{CompletionsArgs, ManArgs};
pub use show::{ShowArgs, ShowFormat};

/// Shown below `--help`.
const EXAMPLES: &str = "Examples:
  osweb-config check osweb-prod.yml          what is wrong, where, the cure
  osweb-config show osweb-prod.yml           what osweb will see
  osweb-config explain encryption-not-tls    what a rule means
  osweb-config setup osweb-prod.yml          what to set up in Microsoft 365

Exit codes: 0 nothing left; 1 something left; 2 not done: bad usage, a file
that cannot be read or written";

/// Checks, migrates and live-tests the e-mail settings of enaio webclient's osweb-prod.yml.
#[derive(Debug, Parser)]
#[command(name = "osweb-config", bin_name = "osweb-config", version, about, arg_required_else_help = true)]
#[command(disable_help_flag = true, disable_help_subcommand = true, after_help = EXAMPLES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options of every command.
    #[command(flatten)]
    pub global: GlobalArgs,
}

/// Options of every command.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Everywhere")]
pub struct GlobalArgs {
    /// Colours: auto, always, never
    #[arg(long, global = true, value_name = "WHEN", value_enum, hide_possible_values = true, default_value_t)]
    pub color: Colour,
    /// Say nothing but results: no summary, no notes
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say on standard error what was read, and how
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Print help; `--help` has all options and examples
    #[arg(short, long, global = true, action = ArgAction::HelpShort)]
    pub help: Option<bool>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Validate files; the default job
    Check(Box<CheckArgs>),
    /// Rewrite a section with a password to the OAuth form, and touch nothing else
    Migrate(MigrateArgs),
    /// Print the settings as osweb will see them
    Show(ShowArgs),
    /// Explain a rule: what, why, and what to do
    Explain(ExplainArgs),
    /// Print the JSON Schema of the file, for editors
    Schema(SchemaArgs),
    /// The steps in Microsoft 365 and enaio server for this file
    Setup(SetupArgs),
    /// The language server for editors, on standard input and output
    #[cfg(feature = "lsp")]
    Lsp(LspArgs),
    /// Print what osweb-config.toml has in force for a file, and from where
    Config(ConfigArgs),
    /// The live check as a monitoring plug-in, with its exit codes
    #[cfg(feature = "live")]
    Probe(Box<ProbeArgs>),
    /// Replace the client secret, once the new one is proven
    Rotate(Box<RotateArgs>),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Write the man pages into a folder
    Man(ManArgs),
}
