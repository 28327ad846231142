//! `setup`: the way to mail with Microsoft 365, filled in with a file's values.

use super::single;
use crate::cli::{GlobalArgs, SetupArgs, SetupFormat};
use crate::exit::Exit;
use crate::setup::{self, Runbook, Values, Wishes};
use crate::terminal::harmless;

/// Runs `setup`.
pub fn run(args: &SetupArgs, global: &GlobalArgs) -> Exit {
    match runbook(args, global).and_then(|text| write(args, &text)) {
        Ok(()) => Exit::Done,
        Err(exit) => exit,
    }
}

fn runbook(args: &SetupArgs, global: &GlobalArgs) -> Result<String, Exit> {
    let (inspection, _) = single::inspected("setup", &args.path, &args.read, global)?;
    let wishes = Wishes {
        object_id: args.object_id.clone(),
        senders: args.sender.clone(),
        administrator: args.administrator.clone(),
        app_name: args.app_name.clone(),
    };
    let runbook = Runbook::new(Values::new(&inspection, &wishes));
    Ok(match args.format {
        SetupFormat::Text => setup::text(&runbook),
        SetupFormat::Markdown => setup::markdown(&runbook),
        SetupFormat::Powershell => setup::powershell(&runbook),
        SetupFormat::Html => setup::html(&runbook),
    })
}

fn write(args: &SetupArgs, text: &str) -> Result<(), Exit> {
    match &args.output {
        None => super::print(text),
        Some(file) => std::fs::write(file, text).map_err(|error| {
            super::refuse(&format!("{} cannot be written: {error}", harmless(&file.display().to_string())))
        }),
    }
}
