//! What is seen while a live check runs: a line per stage on standard error as it ends, the dialogue with `--verbose`,
//! and on a terminal a spinner for the stage that waits.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use anstream::{AutoStream, ColorChoice};

use crate::live::{Event, Line, Speaker, Stage, StageReport, human};
use crate::terminal::{Colour, Look};

const SPINNER: [char; 4] = ['|', '/', '-', '\\'];

/// The part of standard error that a live check writes to.
pub(super) struct Screen {
    terminal: bool,
    quiet: bool,
    verbose: bool,
    /// The stage that runs, since when, and how long it may wait for one thing.
    running: Option<(Stage, Instant, Duration)>,
    /// Whether a spinner stands in the current line.
    drawn: bool,
    frame: usize,
    /// Lines that were written. Where the report comes to the same terminal, it takes their place.
    lines: usize,
    replaced: bool,
}

impl Screen {
    /// How long a frame of the spinner stands.
    pub(super) const FRAME: Duration = Duration::from_millis(100);

    pub(super) fn new(quiet: bool, verbose: bool, path: &str) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let wide = Look::of_stderr(Colour::Auto).width >= 80;
        let replaced = terminal && wide && !verbose && std::io::stdout().is_terminal();
        let mut screen = Self { terminal, quiet, verbose, running: None, drawn: false, frame: 0, lines: 0, replaced };
        if !quiet {
            screen.line(&format!("live check of {}", crate::terminal::harmless(path)));
        }
        screen
    }

    /// Shows an event.
    pub(super) fn show(&mut self, event: Event) {
        match event {
            Event::Started(stage, limit) => self.running = Some((stage, Instant::now(), limit)),
            Event::Said(line) if self.verbose => self.line(&dialogue(&line)),
            Event::Said(_) => {}
            Event::Ended(report) => {
                self.running = None;
                self.ended(&report);
            }
        }
    }

    fn ended(&mut self, report: &StageReport) {
        if !self.quiet {
            let look = if self.terminal { Look::of_stderr(Colour::Auto) } else { Look::FILE };
            self.line(&human::stage_line(report, look));
        }
    }

    /// Turns the spinner.
    pub(super) fn turn(&mut self) {
        let Some((stage, since, limit)) = self.running.filter(|_| self.terminal && !self.quiet) else { return };
        self.frame += 1;
        self.drawn = true;
        let turn = SPINNER[self.frame % SPINNER.len()];
        let (waited, limit) = (since.elapsed().as_secs(), limit.as_secs());
        write(&format!("\r{turn} {:<14}{waited:>4} s of {limit} s", stage.name()));
    }

    /// Leaves a clean line behind; before a `report` on the same terminal, nothing at all.
    pub(super) fn end(&mut self, report: bool) {
        self.wipe();
        if report && self.replaced && self.lines > 0 {
            // Up by so many lines, then away with everything below.
            write(&format!("\u{1b}[{}A\u{1b}[J", self.lines));
        }
    }

    fn line(&mut self, text: &str) {
        self.wipe();
        self.lines += 1;
        crate::terminal::say(text);
    }

    fn wipe(&mut self) {
        if std::mem::take(&mut self.drawn) {
            write(&format!("\r{:40}\r", ""));
        }
    }
}

fn dialogue(line: &Line) -> String {
    let mark = match line.speaker {
        Speaker::Client => '>',
        Speaker::Server => '<',
        Speaker::Note => '*',
    };
    format!("  {mark} {}", line.text)
}

fn write(text: &str) {
    // Colours are in the text only where they are wanted. What cannot be shown is no reason to stop.
    let mut stderr = AutoStream::new(std::io::stderr().lock(), ColorChoice::Always);
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}
