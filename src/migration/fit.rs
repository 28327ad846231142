//! Whether a value fits a setting. The rules decide, so that what a migration keeps or takes is what `check` accepts.

use std::sync::Arc;

use super::values::{Text, Values};
use crate::diagnostic::{Diagnostic, Severity};
use crate::edit::scalar::double_quoted;
use crate::error::Error;
use crate::inspect::{Options, inspect};
use crate::property::Content;
use crate::property::value::content;
use crate::settings::{SECTION, Section, Setting};
use crate::source::SourceFile;

/// What a rule has against a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The rule.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong. Never holds a secret.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Values that are known already; a value is judged beside them (an ID twice is wrong).
pub type Known<'a> = Section<Option<&'a str>>;

/// What the rules say of a value in a section that is otherwise in order.
pub fn complaints(setting: Setting, text: &str, known: &Known) -> Vec<Complaint> {
    let mut values = *known;
    values[setting] = Some(text);
    let (known, name) = (section(&values), setting.name());
    let of_setting = |diagnostic: &Diagnostic| diagnostic.property.as_deref() == Some(name.as_str());
    inspect(Arc::new(known), &Options::default())
        .diagnostics
        .into_iter()
        .filter(of_setting)
        .map(|Diagnostic { rule, severity, message, help, .. }| Complaint { rule, severity, message, help })
        .collect()
}

/// Why a value cannot be used, in one sentence; `None` if it can.
pub fn refusal(setting: Setting, text: &str, known: &Known) -> Option<Complaint> {
    let unusable =
        |severity, message: String, help: &str| Some(Complaint { rule: "", severity, message, help: help.to_owned() });
    match content(text) {
        _ if text.trim().is_empty() => return unusable(Severity::Error, "nothing is written".to_owned(), ""),
        Content::Masked => {
            return unusable(
                Severity::Error,
                "these are asterisks, as an export shows a hidden value".to_owned(),
                "Take the value itself from where it was made.",
            );
        }
        Content::Placeholder | Content::Encrypted => return None,
        Content::Literal => {}
    }
    // A port that is only doubtful is not kept; of any other value the administrator knows more than a rule.
    let threshold = if setting == Setting::SmtpPort { Severity::Warning } else { Severity::Error };
    complaints(setting, text, known).into_iter().find(|complaint| complaint.severity >= threshold)
}

/// Whether a value can be used beside the others.
///
/// # Errors
/// Why not, and what to do. Never holds a secret.
pub fn judge(setting: Setting, text: &Text, values: &Values) -> Result<(), Error> {
    let exposed = text.expose();
    if exposed.chars().any(char::is_control) {
        return Err(Error::new("the value has a line break or another control character in it"));
    }
    // A server or port that the administrator names is taken for what it is; a port only has to be one.
    if setting == Setting::SmtpPort && content(exposed) == Content::Literal {
        let port = exposed.parse::<std::num::NonZeroU16>();
        return port.map(drop).map_err(|_| Error::new("a port is a number from 1 to 65535"));
    }
    if setting == Setting::OAuthClientSecret
        && matches!(text, Text::Secret(_))
        && content(exposed) == Content::Placeholder
    {
        return Err(Error::new("the secret has `${…}` in it, which Spring would replace: make another secret"));
    }
    let known = Section::of(|setting| values.get(setting).map(|given| given.text.expose()));
    match refusal(setting, exposed, &known) {
        None => Ok(()),
        Some(complaint) if complaint.help.is_empty() => Err(Error::new(complaint.message)),
        Some(complaint) => Err(Error::new(format!("{}. {}", complaint.message, complaint.help))),
    }
}

/// Whether a server is none of those where Microsoft takes a log-in.
pub fn is_foreign(server: &str) -> bool {
    content(server) == Content::Literal && !crate::cloud::takes_login(server)
}

/// A file with these settings; what is not known has a value that offends no rule.
fn section(values: &Known) -> SourceFile {
    let mut text = String::new();
    for setting in Setting::ALL {
        let value = values[setting].unwrap_or_else(|| setting.definition().sound);
        let value = double_quoted(value);
        text.push_str(&format!("{SECTION}.{}: {value}\n", setting.key()));
    }
    SourceFile::from_bytes("osweb-prod.yml", text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    #[test]
    fn what_is_given_is_judged_before_it_is_written() {
        let open = |text: &str| Text::Open(text.to_owned());
        let secret = |text: &str| Text::Secret(Secret::new(text));
        let mut values = Values::default();
        values.set(Setting::OAuthClientId, open("7a4be21f-93d8-4c06-b5f2-6d81e09c35aa"), super::super::Origin::Prompt);
        for (setting, text, wrong) in [
            (Setting::SmtpServer, open("relay.contoso-mail.de"), ""),
            (Setting::SmtpServer, open("a\tb"), "the value has a line break or another control character in it"),
            (Setting::SmtpServer, open(" "), "nothing is written"),
            (Setting::SmtpPort, open("2525"), ""),
            (Setting::SmtpPort, open("${PORT}"), ""),
            (Setting::SmtpPort, open("0"), "a port is a number from 1 to 65535"),
            (Setting::SmtpPort, open("x"), "a port is a number from 1 to 65535"),
            (Setting::SmtpUsername, open("osweb"), "`smtpUsername` is `osweb`, not an address"),
            (Setting::SmtpUsername, secret("${USER}"), ""),
            (Setting::OAuthClientSecret, open("${SECRET}"), ""),
            (
                Setting::OAuthClientSecret,
                secret("a${SECRET}"),
                "the secret has `${…}` in it, which Spring would replace",
            ),
            (Setting::OAuthClientSecret, secret("***"), "these are asterisks, as an export shows a hidden value. Take"),
            (Setting::OAuthClientSecret, secret("kV28Q~w3RtYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_UiB"), ""),
            // Beside the client ID.
            (
                Setting::OAuthTenantId,
                open("7a4be21f-93d8-4c06-b5f2-6d81e09c35aa"),
                "`oAuthClientId` and `oAuthTenantId` are the same GUID",
            ),
        ] {
            let said = judge(setting, &text, &values).err().map(|why| why.to_string()).unwrap_or_default();
            assert!(said.starts_with(wrong) && said.is_empty() == wrong.is_empty(), "{setting:?} {text:?}: {said}");
            assert!(!said.ends_with(". "), "{said}");
        }
    }
}
