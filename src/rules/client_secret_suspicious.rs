//! `oAuthClientSecret` does not look like a whole client secret.
//!
//! # What
//!
//! The value is shorter or longer than a client secret, contains spaces or quotes, is an access token, base64 of a secret or a certificate's
//! thumbprint, consists of asterisks, or was cut short by a `#`, which begins a comment after a space. Where it can never be a client secret (a
//! token, something encoded, fewer than 16 or more than 64 characters) it is an error. Today's secrets have about 40 characters,
//! of which the fourth is a digit and the next two are `Q~`. The form is not documented, so another form alone is a
//! warning at most, and advice where it may be one of the older kind.
//!
//! # Why
//!
//! A secret that lacks a character is a wrong secret: Entra answers AADSTS7000215.
//!
//! # What to do
//!
//! Copy the value again and put it in single quotes. The value is shown once, when the secret is made; if it is lost, make a new one.
//!
//! # References
//!
//! - Microsoft, add a client secret: <https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials>
//! - Microsoft, AADSTS7000215 and other codes: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
//! - YAML 1.1, comments: <https://yaml.org/spec/1.1/#id865585>

use base64::Engine as _;

use super::literal::Literal;
use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::parse::Format;
use crate::property::{Content, Style};
use crate::secret::{has_mark, is_todays_secret};
use crate::settings::Setting;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "client-secret-suspicious",
    group: Group::Values,
    severity: Severity::Warning,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("client-secret-suspicious"),
    check,
};

/// Microsoft makes client secrets of 16 to 64 characters.
const PASSWORD: usize = 16;
/// Secrets of the older kind have 31 to 34 characters, today's 37 to 41.
const SHORTEST: usize = 31;
/// Longer than this is more than one secret.
const LONGEST: usize = 64;

const COPY_AGAIN: &str = "Copy the value again (Microsoft Entra: Certificates & secrets, column Value) and put it in single quotes. If it is no longer \
                    shown, make a new client secret.";

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    let setting = Setting::OAuthClientSecret;
    if sink.is_reported(setting) {
        return;
    }
    if let Some(property) = context.setting(setting)
        && property.value.content() == Content::Masked
        && !context.reading.format.hides_values()
    {
        let message = "`oAuthClientSecret` is asterisks, as an export shows a secret that it hides";
        sink.push(
            rule.at(property.value.span, message)
                .label("not the secret itself")
                .help(COPY_AGAIN)
                .property(setting.name()),
        );
        sink.mark_reported(setting);
        return;
    }
    let Some(literal) = Literal::of(context, setting) else { return };
    let Some(Fault { severity, why, label, help }) = fault(literal.text, cut(context, &literal).is_some()) else {
        return;
    };
    let mut diagnostic = literal.at(rule, format!("`oAuthClientSecret` {why}")).label(label).help(help);
    diagnostic.severity = severity;
    if let Some(comment) = cut(context, &literal) {
        diagnostic = diagnostic.related(comment, "a comment in YAML, since a space is before the `#`");
    }
    sink.push(diagnostic);
}

/// What is suspicious about a secret, without a word of the secret itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fault {
    severity: Severity,
    /// What follows the setting's name.
    why: &'static str,
    label: &'static str,
    help: &'static str,
}

