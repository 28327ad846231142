//! Questions on a terminal. They go to standard error, so that standard output stays the result.

use std::io::{BufRead, IsTerminal};

use crate::terminal::say_part;

/// Whether there is somebody to ask.
pub(super) fn is_possible() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// A line that somebody types; `None` when the input has ended.
pub(super) fn line(question: &str) -> Option<String> {
    // Where nobody can read the question, the answer will not come either.
    say_part(question);
    let mut typed = String::new();
    match std::io::stdin().lock().read_line(&mut typed) {
        Ok(read) if read > 0 => Some(typed),
        _ => None,
    }
}

/// Whether the answer is yes; any other one is no.
pub(super) fn is_confirmed(question: &str) -> bool {
    line(question).is_some_and(|answer| matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}
