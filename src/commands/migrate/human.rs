//! Plan and diff in words, and what to do next.

use std::fmt::Write as _;
use std::path::Path;

use anstyle::Style;

use super::file::{File, State};
use crate::cli::MigrateArgs;
use crate::diff;
use crate::migration::{Change, Migrated, Need, Step};
use crate::settings::Occurrence;
use crate::system;
use crate::terminal::{Look, harmless, say};

const BOLD: Style = Style::new().bold();

/// The results: per file the plan in words and the diff. The words stand in front of the diff's head, where programs that read
/// diffs pass over them.
pub fn report(files: &[File], look: Look, quiet: bool) -> String {
    let mut text = String::new();
    for file in files {
        let part = match &file.state {
            State::NoSection => {
                format!("{}: no section `featureSwitches.sendEmail`; nothing to migrate\n", harmless(&file.name))
            }
            State::Unchanged => {
                format!("{}: the OAuth form already; nothing to migrate\n", harmless(&file.name)) + &left(file, look)
            }
            State::Proven(migrated) => plan(file, migrated, look) + "\n" + &diff_of(file, migrated, look.colour),
            State::Written(migrated, path, _) => {
                let diff = diff_of(file, migrated, look.colour);
                plan(file, migrated, look) + "\n" + &diff + &next(path, look)
            }
            State::Planned | State::Failed(_) | State::NotWritten(_) | State::Refused(_) => continue,
        };
        let said = matches!(file.state, State::NoSection | State::Unchanged);
        if said && quiet {
            continue;
        }
        if !text.is_empty() && !said {
            text.push('\n');
        }
        text.push_str(&part);
    }
    text
}

/// The unified diff of a proven text.
pub fn diff_of(file: &File, migrated: &Migrated, colour: bool) -> String {
    let Some(old) = &file.old else { return String::new() };
    diff::unified(old, &migrated.new, &harmless(&file.name), colour)
}

fn plan(file: &File, migrated: &Migrated, look: Look) -> String {
    let mut text = String::new();
    let bold = |text: String| if look.colour { format!("{BOLD}{text}{BOLD:#}") } else { text };
    let count = file.plan.steps.len();
    let changes = match count {
        0 => "the OAuth form already".to_owned(),
        1 => "1 change leads to the OAuth form".to_owned(),
        _ => format!("{count} changes lead to the OAuth form"),
    };
    let _ = writeln!(text, "{}", bold(format!("{}: {changes}", harmless(&file.name))));
    let clean = |text: &str| look.text(&harmless(&file.masked(text)));
    let places: Vec<String> = file.plan.steps.iter().map(|step| place(file, migrated, step)).collect();
    let width = places.iter().map(String::len).max().unwrap_or(0);
    for (step, place) in file.plan.steps.iter().zip(&places) {
        let _ = writeln!(text, "  {place:width$}  {}", clean(&step.what));
        let _ = writeln!(text, "  {:width$}    {}", "", clean(&step.why));
    }
    if let Some(date) = file.plan.expires {
        let _ = writeln!(text, "  a comment says that the client secret expires on {date}");
    }
    let kept: Vec<String> = file
        .plan
        .kept
        .iter()
        .filter_map(|kept| Some(format!("{} (line {})", kept.setting.key(), file.line(kept.property)?)))
        .collect();
    if !kept.is_empty() {
        let _ = writeln!(text, "  stays as it is: {}", kept.join(", "));
    }
    text.push_str(&left(file, look));
    let new = &migrated.new;
    for diagnostic in &new.diagnostics {
        let (severity, rule) = (diagnostic.severity.word(), diagnostic.rule);
        let line = new.source.line(diagnostic.span.start);
        let message = clean(&new.mask().text(&diagnostic.message));
        let _ = writeln!(text, "  check will still say: {severity}[{rule}] new line {line}: {message}");
    }
    text
}

/// What stays in the file that speaks of a password, a line each.
fn left(file: &File, look: Look) -> String {
    let lines = file
        .left()
        .into_iter()
        .map(|left| format!("  note: line {}: {}\n", left.line, look.text(&harmless(&file.masked(&left.what)))));
    lines.collect()
}

/// The line that a step is about: of the old file, or of the new one for what is added.
pub fn place(file: &File, migrated: &Migrated, step: &Step) -> String {
    match line_of(file, migrated, step) {
        (Some(line), false) => format!("line {line}"),
        (Some(line), true) => format!("new line {line}"),
        (None, _) => String::new(),
    }
}

/// The line of a step, and whether it counts in the new file.
pub fn line_of(file: &File, migrated: &Migrated, step: &Step) -> (Option<usize>, bool) {
    match step.change {
        Change::Set { property, .. } | Change::Remove { property } => (file.line(property), false),
        Change::Add { setting, .. } => {
            let new = &migrated.new;
            let property = |place: &Occurrence| &new.reading.properties[place.property];
            // In the order of the file.
            let places = new.settings.occurrences(setting);
            let at = places.partition_point(|place| property(place).document < step.document);
            let added = places.get(at).map(property).filter(|property| property.document == step.document);
            (added.map(|property| new.source.line(new.reading.key(property.key).span.start)), true)
        }
    }
}

