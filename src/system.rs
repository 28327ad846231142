//! What an operating system refuses, and why, where that is not plain from its own words.

mod argument;

pub use argument::argument;

use std::io::{self, ErrorKind};
use std::path::Path;

/// Why a file cannot be read or written, as a person can act on it.
pub fn refusal(error: &io::Error) -> String {
    if is_in_use(error) {
        "another program has the file open and lets nobody else at it: close it there, then run the command again"
            .to_owned()
    } else {
        error.to_string()
    }
}

/// Why there is no such file, where what was typed tells.
pub fn typing_hint(path: &Path) -> Option<&'static str> {
    let text = path.to_string_lossy();
    if text.contains('"') {
        Some(
            "the path contains a quotation mark: in \"C:\\folder\\\" the last backslash takes the quotation mark into the path, and what \
             follows too; write \"C:\\folder\" without it",
        )
    } else {
        None
    }
}

/// Whether another program has the file open in a way that excludes this one.
pub fn is_in_use(error: &io::Error) -> bool {
    /// Of Windows: `ERROR_SHARING_VIOLATION`, `ERROR_LOCK_VIOLATION`, `ERROR_UNABLE_TO_REMOVE_REPLACED`, `ERROR_USER_MAPPED_FILE`.
    const IN_USE: [i32; 4] = [32, 33, 1175, 1224];
    cfg!(windows) && error.raw_os_error().is_some_and(|code| IN_USE.contains(&code))
}

/// Does what another program may hinder for a moment, as virus scanners and backups do on Windows: again and again for about a
/// second. On other systems nobody hinders it in this way.
///
/// # Errors
/// The last refusal.
pub fn patiently<T>(mut attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    const PAUSES: [u64; 6] = [20, 40, 80, 160, 320, 400];
    for pause in PAUSES {
        match attempt() {
            // A file that is being closed or deleted is refused like one that nobody may write.
            Err(error) if is_in_use(&error) || (cfg!(windows) && error.kind() == ErrorKind::PermissionDenied) => {
                std::thread::sleep(std::time::Duration::from_millis(pause));
            }
            result => return result,
        }
    }
    attempt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_swallowed_the_rest_of_the_line_is_known() {
        assert!(typing_hint(Path::new("C:\\enaio\\\" --format short")).is_some_and(|hint| hint.contains("backslash")));
        assert_eq!(typing_hint(Path::new("C:\\enaio\\osweb-prod.yml")), None);
    }

    #[test]
    fn what_nobody_hinders_is_done_once() {
        let mut attempts = 0;
        let mut attempt = || {
            attempts += 1;
            Err::<(), _>(io::Error::from(ErrorKind::NotFound))
        };
        assert!(patiently(&mut attempt).is_err());
        assert_eq!(attempts, 1);
    }
}
