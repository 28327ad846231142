//! The program: parse what was typed, run it, return how it ended.

use std::process::ExitCode;

use clap::FromArgMatches;
use osweb_config::cli::{self, Cli};
use osweb_config::exit::Exit;
use osweb_config::sanitize::Commands;
use osweb_config::terminal;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let parse = || {
        let mut matches = cli::command(&arguments).try_get_matches_from(&arguments)?;
        Cli::from_arg_matches_mut(&mut matches)
    };
    match cli::plain(&arguments).map_or_else(parse, Ok) {
        Ok(cli) => osweb_config::commands::run(&cli).into(),
        Err(error) => refuse(&error).into(),
    }
}

/// Help and version go to standard output; bad usage, with what to type instead, to standard error.
fn refuse(error: &clap::Error) -> Exit {
    // What is wrong quotes what was typed, and others may have had a hand in that.
    let text = error.render().to_string();
    if error.use_stderr() {
        terminal::say_part(&text);
    } else {
        // Ignore a broken pipe.
        let _ = terminal::print(&text, Commands::None);
    }
    if let Some(suggestion) = cli::suggestion(error) {
        terminal::say(&format!("\nTo check a file: {suggestion}"));
    }
    if let Some((option, feature)) = cli::left_out(error) {
        terminal::say(&format!(
            "
This build lacks `{option}`: it was made without the feature `{feature}` (see docs/install.md)."
        ));
    }
    if error.use_stderr() { Exit::Failed } else { Exit::Done }
}
