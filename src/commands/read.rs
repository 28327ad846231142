//! Reading what the commands work on.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::ReadArgs;
use crate::inspect::{Inspection, Options, check};
use crate::parse::Format;
use crate::settings::Setting;
use crate::source::{SourceFile, bytes};
use crate::system;
use crate::terminal::harmless;
use crate::workspace::{LoadedFile, is_version_controlled};

/// Reads standard input to its end, under the name that `--stdin-filename` gives it.
///
/// # Errors
/// Why it cannot be read.
pub fn stdin(args: &ReadArgs) -> Result<SourceFile, String> {
    match bytes::stream(std::io::stdin().lock()) {
        Err(error) => Err(format!("cannot be read: {error}")),
        Ok(bytes) => Ok(match args.input_format {
            Some(format) => SourceFile::with_fallback(args.stdin_filename.clone(), bytes, format.fallback()),
            None => SourceFile::from_bytes(args.stdin_filename.clone(), bytes),
        }),
    }
}

/// Reads a file, in the format that `--input-format` names.
///
/// # Errors
/// Why it cannot be read.
pub fn file(path: &Path, args: &ReadArgs) -> Result<SourceFile, String> {
    match args.input_format {
        Some(format) => SourceFile::read_with(path, format.fallback()),
        None => SourceFile::read(path),
    }
    .map_err(|error| {
        match system::typing_hint(path).filter(|_| error.kind() == std::io::ErrorKind::NotFound || cfg!(windows)) {
            Some(hint) => format!("cannot be read: {hint}"),
            None => format!("cannot be read: {}", system::refusal(&error)),
        }
    })
}

/// Judges a file that was read.
pub fn inspected(source: SourceFile, options: &Options) -> Inspection {
    let file = LoadedFile::parse(source, options.format).with_version_control(is_version_controlled);
    check(Arc::new(file), options)
}

/// Reads the files of lower precedence.
///
/// # Errors
/// Which of them cannot be read, and why: one that Spring would refuse supplies nothing.
pub fn options(args: &ReadArgs) -> Result<Options, String> {
    let mut base = vec![];
    for path in &args.base {
        let source =
            SourceFile::read(path).map_err(|error| format!("{} (--base) cannot be read: {error}", path.display()))?;
        let file = LoadedFile::parse(source, None);
        if let Some(fault) = file.reading.faults.first() {
            let source = &file.source;
            let at = source.position(fault.span.start);
            let place = format!("{}:{}:{}", source.name(), at.line, at.column);
            return Err(format!("{place}: (--base) {}; check that file first", fault.message));
        }
        base.push(Arc::new(file));
    }
    Ok(Options { profile: args.profile.clone(), base, format: args.input_format, ..Options::default() })
}

/// The registry exports among the files that were named, for the comparison with the others. A file that cannot be read
/// is reported where it is checked.
pub fn servers(paths: &[PathBuf], args: &ReadArgs) -> Vec<Arc<LoadedFile>> {
    let is_yaml = |path: &Path| path.extension().is_some_and(|ending| ending == "yml" || ending == "yaml");
    let files = paths.iter().filter(|path| path.is_file() && !is_yaml(path));
    files
        .filter_map(|path| {
            let source = file(path, args).ok()?;
            let file = LoadedFile::parse(source, args.input_format);
            let comparable = file.reading.format == Format::Registry && file.reading.faults.is_empty();
            comparable.then(|| Arc::new(file))
        })
        .collect()
}

/// Reads and compiles policies.
///
/// # Errors
/// Which of them cannot be read or is no JSON Schema, where, and why.
#[cfg(feature = "policy")]
pub fn policies(paths: &[PathBuf]) -> Result<Vec<Arc<crate::policy::Policy>>, String> {
    let policies = paths.iter().map(|path| {
        let source =
            SourceFile::read(path).map_err(|error| format!("{} (--policy) cannot be read: {error}", path.display()))?;
        crate::policy::Policy::compile(&source).map(Arc::new)
    });
    policies.collect()
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
