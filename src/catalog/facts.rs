//! What is known when a refusal is judged: the file's values, and what earlier stages have seen. Templates of the catalog
//! are filled in from here, and causes are ordered and ruled out by it.

use super::claims::{Claims, role_for};
use super::phase::Phase;
use crate::cloud::Cloud;
use crate::settings::validate::is_guid;

/// The facts of one run, or of none ([`Facts::unknown`]).
#[derive(Clone, Debug)]
pub struct Facts {
    /// Whether the file's values are known; otherwise they are words in angle brackets.
    pub known: bool,
    /// `smtpServer`.
    pub server: String,
    /// `smtpPort`.
    pub port: u16,
    /// `smtpUsername`.
    pub username: String,
    /// `oAuthClientId`.
    pub client_id: String,
    /// `oAuthTenantId`.
    pub tenant: String,
    /// Microsoft's cloud.
    pub cloud: Cloud,
    /// Host of the token endpoint.
    pub token_host: String,
    /// The sender of a message.
    pub sender: String,
    /// The recipient of a test message.
    pub recipient: Option<String>,
    /// Whether the secret has the form of an ID.
    pub secret_is_id: Option<bool>,
    /// What was seen before.
    pub seen: Seen,
    /// What is under way.
    pub phase: Option<Phase>,
    /// What the refusal at hand is about: an address, a certificate, a time. Only for templates.
    pub detail: String,
}

/// What earlier stages have seen.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The server's greeting.
    pub greeting: Option<String>,
    /// Greeting or offer are masked, as Cisco's `inspect esmtp` does.
    pub masked: bool,
    /// TLS is up, and the certificate was verified.
    pub tls_verified: bool,
    /// AUTH was accepted.
    pub signed_in: bool,
    /// By how much this machine's clock is off.
    pub clock_off: Option<String>,
    /// The mail server has only IPv6 addresses here.
    pub only_ipv6: Option<bool>,
    /// What the token says.
    pub token: Option<Claims>,
    /// The certificate at hand.
    pub certificate: Option<CertificateSigns>,
    /// The proxy on the way to the token endpoint.
    pub proxy: Option<ProxySigns>,
}

/// What a certificate says about who made it.
#[derive(Clone, Copy, Debug, Default)]
pub struct CertificateSigns {
    /// It vouches for itself.
    pub self_signed: bool,
    /// It is marked as an authority.
    pub authority: bool,
    /// A public authority that Microsoft uses has issued it, by name.
    pub public_issuer: bool,
    /// Its issuer is trusted here; `None`: not known.
    pub issuer_trusted: Option<bool>,
}

/// The proxy, as its variable names it.
#[derive(Clone, Debug)]
pub struct ProxySigns {
    /// The variable.
    pub variable: String,
    /// Host and port, without user name and password.
    pub address: String,
    /// Whether user name and password are given.
    pub credentials: bool,
}

impl Facts {
    /// Nothing but the reply is known: for looking up a reply without a file.
    pub fn unknown() -> Self {
        let cloud = Cloud::Worldwide;
        Self {
            known: false,
            server: cloud.smtp_host().to_owned(),
            port: 587,
            username: "<smtpUsername>".to_owned(),
            client_id: "<oAuthClientId>".to_owned(),
            tenant: "<oAuthTenantId>".to_owned(),
            cloud,
            token_host: cloud.token_host().to_owned(),
            sender: "<sender>".to_owned(),
            recipient: None,
            secret_is_id: None,
            seen: Seen::default(),
            phase: None,
            detail: String::new(),
        }
    }

