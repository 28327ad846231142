//! The identity provider gives no access token.
//!
//! # What
//!
//! `check --live` asks the tenant's token endpoint for a token of the application (client credentials), with `oAuthClientId`,
//! `oAuthClientSecret` and `oAuthTenantId`, for the scope of the cloud's Exchange Online. It is the stage `token`.
//!
//! # Why
//!
//! Without a token there is no log-in. The reply carries a code (AADSTS…) that names the cause: a wrong or expired secret, an unknown app or
//! tenant, a policy. The secret goes to Microsoft's endpoint of the cloud, or to the one that `--token-endpoint` names, by HTTPS only, and
//! redirects are not followed.
//!
//! # What to do
//!
//! Do what the finding says. The secret must be the *value* of a client secret, not its ID; both IDs stand on one page: App registrations,
//! the app, Overview.
//!
//! # References
//!
//! - Microsoft, client credentials: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>
//! - Microsoft, error codes: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>

use std::error::Error;
use std::io::Read;

use reqwest::blocking::{Client, Response};
use reqwest::{StatusCode, Url, header};
use serde_json::Value;

use super::Result;
use super::resolve::seconds;
use super::starttls::{refused_certificate, version_fault};
use crate::live::catalog;
use crate::live::clock;
use crate::live::mask::printable;
use crate::live::stage::Finding;
use crate::live::tls::Tls;
use crate::live::transcript::Speaker;
use crate::live::trust::without_login;
use crate::live::walk::{Notes, Walk};
use crate::secret::Secret;

/// The longest answer that is read, in bytes; a token has about 2,000.
const MAX_ANSWER: u64 = 1024 * 1024;

pub(in crate::live) fn run(walk: &mut Walk, notes: &mut Notes, address: Url, tls: &Tls) -> Result<Secret> {
    notes.see(format!("POST {address}"));
    let scope = walk.facts.scope.clone();
    let told = if walk.request.cloud.is_some() { "as given" } else { "told by the server's name" };
    notes.see(format!("cloud {} ({told}), scope {scope}", walk.facts.cloud.name()));
    if let Some(proxy) = proxy_of_environment() {
        notes.see(format!("proxy of the environment, unless NO_PROXY names the host: {proxy}"));
    }
    let shown =
        format!("client_id={}&client_secret=***&scope={scope}&grant_type=client_credentials", walk.request.client_id);
    walk.transcript.say(Speaker::Client, &format!("POST {address}"));
    walk.transcript.say(Speaker::Client, &shown);
    let answer = Client::builder()
        .tls_backend_preconfigured((*tls.config).clone())
        .https_only(true)
        .redirect(reqwest::redirect::Policy::none())
        .timeout(walk.request.timeout)
        .user_agent(concat!("osweb-config/", env!("CARGO_PKG_VERSION")))
        .build()
        .and_then(|client| {
            let form = [
                ("client_id", walk.request.client_id.as_str()),
                ("client_secret", walk.request.secret.expose()),
                ("scope", scope.as_str()),
                ("grant_type", "client_credentials"),
            ];
            client.post(address).header(header::ACCEPT, "application/json").form(&form).send()
        });
    let response = answer.map_err(|error| unreachable(walk, &error.without_url(), tls))?;
    if let Some(certificate) = tls.shown().certificate {
        notes.see(certificate.line());
    }
    judge(walk, notes, response)
}

fn judge(walk: &mut Walk, notes: &mut Notes, response: Response) -> Result<Secret> {
    let status = response.status();
    let text = |name: header::HeaderName| {
        response.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let (location, kind, retry, date) =
        (text(header::LOCATION), text(header::CONTENT_TYPE), text(header::RETRY_AFTER), text(header::DATE));
    let mut body = vec![];
    let read = response.take(MAX_ANSWER).read_to_end(&mut body);
    let body = String::from_utf8_lossy(&body).into_owned();
    let json: Option<Value> = serde_json::from_str(&body).ok();
    // The token must be known to the transcript before the answer that holds it is shown.
    let token = json.as_ref().and_then(|json| json.get("access_token")).and_then(Value::as_str).map(Secret::new);
    if let Some(token) = &token {
        walk.transcript.hide(token.expose());
    }
    walk.transcript.say(Speaker::Server, &format!("HTTP {status}"));
    walk.transcript.say(Speaker::Server, &excerpt(&body));
    walk.note_clock(date.as_deref(), notes);
    if let Err(error) = read {
        return Err(
            walk.observed("token-unreachable", format!("the answer breaks off: {}", printable(&error.to_string())))
        );
    }
    if status.is_redirection() {
        let to = location.map_or_else(|| "an unnamed place".to_owned(), |to| without_login(&to));
        return Err(walk.observed("token-redirect", walk.transcript.masked(&to)));
    }
    if status == StatusCode::PROXY_AUTHENTICATION_REQUIRED {
        return Err(walk.observed("proxy-login", format!("HTTP {status}")));
    }
    if status.is_success() {
        return match (token, &json) {
            (Some(token), Some(json)) if !token.expose().is_empty() => {
                let life = json.get("expires_in");
                let life =
                    life.and_then(|life| life.as_i64().or_else(|| life.as_str().and_then(|text| text.parse().ok())));
                notes.see(match life {
                    Some(life) => format!("token received, valid for {}", clock::span(life)),
                    None => "token received".to_owned(),
                });
                Ok(token)
            }
            (_, Some(_)) => Err(walk.observed("token-absent", format!("HTTP {status}"))),
            _ => Err(not_json(walk, status, kind.as_deref(), &body)),
        };
    }
    let Some(json) = json.filter(|json| json.get("error").is_some()) else {
        if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
            let wait =
                retry.map_or_else(String::new, |after| format!(", to be repeated after {} s", printable(&after)));
            return Err(walk.observed("token-throttled", format!("HTTP {status}{wait}")));
        }
        return Err(not_json(walk, status, kind.as_deref(), &body));
    };
    Err(Box::new(refused(walk, status, &json)))
}

