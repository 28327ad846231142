//! The one file of `show` and `setup`: read, and refused where Spring refuses it.

use std::path::Path;

use super::discover::one_of_pattern;
use super::read;
use crate::cli::{GlobalArgs, ReadArgs};
use crate::diagnostic::FailOn;
use crate::exit::Exit;
use crate::inspect::{Inspection, Options};
use crate::parse::Format;
use crate::report::{File, Findings, Outcome, Report, ReportFormat};
use crate::terminal::{self, Look, harmless};

/// Reads and inspects the file (`-`: standard input) that a command works on, with the options that it was inspected by.
///
/// # Errors
/// The exit of a file that cannot be read, or of one that cannot be loaded; why was said on standard error.
pub fn inspected(
    command: &str,
    path: &Path,
    args: &ReadArgs,
    global: &GlobalArgs,
) -> Result<(Inspection, Options), Exit> {
    let options = read::options(args).map_err(|why| super::refuse(&why))?;
    let shown = harmless(&path.display().to_string());
    let matched = one_of_pattern(path).transpose().map_err(|why| super::refuse(&format!("{shown} {why}")))?;
    let path = matched.as_deref().unwrap_or(path);
    if path.is_dir() {
        return Err(super::refuse(&format!("{shown} is a folder; {command} takes one file")));
    }
    let source = if path == Path::new("-") { read::stdin(args) } else { read::file(path, args) };
    let source = source.map_err(|why| super::refuse(&format!("{shown} {why}")))?;
    let inspection = read::inspected(source, &options);
    if global.verbose {
        terminal::say(&read::story(&inspection));
    }
    if inspection.reading.faults.is_empty() { Ok((inspection, options)) } else { Err(refused(inspection, global)) }
}

/// A file that Spring refuses has no properties: only why it is refused can be said.
fn refused(inspection: Inspection, global: &GlobalArgs) -> Exit {
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
    terminal::say(report.render(ReportFormat::Human, Look::of_stderr(global.color)).trim_end());
    super::refuse(&format!("nothing can be shown of {}: {why}", harmless(&path)))
}
