//! Reading bytes, never more than a bound: what is read need not have an end.

use std::fs::File;
use std::io::{self, Error, ErrorKind, Read};
use std::path::Path;

use crate::system;

/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 512 << 20;

/// The most that is read of a pipe or standard input, in bytes: nobody knows before how much will come.
pub const MAX_STREAM: usize = 64 << 20;

/// Reads a file, or a pipe that has a path (`<(…)`, `/dev/stdin`).
///
/// # Errors
/// What the operating system says; `InvalidInput` for a device, `FileTooLarge` for what has more bytes than are read.
pub fn file(path: &Path) -> io::Result<Vec<u8>> {
    let file = system::patiently(|| File::open(path))?;
    let metadata = file.metadata()?;
    if is_device(&metadata) && path != Path::new("/dev/null") {
        return Err(Error::new(ErrorKind::InvalidInput, "it is a device, not a file"));
    }
    if !metadata.is_file() {
        return stream(file);
    }
    match usize::try_from(metadata.len()) {
        Ok(len) if len <= MAX_FILE => up_to(file, len, MAX_FILE),
        _ => Err(too_large(MAX_FILE)),
    }
}

/// Reads a pipe to its end.
///
/// # Errors
/// As for [`file()`].
pub fn stream(stream: impl Read) -> io::Result<Vec<u8>> {
    up_to(stream, 0, MAX_STREAM)
}

/// Whether what can be read has exactly this content; no more is read than that takes.
///
/// # Errors
/// What the operating system says.
pub fn are(bytes: &[u8], found: impl Read) -> io::Result<bool> {
    match up_to(found, bytes.len(), bytes.len()) {
        Err(error) if error.kind() == ErrorKind::FileTooLarge => Ok(false),
        found => Ok(found? == bytes),
    }
}

/// Reads to the end, `expected` bytes as it seems, and not more than `most`.
fn up_to(from: impl Read, expected: usize, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![];
    bytes.try_reserve_exact(expected).map_err(|_| Error::from(ErrorKind::OutOfMemory))?;
    from.take(most as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > most { Err(too_large(most)) } else { Ok(bytes) }
}

fn too_large(most: usize) -> Error {
    Error::new(ErrorKind::FileTooLarge, format!("it is larger than {} MiB", most >> 20))
}

#[cfg(unix)]
fn is_device(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    metadata.file_type().is_char_device() || metadata.file_type().is_block_device()
}

#[cfg(not(unix))]
fn is_device(_: &std::fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_ends_at_the_bound() {
        let error = stream(io::repeat(b'a')).expect_err("there is no end");
        assert_eq!(error.to_string(), "it is larger than 64 MiB");
        assert_eq!(up_to(&b"abc"[..], 0, 3).expect("three bytes"), b"abc");
        assert!(up_to(&b"abcd"[..], 3, 3).is_err());
    }

    #[test]
    fn a_content_is_compared_without_reading_on() {
        assert!(are(b"abc", &b"abc"[..]).expect("read"));
        assert!(!are(b"abc", &b"ab"[..]).expect("read"));
        assert!(!are(b"aaa", io::repeat(b'a')).expect("read"));
    }
}