fn fault(secret: &str, cut: bool) -> Option<Fault> {
    use Severity::{Error, Info, Warning};
    let length = secret.chars().count();
    let fault = |severity, why, label| Some(Fault { severity, why, label, help: COPY_AGAIN });
    let word = secret.split(' ').next().unwrap_or_default();
    if is_todays_secret(secret) {
        None
    } else if word.eq_ignore_ascii_case("Bearer") && word.len() < secret.len() || secret.starts_with("eyJ") {
        fault(Error, "is an access token, not a client secret; osweb fetches its tokens itself", "an access token")
    } else if word.eq_ignore_ascii_case("Basic") && word.len() < secret.len() {
        fault(Error, "is the header of a sign-in with a password, not a client secret", "not a client secret")
    } else if secret.starts_with("-----BEGIN") {
        fault(Error, "is a key or a certificate; osweb signs in with a client secret", "a key or a certificate")
    } else if is_encoded(secret) {
        let help = "Decode it and write the result, in single quotes: osweb does not decode it.";
        let why = "is base64 of a text that has the form of a client secret";
        Some(Fault { severity: Error, why, label: "base64 of the secret", help })
    } else if cut {
        let severity = if length < SHORTEST { Error } else { Warning };
        fault(severity, "was cut short by a `#`: after a space it begins a comment", "ends here")
    } else if secret.contains(char::is_whitespace) {
        fault(Warning, "contains a space or a line break; a client secret has none", "contains a space")
    } else if secret.contains(['"', '\'']) {
        fault(Warning, "contains a quote; a client secret has none", "contains a quote")
    } else if [40, 64].contains(&length) && secret.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        fault(
            Warning,
            "looks like the thumbprint of a certificate; it must be a client secret",
            "only hexadecimal digits",
        )
    } else if secret.to_ascii_lowercase().contains("%7e") {
        let help = "Write `~` for each `%7E`.";
        let why = "is encoded for an address: `%7E` is `~` there";
        Some(Fault { severity: Error, why, label: "encoded", help })
    } else if !secret.is_ascii() {
        fault(Warning, "contains a character that no client secret has", "not only ASCII")
    } else if length < PASSWORD {
        fault(
            Error,
            "is too short for a client secret: Microsoft makes them of 16 characters at least. Is it a password?",
            "too short",
        )
    } else if has_mark(secret) && length < 37 {
        fault(Warning, "has the mark of a client secret, but is too short: a part is missing", "too short")
    } else if length > LONGEST {
        fault(Error, "is too long for a client secret: Microsoft makes them of 64 characters at most", "too long")
    } else if has_mark(secret) && length > 41 {
        fault(Warning, "has the mark of a client secret, but is too long: something was added", "too long")
    } else if length < SHORTEST {
        fault(Warning, "is too short for a client secret", "too short")
    } else {
        fault(
            Info,
            "has not the form of today's client secrets; it may be an older one",
            "not the form of today's secrets",
        )
    }
}

/// Whether a text is base64 of a client secret, with the line break of `echo` or without.
fn is_encoded(text: &str) -> bool {
    use base64::alphabet::{STANDARD, URL_SAFE};
    use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let bare: String = text.split_whitespace().collect();
    [STANDARD, URL_SAFE].iter().any(|alphabet| {
        let decoded = GeneralPurpose::new(alphabet, config).decode(&bare).unwrap_or_default();
        // PowerShell encodes UTF-16.
        let wide = decoded.len().is_multiple_of(2) && decoded.iter().skip(1).step_by(2).all(|byte| *byte == 0);
        let decoded = if wide { decoded.into_iter().step_by(2).collect() } else { decoded };
        std::str::from_utf8(&decoded).is_ok_and(|decoded| is_todays_secret(decoded.trim()))
    })
}

/// The comment right behind the value, if its text begins at the `#`.
fn cut(context: &Context, literal: &Literal) -> Option<Span> {
    let value = &literal.property.value;
    if value.style != Style::Plain || context.reading.format != Format::Yaml {
        return None;
    }
    let line = context.source.line_span(value.span.end);
    let behind = context.source.slice(Span { start: value.span.end, end: line.end });
    let comment = behind.trim_start_matches([' ', '\t']);
    let text = comment.strip_prefix('#')?;
    let glued = text.starts_with(|char: char| !char.is_whitespace() && char != '#');
    glued.then(|| Span::new(line.end as usize - comment.len(), line.end as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_of_todays_form_is_not_suspicious() {
        assert_eq!(fault("kV28Q~w3RtYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_UiB", true), None);
        assert_eq!(fault(&format!("kV28Q~{}", "a.b-c_d~".repeat(4)), false), None);
    }

    #[test]
    fn a_secret_that_somebody_encoded_is_known() {
        for text in [
            "a1YyOFF+dzNSdFlwN3NMbVhjNU5iMVpkOUZnNEhqNktxMEFlX1VpQgo=",
            "a1YyOFF+dzNSdFlwN3NMbVhjNU5iMVpkOUZnNEhqNktxMEFlX1VpQg",
            "a1YyOFF-dzNSdFlwN3NMbVhjNU5iMVpkOUZnNEhqNktxMEFlX1VpQg==",
            "awBWADIAOABRAH4AdwAzAFIAdABZAHAANwBzAEwAbQBYAGMANQBOAGIAMQBaAGQAOQBGAGcANABIAGoANgBLAHEAMABBAGUAXwBVAGkAQgA=",
        ] {
            assert!(is_encoded(text), "{text}");
        }
        assert!(!is_encoded("aHVzaCBodXNoIGh1c2ggaHVzaCBodXNoIGh1c2g=") && !is_encoded("kV28Q~w3RtYp7sLm"));
    }

    #[test]
    fn an_old_secret_is_advice() {
        assert_eq!(fault("[pGJ9x?tR:wK.c*L/uB+e=Yq-F@3_mN", false).map(|fault| fault.severity), Some(Severity::Info));
    }
}
