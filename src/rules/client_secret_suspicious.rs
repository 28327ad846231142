//! `oAuthClientSecret` does not look like a whole client secret.
//!
//! # What
//!
//! The value is shorter or longer than a client secret, holds blanks or quotes, is a token or a certificate's thumbprint, consists of
//! asterisks, or was cut short by a `#`, which begins a comment behind a blank. Today's secrets have about 40 characters,
//! of which the fourth is a digit and the next two are `Q~`. The form is not documented, so a secret of another form is
//! a warning at most, and advice where it may be one of the older kind.
//!
//! # Why
//!
//! A secret that lacks a character is a wrong secret: Entra answers AADSTS7000215.
//!
//! # What to do
//!
//! Copy the value anew and put it in single quotes. The value is shown once, when the secret is made; if it is lost, make a new one.
//!
//! # References
//!
//! - Microsoft, add a client secret: <https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials>
//! - Microsoft, AADSTS7000215 and other codes: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
//! - YAML 1.1, comments: <https://yaml.org/spec/1.1/#id865585>

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

/// Secrets of the older kind have 31 to 34 characters, today's 37 to 41.
const SHORTEST: usize = 31;
/// Longer than this is more than one secret.
const LONGEST: usize = 60;

const ANEW: &str = "Copy the value anew (Microsoft Entra: Certificates & secrets, column Value) and put it in single quotes. If it is no longer \
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
            rule.at(property.value.span, message).label("not the secret itself").help(ANEW).property(setting.name()),
        );
        sink.mark_reported(setting);
        return;
    }
    let Some(literal) = Literal::of(context, setting) else { return };
    let Some((why, label)) = fault(literal.text, cut(context, &literal).is_some()) else { return };
    let mut diagnostic = literal.at(rule, format!("`oAuthClientSecret` {why}")).label(label).help(ANEW);
    if label == OLD {
        diagnostic.severity = Severity::Info;
    }
    if let Some(comment) = cut(context, &literal) {
        diagnostic = diagnostic.related(comment, "a comment to YAML, since a blank stands before the `#`");
    }
    sink.push(diagnostic);
}

const OLD: &str = "not the form of today's secrets";

/// What is suspicious about a secret, without a word of the secret itself.
fn fault(secret: &str, cut: bool) -> Option<(&'static str, &'static str)> {
    let length = secret.chars().count();
    Some(if is_todays_secret(secret) {
        return None;
    } else if cut {
        ("was cut short by a `#`, which begins a comment behind a blank", "ends here")
    } else if secret.contains(char::is_whitespace) {
        ("holds a blank or a line break; a client secret holds none", "holds a blank")
    } else if secret.contains(['"', '\'']) {
        ("holds a quote; a client secret holds none", "holds a quote")
    } else if secret.starts_with("eyJ") {
        ("looks like a token; it must be a client secret", "looks like a token")
    } else if [40, 64].contains(&length) && secret.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        ("looks like the thumbprint of a certificate; it must be a client secret", "only hexadecimal digits")
    } else if secret.to_ascii_lowercase().contains("%7e") {
        ("is encoded for an address (`%7E` stands for `~`)", "encoded")
    } else if has_mark(secret) && length < 37 {
        ("has the mark of a client secret, but is too short: a part is missing", "too short")
    } else if has_mark(secret) && length > 41 {
        ("has the mark of a client secret, but is too long: something was added", "too long")
    } else if length < SHORTEST {
        ("is too short for a client secret", "too short")
    } else if length > LONGEST {
        ("is too long for a client secret", "too long")
    } else {
        ("has not the form of today's client secrets; it may be an older one", OLD)
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
    fn an_old_secret_is_advice() {
        assert_eq!(fault("[pGJ9x?tR:wK.c*L/uB+e=Yq-F@3_mN", false).map(|(_, label)| label), Some(OLD));
    }
}
