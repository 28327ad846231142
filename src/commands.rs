//! The commands: one file each, thin.

use crate::cli::{Cli, Command};
use crate::exit::Exit;

mod check;

/// Runs a command.
pub fn run(cli: &Cli) -> Exit {
    match &cli.command {
        Command::Check(args) => check::run(args),
    }
}
