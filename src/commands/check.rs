//! `check`: validate files.

use std::ops::ControlFlow;
use std::path::Path;

use super::discover::{Input, find, judge, keep};
use super::fix;
#[cfg(feature = "live")]
use super::live::Live;
use super::output;
use super::session::{Plan, Session, typed};
use crate::cli::{CheckArgs, GlobalArgs};
use crate::config::Typed;
use crate::error::Error;
use crate::exit::Exit;
use crate::fix::unsafe_fixes;
use crate::inspect::Inspection;
use crate::report::{File, Findings, LiveOutcome, Outcome, Report, ReportFormat};
use crate::terminal::{self, Look};

mod baseline;
mod show_files;
mod statistics;

/// Runs `check`.
pub fn run(args: &CheckArgs, global: &GlobalArgs) -> Exit {
    checked(args, global).unwrap_or_else(|error| super::refuse(&error))
}

fn checked(args: &CheckArgs, global: &GlobalArgs) -> Result<Exit, Error> {
    let found = find(&args.paths);
    let mut session = Session::new(&args.read, global)?;
    session.workspace.options.expiry = args.expiry.of_today();
    session.projects.exclude(&args.search.exclude)?;
    if args.show_files {
        let judged = judge(found, &mut session.projects, args.search.force_exclude)?;
        return show_files::run(&args.paths, args.format, &judged);
    }
    let inputs = keep(found, &mut session.projects, args.search.force_exclude)?;
    let session = session.with_exports(&inputs);
    #[cfg(feature = "policy")]
    let session = session.with_policies(&args.policy)?;
    let session = session.planned(&inputs, &all_typed(args))?;
    outputs(args, &inputs, &session)?;
    if args.diff {
        return Ok(fix::show(args, global, &session, &inputs));
    }
    if args.fix && inputs.contains(&Input::Stdin) {
        return Err(Error::new("standard input cannot be fixed in place; --diff shows what would change"));
    }
    let (files, exit) = files(args, global, &session, &inputs)?;
    let mut report = Report { files, quiet: global.quiet };
    for file in &report.files {
        if let Outcome::Unreadable(why) = &file.outcome {
            terminal::say(&format!("error: {} {}", terminal::harmless(&file.path), terminal::harmless(why)));
        }
    }
    let first = session.first(&inputs);
    baseline::apply(args, global, first, &mut report)?;
    Ok(write(args, global, first, &report).err().unwrap_or(exit).max(exit).max(report.exit()))
}

/// What was typed.
fn all_typed(args: &CheckArgs) -> Typed {
    Typed {
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        fail_on: args.fail_on,
        format: args.format,
        #[cfg(feature = "policy")]
        policy: args.policy.clone(),
        ..typed(&args.read)
    }
}

/// Refuses an output that would be written over something that is read.
fn outputs(args: &CheckArgs, inputs: &[Input], session: &Session) -> Result<(), Error> {
    let outputs: Vec<&Path> =
        args.output.iter().map(|output| output.file.as_path()).chain(args.write_baseline.as_deref()).collect();
    let reads = output::named("--baseline", &args.baseline);
    #[cfg(feature = "policy")]
    let reads = reads.chain(output::named("--policy", &args.policy));
    #[cfg(feature = "live")]
    let reads = reads
        .chain(output::named("--ca-file", &args.live.ca_file))
        .chain(output::named("--client-secret-file", &args.live.secret.client_secret_file));
    session.distinct(&outputs, inputs, reads)
}

