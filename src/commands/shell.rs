//! `completions` and `man`: made from the same definition as the options.

use clap::CommandFactory;

use crate::cli::{Cli, CompletionsArgs, ManArgs};
use crate::exit::Exit;

/// Prints a completion script.
pub fn completions(args: &CompletionsArgs) -> Exit {
    let mut script = vec![];
    clap_complete::generate(args.shell, &mut Cli::command(), "osweb-config", &mut script);
    let script = String::from_utf8_lossy(&script);
    // clap_complete 4.6 spells the dash of the program's name in two ways, and bash would complete nothing behind a
    // command (clap-rs/clap issue 6421). In a script without the fault this changes nothing.
    let script = script.replace("osweb__subcmd__config", "osweb__config");
    super::print(&script).map_or_else(|exit| exit, |()| Exit::Done)
}

/// Writes a page for the program and one for each command.
pub fn man(args: &ManArgs) -> Exit {
    let written = std::fs::create_dir_all(&args.folder)
        .and_then(|()| clap_mangen::generate_to(crate::cli::command(&[]), &args.folder));
    match written {
        Ok(()) => Exit::Done,
        Err(error) => super::refuse(&format!("{} cannot be written: {error}", args.folder.display())),
    }
}
