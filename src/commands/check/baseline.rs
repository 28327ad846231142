//! `check --baseline`, `--write-baseline` and `--prune-baseline`.

use std::path::Path;

use crate::cli::{CheckArgs, GlobalArgs};
use crate::commands::output::write_text;
use crate::commands::session::Plan;
use crate::error::Error;
use crate::report::{Baseline, Outcome, Report};
use crate::source::SourceFile;
use crate::terminal::{harmless, say};

/// Takes out of a report what is known, and writes what is known from now on.
///
/// # Errors
/// The baseline cannot be read or written.
pub(super) fn apply(args: &CheckArgs, global: &GlobalArgs, plan: &Plan, report: &mut Report) -> Result<(), Error> {
    let tell = |path: &Path, text: String| {
        if !global.quiet {
            say(&format!("{}: {text}", harmless(&path.display().to_string())));
        }
    };
    if let Some(path) = &args.write_baseline {
        let baseline = Baseline::of(report);
        write_text(path, &baseline.text())?;
        tell(path, format!("{} known from now on", findings(baseline.count())));
        baseline.apply(report);
    }
    if let Some(path) = &args.baseline {
        let source = SourceFile::read(path)
            .map_err(|error| Error::reading(path.display().to_string(), &error).given_by("--baseline"))?;
        let baseline = Baseline::parse(&source)?;
        let applied = baseline.apply(report);
        if args.prune_baseline {
            if applied.stale > 0 {
                write_text(path, &applied.pruned.text())?;
            }
            tell(path, format!("{} left", findings(applied.pruned.count())));
        } else if applied.stale > 0 {
            let fail_on = plan.in_force.fail_on.value;
            let mut file = baseline.stale(&applied.pruned, source, fail_on);
            if let Outcome::Checked(found) = &mut file.outcome {
                found.diagnostics.retain(|diagnostic| plan.wants(diagnostic));
            }
            report.files.push(file);
        }
    }
    Ok(())
}

fn findings(count: usize) -> String {
    format!("{count} finding{}", if count == 1 { "" } else { "s" })
}
