//! What a failed TLS handshake means, at whichever end.

use std::error::Error;
use std::io::ErrorKind;

use rustls::{AlertDescription, CertificateError};

use super::certificate::Certificate;
use super::tls::Shown;
use crate::catalog::{CertificateSigns, printable};

/// A failed handshake: the catalog's name for it, its detail, and what the certificate says.
pub(in crate::live) struct TlsFault {
    pub observation: &'static str,
    pub detail: String,
    pub signs: Option<CertificateSigns>,
}

/// Judges a failed handshake with `host`.
pub(in crate::live) fn of_handshake(error: &std::io::Error, shown: &Shown) -> TlsFault {
    let plain = |observation, detail: String| TlsFault { observation, detail, signs: None };
    if let Some(fault) = refused_certificate(shown) {
        return fault;
    }
    match error.kind() {
        ErrorKind::TimedOut => return plain("tls-timed-out", String::new()),
        ErrorKind::UnexpectedEof
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe => {
            return plain("tls-closed", String::new());
        }
        _ => {}
    }
    match rustls_error(error) {
        Some(rustls::Error::AlertReceived(AlertDescription::ProtocolVersion)) => {
            plain("tls-version", "the server answered with the alert protocol_version".to_owned())
        }
        Some(rustls::Error::PeerIncompatible(why)) => plain("tls-version", format!("{why:?}")),
        Some(rustls::Error::AlertReceived(alert)) => {
            plain("tls-failed", format!("the other side answered with the alert {alert:?}"))
        }
        Some(rustls::Error::InvalidMessage(_)) => plain("tls-not-spoken", "what came is not TLS".to_owned()),
        Some(other) => plain("tls-failed", printable(&other.to_string())),
        None => plain("tls-failed", printable(&error.to_string())),
    }
}

fn rustls_error(error: &std::io::Error) -> Option<&rustls::Error> {
    let mut next: Option<&(dyn Error + 'static)> = error.get_ref().map(|inner| inner as &(dyn Error + 'static));
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        next = error.source();
    }
    None
}

/// The observation and its detail, if the certificate was refused.
fn refused_certificate(shown: &Shown) -> Option<TlsFault> {
    let why = shown.refused.as_ref()?;
    let certificate = shown.certificate.as_ref();
    let line = certificate.map_or_else(|| why.to_string(), Certificate::line);
    let signs = certificate.map(|certificate| certificate.signs(shown.issuer_trusted));
    let (observation, detail) = match why {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => ("certificate-expired", line),
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            ("certificate-not-yet-valid", line)
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            ("certificate-wrong-name", line)
        }
        // Marked as an authority: said before whether anybody trusts it, since trusting it would not help.
        _ if certificate.is_some_and(|certificate| certificate.authority) => ("certificate-authority", line),
        _ if certificate.is_some_and(Certificate::is_self_signed) => ("certificate-self-signed", line),
        CertificateError::UnknownIssuer => ("certificate-unknown-issuer", line),
        other => ("certificate-invalid", format!("{}; {line}", printable(&other.to_string()))),
    };
    Some(TlsFault { observation, detail, signs })
}
