//! The tests that need installed programs: a JVM, mail servers, a browser, shells, an editor's language server, pre-commit.
//! `tests/install` brings them; `cargo test --test installed` runs these tests, and `tests/run` does both.

mod common;
mod jvm;
mod page;
mod places;
mod random;

/// The cases, for whoever else judges them.
mod cases {
    #[allow(dead_code, reason = "inputs alone are wanted here")]
    pub mod case;
}

/// enaio server's registry by hivexregedit, the set-up page in Chromium.
mod chain {
    mod browser;
    mod hive;
    mod page;
    mod registry;
    mod runbook;
}

/// The command line in real shells.
#[cfg(unix)]
mod cli {
    mod shells;
}

/// `check --live` against real servers.
#[cfg(all(feature = "live", target_os = "linux"))]
mod live {
    mod faults;
    mod lab;
    mod life;
    mod nagios;
    mod program;
}

/// Migrated files as a real JVM reads them, and the questions on a pseudo-terminal.
mod migrate {
    mod case;
    mod jvm;
    mod planned;
    mod shapes;
    #[cfg(unix)]
    mod terminal;
}

/// Reports in the hands of those who take them.
mod report {
    mod consumers;
    mod states;
}
