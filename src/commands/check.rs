//! `check`: validate files.

use std::ops::ControlFlow;
use std::path::Path;

use super::discover::{Input, discover};
use super::fix;
#[cfg(feature = "live")]
use super::live::Live;
use super::output::{self, Read};
use super::session::Session;
use crate::cli::{CheckArgs, GlobalArgs};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::exit::Exit;
use crate::inspect::Inspection;
use crate::report::{File, Findings, LiveOutcome, Outcome, Report, ReportFormat};
use crate::terminal::{self, Look};

/// Runs `check`.
pub fn run(args: &CheckArgs, global: &GlobalArgs) -> Exit {
    checked(args, global).unwrap_or_else(|error| super::refuse(&error))
}

fn checked(args: &CheckArgs, global: &GlobalArgs) -> Result<Exit, Error> {
    let inputs = discover(&args.paths);
    outputs(args, &inputs)?;
    let mut session = Session::new(&args.read, global)?.with_exports(&inputs);
    session.workspace.options.expiry = args.expiry.of_today();
    #[cfg(feature = "policy")]
    let session = session.with_policies(&args.policy)?;
    if args.diff {
        return Ok(fix::show(args, global, &session, &inputs));
    }
    if args.fix && inputs.contains(&Input::Stdin) {
        return Err(Error::new("standard input cannot be fixed in place; --diff shows what would change"));
    }
    let (files, exit) = files(args, global, &session, &inputs)?;
    let report = Report { files, fail_on: args.fail_on, quiet: global.quiet };
    for file in &report.files {
        if let Outcome::Unreadable(why) = &file.outcome {
            terminal::say(&format!("error: {} {}", terminal::harmless(&file.path), terminal::harmless(why)));
        }
    }
    Ok(write(args, global, &report).err().unwrap_or(exit).max(exit).max(report.exit()))
}

/// Refuses an output that would be written over something that is read.
fn outputs(args: &CheckArgs, inputs: &[Input]) -> Result<(), Error> {
    let outputs: Vec<&Path> = args.output.iter().map(|output| output.file.as_path()).collect();
    let base = args.read.base.iter().map(|path| Read { by: "--base", path });
    #[cfg(feature = "policy")]
    let base = base.chain(args.policy.iter().map(|path| Read { by: "--policy", path }));
    output::distinct(&outputs, inputs, &base.collect::<Vec<_>>())
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
    let file = |input: &Input, inspected: Result<(Inspection, LiveOutcome), Error>| File {
        path: session.name(input),
        outcome: match inspected {
            Err(error) => Outcome::Unreadable(error.why()),
            Ok((inspection, live)) => {
                Outcome::Checked(Findings::new(inspection, |diagnostic| is_wanted(args, diagnostic)).with_live(live))
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

/// Whether a diagnostic is to be reported.
pub(super) fn is_wanted(args: &CheckArgs, diagnostic: &Diagnostic) -> bool {
    diagnostic.is_wanted(&args.select, &args.ignore)
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
        if let Err(error) = super::output::write_text(&output.file, &text) {
            failed = Some(super::refuse(&error));
        }
    }
    super::print_with(&report.render(format, Look::of_stdout(global.color)), format.commands())?;
    failed.map_or(Ok(()), Err)
}
