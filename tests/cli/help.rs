//! Help fits a screen, and the examples in it work.

use clap::CommandFactory;
use osweb_config::cli::Cli;

use super::*;
use crate::common::words;

fn help(arguments: &[&str]) -> String {
    let output = run(Path::new("."), arguments, &[("COLUMNS", "80")]);
    assert!(output.status.success() && output.stderr.is_empty(), "{arguments:?}: {}", stderr(&output));
    stdout(&output)
}

fn commands() -> Vec<String> {
    Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

#[test]
fn short_help_is_short_and_long_help_has_everything() {
    for command in commands() {
        let [short, long] = ["-h", "--help"].map(|flag| help(&[&command, flag]));
        assert!(short.lines().count() <= 34, "{} lines:\n{short}", short.lines().count());
        assert!(long.lines().count() <= 82, "{} lines:\n{long}", long.lines().count());
        for text in [&short, &long] {
            let wide = text.lines().find(|line| line.chars().count() > 80);
            assert_eq!(wide, None, "{command}");
        }
        let definition = Cli::command();
        let definition = definition.find_subcommand(&command).unwrap();
        for argument in definition.get_arguments().filter_map(|argument| argument.get_long()) {
            assert!(long.contains(&format!("--{argument}")), "{command} --{argument}");
        }
    }
}

#[test]
fn every_example_in_the_help_is_accepted() {
    let mut examples = 0;
    let all = commands();
    for arguments in std::iter::once(vec!["--help"]).chain(all.iter().map(|command| vec![command.as_str(), "--help"])) {
        for line in help(&arguments).lines().filter_map(|line| line.strip_prefix("  osweb-config ")) {
            // Two blanks separate the example from its comment; a shell reads what follows <, > and |.
            let line = line.split("  ").next().unwrap().split([';', '<', '>', '|']).next().unwrap();
            let typed = std::iter::once("osweb-config".to_owned()).chain(words(line.trim()));
            let parsed = Cli::command().try_get_matches_from(typed);
            assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
            examples += 1;
        }
    }
    assert!(examples >= 8, "{examples}");
}

#[test]
fn the_definition_is_sound() {
    Cli::command().debug_assert();
}
