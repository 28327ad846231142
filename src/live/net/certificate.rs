//! A server's certificate as the report shows it.

use x509_parser::prelude::{FromDer, GeneralName, X509Certificate};

use crate::catalog::{CertificateSigns, printable};
use crate::live::clock;

/// What is shown of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::live) struct Certificate {
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
    /// Marked as an authority (basic constraints, CA:TRUE).
    pub authority: bool,
}

/// Public authorities that Microsoft's servers have their certificates from, as their names begin.
const PUBLIC: [&str; 4] = ["O=DigiCert", "O=Microsoft", "O=GlobalSign", "O=Baltimore"];

impl Certificate {
    pub(in crate::live) fn parse(der: &[u8]) -> Option<Self> {
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
            authority: certificate.is_ca(),
        })
    }

    /// Whether it vouches for itself.
    pub(in crate::live) fn is_self_signed(&self) -> bool {
        self.subject == self.issuer
    }

    /// What it says about who made it.
    pub(in crate::live) fn signs(&self, issuer_trusted: Option<bool>) -> CertificateSigns {
        CertificateSigns {
            self_signed: self.is_self_signed(),
            authority: self.authority,
            public_issuer: PUBLIC.iter().any(|name| self.issuer.contains(name)),
            issuer_trusted,
        }
    }

    /// Its names, at most five of them.
    pub(in crate::live) fn names(&self) -> String {
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
    pub(in crate::live) fn line(&self) -> String {
        format!(
            "certificate for {}, issued by {}, valid until {} (from {})",
            self.names(),
            self.issuer,
            clock::date(self.not_after),
            clock::date(self.not_before)
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

#[cfg(test)]
mod tests {
    use super::Certificate;

    #[test]
    fn of_many_names_five_are_shown_and_the_others_counted() {
        for (count, shown) in
            [(0, "no name at all"), (1, "n0"), (5, "n0, n1, n2, n3, n4"), (7, "n0, n1, n2, n3, n4 and 2 more")]
        {
            let certificate = Certificate {
                subject: String::new(),
                issuer: String::new(),
                names: (0..count).map(|number| format!("n{number}")).collect(),
                not_before: 0,
                not_after: 0,
                authority: false,
            };
            assert_eq!(certificate.names(), shown);
        }
    }
}
