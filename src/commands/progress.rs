//! A line on standard error that tells how far a long run is; on a terminal only.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// How far a run is.
pub struct Progress {
    verb: &'static str,
    total: usize,
    done: usize,
    terminal: bool,
    /// When the line is next drawn: a short run draws none.
    next: Instant,
    drawn: bool,
}

const FIRST: Duration = Duration::from_millis(500);
const STEP: Duration = Duration::from_millis(100);

impl Progress {
    /// A run over `total` items.
    pub fn new(verb: &'static str, total: usize) -> Self {
        let terminal = std::io::stderr().is_terminal();
        Self { verb, total, done: 0, terminal, next: Instant::now() + FIRST, drawn: false }
    }

    /// One item more is done.
    pub fn step(&mut self) {
        self.done += 1;
        if !self.terminal || self.done == self.total {
            return;
        }
        let now = Instant::now();
        if now >= self.next {
            self.next = now + STEP;
            self.drawn = true;
            // Progress that cannot be shown is no reason to stop.
            let _ = write!(std::io::stderr(), "\r{} {} of {}", self.verb, self.done, self.total);
        }
    }

    /// Wipes the line.
    pub fn end(self) {
        if self.drawn {
            let wide = format!("{} {} of {}", self.verb, self.total, self.total).len();
            let _ = write!(std::io::stderr(), "\r{:wide$}\r", "");
        }
    }
}