    /// The same facts, about `detail`.
    pub(crate) fn about(&self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self.clone() }
    }

    /// The same facts, in this phase.
    pub(crate) fn during(&self, phase: Phase) -> Self {
        Self { phase: Some(phase), ..self.clone() }
    }

    /// Fills in a template of the catalog. In a line that begins with four spaces, which is a command to copy, the values are quoted for
    /// PowerShell: they come from a file that is not trusted.
    pub(crate) fn fill(&self, template: &str) -> String {
        let lines = template.split('\n').map(|line| self.fill_line(line, line.starts_with("    ")));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn fill_line(&self, line: &str, command: bool) -> String {
        let mut filled = String::new();
        let mut rest = line;
        while let Some(open) = rest.find('{') {
            filled.push_str(&rest[..open]);
            let Some(close) = rest[open..].find('}') else {
                rest = &rest[open..];
                break;
            };
            let name = &rest[open + 1..open + close];
            // What stands for a value that is not known is easier to replace without quotes around it.
            let as_it_is = |value: &str| !self.known && value.starts_with('<');
            match self.value(name) {
                Some(value) if command && !matches!(name, "connect" | "object_id") && !as_it_is(&value) => {
                    filled.push_str(&quoted(&value));
                }
                Some(value) => filled.push_str(&printable(&value)),
                None => filled.push_str(&rest[open..=open + close]),
            }
            rest = &rest[open + close + 1..];
        }
        filled.push_str(rest);
        filled
    }

    fn value(&self, name: &str) -> Option<String> {
        let token = self.seen.token.as_ref();
        let proxy = self.seen.proxy.as_ref();
        Some(match name {
            "server" => self.server.clone(),
            "port" => self.port.to_string(),
            "username" => self.username.clone(),
            "client_id" => self.client_id.clone(),
            "tenant" => self.tenant.clone(),
            "tid" => token.and_then(|token| token.tid.clone()).unwrap_or_else(|| self.tenant.clone()),
            // From the token: shown as it is only if it is what it should be.
            "object_id" => token
                .and_then(|token| token.oid.clone())
                .filter(|oid| is_guid(oid))
                .unwrap_or_else(|| "<Object ID of the enterprise application>".to_owned()),
            "token_host" => self.token_host.clone(),
            "scope" => self.cloud.scope(),
            "resource" => self.cloud.resource().to_owned(),
            "smtp_host" => self.cloud.smtp_host().to_owned(),
            "cloud" => self.cloud.name().to_owned(),
            "portal" => self.cloud.portal().to_owned(),
            "connect" => self.cloud.connect_line().to_owned(),
            "sender" => self.sender.clone(),
            "recipient" => self.recipient.clone().unwrap_or_else(|| "<recipient>".to_owned()),
            "greeting" => self.seen.greeting.clone().unwrap_or_else(|| "not known".to_owned()),
            "aud" => token.and_then(|token| token.aud.clone()).unwrap_or_else(|| "unknown".to_owned()),
            "roles" => token.map_or_else(|| "unknown".to_owned(), Claims::roles_text),
            "app" => token.and_then(|token| token.app_displayname.clone()).unwrap_or_else(|| "the app".to_owned()),
            "role" => role_for(&self.server).to_owned(),
            "clock" => self.seen.clock_off.clone().unwrap_or_else(|| "more than five minutes".to_owned()),
            "proxy" => proxy.map_or_else(|| "<proxy>".to_owned(), |proxy| proxy.address.clone()),
            "proxy_variable" => proxy.map_or_else(|| "HTTPS_PROXY".to_owned(), |proxy| proxy.variable.clone()),
            "peer" => match self.phase {
                Some(Phase::TokenTls) => format!("the token endpoint {}", self.token_host),
                Some(Phase::Proxy) => format!("the proxy {}", proxy.map_or("", |proxy| proxy.address.as_str())),
                _ => self.server.clone(),
            },
            "host" => match self.phase {
                Some(Phase::TokenTls | Phase::TokenDns | Phase::TokenTcp | Phase::Http) => self.token_host.clone(),
                Some(Phase::Proxy) => proxy.map_or_else(String::new, |proxy| {
                    proxy.address.rsplit_once(':').map_or(proxy.address.clone(), |(host, _)| host.to_owned())
                }),
                _ => self.server.clone(),
            },
            "step" => self.phase.map_or("this step", Phase::name).to_owned(),
            "detail" => self.detail.clone(),
            _ => return None,
        })
    }
}

/// A value as an argument of a PowerShell command. PowerShell takes typographic single quotes for quotes, too.
fn quoted(value: &str) -> String {
    let safe = |character: char| character.is_ascii_alphanumeric() || "@._-".contains(character);
    let value = printable(value);
    if !value.is_empty() && value.chars().all(safe) && !value.starts_with(['-', '@']) {
        return value;
    }
    let mut quoted = String::from("'");
    for character in value.chars() {
        if matches!(character, '\'' | '\u{2018}'..='\u{201b}') {
            quoted.push(character);
        }
        quoted.push(character);
    }
    quoted.push('\'');
    quoted
}

/// A text that comes from outside, safe to show: one line, control characters and the like by name.
pub(crate) fn printable(text: &str) -> String {
    crate::sanitize::line(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_the_file_cannot_become_a_second_command() {
        let mut facts = super::super::tests::facts();
        facts.username = "a'; Remove-Mailbox b; \u{2019}c\nd".to_owned();
        assert_eq!(
            facts.fill("Sign in as {username}:\n    Get-CASMailbox {username}"),
            "Sign in as a'; Remove-Mailbox b; \u{2019}c<U+000A>d:\n    Get-CASMailbox 'a''; Remove-Mailbox b; \u{2019}\u{2019}c<U+000A>d'"
        );
    }

    #[test]
    fn unknown_placeholders_and_braces_stay() {
        let facts = super::super::tests::facts();
        assert_eq!(facts.fill("{nothing} {port} { open"), "{nothing} 587 { open");
    }

    #[test]
    fn what_a_server_sends_cannot_steer_the_terminal() {
        assert_eq!(printable("a\u{1b}[2Jb\r"), "a<U+001B>[2Jb<U+000D>");
        assert_eq!(printable("grüße"), "grüße");
    }
}
