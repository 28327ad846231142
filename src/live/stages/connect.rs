//! The mail server cannot be reached, or does not speak SMTP.
//!
//! # What
//!
//! `check --live` connects to `smtpServer` at `smtpPort`, by IPv4 and by IPv6, reads the greeting and says EHLO. It is the stage
//! `connect`. A greeting that is not Exchange's, under a name of Microsoft's, is a warning: the port is redirected.
//!
//! # Why
//!
//! osweb must reach the server the same way. Companies and providers often close port 25 and 587, or answer in the place of the server.
//!
//! # What to do
//!
//! Use port 587, and let the firewall pass connections to `smtp.office365.com`, port 587, without inspecting them. Run the check on the
//! machine that osweb runs on.
//!
//! # References
//!
//! - Microsoft, client submission: <https://learn.microsoft.com/exchange/mail-flow-best-practices/how-to-set-up-a-multifunction-device-or-application-to-send-email-using-microsoft-365-or-office-365>
//! - RFC 5321 (SMTP): <https://www.rfc-editor.org/rfc/rfc5321>

use std::io::{ErrorKind, Read};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use rustls::ClientConnection;
use rustls::pki_types::ServerName;

use super::Result;
use super::resolve::seconds;
use crate::live::smtp::{Broken, Session};
use crate::live::stage::Stage;
use crate::live::tls::Tls;
use crate::live::walk::{Notes, Walk};
use crate::live::wire::Wire;

/// Whether a greeting is Exchange Online's: `220 … Microsoft ESMTP MAIL Service ready at …`.
pub(in crate::live) fn is_exchange(greeting: &str) -> bool {
    greeting.contains("Microsoft ESMTP MAIL Service")
}

pub(in crate::live) fn run(walk: &mut Walk, notes: &mut Notes, addresses: &[SocketAddr], tls: &Tls) -> Result<Session> {
    let deadline = Instant::now() + walk.request.timeout;
    let tcp = connect(walk, notes, addresses, deadline)?;
    let address = tcp.peer_addr().ok();
    let mut session = Session::new(Wire::new(tcp));
    session.wire.allow_until(deadline);
    let greeting = match session.reply(&mut walk.transcript) {
        Ok(greeting) => greeting,
        Err(Broken::TimedOut) => {
            if address
                .is_some_and(|address| speaks_tls_at_once(address, &walk.request.server, walk.request.timeout, tls))
            {
                return Err(walk.observed("implicit-tls", ""));
            }
            return Err(walk.observed("greeting-timed-out", seconds(walk.request.timeout)));
        }
        Err(broken) => return Err(walk.broken(broken, "before its greeting")),
    };
    if greeting.code != 220 {
        return Err(walk.refused(&greeting, Stage::Connect));
    }
    let text = walk.transcript.masked(&greeting.text());
    notes.see(format!("greeting: {text}"));
    if walk.facts.microsoft && !is_exchange(&text) {
        notes.warning = Some(*walk.observed("greeting-foreign", text.clone()));
    }
    walk.facts.greeting = Some(text);

    let hello = session.hello(&mut walk.transcript).map_err(|broken| walk.broken(broken, "to EHLO"))?;
    if !hello.is_positive() {
        return Err(walk.refused(&hello, Stage::Connect));
    }
    Ok(session)
}

