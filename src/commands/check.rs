//! `check`: validate files.

use std::path::Path;

use super::discover::{Found, discover};
#[cfg(feature = "live")]
use super::live::Live;
use super::progress::Progress;
use super::read;
use crate::cli::{CheckArgs, GlobalArgs};
use crate::diagnostic::Diagnostic;
use crate::exit::Exit;
use crate::inspect::{Inspection, Options};
use crate::report::{File, Findings, LiveOutcome, Outcome, Report, ReportFormat};
use crate::terminal::{self, Look};

/// Runs `check`.
pub fn run(args: &CheckArgs, global: &GlobalArgs) -> Exit {
    let mut options = match read::options(&args.read) {
        Ok(options) => options,
        Err(why) => return super::refuse(&why),
    };
    options.servers = read::servers(&args.paths, &args.read);
    #[cfg(feature = "policy")]
    match read::policies(&args.policy) {
        Ok(policies) => options.policies = policies,
        Err(why) => return super::refuse(&why),
    }
    let wanted = |diagnostic: &Diagnostic| is_wanted(args, diagnostic);
    if args.diff {
        return super::fix::show(args, global, &options, &wanted);
    }
    let mut exit = Exit::Done;
    if args.fix {
        if args.paths.iter().any(|path| path == Path::new("-")) {
            return super::refuse("standard input cannot be fixed in place; --diff shows what would change");
        }
        exit = super::fix::apply(args, global, &options, &wanted);
    }
    let report = match report(args, global, &options) {
        Ok(report) => report,
        Err(why) => return super::refuse(&why),
    };
    for file in &report.files {
        if let Outcome::Unreadable(why) = &file.outcome {
            terminal::say(&format!("error: {} {}", terminal::harmless(&file.path), terminal::harmless(why)));
        }
    }
    write(args, global, &report).err().unwrap_or(exit).max(exit).max(report.exit())
}

/// Inspects all files, and live-checks them where that is asked for.
fn report(args: &CheckArgs, global: &GlobalArgs, options: &Options) -> Result<Report, String> {
    #[cfg(feature = "live")]
    if let Some(live) = live(args, global)? {
        return live_check_all(args, global, options, &live).ok_or_else(|| "interrupted".to_owned());
    }
    Ok(inspect_all(args, global, options))
}

fn inspect_all(args: &CheckArgs, global: &GlobalArgs, options: &Options) -> Report {
    let found = discover(&args.paths);
    let mut progress = Progress::new("checked", found.len());
    let files = super::parallel::map(
        &found,
        |found| inspect_one(args, global, options, found, &|_| LiveOutcome::default()),
        |_| progress.step(),
    );
    progress.end();
    let (files, stories): (_, Vec<_>) = files.into_iter().unzip();
    stories.into_iter().flatten().for_each(|story| terminal::say(&story));
    Report { files, fail_on: args.fail_on, quiet: global.quiet }
}

/// The live check, if it is asked for.
#[cfg(feature = "live")]
fn live(args: &CheckArgs, global: &GlobalArgs) -> Result<Option<Live>, String> {
    if args.live.secret.client_secret_stdin && args.paths.iter().any(|path| path == Path::new("-")) {
        return Err("standard input cannot be the file and the client secret (--client-secret-stdin)".to_owned());
    }
    Live::new(&args.live, global)
}

/// Inspects and live-checks one file after the other; `None` after Ctrl-C.
#[cfg(feature = "live")]
fn live_check_all(args: &CheckArgs, global: &GlobalArgs, options: &Options, live: &Live) -> Option<Report> {
    let mut files = vec![];
    for found in discover(&args.paths) {
        let (file, story) = inspect_one(args, global, options, &found, &|inspection| live.check(inspection));
        story.iter().for_each(|story| terminal::say(story));
        files.push(file);
        if live.interrupted() {
            return None;
        }
    }
    Some(Report { files, fail_on: args.fail_on, quiet: global.quiet })
}

/// What is done with an inspected file before its diagnostics are reported.
type Then<'a> = dyn Fn(&mut Inspection) -> LiveOutcome + 'a;

/// A file's part of the report, and what `--verbose` says of it.
fn inspect_one(
    args: &CheckArgs,
    global: &GlobalArgs,
    options: &Options,
    found: &Found,
    then: &Then,
) -> (File, Option<String>) {
    let (path, source) = match found {
        Found::File(path) => (path.display().to_string(), read::file(path, &args.read)),
        Found::Stdin => (args.read.stdin_filename.clone(), read::stdin(&args.read)),
        Found::Nothing(path, why) => (path.clone(), Err(why.clone())),
    };
    let (outcome, story) = match source {
        Err(why) => (Outcome::Unreadable(why), None),
        Ok(source) => {
            let mut inspection = read::inspected(source, options);
            let story = global.verbose.then(|| read::story(&inspection));
            let live = then(&mut inspection);
            let findings = Findings::new(inspection, |diagnostic| is_wanted(args, diagnostic)).with_live(live);
            (Outcome::Checked(findings), story)
        }
    };
    (File { path, outcome }, story)
}

fn is_wanted(args: &CheckArgs, diagnostic: &Diagnostic) -> bool {
    // A file that could not be read must not look as if nothing were wrong with it.
    let selected = args.select.is_empty() || args.select.contains(&diagnostic.rule) || is_fault(diagnostic);
    selected && !args.ignore.contains(&diagnostic.rule)
}

fn is_fault(diagnostic: &Diagnostic) -> bool {
    matches!(diagnostic.rule, "encoding" | "yaml-syntax" | "export-syntax" | "duplicate-key" | "too-complex")
}

/// Writes the reports: those of `--output` into their files, the one of `--format` (or, where that goes into a file, the
/// human one) to standard output.
fn write(args: &CheckArgs, global: &GlobalArgs, report: &Report) -> Result<(), Exit> {
    let mut failed = None;
    let mut format = args.format;
    for output in &args.output {
        if output.format.is_none() {
            format = ReportFormat::Human;
        }
        let text = report.render(output.format.unwrap_or(args.format), Look::FILE);
        if let Err(why) = super::write_text(&output.file, &text) {
            failed = Some(super::refuse(&why));
        }
    }
    super::print_with(&report.render(format, Look::of_stdout(global.color)), format.commands())?;
    failed.map_or(Ok(()), Err)
}
