//! TLS: which certificates are trusted, and what the server showed.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};

use super::certificate::Certificate;
use crate::error::Error;
use crate::source::bytes;

/// The certificates that are trusted: the system's, and those of `--ca-file`.
#[derive(Clone)]
pub struct TrustStore {
    roots: Arc<RootCertStore>,
}

impl std::fmt::Debug for TrustStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TrustStore({} certificates)", self.roots.len())
    }
}

impl TrustStore {
    /// Loads the system's trust store (the platform's; `SSL_CERT_FILE` and `SSL_CERT_DIR` replace it, as with OpenSSL)
    /// and adds the certificates of a PEM file.
    ///
    /// # Errors
    /// The PEM file cannot be read, or holds no certificate; a sentence that says so.
    pub fn load(ca_file: Option<&Path>) -> Result<Self, Error> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if let Some(path) = ca_file {
            let refuse = |why: String| Error::new(format!("--ca-file: {}: {why}", path.display()));
            let pem = bytes::file(path).map_err(|error| refuse(format!("cannot be read: {error}")))?;
            let certificates: Vec<_> = CertificateDer::pem_slice_iter(&pem)
                .collect::<Result<_, _>>()
                .map_err(|error| refuse(format!("cannot be read as PEM certificates: {error}")))?;
            let (added, refused) = roots.add_parsable_certificates(certificates);
            if added == 0 {
                let why = if refused == 0 { "holds no certificate in PEM form" } else { "holds no valid certificate" };
                return Err(refuse(why.to_owned()));
            }
        }
        Ok(Self { roots: Arc::new(roots) })
    }

    /// Trusts nobody but these certificates; for tests and callers with a store of their own.
    pub fn of(roots: RootCertStore) -> Self {
        Self { roots: Arc::new(roots) }
    }

    /// Whether nothing is trusted at all, so that every connection must fail.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }
}

/// What the server showed in the last handshake, and what became of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    /// The server's certificate.
    pub certificate: Option<Certificate>,
    /// Why it was refused.
    pub refused: Option<rustls::CertificateError>,
}

/// A TLS client that remembers what the server showed, for the report.
#[derive(Clone)]
pub(super) struct Tls {
    pub config: Arc<ClientConfig>,
    shown: Arc<Mutex<Shown>>,
}

impl Tls {
    /// TLS 1.2 and 1.3 with the given trust; nothing else can be chosen.
    ///
    /// # Errors
    /// The trust store is empty.
    pub(super) fn new(trust: &TrustStore) -> Result<Self, ()> {
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

    /// What the server showed in the last handshake.
    pub(super) fn shown(&self) -> Shown {
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
            Err(_) => Some(rustls::CertificateError::BadEncoding),
            Ok(_) => None,
        };
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) =
            Shown { certificate: Certificate::parse(end_entity), refused };
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
