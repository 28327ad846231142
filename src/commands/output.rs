//! Where results are written: whole or not at all, and never over something that is read.

use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

use super::discover::Input;
use crate::cli::ReadArgs;
use crate::error::Error;
use crate::write::{backup_name, put};

/// A file that a run reads, and what gave it.
pub(super) struct Read<'a> {
    /// The option, or how the input was named.
    pub by: &'a str,
    /// The file.
    pub path: &'a Path,
}

/// The files that an option names.
pub(super) fn named<'a>(by: &'a str, paths: impl IntoIterator<Item = &'a PathBuf>) -> impl Iterator<Item = Read<'a>> {
    paths.into_iter().map(move |path| Read { by, path })
}

/// The files that the options of every command name.
pub(super) fn reads(args: &ReadArgs) -> impl Iterator<Item = Read<'_>> {
    named("--base", &args.base).chain(named("--config", &args.config))
}

/// Refuses outputs that are read as well, by whatever spelling or link, that are the backup of an input, or that come twice.
///
/// # Errors
/// Which output it is, and what else it is.
pub(super) fn distinct(outputs: &[&Path], inputs: &[Input], others: &[Read]) -> Result<(), Error> {
    let files = inputs.iter().filter_map(|input| match input {
        Input::File(path) => Some(path.as_path()),
        _ => None,
    });
    let files: Vec<&Path> = files.collect();
    for (number, output) in outputs.iter().enumerate().filter(|(_, output)| **output != Path::new("-")) {
        let identity = Identity::of(output);
        let refuse = |what: &str| {
            let message = format!("`{}` is the output and {what}: nothing was written", output.display());
            Err(Error::new(message).hint("name another file for the output"))
        };
        if files.iter().any(|file| Identity::of(file) == identity) {
            return refuse("also an input");
        }
        if let Some(read) = others.iter().find(|read| Identity::of(read.path) == identity) {
            return refuse(&format!("also an input ({})", read.by));
        }
        if files.iter().any(|file| is_backup(output, file)) {
            return refuse("the backup of an input");
        }
        if outputs[..number].iter().any(|other| Identity::of(other) == identity) {
            return refuse("given twice");
        }
        if is_stream(output, inputs.contains(&Input::Stdin)) {
            return refuse("the file of standard input or output");
        }
    }
    Ok(())
}

/// Whether a file would be `NAME.bak` or `NAME.bak.1` of an input, and is there.
fn is_backup(output: &Path, input: &Path) -> bool {
    let backup = backup_name(input);
    let (Some(name), Some(backup_file)) = (output.file_name(), backup.file_name()) else { return false };
    let (name, prefix) = (name.to_string_lossy(), backup_file.to_string_lossy());
    let numbered = name.strip_prefix(prefix.as_ref()).is_some_and(|rest| {
        rest.is_empty() || rest.strip_prefix('.').is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    });
    let folder = |path: &Path| {
        path.parent()
            .map(|parent| if parent.as_os_str().is_empty() { Path::new(".") } else { parent }.canonicalize().ok())
    };
    numbered && output.exists() && folder(output) == folder(&backup)
}

/// What tells two paths to the same file: its number on its disk or, for one that is not there, its place.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Identity {
    #[cfg(unix)]
    File(u64, u64),
    Path(PathBuf),
}

impl Identity {
    fn of(path: &Path) -> Self {
        match path.metadata() {
            Ok(metadata) => Self::of_file(path, &metadata),
            Err(_) => Self::Path(place(path)),
        }
    }

    #[cfg(unix)]
    fn of_file(_: &Path, metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        Self::File(metadata.dev(), metadata.ino())
    }

    #[cfg(not(unix))]
    fn of_file(path: &Path, _: &Metadata) -> Self {
        Self::Path(place(path))
    }
}

/// Where a path leads, also for a file that is not there yet.
fn place(path: &Path) -> PathBuf {
    let real = dunce::canonicalize(path).or_else(|_| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = path.file_name().map(PathBuf::from).unwrap_or_default();
        dunce::canonicalize(folder).map(|folder| folder.join(name))
    });
    let real = real.unwrap_or_else(|_| path.to_path_buf());
    if cfg!(windows) { real.to_string_lossy().to_lowercase().into() } else { real }
}

/// Whether a path is the file that standard output goes into, or that standard input comes from: `/dev/stdout`, or the file of a
/// redirection. Both would be written into each other.
#[cfg(unix)]
fn is_stream(path: &Path, stdin: bool) -> bool {
    use std::os::fd::AsFd as _;
    use std::os::unix::fs::FileTypeExt as _;
    let metadata = |fd: std::os::fd::BorrowedFd| std::fs::File::from(fd.try_clone_to_owned().ok()?).metadata().ok();
    let streams = [metadata(io::stdout().as_fd()), metadata(io::stdin().as_fd()).filter(|_| stdin)];
    let identity = Identity::of(path);
    // What goes to the null device goes nowhere.
    let is_null = place(path) == Path::new("/dev/null");
    let known = |stream: &Metadata| !is_null && Identity::of_file(path, stream) == identity;
    let by_name = place(path).metadata().is_ok_and(|file| file.file_type().is_char_device()) && !is_null;
    streams.iter().flatten().any(|stream| known(stream) && (by_name || !stream.file_type().is_char_device()))
}

#[cfg(not(unix))]
fn is_stream(_: &Path, _: bool) -> bool {
    false
}

/// Writes a result into a file: through a temporary file in its folder, so that the file holds the old text or the new one. A link
/// is followed; what is no file (a pipe, a device) is written into as it is.
///
/// # Errors
/// Which file cannot be written, and why.
pub(super) fn write_text(path: &Path, text: &str) -> Result<(), Error> {
    crate::system::patiently(|| write(path, text)).map_err(|error| Error::writing(path, &error))
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let old = path.metadata();
    if old.as_ref().is_ok_and(|metadata| !metadata.is_file()) {
        return std::fs::write(path, text);
    }
    if let Ok(metadata) = &old
        && metadata.permissions().readonly()
    {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    put(&place_of_link(path), text.as_bytes(), false)
}

/// Where a link leads; one that leads nowhere is followed to where the file would be.
fn place_of_link(path: &Path) -> PathBuf {
    match std::fs::read_link(path) {
        Ok(target) => path.parent().map_or_else(|| target.clone(), |folder| folder.join(&target)),
        Err(_) => path.to_path_buf(),
    }
}
