//! The certificates that are trusted: the system's, and those of `--ca-file`.

use std::path::Path;
use std::sync::Arc;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::error::Error;
use crate::source::bytes;

/// The certificates that are trusted.
#[derive(Clone)]
pub struct TrustStore {
    pub(super) roots: Arc<RootCertStore>,
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
    /// The PEM file cannot be read, or holds no certificate; a sentence that says so, and what to do.
    pub fn load(ca_file: Option<&Path>) -> Result<Self, Error> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if let Some(path) = ca_file {
            let shown = path.display();
            let refuse = |why: String| Error::new(format!("--ca-file: {why}"));
            let pem = bytes::file(path).map_err(|error| refuse(format!("{shown} cannot be read: {error}")))?;
            let certificates = certificates(&pem, &shown.to_string()).map_err(refuse)?;
            let (added, _) = roots.add_parsable_certificates(certificates);
            if added == 0 {
                return Err(refuse(format!("{shown} contains no valid certificate")));
            }
        }
        Ok(Self { roots: Arc::new(roots) })
    }

    /// Trusts nobody but these certificates; for tests and callers with a store of their own.
    pub fn of(roots: RootCertStore) -> Self {
        Self { roots: Arc::new(roots) }
    }

    /// The keys that are trusted, each as its certificate holds it.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &[u8]> {
        self.roots.roots.iter().map(|root| root.subject_public_key_info.as_ref())
    }

    /// Whether nothing is trusted at all, so that every connection must fail.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }
}

/// The certificates of a PEM text, which may have a byte order mark or be in UTF-16, as editors and Windows shells write it.
fn certificates(bytes: &[u8], shown: &str) -> Result<Vec<CertificateDer<'static>>, String> {
    let text = as_ascii(bytes);
    let found = CertificateDer::pem_slice_iter(&text).collect::<Result<Vec<_>, _>>();
    match found {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        Err(error) if contains(&text, b"-----BEGIN CERTIFICATE-----") => Err(format!(
            "{shown} cannot be read as PEM certificates: {error}. Export the certificate again, as Base-64 encoded X.509"
        )),
        _ => Err(not_pem(&text, bytes, shown)),
    }
}

/// What a file without a PEM certificate is, and how to make one of it.
fn not_pem(text: &[u8], bytes: &[u8], shown: &str) -> String {
    let says = |label: &str| contains(text, label.as_bytes());
    if says("BEGIN PKCS7") {
        return format!(
            "{shown} is PKCS#7, and PEM certificates are needed. Convert it: openssl pkcs7 -print_certs -in {shown} -out ca.pem"
        );
    }
    if says("PRIVATE KEY-----") {
        return format!(
            "{shown} contains a private key and no certificate. Name the file with the certificate; a key does not belong here"
        );
    }
    if says("BEGIN CERTIFICATE REQUEST") || says("BEGIN NEW CERTIFICATE REQUEST") {
        return format!("{shown} contains a request for a certificate. Name the certificate that was issued for it");
    }
    // The DER form of ASN.1 begins with a sequence.
    if bytes.first() != Some(&0x30) || bytes.get(1).is_none_or(|length| *length < 0x80) {
        return format!("{shown} contains no certificate in PEM form (-----BEGIN CERTIFICATE-----)");
    }
    if x509_parser::parse_x509_certificate(bytes).is_ok() {
        return format!(
            "{shown} is a certificate in binary form (DER), and PEM is needed. Convert it: certutil -encode {shown} ca.pem (Windows), or openssl x509 -inform der -in {shown} -out ca.pem"
        );
    }
    // The object identifiers 1.2.840.113549.1.7.2 (signed data) and 1.7.1 (data), which PKCS#7 and PKCS#12 begin with.
    let pkcs7 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
    if contains(&bytes[..bytes.len().min(40)], &pkcs7) {
        return format!(
            "{shown} is PKCS#7 in binary form, and PEM certificates are needed. Convert it: openssl pkcs7 -inform der -print_certs -in {shown} -out ca.pem; or export it from Windows as Base-64 encoded X.509"
        );
    }
    format!(
        "{shown} is PKCS#12 (a .pfx or .p12 file with a key), or another binary form; PEM certificates are needed. Convert it: openssl pkcs12 -nokeys -in {shown} -out ca.pem; or export the certificate alone from Windows as Base-64 encoded X.509"
    )
}

/// UTF-16 with its mark as plain text, and UTF-8 without its mark.
fn as_ascii(bytes: &[u8]) -> Vec<u8> {
    let units = |read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units).into_bytes()
    };
    match bytes {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => rest.to_vec(),
        _ => bytes.to_vec(),
    }
}

fn contains(text: &[u8], piece: &[u8]) -> bool {
    memchr::memmem::find(text, piece).is_some()
}
