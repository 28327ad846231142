//! `show`: the settings, or all properties, as osweb will see them.

use std::path::Path;
use std::sync::Arc;

use super::read;
use crate::cli::{FailOn, GlobalArgs, ShowArgs, ShowFormat};
use crate::exit::Exit;
use crate::inspect::{Inspection, Options, inspect};
use crate::reader::{Format, registry};
use crate::report::{File, Findings, Outcome, Report};
use crate::server::Entry;
use crate::settings::Setting;
use crate::terminal::{self, Look, harmless};

mod row;
mod table;

use row::{Row, Secrets};

/// Runs `show`.
pub fn run(args: &ShowArgs, global: &GlobalArgs) -> Exit {
    match look_into(args, global) {
        Err(exit) => exit,
        Ok(text) => super::print(&text).map_or_else(|failed| failed, |()| Exit::Done),
    }
}

fn look_into(args: &ShowArgs, global: &GlobalArgs) -> Result<String, Exit> {
    let options = read::options(&args.read).map_err(|why| super::refuse(&why))?;
    let path = harmless(&args.path.display().to_string());
    if args.path.is_dir() {
        return Err(super::refuse(&format!("{path} is a folder; show takes one file")));
    }
    let source = match args.path.as_path() == Path::new("-") {
        true => read::stdin(&args.read),
        false => read::file(&args.path, &args.read),
    };
    let source = source.map_err(|why| super::refuse(&format!("{path} {why}")))?;
    let inspection = inspect(Arc::new(source), &options);
    if global.verbose {
        terminal::say(&read::story(&inspection));
    }
    if !inspection.reading.faults.is_empty() {
        return Err(refused(inspection, global));
    }
    Ok(if args.all { all(args, global, &inspection) } else { settings(args, global, &inspection, &options) })
}

/// Every property of the file.
fn all(args: &ShowArgs, global: &GlobalArgs, inspection: &Inspection) -> String {
    let secrets = Secrets::new(inspection);
    let rows: Vec<_> =
        inspection.effective().into_iter().map(|property| Row::new(inspection, property, &secrets)).collect();
    match args.format {
        ShowFormat::Json => row::json(&rows),
        ShowFormat::Human => table::all(inspection, &rows, Look::of_stdout(global.color)),
    }
}

/// The settings, each from the source that wins; with it the sources that it overrides: earlier documents, property sources
/// further down, files of lower precedence.
fn settings(args: &ShowArgs, global: &GlobalArgs, inspection: &Inspection, options: &Options) -> String {
    if inspection.reading.format == Format::Registry {
        return server_entries(args, global, inspection);
    }
    let lower = Options { profile: inspection.profile.clone(), ..Options::default() };
    let base: Vec<_> = options.base.iter().rev().map(|source| inspect(source.clone(), &lower)).collect();
    let rows = Setting::ALL.into_iter().map(|setting| {
        let own = given(inspection, setting);
        let supplied = base.iter().flat_map(|file| given(file, setting)).map(Row::supplied);
        (setting, Row::winner(own.into_iter().chain(supplied).collect()))
    });
    let rows: Vec<_> = rows.collect();
    match args.format {
        ShowFormat::Json => row::json(&rows.into_iter().filter_map(|(_, row)| row).collect::<Vec<_>>()),
        ShowFormat::Human => table::settings(inspection, &rows, Look::of_stdout(global.color)),
    }
}

/// The places of a file that give a setting, the one that counts first.
fn given(file: &Inspection, setting: Setting) -> Vec<Row> {
    let active = file.settings.occurrences(setting).iter().rev().filter(|occurrence| occurrence.active);
    let secrets = Secrets::new(file);
    active.map(|occurrence| Row::new(file, &file.reading.properties[occurrence.property], &secrets)).collect()
}

/// enaio server's entries in a registry export.
fn server_entries(args: &ShowArgs, global: &GlobalArgs, inspection: &Inspection) -> String {
    let reading = &inspection.reading;
    let secrets = Secrets::new(inspection);
    let mut rows = vec![];
    for server in &inspection.servers.found {
        for entry in Entry::ALL {
            let places = server.places(entry).iter().rev().map(|&place| &reading.properties[place]);
            let places = places.take_while(|property| !registry::is_deletion(property));
            rows.extend(Row::winner(places.map(|property| Row::new(inspection, property, &secrets)).collect()));
        }
    }
    match args.format {
        ShowFormat::Json => row::json(&rows),
        ShowFormat::Human => table::entries(inspection, &rows, Look::of_stdout(global.color)),
    }
}

/// A file that Spring refuses has no properties: only why it is refused can be said.
pub(super) fn refused(inspection: Inspection, global: &GlobalArgs) -> Exit {
    let path = inspection.source.name().to_owned();
    let faults = inspection.reading.faults.len();
    let why = match inspection.reading.format {
        Format::Yaml | Format::Properties => "Spring refuses the file",
        Format::Json | Format::Actuator | Format::Registry => "the export cannot be read",
    };
    let mut findings = Findings::new(inspection, |_| true);
    // What keeps the file from being read comes first; the rest cannot be judged.
    findings.diagnostics.truncate(faults.max(1));
    let report = Report {
        files: vec![File { path: path.clone(), outcome: Outcome::Checked(findings) }],
        fail_on: FailOn::Error,
        quiet: true,
    };
    terminal::say(report.render(crate::cli::Format::Human, Look::of_stderr(global.color)).trim_end());
    super::refuse(&format!("nothing can be shown of {}: {why}", harmless(&path)))
}
