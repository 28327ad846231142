//! The identity provider gives no access token.
//!
//! # What
//!
//! `check --live` asks the tenant's token endpoint for a token of the application (client credentials), with `oAuthClientId`,
//! `oAuthClientSecret` and `oAuthTenantId`, for the scope of the cloud's Exchange Online. It is the stage `token`.
//!
//! # Why
//!
//! Without a token there is no sign-in. The reply carries a code (AADSTS…) that names the cause: a wrong or expired secret, an unknown app or
//! tenant, a policy. The secret goes to Microsoft's endpoint of the cloud, or to the one that `--token-endpoint` names, by HTTPS only, and
//! redirects are not followed.
//!
//! # What to do
//!
//! Do what the finding says. The secret must be the *value* of a client secret, not its ID; both IDs are on one page: App registrations,
//! the app, Overview.
//!
//! # References
//!
//! - Microsoft, client credentials: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>
//! - Microsoft, error codes: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>

use std::time::Instant;

use url::Url;
use url::form_urlencoded::Serializer;

use super::Result;
use crate::catalog::{self, Finding, Phase, Stage, TokenError, lookup, printable};
use crate::live::clock;
use crate::live::net::certificate::Certificate;
use crate::live::net::fault::of_handshake;
use crate::live::net::http::{self, Answer, HttpFault};
use crate::live::net::proxy::{self, Proxy};
use crate::live::net::tls::Tls;
use crate::live::net::wire::Wire;
use crate::live::net::{dial, dns};
use crate::live::transcript::Speaker;
use crate::live::trust::without_login;
use crate::live::walk::{Notes, Walk};
use crate::secret::Secret;

pub(in crate::live) fn run(walk: &mut Walk, notes: &mut Notes, address: Url, tls: &Tls) -> Result<Secret> {
    let scope = walk.facts.cloud.scope();
    notes.see(format!("POST {address}"));
    let told = if walk.request.cloud.is_some() { "as given" } else { "told by the server's name" };
    notes.see(format!("cloud {} ({told}), scope {scope}", walk.facts.cloud.name()));
    let mut way = Way { walk, notes, deadline: Instant::now(), tls };
    way.deadline += way.walk.request.limit(Stage::Token);
    let mut wire = way.open(&address)?;
    let answer = way.ask(&mut wire, &address, &scope)?;
    drop(wire);
    way.judge(&answer)
}

/// The way to the token endpoint. All of it together, from the name to the last byte, has one deadline.
struct Way<'s, 'r, 'w> {
    walk: &'s mut Walk<'r, 'w>,
    notes: &'s mut Notes,
    deadline: Instant,
    tls: &'s Tls,
}

