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
    /// What a probe found: it alone has the exit codes of monitoring plug-ins.
    Probed(State),
}

/// The states of the monitoring plug-ins' convention, the better before the worse. What is not known hides no failure, and no warning
/// hides it.
///
/// Source: Monitoring Plugins Development Guidelines, "Plugin Return Codes".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Mail can be sent.
    Ok,
    /// Mail can be sent, and not for long.
    Warning,
    /// It cannot be told.
    Unknown,
    /// Mail cannot be sent.
    Critical,
}

impl State {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Warning => 1,
            Self::Critical => 2,
            Self::Unknown => 3,
        }
    }

    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Warning => "WARNING",
            Self::Critical => "CRITICAL",
            Self::Unknown => "UNKNOWN",
        }
    }
}

impl Exit {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Left => 1,
            Self::Failed => 2,
            Self::Probed(state) => state.code(),
        }
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
