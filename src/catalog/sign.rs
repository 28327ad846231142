//! Evidence: what was seen on the way, and what it says about a cause.

use super::facts::Facts;
use super::phase::Phase;
use crate::cloud;
use crate::settings::validate::is_guid;

/// Something that the file, the token or an earlier stage shows. Each is true, false, or not known.
#[derive(Clone, Copy, Debug)]
pub enum Sign {
    /// The refusal came in one of these phases.
    In(&'static [Phase]),
    /// The mail server is one of Microsoft's by its name.
    Microsoft,
    /// The mail server is the one for high-volume mail.
    HighVolume,
    /// `smtpPort` has this value.
    Port(u16),
    /// The secret has the form of an ID.
    SecretIsId,
    /// The client ID has the form of an ID.
    ClientIdIsId,
    /// The tenant is named by `common`, `organizations` or `consumers`.
    TenantIsWord,
    /// The sender is another address than the one that signs in.
    SenderDiffers,
    /// The token carries the permission.
    HasRole,
    /// The token is for Exchange Online.
    ForExchange,
    /// The greeting is Exchange's.
    ExchangeGreeting,
    /// Greeting or offer are masked by `inspect esmtp`.
    Masked,
    /// TLS is up and the server's certificate was verified.
    TlsVerified,
    /// AUTH was accepted.
    SignedIn,
    /// The clock of this machine is off.
    ClockOff,
    /// The server has only IPv6 addresses here.
    OnlyIpv6,
    /// This is Windows.
    Windows,
    /// The certificate vouches for itself.
    SelfSigned,
    /// The certificate is marked as an authority (CA:TRUE).
    MarkedAsAuthority,
    /// The certificate's issuer is one of the public authorities that Microsoft uses.
    PublicIssuer,
    /// The certificate's issuer is trusted here.
    IssuerTrusted,
    /// The proxy's variable has user name and password.
    ProxyCredentials,
    /// The token endpoint is reached through a proxy.
    ByProxy,
    /// The opposite.
    Not(&'static Sign),
}

/// What a sign says about a cause.
#[derive(Clone, Copy, Debug)]
pub enum Evidence {
    /// The cause exists only where this is so; elsewhere nobody would think of it.
    Only(Sign),
    /// Proves the cause.
    Proves(Sign),
    /// Speaks for the cause.
    For(Sign),
    /// Rules the cause out, which people would otherwise guess: what it is called then.
    RulesOut(Sign, &'static str),
}

/// What the evidence makes of a cause; the smaller, the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Proven,
    Likely,
    Possible,
}

/// A cause, weighed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Weighed {
    /// It may be the one.
    Open(Rank),
    /// It cannot be, under this name and because of this sign.
    RuledOut(&'static str, Sign),
    /// It has nothing to do with what was seen.
    Beside,
}

/// Weighs the evidence about one cause.
pub(super) fn weigh(evidence: &[Evidence], facts: &Facts) -> Weighed {
    let mut rank = Rank::Possible;
    let mut out = None;
    for piece in evidence {
        match piece {
            Evidence::Only(sign) if sign.holds(facts) == Some(false) => return Weighed::Beside,
            Evidence::Proves(sign) if sign.holds(facts) == Some(true) => rank = rank.min(Rank::Proven),
            Evidence::For(sign) if sign.holds(facts) == Some(true) => rank = rank.min(Rank::Likely),
            Evidence::RulesOut(sign, what) if sign.holds(facts) == Some(true) => out = Some((*what, *sign)),
            _ => {}
        }
    }
    out.map_or(Weighed::Open(rank), |(what, sign)| Weighed::RuledOut(what, sign))
}

impl Sign {
    /// Whether it is so; `None` where that is not known.
    pub fn holds(self, facts: &Facts) -> Option<bool> {
        let seen = &facts.seen;
        match self {
            Self::In(phases) => facts.phase.map(|phase| phases.contains(&phase)),
            Self::Microsoft => facts.known.then(|| cloud::takes_login(&facts.server)),
            Self::HighVolume => facts.known.then(|| super::claims::is_high_volume(&facts.server)),
            Self::Port(port) => facts.known.then_some(facts.port == port),
            Self::SecretIsId => facts.secret_is_id,
            Self::ClientIdIsId => facts.known.then(|| is_guid(&facts.client_id)),
            Self::TenantIsWord => facts.known.then(|| {
                ["common", "organizations", "consumers"].iter().any(|word| facts.tenant.eq_ignore_ascii_case(word))
            }),
            Self::SenderDiffers => facts.known.then(|| !facts.sender.eq_ignore_ascii_case(&facts.username)),
            Self::HasRole => seen.token.as_ref().map(|token| token.has_role(super::claims::role_for(&facts.server))),
            Self::ForExchange => {
                let aud = seen.token.as_ref()?.aud.as_ref()?;
                Some(super::claims::is_exchange(aud, facts.cloud))
            }
            Self::ExchangeGreeting => {
                if seen.masked {
                    return None;
                }
                seen.greeting.as_ref().map(|greeting| is_exchange_greeting(greeting))
            }
            Self::Masked => seen.greeting.as_ref().map(|_| seen.masked),
            Self::TlsVerified => facts.known.then_some(seen.tls_verified),
            Self::SignedIn => facts.known.then_some(seen.signed_in),
            Self::ClockOff => facts.known.then_some(seen.clock_off.is_some()),
            Self::OnlyIpv6 => seen.only_ipv6,
            Self::Windows => facts.known.then_some(cfg!(windows)),
            Self::SelfSigned => seen.certificate.map(|certificate| certificate.self_signed),
            Self::MarkedAsAuthority => seen.certificate.map(|certificate| certificate.authority),
            Self::PublicIssuer => seen.certificate.map(|certificate| certificate.public_issuer),
            Self::IssuerTrusted => seen.certificate.and_then(|certificate| certificate.issuer_trusted),
            Self::ProxyCredentials => seen.proxy.as_ref().map(|proxy| proxy.credentials),
            Self::ByProxy => facts.known.then_some(seen.proxy.is_some()),
            Self::Not(sign) => sign.holds(facts).map(|holds| !holds),
        }
    }

    /// The sign in words, as a template: what is so.
    pub fn words(self) -> &'static str {
        match self {
            Self::Not(sign) => sign.words_of(false),
            sign => sign.words_of(true),
        }
    }

    fn words_of(&self, so: bool) -> &'static str {
        let (yes, no) = match self {
            Self::In(_) => ("it came at this step", "it came at another step"),
            Self::Microsoft => ("the server is one of Microsoft's", "the server is not one of Microsoft's"),
            Self::HighVolume => {
                ("the server is the one for high-volume mail", "the server is not for high-volume mail")
            }
            Self::Port(465) => ("smtpPort is 465", "smtpPort is not 465"),
            Self::Port(25) => ("smtpPort is 25", "smtpPort is not 25"),
            Self::Port(_) => ("smtpPort has that value", "smtpPort has another value"),
            Self::SecretIsId => ("the secret has the form of an ID", "the secret does not have the form of an ID"),
            Self::ClientIdIsId => {
                ("oAuthClientId has the form of an ID", "oAuthClientId does not have the form of an ID")
            }
            Self::TenantIsWord => ("oAuthTenantId is a word for many tenants", "oAuthTenantId names one tenant"),
            Self::SenderDiffers => {
                ("the sender is not the mailbox that signs in", "the sender is the mailbox that signs in")
            }
            Self::HasRole => ("the token carries {role}", "the token does not carry {role}"),
            Self::ForExchange => ("the token is for {aud}", "the token is for {aud}, not for Exchange Online"),
            Self::ExchangeGreeting => ("the greeting is Exchange's", "the greeting is not Exchange's"),
            Self::Masked => ("greeting or offer are masked", "greeting and offer are not masked"),
            Self::TlsVerified => (
                "TLS is up and the certificate was verified, so nobody in between can read, change or answer",
                "TLS was not up yet",
            ),
            Self::SignedIn => ("the sign-in was accepted", "nobody was signed in yet"),
            Self::ClockOff => ("this machine's clock is off", "this machine's clock is right"),
            Self::OnlyIpv6 => ("the server has only IPv6 addresses here", "the server has an IPv4 address here"),
            Self::Windows => ("this is Windows", "this is not Windows"),
            Self::SelfSigned => ("the certificate vouches for itself", "somebody else issued the certificate"),
            Self::MarkedAsAuthority => {
                ("the certificate is marked as an authority", "the certificate is not marked as an authority")
            }
            Self::PublicIssuer => {
                ("the issuer is a public authority", "the issuer is not a public authority that Microsoft uses")
            }
            Self::IssuerTrusted => {
                ("the certificate's issuer is trusted here", "the certificate's issuer is not trusted here")
            }
            Self::ProxyCredentials => {
                ("the proxy's variable has user name and password", "the proxy's variable has no user name")
            }
            Self::ByProxy => ("the way leads through a proxy", "no proxy is set"),
            Self::Not(sign) => return sign.words_of(!so),
        };
        if so { yes } else { no }
    }
}

/// Whether a greeting is Exchange Online's: `220 … Microsoft ESMTP MAIL Service ready at …`.
pub fn is_exchange_greeting(greeting: &str) -> bool {
    greeting.contains("Microsoft ESMTP MAIL Service")
}
