//! `show`: the settings, or all properties, as osweb will see them.

use super::session::Session;
use super::single;
use crate::cli::{GlobalArgs, ShowArgs, ShowFormat};
use crate::exit::Exit;
use crate::inspect::{Options, View};
use crate::parse::Format;
use crate::show;
use crate::terminal::Look;

mod table;

/// Runs `show`.
pub fn run(args: &ShowArgs, global: &GlobalArgs) -> Exit {
    match look_into(args, global) {
        Err(exit) => exit,
        Ok(text) => super::print(&text).map_or_else(|failed| failed, |()| Exit::Done),
    }
}

fn look_into(args: &ShowArgs, global: &GlobalArgs) -> Result<String, Exit> {
    let mut session = Session::new(&args.read, global).map_err(|error| super::refuse(&error))?;
    let view = single::view("show", &args.path, &mut session, global)?;
    Ok(if args.all { all(args, global, &view) } else { settings(args, global, &view, &session.workspace.options) })
}

/// Every property of the file.
fn all(args: &ShowArgs, global: &GlobalArgs, view: &View) -> String {
    let rows = show::all(view);
    match args.format {
        ShowFormat::Json => show::json(&rows),
        ShowFormat::Human => table::all(view, &rows, Look::of_stdout(global.color)),
    }
}

/// The settings; of a registry export the entries of enaio server.
fn settings(args: &ShowArgs, global: &GlobalArgs, view: &View, options: &Options) -> String {
    if view.reading.format == Format::Registry {
        let rows = show::entries(view);
        return match args.format {
            ShowFormat::Json => show::json(&rows),
            ShowFormat::Human => table::entries(view, &rows, Look::of_stdout(global.color)),
        };
    }
    let rows = show::settings(view, options);
    match args.format {
        ShowFormat::Json => {
            let settings = rows.into_iter().filter_map(|(_, row)| row);
            show::json(&settings.chain(show::leftovers(view)).collect::<Vec<_>>())
        }
        ShowFormat::Human => table::settings(view, &rows, &show::leftovers(view), Look::of_stdout(global.color)),
    }
}
