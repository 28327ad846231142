//! `migrate`: rewrite a section with a password to the OAuth form.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::discover::{Input, find, keep};
use super::output;
use super::question;
use super::session::{Session, typed};
use crate::cli::{GlobalArgs, MigrateArgs, MigrateFormat};
use crate::error::Error;
use crate::exit::Exit;
use crate::inspect::Options;
use crate::migration::{Documents, Values};
use crate::terminal::Look;
use crate::write::Backup;

mod ask;
mod file;
mod human;
mod json;
mod values;

use file::{File, State};

/// Runs `migrate`.
pub fn run(args: &MigrateArgs, global: &GlobalArgs) -> Exit {
    migrated(args, global).unwrap_or_else(|error| super::refuse(&error))
}

fn migrated(args: &MigrateArgs, global: &GlobalArgs) -> Result<Exit, Error> {
    let found = find(&args.paths);
    usage(args, &found.iter().map(|found| found.input.clone()).collect::<Vec<_>>())?;
    let mut session = Session::new(&args.read, global)?;
    session.projects.exclude(&args.search.exclude)?;
    let inputs = keep(found, &mut session.projects, args.search.force_exclude)?;
    let session = session.planned(&inputs, &typed(&args.read))?;
    let output: Vec<&Path> = args.output.iter().map(PathBuf::as_path).collect();
    let secret = output::named("--client-secret-file", &args.values.secret.client_secret_file);
    session.distinct(&output, &inputs, secret)?;
    let mut values = values::from_options(&args.values)?;
    if inputs.len() > 1 {
        values.for_several_files();
    }
    let mut files = vec![];
    let _: ControlFlow<()> = session.in_turn(&inputs, |input, inspected| {
        files.push(File::new(session.name(input), input.path(), inspected));
        ControlFlow::Continue(())
    });
    plan(args, &mut files, &mut values);
    for (input, file) in inputs.iter().zip(&mut files) {
        finish(args, &session.plan(input).options, file);
    }
    Ok(report(args, global, &mut files, &values))
}

/// What clap cannot see.
fn usage(args: &MigrateArgs, inputs: &[Input]) -> Result<(), Error> {
    let stdin = inputs.contains(&Input::Stdin);
    let refused = [
        (stdin && args.write, "standard input cannot be replaced: use --output FILE instead of --write"),
        (
            stdin && args.values.secret.client_secret_stdin,
            "standard input cannot be both the file and the secret: use --client-secret-env or --client-secret-file",
        ),
        (args.output.is_some() && inputs.len() != 1, "--output takes the new text of one file"),
        (
            args.output.as_deref() == Some(Path::new("-")),
            "the new text contains the secret and is not printed: name a file after --output",
        ),
    ];
    refused.into_iter().find(|(is, _)| *is).map_or(Ok(()), |(_, why)| Err(Error::new(why)))
}

/// Plans, asking for what is missing where somebody can be asked.
fn plan(args: &MigrateArgs, files: &mut [File], values: &mut Values) {
    let stdin_is_free = !args.paths.iter().any(|path| path == Path::new("-"));
    let ask = !args.check && stdin_is_free && question::is_possible();
    for file in files.iter_mut() {
        file.survey(if args.all_documents { Documents::All } else { Documents::Active });
        if ask
            && let Some(why) = file.ambiguity()
            && ask::all_documents(file, &why)
        {
            file.take_all_documents();
        }
        file.plan(values);
    }
    if ask && files.iter().any(|file| !file.needs().is_empty()) {
        ask::values(files, values);
        files.iter_mut().for_each(|file| file.plan(values));
    }
}

fn finish(args: &MigrateArgs, options: &Options, file: &mut File) {
    file.carry_out(options);
    if matches!(file.state, State::Proven(_)) && (args.write || args.output.is_some()) {
        file.write(args.output.as_deref(), Backup::of(args.no_backup, args.in_place));
    } else if args.write || args.output.is_some() {
        file.clear_leftovers(args.output.as_deref());
    }
}

fn report(args: &MigrateArgs, global: &GlobalArgs, files: &mut [File], values: &Values) -> Exit {
    let look = Look::of_stdout(global.color);
    let text = match args.format {
        MigrateFormat::Json => json::report(files, args.check),
        MigrateFormat::Human if args.check => String::new(),
        MigrateFormat::Human => human::report(files, look, global.quiet),
    };
    let mut printed = super::print(&text);
    if ask::may_write(args) && printed.is_ok() {
        for file in files.iter_mut().filter(|file| matches!(file.state, State::Proven(_))) {
            if ask::write(args, file) {
                file.write(None, Backup::of(args.no_backup, args.in_place));
                printed = super::print(&human::written(file, look));
            } else {
                ask::again(args, values);
            }
        }
    }
    let exit = files.iter().map(|file| exit(args, file)).max().unwrap_or(Exit::Done);
    let files = &*files;
    for file in files {
        if let Some(error) = human::error(file, args.check) {
            super::refuse(&error);
        }
    }
    if args.format == MigrateFormat::Human && !global.quiet {
        human::notes(args, files);
    }
    printed.err().unwrap_or(Exit::Done).max(exit)
}

fn exit(args: &MigrateArgs, file: &File) -> Exit {
    match &file.state {
        State::NoSection | State::Unchanged if args.check && file.left().iter().any(|left| left.in_force) => Exit::Left,
        State::NoSection | State::Unchanged | State::Written(..) => Exit::Done,
        State::Planned | State::Proven(_) if args.check => Exit::Left,
        State::Proven(_) => Exit::Done,
        State::Planned | State::Failed(_) | State::NotWritten(_) | State::Refused(_) => Exit::Failed,
    }
}

/// A path beside another, compared as folders.
fn same_folder(one: &Path, other: &Path) -> bool {
    let folder = |path: &Path| -> Option<PathBuf> { std::path::absolute(path).ok()?.parent().map(Path::to_path_buf) };
    folder(one) == folder(other)
}
