//! The command that hooks and scripts type: `check` and files. Reading it takes less time without the definition of all options.

use std::ffi::OsString;

use super::{CheckArgs, Cli, Command, GlobalArgs, ReadArgs};

/// What the arguments mean, if they are `check` and paths, without an option.
pub fn plain(arguments: &[OsString]) -> Option<Cli> {
    let [_, command, paths @ ..] = arguments else { return None };
    let is_path = |path: &OsString| !path.is_empty() && !path.as_encoded_bytes().starts_with(b"-");
    if command != "check" || paths.is_empty() || !paths.iter().all(is_path) {
        return None;
    }
    let check = CheckArgs {
        paths: paths.iter().map(Into::into).collect(),
        read: ReadArgs { stdin_filename: super::input::STDIN.to_owned(), ..ReadArgs::default() },
        #[cfg(feature = "live")]
        live: super::LiveArgs { timeout: super::live::TIMEOUT, ..super::LiveArgs::default() },
        ..CheckArgs::default()
    };
    Some(Cli { command: Command::Check(Box::new(check)), global: GlobalArgs::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Vec<OsString> {
        line.split(' ').map(Into::into).collect()
    }

    #[test]
    fn plain_commands_mean_what_the_definition_of_the_options_makes_of_them() {
        for line in ["osweb-config check osweb-prod.yml", "x check a b/c.yml ..", "osweb-config check check help"] {
            let read = plain(&arguments(line)).expect(line);
            let defined = <Cli as clap::Parser>::try_parse_from(arguments(line)).expect(line);
            assert_eq!(format!("{read:?}"), format!("{defined:?}"));
        }
    }

    #[test]
    fn what_may_be_an_option_or_a_mistake_is_left_to_the_definition() {
        for line in
            ["osweb-config check", "osweb-config check -", "x check a --fix", "x check  a", "x show a", "x -q check a"]
        {
            assert!(plain(&arguments(line)).is_none(), "{line}");
        }
    }
}
