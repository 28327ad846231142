//! `lsp`: the language server on standard input and output.

use lsp_server::Connection;

use super::{panic, refuse};
use crate::exit::Exit;
use crate::lsp;

/// Runs the server until the editor ends it.
pub fn run() -> Exit {
    panic::say_nothing_secret();
    let (connection, threads) = Connection::stdio();
    let ended = lsp::serve(&connection);
    drop(connection);
    // What the threads complain of quotes messages, and those hold files.
    if threads.join().is_err() {
        return refuse(&"the editor sent what is not a message of the Language Server Protocol");
    }
    ended.unwrap_or_else(|error| refuse(&error))
}
