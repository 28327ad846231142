//! A template's text was not replaced.
//!
//! # What
//!
//! A value is one that instructions and templates write where yours belongs: `<client-id>`, `YOUR_TENANT_ID`, `changeme`, `TODO`,
//! `xxxxxxxx-xxxx-…`, a GUID of zeros, `{{ secret }}`, `%SECRET%`, `${NAME` without its closing brace, or the documentation's own
//! `name@domain.com`. Spring replaces only `${NAME}`.
//!
//! Or it contains a placeholder of Spring (`${NAME}`) that cannot do what is meant: with a backslash or a second `$` before it, without its `}`, without a
//! name, with a default as a shell writes it (`${NAME:-587}`), with quotes inside, or one that leads back to the setting itself. What is
//! right is not reported: `${NAME}`, `${NAME:default}` and text around them that the setting allows.
//!
//! # Why
//!
//! osweb takes it for the value.
//!
//! # What to do
//!
//! Write your own value. The IDs are on the Overview page of the app registration in Microsoft Entra; the secret's value is
//! shown once, when it is made.
//!
//! # References
//!
//! - enaio documentation: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>
//! - Spring Boot, property placeholders: <https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.property-placeholders>

use super::literal::Literal;
use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::property::{Content, NodeKind};
use crate::secret::is_todays_secret;
use crate::settings::{Setting, validate};

mod affix;
mod encrypted;
mod spring;
mod template;

pub(super) const RULE: Rule = Rule {
    name: "placeholder-left",
    group: Group::Values,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("placeholder-left"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    for setting in Setting::ALL {
        if sink.is_reported(setting) {
            continue;
        }
        let of_spring = || {
            spring::fault(rule, context, setting)
                .or_else(|| affix::fault(context, setting))
                .or_else(|| encrypted::broken(rule, context, setting))
        };
        if let Some(diagnostic) = left(rule, context, setting).or_else(of_spring) {
            sink.push(diagnostic);
            sink.mark_reported(setting);
        } else if let Some(diagnostic) = made_up(rule, context, setting) {
            sink.push(diagnostic);
        }
    }
    braces(rule, context, sink);
}

fn left(rule: &Rule, context: &Context, setting: Setting) -> Option<Diagnostic> {
    let key = setting.key();
    let property = context.setting(setting)?;
    // Asterisks in a secret's place are `client-secret-suspicious`; in what a service hands out they are no wonder.
    let masked = property.value.content() == Content::Masked
        && setting != Setting::OAuthClientSecret
        && !context.reading.format.hides_values();
    if masked {
        let message = format!("`{key}` is asterisks, as an export shows a value that it hides");
        return Some(
            rule.at(property.value.span, message)
                .label("not a value")
                .help(setting.definition().hint)
                .property(setting.name()),
        );
    }
    let literal = Literal::of(context, setting)?;
    let text = literal.text.trim();
    if let Some(diagnostic) = encrypted::fault(rule, &literal, text) {
        return Some(diagnostic);
    }
    if setting == Setting::OAuthClientSecret && is_todays_secret(text) || !template::is_left(setting, text) {
        return None;
    }
    let message = if text.contains("${") {
        format!("`{key}` contains `${{` without its `}}`, so Spring replaces nothing")
    } else {
        let shown =
            if setting == Setting::OAuthClientSecret { String::new() } else { format!(" {},", context.quoted(text)) };
        format!("`{key}` is{shown} left over from a template or the instructions")
    };
    Some(literal.at(rule, message).label("left over").help(setting.definition().hint))
}

/// An ID that nobody was given: it may stand for one in an example.
fn made_up(rule: &Rule, context: &Context, setting: Setting) -> Option<Diagnostic> {
    let literal = Literal::of(context, setting)?;
    let text = literal.text.trim();
    if !validate::is_guid(text) || setting == Setting::OAuthClientSecret {
        return None;
    }
    let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b'-').collect();
    let regular = digits.iter().all(|digit| *digit == digits[0]) || text.starts_with("12345678-1234-1234-1234-1234");
    regular.then(|| {
        literal
            .at(rule, format!("`{}` looks made up: {}", setting.key(), context.quoted(text)))
            .label("too regular for an ID")
            .help(setting.definition().hint)
    })
}

/// `{{ secret }}` and `[your id]` without quotes are a mapping and a list to YAML.
fn braces(rule: &Rule, context: &Context, sink: &mut Sink) {
    for index in &context.settings.others {
        let property = &context.reading.properties[*index];
        let mut id = property.key;
        while let Some(parent) = context.reading.key(id).parent {
            let key = context.reading.key(parent);
            let last = key.segment.rsplit('.').next().unwrap_or_default();
            id = parent;
            let Some(setting) = Setting::from_key(last).filter(|setting| !sink.is_reported(*setting)) else { continue };
            let start = context.source.line_span(key.span.end).end as usize;
            let behind = &context.source.text()[key.span.end as usize..start];
            let written = behind.trim_start_matches([':', ' ', '"', '\'']).trim_end();
            let expression = written.starts_with("{{")
                || matches!(key.below, NodeKind::Sequence)
                    && written.starts_with('[')
                    && template::is_left(setting, written.trim_matches(['[', ']']));
            if expression {
                let what = if written.starts_with("{{") { "a template's expression" } else { "a template's text" };
                let message =
                    format!("`{}` is {what} that nobody replaced; YAML reads its brackets as its own", setting.key());
                sink.push(
                    rule.at(key.span, message)
                        .label("left over")
                        .help(setting.definition().hint)
                        .property(setting.name()),
                );
                sink.mark_reported(setting);
            }
        }
    }
}
