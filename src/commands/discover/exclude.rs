//! What of the files that were found is left out.

use super::{Found, Input};
use crate::config::{Exclusion, Projects};
use crate::error::Error;
use crate::terminal::say;

/// Which of the files found are excluded, and by what. A file that was named is none, unless that is forced.
///
/// # Errors
/// What is wrong in a project file.
pub fn judge(
    found: Vec<Found>,
    projects: &mut Projects,
    force: bool,
) -> Result<Vec<(Input, Option<Exclusion>)>, Error> {
    let judge = |found: Found| {
        let exclusion = match found.input.path().filter(|_| force || found.searched) {
            Some(path) => projects.excludes(path)?,
            None => None,
        };
        Ok((found.input, exclusion))
    };
    found.into_iter().map(judge).collect()
}

/// What is left of the files found. Where nothing is, that is no success: it says so in place of the files. Only who names files and forces
/// the exclusion, as hooks do, has asked for nothing else.
///
/// # Errors
/// What is wrong in a project file.
pub fn keep(found: Vec<Found>, projects: &mut Projects, force: bool) -> Result<Vec<Input>, Error> {
    let only_named = !found.iter().any(|found| found.searched);
    let judged = judge(found, projects, force)?;
    let count = judged.len();
    let mut by = judged.iter().find_map(|(_, exclusion)| exclusion.clone());
    let mut kept: Vec<Input> =
        judged.into_iter().filter(|(_, exclusion)| exclusion.is_none()).map(|(input, _)| input).collect();
    if let (true, Some(by)) = (kept.is_empty(), by.take()) {
        let why = format!("everything is excluded ({count} files; the first by `{}`, {})", by.pattern, by.from);
        if only_named {
            say(&format!("nothing is checked: {why}"));
        } else {
            let error =
                Error::new(why).hint("--show-files lists what is left out; without a file to check a run fails");
            kept.push(Input::Nothing(".".to_owned(), error));
        }
    }
    Ok(kept)
}
