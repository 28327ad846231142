//! A server's certificate as the report shows it.

use x509_parser::prelude::{FromDer, GeneralName, X509Certificate};

use super::clock;
use super::mask::printable;

/// What is shown of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Certificate {
    /// Who it was issued to.
    pub subject: String,
    /// Who issued it.
    pub issuer: String,
    /// Names that it is valid for.
    pub names: Vec<String>,
    /// First second of its validity, since 1970.
    pub not_before: i64,
    /// Last second of its validity, since 1970.
    pub not_after: i64,
}

impl Certificate {
    pub(super) fn parse(der: &[u8]) -> Option<Self> {
        let (_, certificate) = X509Certificate::from_der(der).ok()?;
        let names = certificate.subject_alternative_name().ok().flatten().map_or_else(Vec::new, |names| {
            names.value.general_names.iter().filter_map(name).map(|name| printable(&name)).collect()
        });
        Some(Self {
            subject: printable(&certificate.subject().to_string()),
            issuer: printable(&certificate.issuer().to_string()),
            names,
            not_before: certificate.validity().not_before.timestamp(),
            not_after: certificate.validity().not_after.timestamp(),
        })
    }

    /// Whether it vouches for itself.
    pub(super) fn is_self_signed(&self) -> bool {
        self.subject == self.issuer
    }

    /// Its names, at most five of them.
    pub(super) fn names(&self) -> String {
        if self.names.is_empty() {
            return "no name at all".to_owned();
        }
        let more = self.names.len().saturating_sub(5);
        let mut text = self.names[..self.names.len() - more].join(", ");
        if more > 0 {
            text.push_str(&format!(" and {more} more"));
        }
        text
    }

    /// One line for the report.
    pub(super) fn line(&self) -> String {
        format!(
            "certificate for {}, issued by {}, valid until {}",
            self.names(),
            self.issuer,
            clock::date(self.not_after)
        )
    }
}

fn name(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(bytes) => match <[u8; 4]>::try_from(*bytes) {
            Ok(four) => Some(std::net::Ipv4Addr::from(four).to_string()),
            Err(_) => Some(std::net::Ipv6Addr::from(<[u8; 16]>::try_from(*bytes).ok()?).to_string()),
        },
        _ => None,
    }
}
