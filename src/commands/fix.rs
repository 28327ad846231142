//! `check --fix` and `check --diff`: fixes, applied or shown.

use std::ops::ControlFlow;
use std::path::Path;

use super::discover::Input;
use super::put::put;
use super::session::Session;
use crate::cli::{CheckArgs, GlobalArgs};
use crate::diagnostic::Severity;
use crate::diff;
use crate::error::Error;
use crate::exit::Exit;
use crate::fix::{Applied, Kinds, fix_with, unsafe_fixes};
use crate::inspect::Inspection;
use crate::secret::Mask;
use crate::terminal::{Look, harmless, say};
use crate::write::{self, Backup};

/// Fixes a file in place: what it is then, if anything was fixed. What is left is for the report to say.
///
/// # Errors
/// Why the file is not written.
pub(super) fn apply(
    path: &Path,
    old: &Inspection,
    args: &CheckArgs,
    global: &GlobalArgs,
    session: &Session,
) -> Result<Option<Inspection>, Error> {
    let plan = session.plan(&Input::File(path.to_path_buf()));
    let Some(fixed) = fix_with(old, &plan.options, kinds(args), &|diagnostic| plan.wants(diagnostic)) else {
        write::clear_leftovers(path);
        return Ok(None);
    };
    let bytes = [&old.source, &fixed.inspection.source].map(|source| source.encode(source.text()));
    let backup = Backup::of(args.no_backup, args.in_place);
    let written = put(path, &bytes[0], &bytes[1], backup)?;
    if !global.quiet {
        let kept =
            written.backup.map(|backup| format!("; the old file is {}", harmless(&backup.display().to_string())));
        say(&format!("{}: {} fixed{}", harmless(old.source.name()), fixed.applied.len(), kept.unwrap_or_default()));
        if written.in_place {
            say("  written in place, not atomically");
        }
        let mask = fixed.inspection.mask();
        fixed.applied.iter().for_each(|applied| say(&story(applied, mask)));
    }
    Ok(Some(fixed.inspection))
}

fn story(applied: &Applied, mask: &Mask) -> String {
    let kind = if applied.safe { "" } else { " (unsafe)" };
    format!("  line {}: {} [{}]{kind}", applied.line, harmless(&mask.text(&applied.title)), applied.rule)
}

fn kinds(args: &CheckArgs) -> Kinds {
    if args.unsafe_fixes { Kinds::Unsafe } else { Kinds::Safe }
}

/// Prints what [`apply`] would change, as unified diffs. The exit code is that of the files as they are.
pub(super) fn show(args: &CheckArgs, global: &GlobalArgs, session: &Session, inputs: &[Input]) -> Exit {
    let colour = Look::of_stdout(global.color).colour;
    let mut exit = Exit::Done;
    let mut text = String::new();
    let kinds = kinds(args);
    let (mut files, mut fixes, mut left, mut more) = (0, 0, 0, 0);
    let _: ControlFlow<()> = session.in_turn(inputs, |input, inspected| {
        match inspected {
            Err(error) => {
                exit = super::refuse(&harmless(&format!("{} {}", session.name(input), error.why())));
            }
            Ok(old) => {
                let plan = session.plan(input);
                let wanted = |diagnostic: &_| plan.wants(diagnostic);
                let errors = old.diagnostics.iter().filter(|one| wanted(one) && one.severity == Severity::Error);
                left += errors.count();
                if old.diagnostics.iter().any(|one| wanted(one) && plan.in_force.fail_on.value.fails(one.severity)) {
                    exit = exit.max(Exit::Left);
                }
                let fixed = fix_with(&old, &plan.options, kinds, &wanted);
                if let Some(fixed) = &fixed {
                    files += 1;
                    fixes += fixed.applied.len();
                    text += &diff::unified(&old, &fixed.inspection, &harmless(old.source.name()), colour);
                }
                if kinds == Kinds::Safe && !global.quiet {
                    more +=
                        unsafe_fixes(fixed.as_ref().map_or(&old, |fixed| &fixed.inspection), &plan.options, &wanted);
                }
            }
        }
        ControlFlow::Continue(())
    });
    let printed = super::print(&text);
    if !global.quiet {
        let of = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        let kind = if kinds == Kinds::Safe { "safe fix" } else { "fix" };
        if fixes == 0 {
            let left = match left {
                0 => "nothing is left that would fail `check`".to_owned(),
                left => format!(
                    "{} left: `check` without --diff shows {}",
                    of(left, "error is", "errors are"),
                    if left == 1 { "it" } else { "them" }
                ),
            };
            say(&format!("there is no {kind}; {left}"));
        } else {
            let them = if fixes == 1 { "it" } else { "them" };
            let (fixes, files) = (of(fixes, kind, &format!("{kind}es")), of(files, "file", "files"));
            let option = if kinds == Kinds::Safe { "" } else { " --unsafe-fixes" };
            say(&format!("{fixes} in {files}; `check --fix{option}` applies {them}"));
        }
        if more > 0 {
            say(&format!("{} available with --unsafe-fixes", of(more, "more fix is", "more fixes are")));
        }
    }
    printed.err().unwrap_or(Exit::Done).max(exit)
}
