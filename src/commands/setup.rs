//! `setup`: the way to mail with Microsoft 365, filled in with a file's values.

use std::path::Path;
use std::sync::Arc;

use super::read;
use crate::cli::{GlobalArgs, SetupArgs, SetupFormat};
use crate::exit::Exit;
use crate::inspect::inspect;
use crate::setup::{self, Runbook, Values, Wishes};
use crate::terminal::{self, harmless};

/// Runs `setup`.
pub fn run(args: &SetupArgs, global: &GlobalArgs) -> Exit {
    match runbook(args, global).and_then(|text| write(args, &text)) {
        Ok(()) => Exit::Done,
        Err(exit) => exit,
    }
}

fn runbook(args: &SetupArgs, global: &GlobalArgs) -> Result<String, Exit> {
    let options = read::options(&args.read).map_err(|why| super::refuse(&why))?;
    let path = harmless(&args.path.display().to_string());
    if args.path.is_dir() {
        return Err(super::refuse(&format!("{path} is a folder; setup takes one file")));
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
        return Err(super::show::refused(inspection, global));
    }
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
