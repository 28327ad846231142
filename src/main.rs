//! The program: parse what was typed, run it, return how it ended.

use std::ffi::OsString;
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
        Err(error) => refuse(&error, &arguments).into(),
    }
}

/// Help and version go to standard output; bad usage, with what to type instead, to standard error.
fn refuse(error: &clap::Error, arguments: &[OsString]) -> Exit {
    // What is wrong quotes what was typed, and others may have had a hand in that.
    let text = error.render().to_string();
    let probe = error.use_stderr() && cli::is_probe(arguments);
    let misused = probe.then(|| {
        let lack = cli::left_out(error).map(|(option, feature)| {
            format!("this build lacks `{option}`: it was made without the feature `{feature}`")
        });
        // The first paragraph says what is wrong, the others how it is typed.
        let why = text.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ");
        let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
        osweb_config::commands::misused_probe(arguments, &lack.unwrap_or(why))
    });
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
    misused.unwrap_or(if error.use_stderr() { Exit::Failed } else { Exit::Done })
}
