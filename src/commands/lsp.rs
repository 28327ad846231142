//! `lsp`: the language server on standard input and output.

use super::{panic, refuse};
use crate::exit::Exit;
use crate::lsp;

/// Runs the server until the editor ends it.
pub fn run() -> Exit {
    panic::say_nothing_secret();
    let (connection, threads) = lsp::connect();
    let ended = lsp::serve(&connection);
    drop(connection);
    if let Err(error) = threads.join() {
        return refuse(&error);
    }
    ended.unwrap_or_else(|error| refuse(&error))
}