impl Way<'_, '_, '_> {
    fn limit(&self) -> String {
        clock::seconds(self.walk.request.timeout)
    }

    /// Connects, through the proxy if there is one, and lays TLS over it.
    fn open(&mut self, address: &Url) -> Result<Wire> {
        let host = address.host_str().unwrap_or_default().to_owned();
        let port = address.port_or_known_default().unwrap_or(443);
        let proxy = proxy::of_environment(&host, port, &|name| std::env::var(name).ok()).map_err(|bad| {
            let mut facts = self.walk.facts.about(bad.detail);
            facts.seen.proxy =
                Some(catalog::ProxySigns { variable: bad.variable, address: String::new(), credentials: false });
            Box::new(catalog::observed(bad.observation, Phase::Proxy, &facts))
        })?;
        let mut wire = match &proxy {
            None => self.dial(&host, port)?,
            Some(proxy) => self.tunnel(proxy, &host, port)?,
        };
        self.walk.transcript.say(Speaker::Note, &format!("TLS handshake with {host}"));
        let shaken = self.tls.start(&mut wire, &host);
        self.notes.seen.extend(self.tls.shown().certificate.as_ref().map(Certificate::line));
        shaken.map_err(|error| self.handshake_fault(&error, Phase::TokenTls))?;
        Ok(wire)
    }

    fn handshake_fault(&self, error: &std::io::Error, phase: Phase) -> Box<Finding> {
        let mut fault = of_handshake(error, &self.tls.shown());
        if fault.observation == "tls-timed-out" {
            fault.detail = self.limit();
        }
        self.walk.tls_fault(fault, phase)
    }

    /// A connection to the token endpoint itself.
    fn dial(&mut self, host: &str, port: u16) -> Result<Wire> {
        let addresses = dns::look_up(host, self.deadline).map_err(|fault| {
            let detail = if fault == dns::NameFault::TimedOut { self.limit() } else { fault.words().to_owned() };
            self.walk.observed(fault.observation(), Phase::TokenDns, detail)
        })?;
        let dialed = dial::dial(&addresses, port, self.deadline, None, &mut |_| {});
        let (name, words) = dialed.fault();
        let tcp = dialed.tcp.ok_or_else(|| self.walk.observed(name, Phase::TokenTcp, words))?;
        self.wire(tcp)
    }

    fn wire(&self, tcp: std::net::TcpStream) -> Result<Wire> {
        let broken = |error: std::io::Error| {
            self.walk.observed("network-unreachable", Phase::TokenTcp, printable(&error.to_string()))
        };
        let mut wire = Wire::new(tcp).map_err(broken)?;
        wire.allow_until(self.deadline, self.walk.request.timeout);
        Ok(wire)
    }

    /// A tunnel to the token endpoint through the proxy (CONNECT).
    fn tunnel(&mut self, proxy: &Proxy, host: &str, port: u16) -> Result<Wire> {
        let address = &proxy.signs.address;
        self.notes.see(format!("by the proxy {address} ({})", proxy.signs.variable));
        self.walk.facts.seen.proxy = Some(proxy.signs.clone());
        let unreachable = |words: &str| self.walk.observed("proxy-unreachable", Phase::Proxy, words);
        let addresses = dns::look_up(&proxy.host, self.deadline).map_err(|fault| unreachable(fault.words()))?;
        let dialed = dial::dial(&addresses, proxy.port, self.deadline, None, &mut |_| {});
        let words = dialed.fault().1;
        let tcp = dialed.tcp.ok_or_else(|| unreachable(&words))?;
        let mut wire = self.wire(tcp)?;
        if proxy.tls {
            let shaken = self.tls.start(&mut wire, &proxy.host);
            shaken.map_err(|error| self.handshake_fault(&error, Phase::Proxy))?;
        }
        let mut request = format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n");
        self.walk.transcript.say(Speaker::Client, &format!("CONNECT {host}:{port}"));
        if let Some(credentials) = &proxy.credentials {
            use base64::Engine;
            let encoded = Secret::new(base64::engine::general_purpose::STANDARD.encode(credentials.expose()));
            let password = credentials.expose().split_once(':').map_or("", |(_, password)| password);
            self.walk.transcript.hide(password);
            self.walk.transcript.hide(encoded.expose());
            request.push_str(&format!("Proxy-Authorization: Basic {}\r\n", encoded.expose()));
        }
        request.push_str("\r\n");
        let answer = http::exchange(&mut wire, Secret::new(request).expose().as_bytes(), true)
            .map_err(|fault| self.proxy_fault(fault))?;
        self.walk.transcript.say(Speaker::Server, &answer.status_line());
        if answer.status / 100 == 2 {
            return Ok(wire);
        }
        let status = format!("HTTP {}", answer.status_line());
        let kinds: Vec<_> =
            answer.headers("proxy-authenticate").map(|kind| kind.split(' ').next().unwrap_or("")).collect();
        let basic = kinds.is_empty() || kinds.iter().any(|kind| kind.eq_ignore_ascii_case("basic"));
        let (name, detail) = match answer.status {
            407 if basic => ("proxy-login", status),
            407 => ("proxy-login-kind", printable(&format!("{status}: {}", kinds.join(", ")))),
            502..=504 => ("proxy-gateway", status),
            _ => ("proxy-refuses", status),
        };
        Err(self.walk.observed(name, Phase::Proxy, self.walk.transcript.masked(&detail)))
    }

    fn proxy_fault(&self, fault: HttpFault) -> Box<Finding> {
        let (name, detail) = match fault {
            HttpFault::NoAnswer | HttpFault::TooSlow(..) => ("proxy-timed-out", self.limit()),
            HttpFault::Closed(_) => ("proxy-closed", String::new()),
            HttpFault::NotHttp(said) => {
                ("proxy-not-http", format!("`{}`", excerpt(&String::from_utf8_lossy(&said), 200)))
            }
            HttpFault::TooLong(_) => ("proxy-not-http", "an answer without an end".to_owned()),
            HttpFault::Io(error) => ("proxy-unreachable", printable(&error.to_string())),
        };
        self.walk.observed(name, Phase::Proxy, self.walk.transcript.masked(&detail))
    }

    /// Sends the request and reads the answer.
    fn ask(&mut self, wire: &mut Wire, address: &Url, scope: &str) -> Result<Answer> {
        let request = self.walk.request;
        let form = Secret::new(
            Serializer::new(String::new())
                .append_pair("client_id", &request.client_id)
                .append_pair("client_secret", request.secret.expose())
                .append_pair("scope", scope)
                .append_pair("grant_type", "client_credentials")
                .finish(),
        );
        let transcript = &mut self.walk.transcript;
        transcript.say(Speaker::Client, &format!("POST {address}"));
        let shown =
            format!("client_id={}&client_secret=***&scope={scope}&grant_type=client_credentials", request.client_id);
        transcript.say(Speaker::Client, &shown);
        let path =
            address.query().map_or_else(|| address.path().to_owned(), |query| format!("{}?{query}", address.path()));
        let authority = &address[url::Position::BeforeHost..url::Position::AfterPort];
        let text = Secret::new(format!(
            "POST {path} HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: {}\r\nAccept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}",
            concat!("osweb-config/", env!("CARGO_PKG_VERSION")),
            form.expose().len(),
            form.expose(),
        ));
        http::exchange(wire, text.expose().as_bytes(), false).map_err(|fault| {
            let (name, detail) = match fault {
                HttpFault::NoAnswer => ("token-timed-out", self.limit()),
                HttpFault::TooSlow(got, of) => {
                    let of = of.map_or_else(String::new, |of| format!(" of an answer with a body of {of}"));
                    ("token-too-slow", format!("{got} bytes{of} came within {}", self.limit()))
                }
                HttpFault::Closed(0) => ("token-closed", "before it answered".to_owned()),
                HttpFault::Closed(got) => ("token-closed", format!("in the middle of its answer, after {got} bytes")),
                HttpFault::NotHttp(said) => {
                    ("token-not-http", format!("`{}`", excerpt(&String::from_utf8_lossy(&said), 200)))
                }
                HttpFault::TooLong(got) => ("token-too-long", format!("{got} bytes were read")),
                HttpFault::Io(error) => ("token-closed", printable(&error.to_string())),
            };
            self.walk.observed(name, Phase::Http, self.walk.transcript.masked(&detail))
        })
    }

    /// What the answer says.
    fn judge(&mut self, answer: &Answer) -> Result<Secret> {
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        let json: Option<serde_json::Value> = serde_json::from_str(body.trim_start_matches('\u{feff}')).ok();
        // The token must be known to the transcript before the answer that holds it is shown.
        let token = json.as_ref().and_then(|json| json.get("access_token")?.as_str()).map(Secret::new);
        if let Some(token) = &token {
            self.walk.transcript.hide(token.expose());
        }
        let status = format!("HTTP {}", answer.status_line());
        self.walk.transcript.say(Speaker::Server, &status);
        self.walk.transcript.say(Speaker::Server, &excerpt(&body, 2_000));
        self.note_clock(answer.header("date"));
        if answer.status / 100 == 3 {
            let to = answer.header("location").map_or_else(|| "an unnamed place".to_owned(), without_login);
            return Err(self.walk.observed("token-redirect", Phase::Http, self.walk.transcript.masked(&to)));
        }
        if answer.status / 100 == 2 {
            return match (token, &json) {
                (Some(token), Some(json)) if !token.expose().is_empty() => {
                    let life = json.get("expires_in");
                    let life = life.and_then(|life| life.as_i64().or_else(|| life.as_str()?.parse().ok()));
                    self.notes.until = life.map(|life| clock::now().saturating_add(life));
                    self.notes.see(match life {
                        Some(life) => format!("token received, valid for {}", clock::span(life)),
                        None => "token received".to_owned(),
                    });
                    Ok(token)
                }
                (_, Some(json)) if json.get("error").is_some() => Err(self.refused(&status, &body)),
                (_, Some(_)) => Err(self.walk.observed("token-absent", Phase::Http, status)),
                _ => Err(self.not_json(&status, answer, &body)),
            };
        }
        let error = lookup::token_error(&body);
        let is_error = !error.codes.is_empty() || error.error.is_some();
        let known = is_error && !matches!(answer.status, 429 | 500..) || !error.codes.is_empty();
        if known {
            return Err(self.refused(&status, &body));
        }
        let mut finding = match answer.status {
            429 | 503 => {
                let wait = answer.header("retry-after").and_then(retry_after).unwrap_or_default();
                self.walk.observed("token-throttled", Phase::Http, format!("{status}{wait}"))
            }
            404 | 405 | 410 => self.walk.observed("token-no-such-page", Phase::Http, status.clone()),
            500.. => self.walk.observed("token-gateway", Phase::Http, status.clone()),
            _ => return Err(self.not_json(&status, answer, &body)),
        };
        finding.reply = self.shown(&status, &body);
        Err(finding)
    }

    /// An OAuth error, with the codes of Microsoft Entra where there are any.
    fn refused(&self, status: &str, body: &str) -> Box<Finding> {
        let error = lookup::token_error(body);
        let mut finding = catalog::token(&error, &self.walk.facts);
        // The first line is the message, the others are the ids that support wants.
        let lines = error.description.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut reply: Vec<String> = [format!("{status}: {}", error.error.clone().unwrap_or_default())].into();
        reply.extend(lines.map(str::to_owned));
        let json: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
        for name in ["suberror", "trace_id", "correlation_id"] {
            let id = json.get(name).and_then(serde_json::Value::as_str);
            if let Some(id) = id.filter(|id| !id.is_empty() && !error.description.contains(id)) {
                reply.push(format!("{name}: {id}"));
            }
        }
        let TokenError { description, .. } = &error;
        if description.is_empty() {
            reply.push(excerpt(body, 2_000));
        }
        finding.reply = Some(reply.iter().map(|line| self.walk.transcript.masked(line)).collect::<Vec<_>>().join("\n"));
        Box::new(finding)
    }

    fn not_json(&self, status: &str, answer: &Answer, body: &str) -> Box<Finding> {
        let kind = answer.header("content-type").map_or_else(String::new, |kind| format!(", {}", printable(kind)));
        let mut finding = self.walk.observed("token-not-json", Phase::Http, format!("{status}{kind}"));
        finding.reply = self.shown(status, body);
        finding
    }

    fn shown(&self, status: &str, body: &str) -> Option<String> {
        let shown = self.walk.transcript.masked(&excerpt(body, 2_000));
        (!shown.is_empty()).then(|| format!("{}\n{shown}", self.walk.transcript.masked(status)))
    }

    /// Compares this machine's clock with that of the token endpoint, whose answers tell the time.
    fn note_clock(&mut self, date: Option<&str>) {
        /// Microsoft allows five minutes between clocks.
        const ALLOWED: i64 = 300;
        let Some(server) = date.and_then(seconds_of) else { return };
        let off = clock::now() - server;
        if off.abs() > ALLOWED {
            let direction = if off > 0 { "fast" } else { "slow" };
            let off = format!("{} ({direction})", clock::span(off));
            self.notes.warn(*self.walk.observed("clock-off", Phase::Http, &off));
            self.walk.facts.seen.clock_off = Some(off);
        }
    }
}

/// Seconds since 1970 of an HTTP date.
fn seconds_of(date: &str) -> Option<i64> {
    let since = httpdate::parse_http_date(date).ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}

/// When a request may be repeated (RFC 9110, 10.2.3: seconds, or a date), in words.
fn retry_after(value: &str) -> Option<String> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<i64>() {
        return Some(format!(", to be repeated after {}", clock::span(seconds)));
    }
    seconds_of(value).map(|at| format!(", to be repeated after {}", clock::utc(at)))
}

/// The beginning of an answer, on one line.
fn excerpt(body: &str, characters: usize) -> String {
    let mut text: String = body.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = text.char_indices().nth(characters) {
        text.truncate(at);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_to_wait_is_read_in_both_forms() {
        assert_eq!(retry_after("30").as_deref(), Some(", to be repeated after 30 seconds"));
        let date = retry_after("Wed, 21 Oct 2026 07:28:00 GMT");
        assert_eq!(date.as_deref(), Some(", to be repeated after 2026-10-21 07:28:00 UTC"));
        assert_eq!(retry_after("soon"), None);
    }
}
