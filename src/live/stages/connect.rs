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

use std::io::Read;
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use rustls::ClientConnection;
use rustls::pki_types::ServerName;

use super::Result;
use crate::catalog::{Phase, is_exchange_greeting};
use crate::live::clock;
use crate::live::net::dial::{self, Fate};
use crate::live::net::tls::Tls;
use crate::live::net::wire::Wire;
use crate::live::smtp::{Broken, Session};
use crate::live::walk::{Notes, Walk};

pub(in crate::live) fn run(walk: &mut Walk, notes: &mut Notes, addresses: &[IpAddr], tls: &Tls) -> Result<Session> {
    let limit = walk.request.timeout;
    let (tcp, probe) = connect(walk, notes, addresses, tls)?;
    let mut session = Session::new(Wire::new(tcp).map_err(|error| walk.broken(Broken::Io(error), Phase::Greeting))?);
    let silent = probe.is_some();
    // Whoever was silent has had its time.
    session.wire.allow(if silent { Duration::from_millis(1) } else { limit });
    let greeting = match session.reply(&mut walk.transcript) {
        Ok(greeting) => greeting,
        Err(Broken::TimedOut(_)) => {
            let is_tls = probe.is_some_and(|answer| answer.recv_timeout(Duration::from_millis(500)) == Ok(true));
            let name = if is_tls { "implicit-tls" } else { "greeting-timed-out" };
            return Err(walk.observed(name, Phase::Greeting, clock::seconds(limit)));
        }
        Err(broken) => return Err(walk.broken(broken, Phase::Greeting)),
    };
    let text = walk.transcript.masked(&greeting.text());
    walk.facts.seen.masked = is_masked(&text);
    walk.facts.seen.greeting = Some(text.clone());
    if greeting.code != 220 {
        return Err(walk.refused(&greeting, Phase::Greeting));
    }
    notes.see(format!("greeting: {text}"));
    session.wire.allow(limit);
    let hello = session.hello(&mut walk.transcript).map_err(|broken| walk.broken(broken, Phase::Ehlo))?;
    if !hello.is_positive() {
        return Err(walk.refused(&hello, Phase::Ehlo));
    }
    walk.facts.seen.masked |= session.extensions.is_masked();
    if walk.facts.seen.masked {
        notes.warn(*walk.observed("greeting-masked", Phase::Ehlo, ""));
    } else if walk.facts.seen.greeting.as_deref().is_some_and(|text| !is_exchange_greeting(text))
        && crate::cloud::takes_login(&walk.request.server)
    {
        notes.warn(*walk.observed("greeting-foreign", Phase::Greeting, text));
    }
    Ok(session)
}

/// Whether a greeting is one of those that `inspect esmtp` writes: asterisks in the place of all that tells something.
fn is_masked(greeting: &str) -> bool {
    let stars = greeting.chars().filter(|character| *character == '*').count();
    stars >= 4 && stars * 2 > greeting.chars().filter(|character| !character.is_whitespace()).count()
}

/// Whether a port that says nothing waits for TLS, once that is known.
type Probe = Option<Receiver<bool>>;

/// Calls the server by IPv4 and by IPv6 at the same time; the first that greets wins, and the other's fate is told.
fn connect(walk: &mut Walk, notes: &mut Notes, addresses: &[IpAddr], tls: &Tls) -> Result<(TcpStream, Probe)> {
    let limit = walk.request.timeout;
    let mut probe = None;
    let mut ask = |address: SocketAddr| probe = Some(speaks_tls_at_once(address, &walk.request.server, limit / 2, tls));
    let dialed = dial::dial(addresses, walk.request.port, Instant::now() + limit, Some(limit), &mut ask);
    for (kind, fate) in &dialed.fates {
        notes.see(format!("{kind}: {}", fate.words()));
    }
    let answered = dialed.fates.iter().any(|(_, fate)| matches!(fate, Fate::Answers(_)));
    if answered {
        for (kind, fate) in dialed.fates.iter().filter(|(_, fate)| fate.is_trouble()) {
            notes.warn(*walk.observed("family-unreachable", Phase::Tcp, format!("{kind}: {}", fate.words())));
        }
    }
    let fault = dialed.fault();
    match dialed.tcp {
        Some(tcp) if answered => Ok((tcp, None)),
        Some(tcp) => Ok((tcp, Some(probe.unwrap_or_else(|| channel().1)))),
        None if fault.0 == "connection-closed" => Err(walk.observed("connection-closed", Phase::Greeting, fault.1)),
        None => Err(walk.observed(fault.0, Phase::Tcp, fault.1)),
    }
}

/// Asks whether a port that says nothing waits for TLS, as port 465 does: a second connection opens with a ClientHello,
/// which holds no secret, and looks at the first byte of the answer.
fn speaks_tls_at_once(address: SocketAddr, server: &str, time: Duration, tls: &Tls) -> Receiver<bool> {
    let (tell, told) = channel();
    let (server, config) = (server.trim_end_matches('.').to_owned(), tls.config.clone());
    std::thread::spawn(move || {
        let asked = || -> Option<bool> {
            let mut client = ClientConnection::new(config, ServerName::try_from(server).ok()?).ok()?;
            let mut tcp = TcpStream::connect_timeout(&address, time).ok()?;
            tcp.set_read_timeout(Some(time)).and_then(|()| tcp.set_write_timeout(Some(time))).ok()?;
            client.write_tls(&mut tcp).ok()?;
            let mut first = [0];
            tcp.read_exact(&mut first).ok()?;
            // A handshake record, or an alert about the hello: TLS either way.
            Some(matches!(first[0], 21 | 22))
        };
        let _ = tell.send(asked().unwrap_or(false));
    });
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_greeting_is_told_from_a_decorated_one() {
        assert!(is_masked("****************************************"));
        assert!(is_masked("***** 2 ** 0 *****"));
        assert!(!is_masked("*** Welcome to mail.example ESMTP ***"));
        assert!(!is_masked("x.outlook.office365.com Microsoft ESMTP MAIL Service ready"));
    }
}
