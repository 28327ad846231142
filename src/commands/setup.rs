//! `setup`: the way to mail with Microsoft 365, filled in with a file's values.

use super::discover::discover;
use super::session::{Session, typed};
use super::single;
use std::path::Path;

use crate::cli::{GlobalArgs, SetupArgs, SetupFormat};
use crate::error::Error;
use crate::exit::Exit;
use crate::setup::{self, Runbook, Values, Wishes};

/// Runs `setup`.
pub fn run(args: &SetupArgs, global: &GlobalArgs) -> Exit {
    match runbook(args, global).and_then(|text| write(args, &text)) {
        Ok(()) => Exit::Done,
        Err(exit) => exit,
    }
}

fn runbook(args: &SetupArgs, global: &GlobalArgs) -> Result<String, Exit> {
    if args.part.is_some() && args.format != SetupFormat::Powershell {
        return Err(super::refuse(&Error::new("--part selects a script").hint("add --format powershell")));
    }
    let inputs = discover(std::slice::from_ref(&args.path));
    let mut session = Session::new(&args.read, global).map_err(|error| super::refuse(&error))?;
    if let Some(output) = &args.output {
        session = session.planned(&inputs, &typed(&args.read)).map_err(|error| super::refuse(&error))?;
        session.distinct(&[output], &inputs, []).map_err(|error| super::refuse(&error))?;
    }
    let view = single::view("setup", &args.path, &mut session, global)?;
    let wishes = Wishes {
        object_id: args.object_id.clone(),
        senders: args.sender.clone(),
        administrator: args.administrator.clone(),
        app_name: args.app_name.clone(),
        access: args.access,
    };
    let runbook = Runbook::new(Values::new(&view, &wishes));
    Ok(match args.format {
        SetupFormat::Text => setup::text(&runbook),
        SetupFormat::Markdown => setup::markdown(&runbook),
        SetupFormat::Powershell => setup::powershell(&runbook, args.part.unwrap_or_default()),
        SetupFormat::Html => setup::html(&runbook),
    })
}

/// Programs of Windows show a text with line feeds alone as one line.
fn with_line_ends_of_the_system(text: &str) -> String {
    if cfg!(windows) { text.replace('\n', "\r\n") } else { text.to_owned() }
}

fn write(args: &SetupArgs, text: &str) -> Result<(), Exit> {
    match &args.output {
        None => super::print(text),
        Some(file) if file == Path::new("-") => super::print(text),
        Some(file) => {
            super::output::write_text(file, &with_line_ends_of_the_system(text)).map_err(|why| super::refuse(&why))
        }
    }
}
