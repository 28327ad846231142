//! The client secret is in the file as plain text.
//!
//! # What
//!
//! The value of `oAuthClientSecret`, or of a password of the section, is written out, or is the default of a placeholder
//! (`${NAME:secret}`). In a folder under version control this is a warning, unless the file is ignored there; elsewhere it is
//! advice.
//!
//! # Why
//!
//! Whoever reads the file can send mail in the name of every mailbox that the application may use. A secret that was committed
//! once stays in the history.
//!
//! # What to do
//!
//! Encrypt the value. enaio's documentation says of its services that sensitive data in a configuration file can be encrypted, but not how;
//! by all signs it is Spring Cloud Config's `'{cipher}…'`. Or write `${NAME}` and give the service an environment variable of that
//! name. If the secret was committed, make a new one. A certificate or a federated credential instead of a secret is no way: Microsoft takes
//! them, but enaio's documentation knows only `oAuthClientSecret`.
//!
//! # References
//!
//! - Spring Cloud Config, encryption and decryption: <https://docs.spring.io/spring-cloud-config/reference/server/encryption-and-decryption.html>
//! - Spring Boot, property placeholders: <https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.property-placeholders>

use super::form::{Form, Host, Login, passwords};
use super::{Context, Formats, Group, Rule, Sink, basic};
use crate::diagnostic::{Consequence, Severity};
use crate::parse::Format;
use crate::property::value::parts::{self, Part};
use crate::property::{Content, Property, value};
use crate::settings::Setting;

pub(super) const RULE: Rule = Rule {
    name: "secret-in-plain-text",
    group: Group::Secrets,
    severity: Severity::Info,
    consequence: Consequence::Rest,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("secret-in-plain-text"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    // What is no secret needs no protection; an actuator's answer is no place to keep one.
    if context.reading.format == Format::Actuator {
        return;
    }
    let setting = Setting::OAuthClientSecret;
    let mut places: Vec<(&Property, String)> = vec![];
    if !sink.is_reported(setting) {
        for occurrence in context.settings.occurrences(setting) {
            places.push((&context.reading.properties[occurrence.property], setting.name()));
        }
    }
    let form = Form::of(context);
    if form.login == Login::Basic && form.host != Host::Microsoft {
        places.extend(passwords(context).map(|property| (property, basic::documented_name(property))));
    }
    for (property, name) in places {
        let text = property.value.text.trim();
        let what = match property.value.content() {
            Content::Literal if !text.is_empty() => "is in the file as plain text",
            Content::Placeholder if has_default(text) => "has a default, which is in the file as plain text",
            _ => continue,
        };
        // The name is quoted only here: what is quoted costs a walk over the file.
        let message = format!("the value of {} {what}", context.quoted_end(&name));
        let mut diagnostic = rule
            .at(property.value.span, message)
            .label("a secret in clear")
            .help("Encrypt it (`'{cipher}…'`), or write `${NAME}` and set an environment variable of that name for the service.")
            .property(name);
        if (context.version_controlled)() {
            diagnostic.severity = Severity::Warning;
            diagnostic.message.push_str(", in a folder under version control");
        }
        sink.push(diagnostic);
    }
}

/// Whether a placeholder brings a text of its own: `${NAME:text}`, but not `${NAME:}`, `${NAME:${OTHER}}` or `${NAME:ENC(…)}`.
fn has_default(text: &str) -> bool {
    let parts = parts::parse(text);
    parts::placeholders(&parts).iter().filter_map(|placeholder| placeholder.default.as_ref()).any(|default| {
        let clear = default
            .parts
            .iter()
            .any(|part| matches!(part, Part::Text(range) if !text[range.clone()].trim().is_empty()));
        clear && value::content(&text[default.range.clone()]) != Content::Encrypted
    })
}

#[cfg(test)]
mod tests {
    use super::has_default;

    #[test]
    fn a_default_is_a_text_of_the_file() {
        for text in ["${A:hush}", "${A:${B:hush}}"] {
            assert!(has_default(text), "{text}");
        }
        for text in ["${A}", "${A:}", "${A:${B}}", "${A:${B:}}", "${A:ENC(x)}", "${A:${B:{cipher}x}}"] {
            assert!(!has_default(text), "{text}");
        }
    }
}
