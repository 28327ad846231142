//! The program: parse what was typed, run it, return how it ended.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    osweb_config::commands::run(&osweb_config::cli::Cli::parse()).into()
}
