//! The exit codes of every command.

/// How a command ended; the only place in the program that knows the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done, and nothing at or above the threshold is left.
    Done,
    /// Done; something is left: a diagnostic, a pending change, a failed live check.
    Left,
    /// Not done: bad usage, a file that cannot be read or written.
    Failed,
}

impl Exit {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Left => 1,
            Self::Failed => 2,
        }
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