/// Judges all files; fixes them and checks them live, one after the other, where that is asked for.
fn files(
    args: &CheckArgs,
    global: &GlobalArgs,
    session: &Session,
    inputs: &[Input],
) -> Result<(Vec<File>, Exit), Error> {
    #[cfg(feature = "live")]
    let live = live(args, global, inputs)?;
    #[cfg(not(feature = "live"))]
    let live: Option<std::convert::Infallible> = None;
    // It costs a proof, and only people are told.
    let tells_unsafe =
        !args.unsafe_fixes && !global.quiet && of_stdout(args, session.first(inputs)) == ReportFormat::Human;
    let file = |input: &Input, inspected: Result<(Inspection, LiveOutcome), Error>| File {
        path: session.name(input),
        fail_on: session.plan(input).in_force.fail_on.value,
        outcome: match inspected {
            Err(error) => Outcome::Unreadable(error.why()),
            Ok((inspection, live)) => {
                let plan = session.plan(input);
                let wanted = |diagnostic: &_| plan.wants(diagnostic);
                let count = if tells_unsafe { unsafe_fixes(&inspection, &plan.options, &wanted) } else { 0 };
                Outcome::Checked(Findings::new(inspection, wanted).with_live(live).with_unsafe_fixes(count))
            }
        },
    };
    if !args.fix && live.is_none() {
        let judged = |inspection| (inspection, LiveOutcome::default());
        return Ok((session.all(inputs, |input, inspected| file(input, inspected.map(judged))), Exit::Done));
    }
    let mut files = vec![];
    let mut exit = Exit::Done;
    let ended = session.in_turn(inputs, |input, inspected| {
        let inspected = inspected.map(|mut inspection| {
            if let (true, Input::File(path)) = (args.fix, input) {
                match fix::apply(path, &inspection, args, global, session) {
                    Ok(Some(fixed)) => inspection = fixed,
                    Ok(None) => {}
                    Err(error) => exit = super::refuse(&error),
                }
            }
            #[cfg(feature = "live")]
            let outcome = live.as_ref().and_then(|live| live.check(&mut inspection));
            #[cfg(not(feature = "live"))]
            let outcome = LiveOutcome::default();
            (inspection, outcome)
        });
        files.push(file(input, inspected));
        #[cfg(feature = "live")]
        if live.as_ref().is_some_and(Live::interrupted) {
            return ControlFlow::Break(Error::new("interrupted"));
        }
        ControlFlow::Continue(())
    });
    match ended {
        ControlFlow::Break(error) => Err(error),
        ControlFlow::Continue(()) => Ok((files, exit)),
    }
}

/// The live check, if it is asked for.
#[cfg(feature = "live")]
fn live(args: &CheckArgs, global: &GlobalArgs, inputs: &[Input]) -> Result<Option<Live>, Error> {
    if args.live.secret.client_secret_stdin && inputs.contains(&Input::Stdin) {
        return Err(Error::new("standard input cannot be the file and the client secret (--client-secret-stdin)"));
    }
    Live::new(&args.live, global)
}

/// The format of standard output: that of the run or, where that goes into a file, the one for people.
fn of_stdout(args: &CheckArgs, first: &Plan) -> ReportFormat {
    let elsewhere = args.output.iter().any(|output| output.format.is_none());
    if elsewhere { ReportFormat::Human } else { first.in_force.format.value }
}

/// What other commands have written into the summary of a job of GitHub Actions, which is added to.
fn before(file: &Path) -> String {
    let summary = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| Path::new(path) == file && file.is_file());
    let text = summary.and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
    if text.is_empty() { text } else { text.trim_end().to_owned() + "\n\n" }
}

/// Writes the reports: those of `--output` into their files, one to standard output.
fn write(args: &CheckArgs, global: &GlobalArgs, first: &Plan, report: &Report) -> Result<(), Exit> {
    let mut failed = None;
    let format = of_stdout(args, first);
    for output in &args.output {
        let text = report.render(output.format.unwrap_or(first.in_force.format.value), Look::FILE);
        let text = if output.format == Some(ReportFormat::Markdown) { before(&output.file) + &text } else { text };
        if let Err(error) = super::output::write_text(&output.file, &text) {
            failed = Some(super::refuse(&error));
        }
    }
    if args.statistics {
        super::print(&statistics::text(report, format)?)?;
        return failed.map_or(Ok(()), Err);
    }
    super::print_with(&report.render(format, Look::of_stdout(global.color)), format.commands())?;
    failed.map_or(Ok(()), Err)
}
