//! The live check is not complete: a value that it needs is missing or cannot be known here.
//!
//! # What
//!
//! `check --live` needs `smtpServer`, `smtpPort`, `smtpUsername`, `oAuthClientId`, `oAuthClientSecret` and `oAuthTenantId`. A `${NAME}` in
//! a value is resolved from the environment and then from the file itself, as Spring does when the service starts. What needs none of the
//! missing values is checked all the same: without a client secret the way to the mail server up to TLS.
//!
//! # Why
//!
//! An encrypted secret (`{cipher}…`, `ENC(…)`) can be read only by the service that holds the key, and a masked one (`***`) is lost.
//! An environment variable that is set for the service need not be set for the person who runs the check.
//!
//! # What to do
//!
//! Fill in what is missing. Set the environment variable that a placeholder names. For a secret that cannot be read from the file use
//! `--client-secret-env VAR`, `--client-secret-file FILE` or `--client-secret-stdin`.
//!
//! # References
//!
//! - enaio documentation: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>
//! - Spring Boot, externalized configuration: <https://docs.spring.io/spring-boot/reference/features/external-config.html>

use std::time::Duration;

use super::cloud::Cloud;
use super::net::roots::TrustStore;
use super::placeholder::{self, Sources, Unresolved};
use super::request::Request;
use super::rules;
use crate::diagnostic::Diagnostic;
use crate::inspect::Inspection;
use crate::parse::Format;
use crate::property::{Content, value};
use crate::secret::Secret;
use crate::settings::{SECTION, Setting};
use crate::source::Span;

/// What the user says beside the file.
pub struct Given<'a> {
    /// The client secret, if not the file's.
    pub secret: Option<Secret>,
    /// The cloud; `None`: guessed from the server.
    pub cloud: Option<Cloud>,
    /// Another token endpoint.
    pub token_endpoint: Option<String>,
    /// Mail servers beside Microsoft's that may have the token.
    pub allow_hosts: Vec<String>,
    /// The certificates that are trusted.
    pub trust: TrustStore,
    /// Time for each stage.
    pub timeout: Duration,
    /// Address for the test message.
    pub send_to: Option<String>,
    /// The sender.
    pub send_as: Option<String>,
    /// The environment, for placeholders.
    pub environment: &'a dyn Fn(&str) -> Option<String>,
}

/// Makes a request of an inspected file. What is missing or cannot be known comes beside it, a diagnostic each; the request names it as
/// lacking, and the live check does what can be done without it.
///
/// # Errors
/// Nothing can be done at all: why, a diagnostic each.
pub fn request(inspection: &Inspection, given: Given) -> Result<(Request, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut faults = vec![];
    let mut lacking = vec![];
    if !inspection.reading.faults.is_empty() {
        let why = "the file cannot be read as the service reads it";
        return Err(vec![fault(inspection, None, why, "Resolve the error of the file first.")]);
    }
    if inspection.reading.format == Format::Registry {
        let why = "a registry export contains enaio server's settings, and no usable secret";
        return Err(vec![fault(inspection, None, why, "Check webclient's osweb-prod.yml with --live.")]);
    }
    let mut text = |setting| match value(inspection, setting, given.environment) {
        Ok(text) => text,
        Err((why, help)) => {
            faults.push(fault(inspection, Some(setting), &why, &help));
            lacking.push(setting);
            String::new()
        }
    };
    let server = text(Setting::SmtpServer);
    let port = text(Setting::SmtpPort);
    let username = text(Setting::SmtpUsername);
    let client_id = text(Setting::OAuthClientId);
    let secret = given.secret.clone().unwrap_or_else(|| Secret::new(text(Setting::OAuthClientSecret)));
    let tenant = text(Setting::OAuthTenantId);
    let port = port.trim().parse::<u16>().unwrap_or(0);
    if port == 0 && !lacking.contains(&Setting::SmtpPort) {
        let why = "`smtpPort` is not a port";
        faults.push(fault(inspection, Some(Setting::SmtpPort), why, "Write `smtpPort: 587`."));
        lacking.push(Setting::SmtpPort);
    }
    let lacks = |settings: &[Setting]| settings.iter().any(|setting| lacking.contains(setting));
    if lacks(MAIL_NEEDS) && lacks(TOKEN_NEEDS) {
        return Err(faults);
    }
    let request = Request {
        server,
        port,
        username,
        client_id,
        tenant,
        secret,
        cloud: given.cloud,
        token_endpoint: given.token_endpoint,
        allow_hosts: given.allow_hosts,
        trust: given.trust,
        timeout: given.timeout,
        send_to: given.send_to,
        send_as: given.send_as,
        lacking,
    };
    Ok((request, faults))
}