/// Connects by IPv4 and by IPv6 at the same time, and keeps the connection that Java would choose: IPv4 where it works
/// (`java.net.preferIPv6Addresses` is false unless somebody sets it).
fn connect(walk: &mut Walk, notes: &mut Notes, addresses: &[SocketAddr], deadline: Instant) -> Result<TcpStream> {
    let family = |v6: bool| addresses.iter().copied().filter(|address| address.is_ipv6() == v6).collect::<Vec<_>>();
    let (four, six) = (family(false), family(true));
    let six_thread = std::thread::spawn(move || first_that_answers(&six, deadline));
    let four = first_that_answers(&four, deadline);
    let six = six_thread.join().unwrap_or_default();
    let mut chosen = None;
    let mut faults = vec![];
    for (name, tried) in [("IPv4", four), ("IPv6", six)] {
        for (address, error) in &tried.faults {
            faults.push((error.kind(), format!("{address}: {}", words(error))));
        }
        if let Some(tcp) = tried.connected {
            let address = tcp.peer_addr().map(|address| address.to_string()).unwrap_or_default();
            notes.see(format!("{name}: connected to {address}"));
            chosen.get_or_insert(tcp);
        } else if let Some((address, error)) = tried.faults.last() {
            notes.see(format!("{name}: no connection to {address}: {}", words(error)));
        }
    }
    if let Some(tcp) = chosen {
        let _ = tcp.set_nodelay(true);
        return Ok(tcp);
    }
    let detail = faults.iter().map(|(_, fault)| fault.as_str()).collect::<Vec<_>>().join("; ");
    let any = |kind: ErrorKind| faults.iter().any(|(found, _)| *found == kind);
    // A refusal is a word of the server's side, silence may be anybody's; no route is what IPv6 says on most machines.
    let name = if any(ErrorKind::ConnectionRefused) {
        "connection-refused"
    } else if any(ErrorKind::PermissionDenied) {
        "connection-forbidden"
    } else if any(ErrorKind::TimedOut) {
        "connection-timed-out"
    } else {
        "network-unreachable"
    };
    Err(walk.observed(name, detail))
}

/// What became of the addresses of one family.
#[derive(Default)]
struct Tried {
    connected: Option<TcpStream>,
    faults: Vec<(SocketAddr, std::io::Error)>,
}

fn first_that_answers(addresses: &[SocketAddr], deadline: Instant) -> Tried {
    let mut tried = Tried::default();
    for (at, address) in addresses.iter().enumerate() {
        let left = deadline.saturating_duration_since(Instant::now());
        // Each address gets its share of what is left, so that one that is silent does not use up the time of all.
        let share = left / (addresses.len() - at) as u32;
        if share.is_zero() {
            tried.faults.push((*address, ErrorKind::TimedOut.into()));
            break;
        }
        match TcpStream::connect_timeout(address, share) {
            Ok(tcp) => {
                tried.connected = Some(tcp);
                break;
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                tried.faults.push((*address, ErrorKind::TimedOut.into()));
            }
            Err(error) => tried.faults.push((*address, error)),
        }
    }
    tried
}

fn words(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::ConnectionRefused => "refused".to_owned(),
        ErrorKind::TimedOut => "no answer".to_owned(),
        ErrorKind::PermissionDenied => "forbidden on this machine".to_owned(),
        ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => "no route".to_owned(),
        _ => error.to_string(),
    }
}

/// Whether a port that says nothing waits for TLS, as port 465 does: a second connection opens with a ClientHello,
/// which holds no secret, and looks at the first byte of the answer.
fn speaks_tls_at_once(address: SocketAddr, server: &str, time: Duration, tls: &Tls) -> bool {
    let time = time.min(Duration::from_secs(3));
    let name = ServerName::try_from(server.trim_end_matches('.').to_owned());
    let Ok(mut client) =
        name.map_err(drop).and_then(|name| ClientConnection::new(tls.config.clone(), name).map_err(drop))
    else {
        return false;
    };
    let Ok(mut tcp) = TcpStream::connect_timeout(&address, time) else { return false };
    let ready = tcp.set_read_timeout(Some(time)).and_then(|()| tcp.set_write_timeout(Some(time)));
    let mut first = [0];
    ready.is_ok()
        && client.write_tls(&mut tcp).is_ok()
        && tcp.read_exact(&mut first).is_ok()
        // A handshake record, or an alert about the hello: TLS either way.
        && matches!(first[0], 21 | 22)
}
