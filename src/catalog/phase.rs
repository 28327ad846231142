//! Where on the way to a sent message something was said or seen: stages as reports show them, phases as causes need them.

/// One step on the way to a sent message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Host name to addresses.
    Resolve,
    /// TCP connection, greeting, EHLO.
    Connect,
    /// STARTTLS and the server's certificate.
    Starttls,
    /// The access token, from the tenant's token endpoint.
    Token,
    /// What the token says, judged without trusting it.
    Claims,
    /// AUTH XOAUTH2.
    Authenticate,
    /// MAIL FROM and RCPT TO, then RSET.
    Envelope,
    /// A message.
    Send,
}

impl Stage {
    /// All stages in their order.
    pub const ALL: [Self; 8] = [
        Self::Resolve,
        Self::Connect,
        Self::Starttls,
        Self::Token,
        Self::Claims,
        Self::Authenticate,
        Self::Envelope,
        Self::Send,
    ];

    /// The name that every report uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Resolve => "resolve",
            Self::Connect => "connect",
            Self::Starttls => "starttls",
            Self::Token => "token",
            Self::Claims => "claims",
            Self::Authenticate => "authenticate",
            Self::Envelope => "envelope",
            Self::Send => "send",
        }
    }
}

/// What was under way when something was said or seen. The same words mean different things in different phases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Before anything is sent: may these hosts have a secret at all?
    Trust,
    /// The mail server's name.
    Dns,
    /// The TCP connection to the mail server.
    Tcp,
    /// The mail server's first words.
    Greeting,
    /// EHLO in the clear.
    Ehlo,
    /// The reply to STARTTLS.
    Starttls,
    /// The TLS handshake with the mail server.
    Handshake,
    /// EHLO inside TLS.
    EhloTls,
    /// The name of the token endpoint (or of the proxy before it).
    TokenDns,
    /// The TCP connection to the token endpoint or to the proxy.
    TokenTcp,
    /// The proxy's answer to CONNECT, and its variable.
    Proxy,
    /// The TLS handshake with the token endpoint.
    TokenTls,
    /// The token endpoint's answer.
    Http,
    /// The token, judged here.
    Claims,
    /// AUTH, with its challenges.
    Auth,
    /// MAIL FROM.
    Mail,
    /// RCPT TO.
    Rcpt,
    /// DATA, before the message.
    Data,
    /// The end of the message.
    End,
    /// RSET.
    Rset,
}

impl Phase {
    /// All phases in their order.
    pub const ALL: [Self; 20] = [
        Self::Trust,
        Self::Dns,
        Self::Tcp,
        Self::Greeting,
        Self::Ehlo,
        Self::Starttls,
        Self::Handshake,
        Self::EhloTls,
        Self::TokenDns,
        Self::TokenTcp,
        Self::Proxy,
        Self::TokenTls,
        Self::Http,
        Self::Claims,
        Self::Auth,
        Self::Mail,
        Self::Rcpt,
        Self::Data,
        Self::End,
        Self::Rset,
    ];

    /// The phases in which a mail server replies.
    pub const SMTP: &'static [Self] = &[
        Self::Greeting,
        Self::Ehlo,
        Self::Starttls,
        Self::EhloTls,
        Self::Auth,
        Self::Mail,
        Self::Rcpt,
        Self::Data,
        Self::End,
        Self::Rset,
    ];

    /// Before the sign-in.
    pub const BEFORE_AUTH: &'static [Self] = &[Self::Greeting, Self::Ehlo, Self::Starttls, Self::EhloTls];

    /// After the sign-in.
    pub const AFTER_AUTH: &'static [Self] = &[Self::Mail, Self::Rcpt, Self::Data, Self::End, Self::Rset];

    /// From the sign-in on.
    pub const FROM_AUTH: &'static [Self] = &[Self::Auth, Self::Mail, Self::Rcpt, Self::Data, Self::End, Self::Rset];

    /// Where a recipient is judged.
    pub const RECIPIENT: &'static [Self] = &[Self::Rcpt, Self::Data, Self::End];

    /// Where a message is judged.
    pub const MESSAGE: &'static [Self] = &[Self::Data, Self::End];

    /// The ends of TLS: the mail server, the token endpoint, and a proxy that is spoken to by TLS.
    pub const TLS: &'static [Self] = &[Self::Handshake, Self::TokenTls, Self::Proxy];

    /// The stage that a phase belongs to, as reports name it. MAIL and RCPT belong to `envelope`, even when `send` repeats them.
    pub fn stage(self) -> Stage {
        match self {
            Self::Trust | Self::Dns => Stage::Resolve,
            Self::Tcp | Self::Greeting | Self::Ehlo => Stage::Connect,
            Self::Starttls | Self::Handshake | Self::EhloTls => Stage::Starttls,
            Self::TokenDns | Self::TokenTcp | Self::Proxy | Self::TokenTls | Self::Http => Stage::Token,
            Self::Claims => Stage::Claims,
            Self::Auth => Stage::Authenticate,
            Self::Mail | Self::Rcpt | Self::Rset => Stage::Envelope,
            Self::Data | Self::End => Stage::Send,
        }
    }

    /// The name in the list of known replies, and in `--phase`-like places.
    pub fn name(self) -> &'static str {
        match self {
            Self::Trust => "before the first byte",
            Self::Dns => "name of the mail server",
            Self::Tcp => "connection",
            Self::Greeting => "greeting",
            Self::Ehlo => "EHLO",
            Self::Starttls => "STARTTLS",
            Self::Handshake => "TLS handshake",
            Self::EhloTls => "EHLO inside TLS",
            Self::TokenDns => "name of the token endpoint",
            Self::TokenTcp => "connection to the token endpoint",
            Self::Proxy => "proxy",
            Self::TokenTls => "TLS handshake with the token endpoint",
            Self::Http => "answer of the token endpoint",
            Self::Claims => "content of the token",
            Self::Auth => "AUTH",
            Self::Mail => "MAIL FROM",
            Self::Rcpt => "RCPT TO",
            Self::Data => "DATA",
            Self::End => "end of the message",
            Self::Rset => "RSET",
        }
    }
}
