//! `probe`: the live check as a monitoring plug-in.

use std::ffi::OsString;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use super::discover::{Input, find, keep};
use super::live::{Live, Way};
use super::output;
use super::session::{Plan, Session, typed};
use crate::choice::Choice;
use crate::cli::{GlobalArgs, ProbeArgs};
use crate::date::Date;
use crate::error::Error;
use crate::exit::{Exit, State};
use crate::expiry;
use crate::inspect::{Expiry, Inspection};
use crate::live::clock;
use crate::probe::{ProbeFormat, Probed, Report, Seen, judge};
use crate::report::Findings;
use crate::sanitize::Commands;
use crate::terminal;

mod cache;

use cache::{Cache, Seal};

/// Runs `probe`.
pub fn run(args: &ProbeArgs, global: &GlobalArgs) -> Exit {
    let report = probed(args, global).unwrap_or_else(|error| Report::failed(error.to_string()));
    print(&report, args.format)
}

/// Says in the format that was asked for that a command line cannot be understood: a monitoring system shows nothing else.
pub fn misused(arguments: &[OsString], why: &str) -> Exit {
    let words: Vec<_> = arguments.iter().map(|word| word.to_string_lossy()).collect();
    let after = |(at, word): (usize, &std::borrow::Cow<str>)| match word.strip_prefix("--format") {
        Some("") => words.get(at + 1).map(ToString::to_string),
        Some(rest) => rest.strip_prefix('=').map(str::to_owned),
        None => None,
    };
    let format = words.iter().enumerate().filter_map(after).find_map(|name| ProbeFormat::parse(&name));
    print(&Report::failed(why), format.unwrap_or_default())
}

fn print(report: &Report, format: ProbeFormat) -> Exit {
    // What cannot be printed is not known.
    match terminal::print(&report.render(format), Commands::None) {
        Ok(()) => Exit::Probed(report.state()),
        Err(_) => Exit::Probed(State::Unknown),
    }
}

fn probed(args: &ProbeArgs, global: &GlobalArgs) -> Result<Report, Error> {
    let deadline = Instant::now() + Duration::from_secs(u64::from(args.deadline));
    let found = find(&args.paths);
    let mut session = Session::new(&args.read, global)?;
    let today = Date::today();
    session.workspace.options.expiry = Expiry { today: Some(today), secret: args.secret_expires, ..Expiry::default() };
    let inputs = keep(found, &mut session.projects, false)?;
    if args.secret.client_secret_stdin && inputs.contains(&Input::Stdin) {
        return Err(Error::new("standard input cannot be the file and the client secret (--client-secret-stdin)"));
    }
    let session = session.planned(&inputs, &typed(&args.read))?;
    let mut cache = match (&args.cache, args.max_age) {
        (Some(path), Some(max_age)) => {
            distinct(args, &inputs, &session)?;
            Some(Cache::open(path, max_age, clock::now())?)
        }
        _ => None,
    };
    // Nothing but the result is said unless that is asked for: some monitoring systems take both streams for one.
    let quiet = GlobalArgs { quiet: !global.verbose, ..global.clone() };
    let secret = super::secret::read(&args.secret)?;
    let live = Live::with(&args.live(), &quiet, secret, Way::SignIn)?.until(deadline);
    let mut report = Report { limits: args.limits(), ..Report::default() };
    let ended = session.in_turn(&inputs, |input, inspected| {
        let name = session.name(input);
        let probed = match inspected {
            Ok(inspection) => one(args, &live, cache.as_mut(), session.plan(input), &name, inspection),
            Err(error) => Some(Probed::unknown(&name, error.why(), clock::now())),
        };
        match probed {
            Some(probed) => report.files.push(probed),
            None => return ControlFlow::Break(Error::new("interrupted")),
        }
        ControlFlow::Continue(())
    });
    if let ControlFlow::Break(error) = ended {
        return Err(error);
    }
    report.notes.extend(cache.and_then(Cache::close));
    Ok(report)
}

/// Refuses a cache that is something else, or that a service would read.
fn distinct(args: &ProbeArgs, inputs: &[Input], session: &Session) -> Result<(), Error> {
    let Some(cache) = args.cache.as_deref() else { return Ok(()) };
    let ending = cache.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if ending.is_some_and(|ending| ["yml", "yaml", "properties", "toml", "reg"].contains(&ending.as_str())) {
        let cause = format!("--cache: `{}` has the name of a configuration file", cache.display());
        return Err(Error::new(cause).hint("name a file such as probe.cache"));
    }
    let secret = output::named("--client-secret-file", &args.secret.client_secret_file);
    session.distinct(&[cache], inputs, output::named("--ca-file", &args.reach.ca_file).chain(secret))
}

/// Probes a file, unless the cache has a result. `None` after Ctrl-C.
fn one(
    args: &ProbeArgs,
    live: &Live,
    mut cache: Option<&mut Cache>,
    plan: &Plan,
    name: &str,
    mut inspection: Inspection,
) -> Option<Probed> {
    let (live_report, seal) = match live.prepare(&mut inspection) {
        Err(report) => (report, None),
        Ok(prepared) => {
            let seal = cache.as_ref().map(|_| Seal::of(args, plan, &prepared.request, &inspection));
            if let (Some(cache), Some(seal)) = (&mut cache, &seal)
                && let Some(known) = cache.get(name, seal)
            {
                return Some(known);
            }
            (live.carry_out(prepared, &mut inspection)?, seal)
        }
    };
    let secret = expiry::first_day(&inspection, args.secret_expires);
    let source = inspection.source.clone();
    let findings = Findings::new(inspection, |_| true);
    let seen = Seen {
        path: name,
        live: &live_report,
        diagnostics: &findings.diagnostics,
        source: &source,
        secret,
        today: Date::today(),
        now: clock::now(),
    };
    let probed = judge(&seen, &args.limits());
    if let (Some(cache), Some(seal)) = (cache, seal) {
        cache.put(&probed, &seal);
    }
    Some(probed)
}
