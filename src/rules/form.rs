//! What a section is meant to be: OAuth2 with Microsoft 365, or something older.

use super::Context;
use crate::cloud;
use crate::property::value::{Content, content};
use crate::property::{Property, name};
use crate::settings::{Setting, is_section_password};

/// How osweb is to log in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Login {
    /// With OAuth2: `MS_OAUTH`, or one of the settings that only OAuth2 needs.
    OAuth,
    /// With a password, in a way that is not documented, or not at all.
    Basic,
    /// `smtpAuthentication` is a placeholder, and nothing else tells.
    Unknown,
}

/// Whose mail server it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Host {
    /// Microsoft's, or a slip in its name.
    Microsoft,
    /// Somebody else's.
    Other,
    /// A placeholder, or not given.
    Unknown,
}

/// What a section is meant to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub login: Login,
    pub host: Host,
}

impl Form {
    /// Judges a section as a whole.
    pub fn of(context: &Context) -> Self {
        let host = host(context);
        Self { login: login(context, host), host }
    }

    /// Whether the section must be what Microsoft 365 demands, or mail cannot be sent.
    pub fn is_microsofts(self) -> bool {
        self.login == Login::OAuth || self.host == Host::Microsoft
    }
}

/// A setting's text from the file or from one of lower precedence; `None` for nothing and for blanks.
fn text<'a>(context: &Context<'a>, setting: Setting) -> Option<&'a str> {
    let text = match context.setting(setting) {
        Some(property) => property.value.text.as_str(),
        None => context.settings.base(setting)?.text.as_str(),
    };
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

fn login(context: &Context, host: Host) -> Login {
    use Setting::{OAuthClientId, OAuthClientSecret, OAuthTenantId, SmtpAuthentication, SmtpServer, SmtpUsername};
    let given = |setting| text(context, setting).is_some();
    let oauth = [OAuthClientId, OAuthClientSecret, OAuthTenantId].into_iter().any(given);
    match text(context, SmtpAuthentication) {
        Some(method) if is_ms_oauth(method) => Login::OAuth,
        _ if oauth => Login::OAuth,
        Some(method) if content(method) == Content::Literal => Login::Basic,
        Some(_) => Login::Unknown,
        None if passwords(context).next().is_some() => Login::Basic,
        None if given(SmtpUsername) && given(SmtpServer) || host == Host::Other => Login::Basic,
        None => Login::OAuth,
    }
}

/// Whether a text is `MS_OAUTH` but for case and separators.
pub(super) fn is_ms_oauth(text: &str) -> bool {
    name::canonical(text) == "msoauth"
}

/// The properties of the section that hold a password.
pub(super) fn passwords<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Property> + use<'a> {
    let reading = context.reading;
    let others = context.settings.others.iter().map(|index| &reading.properties[*index]);
    others.filter(|property| is_section_password(&property.name))
}

fn host(context: &Context) -> Host {
    let Some(server) = text(context, Setting::SmtpServer) else { return Host::Unknown };
    if content(server) != Content::Literal {
        return Host::Unknown;
    }
    let host = bare_host(server);
    if cloud::takes_login(host) || cloud::is_direct_send(host) || near_microsoft(host).is_some() {
        Host::Microsoft
    } else {
        Host::Other
    }
}

/// The host in `https://host:port/path`, `host:port` and `host`.
pub(super) fn bare_host(server: &str) -> &str {
    let behind = server.split_once("://").map_or(server, |(_, behind)| behind);
    let end = behind.find(['/', '?', '#']).unwrap_or(behind.len());
    let host = &behind[..end];
    match host.rsplit_once(':') {
        Some((before, port)) if !before.contains(':') && port.bytes().all(|byte| byte.is_ascii_digit()) => before,
        _ => host,
    }
}

/// Microsoft's server whose name is meant, where a host is none but nearly one.
pub(super) fn near_microsoft(host: &str) -> Option<&'static str> {
    let host = cloud::normal_host(host);
    if cloud::takes_login(&host) || cloud::is_direct_send(&host) {
        return None;
    }
    let typed = ["smtp.office365.com", "outlook.office365.com", "smtp-mail.outlook.com"];
    let near = typed.into_iter().find(|known| strsim::osa_distance(&host, known) <= 3);
    let known_slip = ["office365.com", "smtp.office.com", "smtp.microsoft.com", "smtp.outlook.com", "smtp.office365"];
    near.or_else(|| known_slip.contains(&host.as_str()).then_some("smtp.office365.com"))
}