/// What the way to the mail server needs.
pub(super) const MAIL_NEEDS: &[Setting] = &[Setting::SmtpServer, Setting::SmtpPort];
/// What the way to the token needs.
pub(super) const TOKEN_NEEDS: &[Setting] =
    &[Setting::OAuthClientId, Setting::OAuthClientSecret, Setting::OAuthTenantId];

/// A setting as the service gets it, or why that cannot be known, and what to do.
fn value(
    inspection: &Inspection,
    setting: Setting,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<String, (String, String)> {
    let key = setting.key();
    let property = inspection.settings.get(&inspection.reading, setting);
    let base = || inspection.settings.base(setting).map(|base| base.text.as_str());
    let Some(text) = property.map(|property| property.value.text.as_str()).or_else(base) else {
        return Err((format!("`{key}` is missing"), format!("Add `{key}` to the section `{SECTION}`.")));
    };
    let other_source = if setting == Setting::OAuthClientSecret {
        "Give the secret with --client-secret-env VAR, --client-secret-file FILE or --client-secret-stdin."
    } else {
        "Write the value itself for the live check."
    };
    let text = match value::content(text) {
        Content::Literal => text.to_owned(),
        Content::Encrypted => {
            return Err((format!("`{key}` is encrypted, and only the service has the key"), other_source.into()));
        }
        Content::Masked => return Err((format!("`{key}` is masked: the value is lost"), other_source.into())),
        Content::Placeholder => {
            let properties: Vec<_> = inspection
                .effective()
                .into_iter()
                .map(|property| (property.name.as_str(), property.value.text.as_str()))
                .collect();
            placeholder::resolve(text, &Sources { environment, properties: &properties }).map_err(|unresolved| {
                match unresolved {
                    Unresolved::Unknown(name) => (
                        format!("`{key}` needs `${{{name}}}`, which is not set here"),
                        format!("Set the environment variable {name} for the check, as it is set for the service. {other_source}"),
                    ),
                    Unresolved::Circular(name) => (
                        format!("`{key}` needs `${{{name}}}`, which needs itself"),
                        "Break the circle: the service would not start with it.".to_owned(),
                    ),
                    Unresolved::TooMuch(name) => (
                        format!("`{key}` needs `${{{name}}}`, which leads to too many other placeholders or too much text"),
                        format!("Write what is meant without so many steps. {other_source}"),
                    ),
                }
            })?
        }
    };
    if text.trim().is_empty() {
        return Err((format!("`{key}` is empty"), format!("Fill in `{key}`. {other_source}")));
    }
    Ok(text)
}

fn fault(inspection: &Inspection, setting: Option<Setting>, why: &str, help: &str) -> Diagnostic {
    let span = setting.map_or_else(|| section(inspection), |setting| place(inspection, setting));
    let diagnostic = rules::of_settings()
        .at(span, format!("The live check is not complete: {why}"))
        .label("needed for the live check")
        .help(help);
    match setting {
        Some(setting) => diagnostic.property(setting.name()),
        None => diagnostic,
    }
}

/// Where a setting stands; a missing one at its section's key, or at the top of the file.
pub(super) fn place(inspection: &Inspection, setting: Setting) -> Span {
    let Some(property) = inspection.settings.get(&inspection.reading, setting) else { return section(inspection) };
    if property.value.span.is_empty() { inspection.reading.key(property.key).span } else { property.value.span }
}

fn section(inspection: &Inspection) -> Span {
    let first_fault = inspection.reading.faults.first().map(|fault| fault.span);
    first_fault
        .or_else(|| inspection.settings.sections.first().map(|section| section.span))
        .or_else(|| inspection.reading.keys.first().map(|key| key.span))
        .unwrap_or_default()
}
