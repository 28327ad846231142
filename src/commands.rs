//! The commands: one file each, thin.

use std::fmt::Display;

use crate::cli::{Cli, Command};
use crate::exit::Exit;
use crate::sanitize::Commands;
use crate::terminal;

mod check;
mod config;
mod discover;
mod explain;
mod fix;
#[cfg(feature = "live")]
mod live;
#[cfg(feature = "lsp")]
mod lsp;
mod migrate;
mod output;
#[cfg(any(feature = "live", feature = "lsp"))]
mod panic;
mod parallel;
#[cfg(feature = "live")]
mod probe;
mod progress;
mod put;
mod question;
mod rotate;
mod schema;
mod secret;
mod session;
mod setup;
mod shell;
mod show;
mod single;

/// Runs a command.
pub fn run(cli: &Cli) -> Exit {
    terminal::set_colour(cli.global.color);
    match &cli.command {
        Command::Check(args) => check::run(args, &cli.global),
        Command::Migrate(args) => migrate::run(args, &cli.global),
        Command::Show(args) => show::run(args, &cli.global),
        Command::Explain(args) => explain::run(args, &cli.global),
        Command::Schema(args) => schema::run(args),
        Command::Setup(args) => setup::run(args, &cli.global),
        #[cfg(feature = "lsp")]
        Command::Lsp(_) => lsp::run(),
        Command::Config(args) => config::run(args),
        #[cfg(feature = "live")]
        Command::Probe(args) => probe::run(args, &cli.global),
        Command::Rotate(args) => rotate::run(args, &cli.global),
        Command::Completions(args) => shell::completions(args),
        Command::Man(args) => shell::man(args),
    }
}

/// Says that the command line of a `probe` cannot be understood, where a monitoring system looks for it: on standard output.
pub fn misused_probe(arguments: &[std::ffi::OsString], why: &str) -> Exit {
    #[cfg(feature = "live")]
    return probe::misused(arguments, why);
    #[cfg(not(feature = "live"))]
    {
        let _ = (arguments, print(&format!("OSWEB MAIL UNKNOWN: {}\n", crate::sanitize::line(why))));
        Exit::Probed(crate::exit::State::Unknown)
    }
}

/// Prints results; what cannot be printed is not done.
fn print(text: &str) -> Result<(), Exit> {
    print_with(text, Commands::None)
}

/// Prints a report that may be made of workflow commands.
fn print_with(text: &str, commands: Commands) -> Result<(), Exit> {
    terminal::print(text, commands).map_err(|error| refuse(&format!("standard output cannot be written: {error}")))
}

/// Says on standard error why something is not done.
fn refuse(why: &dyn Display) -> Exit {
    terminal::say(&format!("error: {why}"));
    Exit::Failed
}
