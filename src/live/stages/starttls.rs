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
//! anything that was sent in the clear behind the server's reply to STARTTLS is a failure.
//!
//! # What to do
//!
//! Look at the issuer: if it is your company's firewall, let the connection pass unopened, or name the firewall's certificate with `--ca-file`
//! and add it to the trust store of osweb's Java. If the name does not fit, write `smtpServer` as the certificate has it.
//!
//! # References
//!
//! - RFC 3207 (STARTTLS): <https://www.rfc-editor.org/rfc/rfc3207>

use std::error::Error;

use rustls::pki_types::ServerName;
use rustls::{AlertDescription, CertificateError, ClientConnection};

use super::Result;
use crate::live::certificate::Certificate;
use crate::live::mask::printable;
use crate::live::smtp::Session;
use crate::live::stage::Stage;
use crate::live::tls::{Shown, Tls};
use crate::live::transcript::Speaker;
use crate::live::walk::{Notes, Walk};

pub(in crate::live) fn run(walk: &mut Walk, notes: &mut Notes, mut session: Session, tls: &Tls) -> Result<Session> {
    if !session.extensions.has("STARTTLS") {
        return Err(walk.observed("starttls-missing", ""));
    }
    session.wire.allow(walk.request.timeout);
    let reply =
        session.command("STARTTLS", &mut walk.transcript).map_err(|broken| walk.broken(broken, "to STARTTLS"))?;
    if reply.code != 220 {
        return Err(walk.refused(&reply, Stage::Starttls));
    }
    // Whatever is there now came in the clear. Believed after the handshake, it would pass for the server's words.
    if !session.unasked().is_empty() {
        let text = walk.transcript.masked(&String::from_utf8_lossy(session.unasked()));
        return Err(walk.observed("starttls-injection", format!("`{text}`")));
    }
    session.forget();

    let server = walk.request.server.trim_end_matches('.').to_owned();
    let name = ServerName::try_from(server)
        .map_err(|_| walk.observed("tls-failed", "the server's name is not one that a certificate can hold"))?;
    let client = ClientConnection::new(tls.config.clone(), name)
        .map_err(|error| walk.observed("tls-failed", error.to_string()))?;
    walk.transcript.say(Speaker::Note, "TLS handshake");
    if let Err(error) = session.wire.start_tls(client) {
        return Err(fault(walk, &error, &tls.shown()));
    }
    notes.see(session.wire.tls_version().unwrap_or("TLS").to_owned());
    if let Some(certificate) = tls.shown().certificate {
        notes.see(certificate.line());
    }

    let hello = session.hello(&mut walk.transcript).map_err(|broken| walk.broken(broken, "to EHLO inside TLS"))?;
    if !hello.is_positive() {
        return Err(walk.refused(&hello, Stage::Starttls));
    }
    let mechanisms = session.extensions.mechanisms();
    let offer = if mechanisms.is_empty() { "none".to_owned() } else { printable(&mechanisms.join(", ")) };
    notes.see(format!("log-in methods offered: {offer}"));
    Ok(session)
}

/// What a failed handshake means.
fn fault(walk: &Walk, error: &std::io::Error, shown: &Shown) -> Box<crate::live::stage::Finding> {
    if let Some((name, detail)) = refused_certificate(shown) {
        return walk.observed(name, detail);
    }
    if matches!(error.kind(), std::io::ErrorKind::TimedOut) {
        return walk.observed("reply-timed-out", "during the TLS handshake");
    }
    match version_fault(error) {
        Some(detail) => walk.observed("tls-version", detail),
        None => walk.observed("tls-failed", printable(&error.to_string())),
    }
}

/// Name of the observation and its detail, if the certificate was refused.
pub(in crate::live) fn refused_certificate(shown: &Shown) -> Option<(&'static str, String)> {
    let why = shown.refused.as_ref()?;
    let line = shown.certificate.as_ref().map_or_else(|| why.to_string(), Certificate::line);
    let is_self_signed = shown.certificate.as_ref().is_some_and(Certificate::is_self_signed);
    Some(match why {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => ("certificate-expired", line),
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            ("certificate-not-yet-valid", line)
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            ("certificate-wrong-name", line)
        }
        _ if is_self_signed => ("certificate-self-signed", line),
        CertificateError::UnknownIssuer => ("certificate-unknown-issuer", line),
        other => ("certificate-invalid", format!("{}; {line}", printable(&other.to_string()))),
    })
}

/// Whether the two sides have no TLS version in common; in words.
pub(in crate::live) fn version_fault(error: &(dyn Error + 'static)) -> Option<String> {
    let mut next = Some(error);
    while let Some(error) = next {
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        let inner = inner.map(|inner| inner as &(dyn Error + 'static));
        for candidate in [Some(error), inner].into_iter().flatten() {
            match candidate.downcast_ref::<rustls::Error>() {
                Some(rustls::Error::AlertReceived(AlertDescription::ProtocolVersion)) => {
                    return Some("the server answered with the alert protocol_version".to_owned());
                }
                Some(rustls::Error::PeerIncompatible(why)) => return Some(format!("{why:?}")),
                _ => {}
            }
        }
        next = inner.and_then(Error::source).or_else(|| error.source());
    }
    None
}