/// An OAuth error, with the codes of Microsoft Entra where there are any.
fn refused(walk: &Walk, status: StatusCode, json: &Value) -> Finding {
    let description = json.get("error_description").and_then(Value::as_str).unwrap_or_default();
    let mut codes: Vec<u32> = json
        .get("error_codes")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|code| code.as_u64().and_then(|code| u32::try_from(code).ok()))
        .collect();
    codes.extend(codes_in(description).filter(|code| !codes.contains(code)).collect::<Vec<_>>());
    let error = json.get("error").and_then(Value::as_str);
    let mut finding = catalog::token(&codes, error, &walk.facts);
    // The first line is the message, the others are the ids that support wants.
    let lines = description.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut reply: Vec<String> = [format!("HTTP {status}: {}", error.unwrap_or_default())].into();
    reply.extend(lines.map(str::to_owned));
    for name in ["trace_id", "correlation_id"] {
        if let Some(id) = json.get(name).and_then(Value::as_str).filter(|id| !description.contains(id)) {
            reply.push(format!("{name}: {id}"));
        }
    }
    finding.reply = Some(reply.iter().map(|line| walk.transcript.masked(line)).collect::<Vec<_>>().join("\n"));
    finding
}

/// The codes that a description names: `AADSTS7000215: …`.
fn codes_in(description: &str) -> impl Iterator<Item = u32> + '_ {
    description.match_indices("AADSTS").filter_map(|(at, found)| {
        let digits: String = description[at + found.len()..].chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    })
}

fn not_json(walk: &Walk, status: StatusCode, kind: Option<&str>, body: &str) -> Box<Finding> {
    let kind = kind.map_or_else(String::new, |kind| format!(", {}", printable(kind)));
    let mut finding = walk.observed("token-not-json", format!("HTTP {status}{kind}"));
    let shown = walk.transcript.masked(&excerpt(body));
    finding.reply = (!shown.is_empty()).then_some(shown);
    finding
}

/// The beginning of an answer, on one line.
fn excerpt(body: &str) -> String {
    const CHARACTERS: usize = 2_000;
    let mut text: String = body.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = text.char_indices().nth(CHARACTERS) {
        text.truncate(at);
        text.push('…');
    }
    text
}

/// No answer at all: which step of the way broke.
fn unreachable(walk: &Walk, error: &reqwest::Error, tls: &Tls) -> Box<Finding> {
    let mut words = vec![];
    let mut next: Option<&(dyn Error + 'static)> = error.source();
    while let Some(error) = next {
        words.push(printable(&error.to_string()));
        next = error.source();
    }
    words.dedup();
    let detail = words.last().cloned().unwrap_or_else(|| printable(&error.to_string()));
    if let Some((_, certificate)) = refused_certificate(&tls.shown()) {
        return walk.observed("token-certificate", certificate);
    }
    if let Some(version) = version_fault(error) {
        return walk.observed("token-tls", version);
    }
    if error.is_timeout() {
        return walk.observed("token-timed-out", seconds(walk.request.timeout));
    }
    let chain = words.join(": ").to_lowercase();
    if chain.contains("proxy authorization required") || chain.contains("proxy authentication required") {
        return walk.observed("proxy-login", detail);
    }
    if chain.contains("tunnel") {
        return walk.observed("proxy-refuses", detail);
    }
    if chain.contains("tls") || chain.contains("handshake") || chain.contains("corrupt message") {
        return walk.observed("token-tls", detail);
    }
    walk.observed("token-unreachable", if words.is_empty() { detail } else { words.join(": ") })
}

/// The proxy that the environment names, without its log-in.
fn proxy_of_environment() -> Option<String> {
    let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    let value = names.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))?;
    let shown = if value.contains("://") { without_login(&value) } else { without_login(&format!("http://{value}")) };
    Some(printable(&shown))
}

impl Walk<'_, '_> {
    /// Compares this machine's clock with that of the token endpoint, whose answers tell the time.
    fn note_clock(&mut self, date: Option<&str>, notes: &mut Notes) {
        /// Microsoft allows five minutes between clocks.
        const ALLOWED: i64 = 300;
        let Some(server) = date.and_then(|date| httpdate::parse_http_date(date).ok()) else { return };
        let server = server.duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64);
        let off = clock::now() - server;
        if off.abs() > ALLOWED {
            let direction = if off > 0 { "fast" } else { "slow" };
            notes.warning = Some(*self.observed("clock-off", format!("{} ({direction})", clock::span(off))));
        }
    }
}
