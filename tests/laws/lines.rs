//! Command lines made from the program's own definition: each option of each command, so that none that is added is forgotten by a law.

use clap::{Arg, ArgAction, CommandFactory};
use osweb_config::cli::Cli;

/// The file that a law has put into the folder.
pub const FILE: &str = "osweb-prod.yml";

/// For each command that has an input of somebody's, the line that it needs at least. `FILE` comes last.
const READERS: &[(&str, &[&str])] = &[
    ("check", &[]),
    ("config", &[]),
    ("explain", &["535 5.7.3 Authentication unsuccessful", "--for"]),
    ("lsp", &[]),
    (
        "migrate",
        &[
            "--client-id=3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            "--tenant-id=contoso.onmicrosoft.com",
            "--client-secret-placeholder=X",
        ],
    ),
    // Nothing is sent to a token endpoint in the clear, nor anywhere before that is known.
    ("probe", &["--token-endpoint=http://nobody.invalid/"]),
    ("rotate", &["--offline", "--client-secret-env=NEW"]),
    ("setup", &[]),
    ("show", &[]),
];

/// Commands that read nothing.
const OTHERS: &[&str] = &["completions", "man", "schema"];

/// What reaches a network has laws of its own.
const NETWORK: &[&str] = &["live"];

/// A line for each command, and one for each option and each of its words; an option that takes a file gets `FILE`, or writes `written`.
pub fn derived() -> Vec<Vec<String>> {
    let definition = Cli::command();
    let mut lines = vec![];
    for command in definition.get_subcommands().filter(|command| command.get_name() != "help") {
        let name = command.get_name();
        if OTHERS.contains(&name) {
            continue;
        }
        let Some((_, needed)) = READERS.iter().find(|(reader, _)| *reader == name) else {
            panic!("`{name}` is new: give it a line in READERS, or name it in OTHERS if it has no input of anybody's");
        };
        let line = |options: &[String]| {
            let without = |needed: &&str| {
                let option = needed.split('=').next().unwrap_or_default();
                !options.iter().any(|given| given.split('=').next() == Some(option))
            };
            let mut line = vec![name.to_owned()];
            line.extend(options.iter().cloned());
            line.extend(needed.iter().filter(|needed| without(needed)).map(|needed| (*needed).to_owned()));
            line.extend((name != "lsp").then(|| FILE.to_owned()));
            line
        };
        lines.push(line(&[]));
        let common = definition.get_arguments().filter(|argument| argument.is_global_set());
        for argument in command.get_arguments().chain(common) {
            let Some(long) = argument.get_long().filter(|long| !NETWORK.contains(long)) else { continue };
            lines.extend(words(argument).into_iter().map(|word| match word {
                Some(word) => line(&[format!("--{long}={word}")]),
                None => line(&[format!("--{long}")]),
            }));
        }
    }
    lines
}

/// What an option is given: nothing, each of its words, a file, or a value of its kind.
fn words(argument: &Arg) -> Vec<Option<String>> {
    if !argument.get_action().takes_values() {
        let ends = matches!(argument.get_action(), ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong);
        return if ends { vec![] } else { vec![None] };
    }
    let possible = argument.get_possible_values();
    if !possible.is_empty() {
        return possible.iter().map(|word| Some(word.get_name().to_owned())).collect();
    }
    let long = argument.get_long().unwrap_or_default();
    let kind = argument.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
    let word = match kind {
        "FILE" | "PATH" | "PEM" if matches!(long, "output" | "write-baseline" | "cache") => "written",
        "FILE" | "PATH" | "PEM" => FILE,
        "FOLDER" => "folder",
        "DATE" => "2028-02-29",
        "DAYS" | "SECONDS" | "PORT" => "7",
        "ADDRESS" => "mailer@contoso.com",
        "GUID" => "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "URL" => "http://nobody.invalid/",
        "VAR" => "NEW",
        "RULE" => "missing-setting",
        _ => "x",
    };
    vec![Some(word.to_owned())]
}
