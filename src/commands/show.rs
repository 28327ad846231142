//! `show`: the settings, or all properties, as osweb will see them.

use super::session::Session;
use super::single;
use crate::cli::{GlobalArgs, ShowArgs, ShowFormat};
use crate::exit::Exit;
use crate::inspect::{self, Options, View};
use crate::parse::{Format, registry};
use crate::server::Entry;
use crate::settings::Setting;
use crate::terminal::Look;

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
    let session = Session::new(&args.read, global).map_err(|error| super::refuse(&error))?;
    let view = single::view("show", &args.path, &session, global)?;
    Ok(if args.all { all(args, global, &view) } else { settings(args, global, &view, &session.workspace.options) })
}

/// Every property of the file.
fn all(args: &ShowArgs, global: &GlobalArgs, view: &View) -> String {
    let secrets = Secrets::new(view);
    let rows: Vec<_> = view.effective().into_iter().map(|property| Row::new(view, property, &secrets)).collect();
    match args.format {
        ShowFormat::Json => row::json(&rows),
        ShowFormat::Human => table::all(view, &rows, Look::of_stdout(global.color)),
    }
}

/// The settings, each from the source that wins; with it the sources that it overrides: earlier documents, property sources
/// further down, files of lower precedence.
fn settings(args: &ShowArgs, global: &GlobalArgs, view: &View, options: &Options) -> String {
    if view.reading.format == Format::Registry {
        return server_entries(args, global, view);
    }
    let lower = Options { profile: view.profile.clone(), ..Options::default() };
    let base: Vec<_> = options.base.iter().rev().map(|file| inspect::view(file.clone(), &lower)).collect();
    let rows = Setting::ALL.into_iter().map(|setting| {
        let own = given(view, setting);
        let supplied = base.iter().flat_map(|file| given(file, setting)).map(Row::supplied);
        (setting, Row::winner(own.into_iter().chain(supplied).collect()))
    });
    let rows: Vec<_> = rows.collect();
    match args.format {
        ShowFormat::Json => row::json(&rows.into_iter().filter_map(|(_, row)| row).collect::<Vec<_>>()),
        ShowFormat::Human => table::settings(view, &rows, Look::of_stdout(global.color)),
    }
}

/// The places of a file that give a setting, the one that counts first.
fn given(file: &View, setting: Setting) -> Vec<Row> {
    let active = file.settings.occurrences(setting).iter().rev().filter(|occurrence| occurrence.active);
    let secrets = Secrets::new(file);
    active.map(|occurrence| Row::new(file, &file.reading.properties[occurrence.property], &secrets)).collect()
}

/// enaio server's entries in a registry export.
fn server_entries(args: &ShowArgs, global: &GlobalArgs, view: &View) -> String {
    let reading = &view.reading;
    let secrets = Secrets::new(view);
    let mut rows = vec![];
    for server in &view.servers().found {
        for entry in Entry::ALL {
            let places = server.places(entry).iter().rev().map(|&place| &reading.properties[place]);
            let places = places.take_while(|property| !registry::is_deletion(property));
            rows.extend(Row::winner(places.map(|property| Row::new(view, property, &secrets)).collect()));
        }
    }
    match args.format {
        ShowFormat::Json => row::json(&rows),
        ShowFormat::Human => table::entries(view, &rows, Look::of_stdout(global.color)),
    }
}
