//! Reading what the commands work on.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use crate::cli::ReadArgs;
use crate::inspect::{Inspection, Options};
use crate::reader;
use crate::settings::Setting;
use crate::source::{MAX_BYTES, SourceFile};
use crate::terminal::harmless;

/// Reads standard input to its end, under the name that `--stdin-filename` gives it.
///
/// # Errors
/// Why it cannot be read.
pub fn stdin(args: &ReadArgs) -> Result<SourceFile, String> {
    let mut bytes = vec![];
    match std::io::stdin().lock().take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes) {
        Err(error) => Err(format!("cannot be read: {error}")),
        Ok(read) if read > MAX_BYTES => Err("cannot be read: it is larger than 2 GiB".to_owned()),
        Ok(_) => Ok(SourceFile::from_bytes(args.stdin_filename.clone(), bytes)),
    }
}

/// Reads a file.
///
/// # Errors
/// Why it cannot be read.
pub fn file(path: &Path) -> Result<SourceFile, String> {
    SourceFile::read(path).map_err(|error| format!("cannot be read: {error}"))
}

/// Reads the files of lower precedence.
///
/// # Errors
/// Which of them cannot be read, and why: one that Spring would refuse supplies nothing.
pub fn options(args: &ReadArgs) -> Result<Options, String> {
    let mut base = vec![];
    for path in &args.base {
        let source = file(path).map_err(|why| format!("{} (--base) {why}", path.display()))?;
        if let Some(fault) = reader::read(&source).faults.first() {
            let at = source.position(fault.span.start);
            let place = format!("{}:{}:{}", source.name(), at.line, at.column);
            return Err(format!("{place}: (--base) {}; check that file first", fault.message));
        }
        base.push(Arc::new(source));
    }
    Ok(Options { profile: args.profile.clone(), base, ..Options::default() })
}

/// What was read, and how: one line for `--verbose`.
pub fn story(inspection: &Inspection) -> String {
    let reading = &inspection.reading;
    let active = inspection.active.iter().filter(|active| **active).count();
    let settings = Setting::ALL.into_iter().filter(|setting| inspection.settings.get(reading, *setting).is_some());
    let profile =
        inspection.profile.as_deref().map_or_else(|| "no profile".to_owned(), |name| format!("profile `{name}`"));
    format!(
        "{}: {}, {active} of {} documents active, {} properties, {} of {} settings",
        harmless(inspection.source.name()),
        harmless(&profile),
        inspection.active.len(),
        reading.properties.len(),
        settings.count(),
        Setting::ALL.len(),
    )
}
