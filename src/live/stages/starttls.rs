//! The connection to the mail server cannot be encrypted, or the server cannot prove who it is.
//!
//! # What
//!
//! `check --live` demands STARTTLS, TLS 1.2 or later, and a certificate that stands for `smtpServer` and that the system's trust store
//! (or `--ca-file`) vouches for. It shows the version, the issuer and the day of expiry. It is the stage `starttls`.
//!
//! # Why
//!
//! The token would travel in the clear, or to somebody else. Nothing secret is sent before this stage has passed, TLS is never given up, and
//! anything that was sent in the clear after the server's reply to STARTTLS is a failure.
//!
//! # What to do
//!
//! Look at the issuer: if it is your company's firewall, let the connection pass unopened, or name the firewall's certificate with `--ca-file`
//! and add it to the trust store of osweb's Java. If the name does not fit, write `smtpServer` as the certificate has it.
//!
//! # References
//!
//! - RFC 3207 (STARTTLS): <https://www.rfc-editor.org/rfc/rfc3207>

use super::Result;
use crate::catalog::{Finding, Phase, printable};
use crate::live::net::certificate::Certificate;
use crate::live::net::fault::of_handshake;
use crate::live::net::tls::Tls;
use crate::live::smtp::{Broken, Session};
use crate::live::transcript::Speaker;
use crate::live::walk::{Notes, Walk};

pub(in crate::live) fn run(walk: &mut Walk, notes: &mut Notes, mut session: Session, tls: &Tls) -> Result<Session> {
    if !session.extensions.has("STARTTLS") {
        return Err(walk.observed("starttls-missing", Phase::Starttls, ""));
    }
    session.wire.allow(walk.request.timeout);
    let reply =
        session.command("STARTTLS", &mut walk.transcript).map_err(|broken| walk.broken(broken, Phase::Starttls))?;
    if reply.code != 220 {
        return Err(walk.refused(&reply, Phase::Starttls));
    }
    // Whatever is there now came in the clear. Believed after the handshake, it would pass for the server's words.
    if !session.unasked().is_empty() {
        let text = walk.transcript.masked(&String::from_utf8_lossy(session.unasked()));
        return Err(walk.observed("starttls-injection", Phase::Starttls, format!("`{text}`")));
    }
    session.forget();

    walk.transcript.say(Speaker::Note, "TLS handshake");
    let shaken = tls.start(&mut session.wire, &walk.request.server);
    let certificate = tls.shown().certificate;
    notes.until = certificate.as_ref().map(|certificate| certificate.not_after);
    if let Err(error) = shaken {
        return Err(fault(walk, &error, tls, &session));
    }
    notes.see(session.wire.tls_version().unwrap_or("TLS").to_owned());
    notes.seen.extend(certificate.as_ref().map(Certificate::line));
    walk.facts.seen.tls_verified = true;

    let hello = session.hello(&mut walk.transcript).map_err(|broken| walk.broken(broken, Phase::EhloTls))?;
    if !hello.is_positive() {
        return Err(walk.refused(&hello, Phase::EhloTls));
    }
    let mechanisms = session.extensions.mechanisms();
    let offer = if mechanisms.is_empty() { "none".to_owned() } else { printable(&mechanisms.join(", ")) };
    notes.see(format!("sign-in methods offered: {offer}"));
    Ok(session)
}

/// What a failed handshake means.
fn fault(walk: &Walk, error: &std::io::Error, tls: &Tls, session: &Session) -> Box<Finding> {
    let fault = of_handshake(error, &tls.shown());
    match fault.observation {
        "tls-timed-out" => walk.broken(Broken::TimedOut(session.wire.allowed()), Phase::Handshake),
        "tls-closed" => walk.broken(Broken::Closed, Phase::Handshake),
        _ => walk.tls_fault(fault, Phase::Handshake),
    }
}