/// What is to be done after a write.
pub fn next_steps(path: &Path) -> Vec<String> {
    let file = harmless(&system::argument(&path.display().to_string()));
    vec![
        format!("Check the new file: osweb-config check {file}"),
        format!("The steps in Microsoft Entra and Exchange, if they are not done yet: osweb-config setup {file}"),
        "A change that is saved in enaio services-admin restarts the service by itself. A file that was edited directly, as here, \
         needs its Reload: press Reload for osweb in enaio services-admin."
            .to_owned(),
        format!("Then try it: osweb-config check --live {file}"),
    ]
}

/// What follows once a file is written whose plan was printed before.
pub fn written(file: &File, look: Look) -> String {
    match &file.state {
        State::Written(_, path, _) => next(path, look),
        _ => String::new(),
    }
}

fn next(path: &Path, look: Look) -> String {
    let mut text = "\nNext:\n".to_owned();
    for (number, step) in next_steps(path).iter().enumerate() {
        let _ = writeln!(text, "  {}. {}", number + 1, look.text(step));
    }
    text
}

/// Why a file was not migrated.
pub fn error(file: &File, check: bool) -> Option<String> {
    let name = harmless(&file.name);
    match (&file.state, &file.old) {
        (State::NotWritten(error), _) => Some(error.to_string()),
        (State::Failed(error), _) => Some(format!("{name} {}", error.why())),
        (State::Refused(refusal), Some(old)) => Some(old.mask().text(&refusal.text(&old.source))),
        (State::Planned, _) if !check => {
            let needs = file.needs();
            let count = if needs.len() == 1 { "1 value is".to_owned() } else { format!("{} values are", needs.len()) };
            let mut text = format!("{name}: {count} missing for the OAuth form; nothing was written. Give:");
            for need in needs {
                let _ = write!(text, "\n  {}", missing(file, need));
            }
            let path = harmless(&system::argument(&file.name));
            let _ = write!(
                text,
                "\nThe steps in Microsoft Entra that make the IDs and the secret: osweb-config setup {path}"
            );
            Some(file.masked(&text))
        }
        _ => None,
    }
}

/// The options that give a value, and why it is needed.
fn missing(file: &File, need: &Need) -> String {
    let options = need.setting.definition().options;
    let options = match options {
        [one] => format!("{one} {}", need.setting.definition().value_name),
        [all @ .., last] => format!("{} or {last}", all.join(", ")),
        [] => String::new(),
    };
    let line = need.property.and_then(|property| file.line(property));
    let place = line.map_or(String::new(), |line| format!(" (line {line})"));
    let found = need.setting.definition().found;
    let found = if found.is_empty() { String::new() } else { format!("\n      found in {found}") };
    format!("{options}\n      {}{place}: {}{found}", need.setting.key(), harmless(&need.why))
}

/// What was done with the files, or could be: on standard error.
pub fn notes(args: &MigrateArgs, files: &[File]) {
    let mut pending = false;
    for file in files {
        match &file.state {
            State::Proven(_) | State::Planned | State::Unchanged | State::NoSection if args.check => {
                if matches!(file.state, State::Proven(_) | State::Planned) {
                    let (name, path) = (harmless(&file.name), system::argument(&file.name));
                    let shows = format!("osweb-config migrate {} shows what changes", harmless(&path));
                    say(&format!("{name}: is not in the OAuth form; {shows}"));
                }
                for left in file.left() {
                    let what = harmless(&file.masked(&left.what));
                    say(&format!("{}:{}: {what}", harmless(&file.name), left.line));
                }
            }
            State::Proven(_) => pending = !super::ask::may_write(args),
            State::Written(_, path, put) => {
                let path_name = harmless(&path.display().to_string());
                let kept = match &put.backup {
                    Some(backup) => format!(
                        "; the old file is {}, and still contains what was removed: delete it when mail works",
                        harmless(&backup.display().to_string())
                    ),
                    None => String::new(),
                };
                let in_place = if put.in_place { " in place, not atomically" } else { "" };
                say(&format!("{path_name}: written{in_place}{kept}"));
                if merged_beside(args, file, path) {
                    say(&format!(
                        "note: {path_name} ends in .yml and is beside {}: an enaio service may read every YML file of its folder",
                        harmless(&file.name)
                    ));
                }
            }
            _ => {}
        }
    }
    if pending {
        say("Nothing was written; --write replaces the file, --output FILE writes elsewhere.");
    }
}

/// Whether the output may be read beside the file itself.
fn merged_beside(args: &MigrateArgs, file: &File, output: &Path) -> bool {
    let name = output.to_string_lossy().to_ascii_lowercase();
    let input = Path::new(&file.name);
    args.output.is_some()
        && (name.ends_with(".yml") || name.ends_with(".yaml"))
        && output != input
        && super::same_folder(output, input)
}
