//! The one file of `show` and `setup`: read, and refused where Spring refuses it.

use std::path::Path;

use super::session::Session;
use crate::cli::GlobalArgs;
use crate::diagnostic::FailOn;
use crate::exit::Exit;
use crate::inspect::View;
use crate::parse::Format;
use crate::report::{File, Findings, Outcome, Report, ReportFormat};
use crate::terminal::{self, Look, harmless};

/// Reads the file (`-`: standard input) that a command works on, as the service sees it.
///
/// # Errors
/// The exit of a file that cannot be read, or of one that cannot be loaded; why was said on standard error.
pub(super) fn view(command: &str, path: &Path, session: &mut Session, global: &GlobalArgs) -> Result<View, Exit> {
    let view = session.one(command, path).map_err(|error| super::refuse(&error))?;
    if view.reading.faults.is_empty() { Ok(view) } else { Err(refused(view, session, global)) }
}

/// A file that Spring refuses has no properties: only why it is refused can be said.
fn refused(view: View, session: &Session, global: &GlobalArgs) -> Exit {
    let path = view.source.name().to_owned();
    let faults = view.reading.faults.len();
    let why = match view.reading.format {
        Format::Yaml | Format::Properties => "Spring refuses the file",
        Format::Json | Format::Actuator | Format::Registry => "the export cannot be read",
    };
    let mut findings = Findings::new(session.workspace.check(view.file), |_| true);
    // What keeps the file from being read comes first; the rest cannot be judged.
    findings.diagnostics.truncate(faults.max(1));
    let report = Report {
        files: vec![File { path: path.clone(), fail_on: FailOn::Error, outcome: Outcome::Checked(findings) }],
        quiet: true,
    };
    terminal::say(report.render(ReportFormat::Human, Look::of_stderr(global.color)).trim_end());
    super::refuse(&format!("nothing can be shown of {}: {why}", harmless(&path)))
}
