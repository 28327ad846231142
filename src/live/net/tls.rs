//! TLS as a client: what the server showed is remembered for the report.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, ClientConnection, DigitallySignedStruct, SignatureScheme};

use super::certificate::Certificate;
use super::roots::TrustStore;
use super::wire::Wire;

/// What the server showed in the last handshake, and what became of it.
#[derive(Clone, Debug, Default)]
pub(in crate::live) struct Shown {
    /// The server's certificate.
    pub certificate: Option<Certificate>,
    /// Why it was refused.
    pub refused: Option<CertificateError>,
    /// Whether its issuer is trusted, apart from its dates and names; `None`: not known.
    pub issuer_trusted: Option<bool>,
}

/// A TLS client that remembers what the server showed, for the report.
#[derive(Clone)]
pub(in crate::live) struct Tls {
    pub config: Arc<ClientConfig>,
    shown: Arc<Mutex<Shown>>,
}

impl Tls {
    /// TLS 1.2 and 1.3 with the given trust; nothing else can be chosen.
    ///
    /// # Errors
    /// The trust store is empty.
    pub(in crate::live) fn new(trust: &TrustStore) -> Result<Self, ()> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let inner = WebPkiServerVerifier::builder_with_provider(trust.roots.clone(), provider.clone())
            .build()
            .map_err(|_| ())?;
        let shown = Arc::new(Mutex::new(Shown::default()));
        let verifier = Arc::new(Remembering { inner, shown: shown.clone() });
        let config = ClientConfig::builder_with_provider(provider as Arc<CryptoProvider>)
            .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
            .expect("ring has both versions")
            // Called "dangerous" because a verifier can be written that accepts anything; this one only listens in.
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        Ok(Self { config: Arc::new(config), shown })
    }

    /// Lays TLS over a connection.
    ///
    /// # Errors
    /// The handshake failed, or the name is not one that a certificate can hold.
    pub(in crate::live) fn start(&self, wire: &mut Wire, host: &str) -> std::io::Result<()> {
        let host = host.trim_end_matches('.').trim_start_matches('[').trim_end_matches(']').to_owned();
        let name = ServerName::try_from(host)
            .map_err(|_| std::io::Error::other("the server's name is not one that a certificate can have"))?;
        let client = ClientConnection::new(self.config.clone(), name).map_err(std::io::Error::other)?;
        wire.start_tls(client)
    }

    /// What the server showed in the last handshake.
    pub(in crate::live) fn shown(&self) -> Shown {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Decides exactly as rustls' own verifier does, and remembers the certificate that was judged.
#[derive(Debug)]
struct Remembering {
    inner: Arc<WebPkiServerVerifier>,
    shown: Arc<Mutex<Shown>>,
}

impl ServerCertVerifier for Remembering {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let verdict = self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        let refused = match &verdict {
            Err(rustls::Error::InvalidCertificate(why)) => Some(why.clone()),
            Err(_) => Some(CertificateError::BadEncoding),
            Ok(_) => None,
        };
        let certificate = Certificate::parse(end_entity);
        // The dates are judged before the issuer: judged once more on a day when they are right, it shows.
        let on_a_good_day = |certificate: &Certificate| {
            let day = UnixTime::since_unix_epoch(Duration::from_secs(certificate.not_before.max(0) as u64 + 1));
            self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, day)
        };
        let is_name = |error: &rustls::Error| {
            matches!(
                error,
                rustls::Error::InvalidCertificate(
                    CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. }
                )
            )
        };
        let issuer_trusted = match (&verdict, &certificate) {
            (Ok(_), _) => Some(true),
            (Err(error), _) if is_name(error) => Some(true),
            (Err(_), Some(certificate)) if !certificate.authority => {
                Some(on_a_good_day(certificate).as_ref().map_or_else(is_name, |_| true))
            }
            _ => None,
        };
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = Shown { certificate, refused, issuer_trusted };
        verdict
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}
