//! What the standard streams can show, and writing to them without a panic.

use std::io::{IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

use crate::choice::choices;
use crate::sanitize::{self, Commands};

choices! {
    /// When colours are used.
    pub enum Colour {
        /// On a terminal
        Auto = "auto",
        /// In files and pipes too
        Always = "always",
        /// Nowhere
        Never = "never",
    }
}

/// How text may look where it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether colours and bold may be used.
    pub colour: bool,
    /// Whether frames may be drawn and typographic characters used; otherwise ASCII.
    pub unicode: bool,
    /// Whether OSC 8 hyperlinks may be used.
    pub links: bool,
    /// Columns.
    pub width: usize,
}

impl Look {
    /// The look of a file: no colours, no links, 80 columns. Programs of Windows take a file without a byte-order mark for one in
    /// the ANSI code page, so that only ASCII is safe there.
    pub const FILE: Self = Self { colour: false, unicode: !cfg!(windows), links: false, width: 80 };

    /// What standard output can show.
    pub fn of_stdout(colour: Colour) -> Self {
        let stdout = std::io::stdout();
        let terminal = stdout.is_terminal();
        let colour = choice(colour, AutoStream::choice(&stdout)) != ColorChoice::Never;
        let links = terminal && colour && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout);
        Self { colour, unicode: unicode(terminal), links, width: width(terminal) }
    }

    /// What standard error can show.
    pub fn of_stderr(colour: Colour) -> Self {
        let stderr = std::io::stderr();
        let terminal = stderr.is_terminal();
        let colour = choice(colour, AutoStream::choice(&stderr)) != ColorChoice::Never;
        Self { colour, unicode: unicode(terminal), links: false, width: width(terminal) }
    }

    /// Our own text, and the pictures in it, with typographic and drawing characters written in ASCII where the locale asks for it.
    pub fn text(self, text: &str) -> String {
        if self.unicode || text.is_ascii() {
            return text.to_owned();
        }
        let mut plain = String::with_capacity(text.len());
        for char in text.chars() {
            match char {
                '…' => plain.push_str("..."),
                '–' | '—' => plain.push('-'),
                '→' => plain.push_str("->"),
                '‘' | '’' => plain.push('\''),
                '“' | '”' => plain.push('"'),
                '×' => plain.push('x'),
                '⚠' => plain.push('!'),
                '☞' => plain.push('>'),
                '─' => plain.push('-'),
                '│' | '├' | '┤' | '┬' => plain.push('|'),
                '╭' => plain.push(','),
                '╰' => plain.push('`'),
                '·' => plain.push(':'),
                _ => plain.push(char),
            }
        }
        plain
    }
}

/// Takes what was typed for both streams, for those who print without a look.
pub fn set_colour(colour: Colour) {
    choice(colour, ColorChoice::Auto).write_global();
}

fn choice(typed: Colour, found: ColorChoice) -> ColorChoice {
    match typed {
        Colour::Auto => found,
        Colour::Always => ColorChoice::Always,
        Colour::Never => ColorChoice::Never,
    }
}

fn width(terminal: bool) -> usize {
    const NARROWEST: usize = 40;
    const WIDEST: usize = 120;
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let size = || terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| usize::from(width.0));
    columns.or_else(size).unwrap_or(80).clamp(NARROWEST, WIDEST)
}

/// Whether the locale's encoding is UTF-8. Windows consoles are written to in UTF-16, so that there is no question; but what is
/// redirected there is read in the console's old code page, whatever the text is.
fn unicode(terminal: bool) -> bool {
    if cfg!(windows) {
        return terminal;
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default();
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

/// Writes results to standard output, where the workflow commands are a report's own. A broken pipe
/// (`| head`) is not an error.
///
/// # Errors
/// Why it could not be written: a full disk.
pub fn print(text: &str, commands: Commands) -> std::io::Result<()> {
    let styles = AutoStream::choice(&std::io::stdout()) != ColorChoice::Never;
    let text = sanitize::stream(text, styles, commands);
    // The text holds colours only where they are wanted; this stream makes them work on old Windows consoles too.
    let mut stdout = AutoStream::new(std::io::stdout().lock(), ColorChoice::Always);
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// Says something on standard error: one line, or several.
pub fn say(text: &str) {
    say_part(&format!("{text}\n"));
}

/// Says a part of a line on standard error: a question.
pub fn say_part(text: &str) {
    let styles = AutoStream::choice(&std::io::stderr()) != ColorChoice::Never;
    let text = sanitize::stream(text, styles, Commands::None);
    // Colours are in the text only where they are wanted. Where nobody listens there is nothing to be done.
    let mut stderr = AutoStream::new(std::io::stderr().lock(), ColorChoice::Always);
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}

/// A text that comes from outside (a path, a message of the system) as one line that a terminal can take.
pub fn harmless(text: &str) -> String {
    sanitize::line(text).into_owned()
}
