//! The mail server's name has no address, or the server may not have the token.
//!
//! # What
//!
//! `check --live` asks this machine's name server for `smtpServer`, after it has made sure that the server is one of Microsoft's
//! or is named by `--allow-host`. It is the stage `resolve`.
//!
//! # Why
//!
//! Without an address nothing can be reached. And a file is not trusted: whoever can change it could point `smtpServer` at a machine of
//! their own and would be handed a token that can send mail. So nothing is sent to an unknown server, not even a question for its name.
//!
//! # What to do
//!
//! Compare `smtpServer` with `smtp.office365.com`. If the name is right, ask for it with `nslookup` on the same machine, and correct the
//! machine's name server. A mail server of your own is allowed by `--allow-host HOST`.
//!
//! # References
//!
//! - Microsoft, client submission: <https://learn.microsoft.com/exchange/mail-flow-best-practices/how-to-set-up-a-multifunction-device-or-application-to-send-email-using-microsoft-365-or-office-365>

use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::mpsc;

use super::Result;
use crate::live::mask::printable;
use crate::live::walk::{Notes, Walk};

pub(in crate::live) fn run(walk: &mut Walk, notes: &mut Notes) -> Result<Vec<SocketAddr>> {
    let (server, port) = (walk.request.server.clone(), walk.request.port);
    // The system's resolver knows no timeout: it gets a thread of its own, which is left behind if it hangs.
    let (answer, answered) = mpsc::channel();
    std::thread::spawn(move || {
        let found = (server.as_str(), port).to_socket_addrs().map(Iterator::collect::<Vec<_>>);
        let _ = answer.send(found);
    });
    let mut addresses = match answered.recv_timeout(walk.request.timeout) {
        Ok(Ok(addresses)) if !addresses.is_empty() => addresses,
        Ok(Ok(_)) => return Err(walk.observed("name-not-found", "no address")),
        Ok(Err(error)) => return Err(walk.observed("name-not-found", printable(&error.to_string()))),
        Err(_) => return Err(walk.observed("name-timed-out", seconds(walk.request.timeout))),
    };
    addresses.dedup();
    let shown = addresses.iter().map(|address| address.ip().to_string()).collect::<Vec<_>>().join(", ");
    notes.see(format!("{}: {shown}", printable(&walk.request.server)));
    Ok(addresses)
}

/// `10 s`.
pub(super) fn seconds(time: std::time::Duration) -> String {
    format!("{} s", time.as_secs_f64())
}
