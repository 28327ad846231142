//! The command line: what can be typed. No logic.

use clap::{Parser, Subcommand};

mod check;

pub use check::CheckArgs;

/// Checks, migrates and live-tests the e-mail settings of enaio webclient's osweb-prod.yml.
#[derive(Debug, Parser)]
#[command(name = "osweb-config", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Validate files; the default job
    Check(CheckArgs),
}
