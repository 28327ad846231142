//! What is known when a reply is judged: the file's values, and what earlier stages have seen. Templates of the catalog
//! are filled in from here, and causes are ruled out by it.

use super::claims::{Claims, role_for};
use super::cloud::Cloud;
use super::request::Request;
use crate::settings::validate::is_guid;

/// The facts of one run.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub server: String,
    pub port: u16,
    pub username: String,
    pub client_id: String,
    pub tenant: String,
    pub cloud: Cloud,
    pub token_host: String,
    pub scope: String,
    pub sender: String,
    pub recipient: Option<String>,
    /// Whether the mail server is one of Microsoft's.
    pub microsoft: bool,
    /// Whether the secret has the form of an ID.
    pub secret_is_id: bool,
    /// What the token says.
    pub token: Option<Claims>,
    /// The server's greeting.
    pub greeting: Option<String>,
    /// What the observation at hand is about: an address, a certificate, a time. Only for templates.
    pub detail: String,
}

impl Facts {
    pub(super) fn of(request: &Request) -> Self {
        let cloud = request.cloud();
        Self {
            server: request.server.clone(),
            port: request.port,
            username: request.username.clone(),
            client_id: request.client_id.clone(),
            tenant: request.tenant.clone(),
            cloud,
            token_host: cloud.token_host().to_owned(),
            scope: cloud.scope(),
            sender: request.sender().to_owned(),
            recipient: request.send_to.clone(),
            microsoft: super::cloud::takes_login(&request.server),
            secret_is_id: is_guid(request.secret.expose()),
            token: None,
            greeting: None,
            detail: String::new(),
        }
    }

    /// The same facts, about `detail`.
    pub(super) fn about(&self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self.clone() }
    }

    /// Fills in a template of the catalog. In a line that begins with four blanks, which is a command to copy, the values are quoted for
    /// PowerShell: they come from a file that is not trusted.
    pub(super) fn fill(&self, template: &str) -> String {
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
            match self.value(name) {
                Some(value) if command && !matches!(name, "connect" | "object_id") => filled.push_str(&quoted(&value)),
                Some(value) => filled.push_str(&one_line(&value)),
                None => filled.push_str(&rest[open..=open + close]),
            }
            rest = &rest[open + close + 1..];
        }
        filled.push_str(rest);
        filled
    }

    fn value(&self, name: &str) -> Option<String> {
        let token = self.token.as_ref();
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
            "scope" => self.scope.clone(),
            "resource" => self.cloud.resource().to_owned(),
            "smtp_host" => self.cloud.smtp_host().to_owned(),
            "cloud" => self.cloud.name().to_owned(),
            "portal" => self.cloud.portal().to_owned(),
            "connect" => self.cloud.connect_line().to_owned(),
            "sender" => self.sender.clone(),
            "recipient" => self.recipient.clone().unwrap_or_else(|| "<recipient>".to_owned()),
            "greeting" => self.greeting.clone().unwrap_or_default(),
            "aud" => token.and_then(|token| token.aud.clone()).unwrap_or_else(|| "unknown".to_owned()),
            "roles" => token.map_or_else(|| "unknown".to_owned(), Claims::roles_text),
            "app" => token.and_then(|token| token.app_displayname.clone()).unwrap_or_else(|| "the app".to_owned()),
            "role" => role_for(&self.server).to_owned(),
            "detail" => self.detail.clone(),
            _ => return None,
        })
    }
}

/// A value as an argument of a PowerShell command. PowerShell takes typographic single quotes for quotes, too.
fn quoted(value: &str) -> String {
    let safe = |character: char| character.is_ascii_alphanumeric() || "@._-".contains(character);
    let value = one_line(value);
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

fn one_line(value: &str) -> String {
    super::mask::printable(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::tests::request;

    #[test]
    fn a_value_of_the_file_cannot_become_a_second_command() {
        let mut request = request();
        request.username = "a'; Remove-Mailbox b; \u{2019}c\nd".to_owned();
        let filled = Facts::of(&request).fill("Log in as {username}:\n    Get-CASMailbox {username}");
        assert_eq!(
            filled,
            "Log in as a'; Remove-Mailbox b; \u{2019}c<U+000A>d:\n    Get-CASMailbox 'a''; Remove-Mailbox b; \u{2019}\u{2019}c<U+000A>d'"
        );
    }

    #[test]
    fn unknown_placeholders_and_braces_stay() {
        let facts = Facts::of(&request());
        assert_eq!(facts.fill("{nothing} {client_id} { open"), format!("{{nothing}} {} {{ open", request().client_id));
    }
}
