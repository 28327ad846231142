//! `check --fix` and `check --diff`: safe fixes, applied or shown.

use std::path::Path;

use super::discover::{Found, discover};
use super::read;
use crate::cli::{CheckArgs, GlobalArgs};
use crate::diagnostic::Diagnostic;
use crate::diff;
use crate::exit::Exit;
use crate::fix::{Applied, fix};
use crate::inspect::{Inspection, Options};
use crate::secret::Mask;
use crate::source::SourceFile;
use crate::terminal::{Look, harmless, say};
use crate::write::{self, Backup};

/// Which diagnostics count.
type Wanted<'a> = dyn Fn(&Diagnostic) -> bool + 'a;

/// Fixes the files in place. What is left, and what cannot be read, is for the report to say.
pub fn apply(args: &CheckArgs, global: &GlobalArgs, options: &Options, wanted: &Wanted) -> Exit {
    let mut exit = Exit::Done;
    for found in discover(&args.paths) {
        if let Found::File(path) = &found
            && let Ok(source) = read::file(path, &args.read)
            && let Err(why) = apply_to(path, source, args, global, options, wanted)
        {
            exit = super::refuse(&harmless(&why));
        }
    }
    exit
}

fn apply_to(
    path: &Path,
    source: SourceFile,
    args: &CheckArgs,
    global: &GlobalArgs,
    options: &Options,
    wanted: &Wanted,
) -> Result<(), String> {
    let inspected = read::inspected(source, options);
    let Some(fixed) = fix(&inspected, options, wanted) else {
        write::clear_leftovers(path);
        return Ok(());
    };
    let (old, new) = (&inspected.source, &fixed.inspection.source);
    let backup = Backup::of(args.no_backup, args.in_place);
    let written = write::replace(path, &old.encode(old.text()), &new.encode(new.text()), backup);
    let written = written.map_err(|error| error.to_string())?;
    if !global.quiet {
        let kept =
            written.backup.map(|backup| format!("; the old file is {}", harmless(&backup.display().to_string())));
        say(&format!("{}: {} fixed{}", harmless(old.name()), fixed.applied.len(), kept.unwrap_or_default()));
        if args.in_place {
            say("  written in place, not atomically");
        }
        let mask = fixed.inspection.mask();
        fixed.applied.iter().for_each(|applied| say(&story(applied, mask)));
    }
    Ok(())
}

fn story(applied: &Applied, mask: &Mask) -> String {
    format!("  line {}: {} [{}]", applied.line, harmless(&mask.text(&applied.title)), applied.rule)
}

/// Prints what [`apply`] would change, as unified diffs. The exit code is that of the files as they are.
pub fn show(args: &CheckArgs, global: &GlobalArgs, options: &Options, wanted: &Wanted) -> Exit {
    let colour = Look::of_stdout(global.color).colour;
    let mut exit = Exit::Done;
    let mut text = String::new();
    let (mut files, mut fixes) = (0, 0);
    for found in discover(&args.paths) {
        let (name, source) = match &found {
            Found::File(path) => (path.display().to_string(), read::file(path, &args.read)),
            Found::Stdin => (args.read.stdin_filename.clone(), read::stdin(&args.read)),
            Found::Nothing(path, why) => (path.clone(), Err(why.clone())),
        };
        let source = match source {
            Ok(source) => source,
            Err(why) => {
                exit = super::refuse(&harmless(&format!("{name} {why}")));
                continue;
            }
        };
        let old = read::inspected(source, options);
        if old.diagnostics.iter().any(|diagnostic| wanted(diagnostic) && args.fail_on.fails(diagnostic.severity)) {
            exit = exit.max(Exit::Left);
        }
        if let Some(fixed) = fix(&old, options, wanted) {
            files += 1;
            fixes += fixed.applied.len();
            text.push_str(&diff_of(&old, &fixed.inspection, colour));
        }
    }
    let printed = super::print(&text);
    if !global.quiet {
        let of = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        let (fixes, files) = (of(fixes, "safe fix", "safe fixes"), of(files, "file", "files"));
        say(&format!("{fixes} in {files}; `check --fix` applies them"));
    }
    printed.err().unwrap_or(Exit::Done).max(exit)
}

fn diff_of(old: &Inspection, new: &Inspection, colour: bool) -> String {
    diff::unified(old, new, &harmless(old.source.name()), colour)
}
