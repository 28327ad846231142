//! Help that fits one screen: short for `-h`, with all options and examples for `--help`.
//!
//! clap's own long help takes three lines and more for an option. Both are its short one here; `-h` leaves out
//! the rare ones and the examples, which stand in each command's `after_help`.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory, Error};

use super::Cli;

/// Options that `-h` leaves out.
const RARE: [&str; 32] = [
    "allow_host",
    "base",
    "baseline",
    "ca_file",
    "client_secret_env",
    "client_secret_file",
    "client_secret_stdin",
    "cloud",
    "color",
    "expires",
    "expiry_info",
    "expiry_warning",
    "config",
    "exclude",
    "force_exclude",
    "in_place",
    "input_format",
    "no_backup",
    "no_config",
    "output",
    "profile",
    "prune_baseline",
    "quiet",
    "secret_expires",
    "show_files",
    "statistics",
    "stdin_filename",
    "timeout",
    "token_endpoint",
    "verbose",
    "version",
    "write_baseline",
];

/// The definition of the command line, with the help that `arguments` ask for.
pub fn command<'a>(arguments: impl IntoIterator<Item = &'a std::ffi::OsString>) -> Command {
    let (mut short, mut verbose) = (false, false);
    for argument in arguments {
        short |= argument == "-h";
        verbose |= argument == "--verbose" || argument == "-v";
    }
    let command = if verbose { Cli::command().version(BUILD) } else { Cli::command() };
    if short { shorten(command) } else { command }
}

/// What `--version --verbose` says: which source, features and system a program that somebody has is made of and for.
const BUILD: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\ncommit:   ",
    env!("BUILD_COMMIT"),
    "\nfeatures: ",
    env!("BUILD_FEATURES"),
    "\ntarget:   ",
    env!("BUILD_TARGET"),
);

/// Whether a probe is asked for, whatever is wrong with the rest: its exit codes are other ones.
pub fn is_probe(arguments: &[std::ffi::OsString]) -> bool {
    let mut words = arguments.iter().skip(1);
    while let Some(word) = words.next() {
        if word == "--color" {
            words.next();
        } else if !word.as_encoded_bytes().starts_with(b"-") {
            return word == "probe";
        }
    }
    false
}

fn shorten(command: Command) -> Command {
    // What a migration asks for is not rare there, nor what a rotation is about.
    let needed: &[&str] = match command.get_name() {
        "migrate" => &["client_secret_", "output"],
        "rotate" => &["expires"],
        _ => &[],
    };
    command
        .mut_args(|arg| {
            let id = arg.get_id().as_str();
            let rare = RARE.contains(&id) && !needed.iter().any(|needed| id.starts_with(needed));
            if rare { arg.hide(true) } else { arg }
        })
        .mut_subcommands(shorten)
        .after_help("")
}

/// What to type instead, where a file stands in the place of a command.
pub fn suggestion(error: &Error) -> Option<String> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) else { return None };
    let is_path = typed == "-" || typed.contains(['.', '/', '\\']) || std::path::Path::new(typed).exists();
    is_path.then(|| format!("osweb-config check {}", crate::system::argument(typed)))
}
