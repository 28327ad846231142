//! Host name to addresses.

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
