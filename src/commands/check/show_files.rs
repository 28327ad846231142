//! `check --show-files`: what would be checked, and what not and why.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use serde::Serialize;

use crate::commands::discover::{Input, Unfit, is_our_name, is_yaml_name, short, walk};
use crate::config::Exclusion;
use crate::error::Error;
use crate::exit::Exit;
use crate::report::{ReportFormat, pretty};
use crate::terminal::{harmless, say};

#[derive(Serialize)]
struct Listing {
    version: u32,
    files: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    path: String,
    checked: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

impl Row {
    fn left_out(path: &Path, reason: &'static str, detail: impl Into<String>) -> Self {
        Self { path: path.display().to_string(), checked: false, reason: Some(reason), detail: Some(detail.into()) }
    }
}

/// Prints the list.
///
/// # Errors
/// The format is none for lists.
pub(super) fn run(
    paths: &[PathBuf],
    format: Option<ReportFormat>,
    judged: &[(Input, Option<Exclusion>)],
) -> Result<Exit, Error> {
    let mut exit = Exit::Done;
    let mut files = vec![];
    for (input, exclusion) in judged {
        match (input, exclusion) {
            (Input::File(path), Some(by)) => {
                files.push(Row::left_out(path, "excluded", format!("excluded by `{}` ({})", by.pattern, by.from)));
            }
            (Input::File(path), None) => {
                files.push(Row { path: path.display().to_string(), checked: true, reason: None, detail: None });
            }
            (Input::Stdin, _) => files.push(Row { path: "-".to_owned(), checked: true, reason: None, detail: None }),
            (Input::Nothing(name, why), _) => {
                exit = Exit::Failed;
                say(&format!("error: {} {}", harmless(name), harmless(&why.why())));
            }
        }
    }
    let known: HashSet<PathBuf> = judged.iter().filter_map(|(input, _)| input.path().map(Path::to_path_buf)).collect();
    for folder in paths.iter().filter(|path| path.is_dir()) {
        files.extend(passed_over(folder, &known));
    }
    files.sort_by(|one, other| Path::new(&one.path).cmp(Path::new(&other.path)));
    let text = match format {
        Some(ReportFormat::Json) => pretty(&Listing { version: 1, files }),
        None | Some(ReportFormat::Human | ReportFormat::Short) => files.iter().map(line).collect(),
        Some(_) => return Err(Error::new("--show-files is printed as lines or, with `--format json`, as JSON")),
    };
    Ok(crate::commands::print(&text).err().unwrap_or(exit))
}

fn line(row: &Row) -> String {
    match &row.detail {
        None => format!("check  {}\n", harmless(&row.path)),
        Some(detail) => format!("skip   {}: {}\n", harmless(&row.path), harmless(detail)),
    }
}

/// What a search of a folder passes over: files of another name, and those of ours that are ignored or hidden.
fn passed_over(folder: &Path, known: &HashSet<PathBuf>) -> Vec<Row> {
    let files = |builder: &mut WalkBuilder| -> Vec<PathBuf> {
        builder
            .build()
            .filter_map(Result::ok)
            .filter(|entry| is_yaml_name(entry.path()) && entry.path().is_file())
            .map(|entry| short(entry.path()))
            .filter(|path| !known.contains(path))
            .collect()
    };
    // What cannot be searched was said already.
    let Some(mut walk) = walk(folder, &Unfit::default()) else { return vec![] };
    let seen: HashSet<PathBuf> = files(&mut walk).into_iter().collect();
    let all = files(WalkBuilder::new(folder).standard_filters(false).filter_entry(|entry| entry.file_name() != ".git"));
    let name = "its name is not osweb*.yml or osweb*.yaml; name the file itself to have it checked";
    all.iter()
        .filter_map(|path| match (is_our_name(path), seen.contains(path)) {
            (false, true) => Some(Row::left_out(path, "name", name)),
            (false, false) | (true, true) => None,
            (true, false) if is_hidden(path.strip_prefix(folder).unwrap_or(path)) => {
                Some(Row::left_out(path, "hidden", "it is hidden, or in a hidden folder"))
            }
            (true, false) => Some(Row::left_out(path, "gitignore", "a .gitignore leaves it out")),
        })
        .collect()
}

fn is_hidden(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'))
}
