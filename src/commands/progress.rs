//! A line on standard error that tells how far a long run is; on a terminal only.

use std::io::{IsTerminal, Stderr, Write};
use std::time::{Duration, Instant};

/// How far a run is.
pub struct Progress<W: Write = Stderr> {
    verb: &'static str,
    total: usize,
    done: usize,
    /// Where it is shown; nowhere, unless on a terminal.
    terminal: Option<W>,
    /// When the line is next drawn: a short run draws none.
    next: Instant,
    drawn: bool,
}

const FIRST: Duration = Duration::from_millis(500);
const STEP: Duration = Duration::from_millis(100);

impl Progress {
    /// A run over `total` items.
    pub fn new(verb: &'static str, total: usize) -> Self {
        let stderr = std::io::stderr();
        let terminal = stderr.is_terminal().then_some(stderr);
        Self { verb, total, done: 0, terminal, next: Instant::now() + FIRST, drawn: false }
    }
}

impl<W: Write> Progress<W> {
    /// One item more is done.
    pub fn step(&mut self) {
        self.step_at(Instant::now());
    }

    fn step_at(&mut self, now: Instant) {
        self.done += 1;
        let Some(terminal) = &mut self.terminal else { return };
        if self.done < self.total && now >= self.next {
            self.next = now + STEP;
            self.drawn = true;
            // Progress that cannot be shown is no reason to stop.
            let _ = write!(terminal, "\r{} {} of {}", self.verb, self.done, self.total);
            let _ = terminal.flush();
        }
    }

    /// Wipes the line.
    pub fn end(mut self) {
        if let Some(terminal) = self.terminal.as_mut().filter(|_| self.drawn) {
            let wide = format!("{} {} of {}", self.verb, self.total, self.total).len();
            let _ = write!(terminal, "\r{:wide$}\r", "");
            let _ = terminal.flush();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(terminal: bool, steps: &[u64]) -> String {
        let mut screen = vec![];
        let start = Instant::now();
        let terminal = terminal.then_some(&mut screen);
        let mut progress = Progress { verb: "checked", total: 5, done: 0, terminal, next: start + FIRST, drawn: false };
        for millis in steps {
            progress.step_at(start + Duration::from_millis(*millis));
        }
        progress.end();
        String::from_utf8(screen).unwrap()
    }

    #[test]
    fn a_long_run_draws_a_line_now_and_then_and_wipes_it() {
        assert_eq!(shown(true, &[100, 600, 650, 800, 900]), "\rchecked 2 of 5\rchecked 4 of 5\r              \r");
    }

    #[test]
    fn a_short_run_and_a_pipe_draw_nothing() {
        assert_eq!(shown(true, &[100, 200, 300, 400, 499]), "");
        assert_eq!(shown(false, &[600, 700, 800, 900, 1000]), "");
    }
}
