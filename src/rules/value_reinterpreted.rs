//! The JVM reads something else than what is written.
//!
//! # What
//!
//! YAML 1.1 gives some texts another meaning: `0465` is an octal number (309), `1:30` counts to base 60 (90), `yes`, `on` and `no`
//! are true and false, `1e3` is a float, `~` is nothing. osweb gets the number or truth value, written as text, and not what is
//! in the file. The YAML of other programs often has newer rules and shows nothing of it.
//!
//! # Why
//!
//! A port becomes another port; a secret of digits becomes another secret.
//!
//! # What to do
//!
//! Put the value in single quotes, or write the port as a plain decimal number without a leading zero.
//!
//! # References
//!
//! - YAML 1.1, integers: <https://yaml.org/type/int.html>
//! - YAML 1.1, truth values: <https://yaml.org/type/bool.html>

use super::literal::Literal;
use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::property::{Style, ValueKind};
use crate::settings::Setting;

pub(super) const RULE: Rule = Rule {
    name: "value-reinterpreted",
    group: Group::Values,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("value-reinterpreted"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    for setting in Setting::ALL {
        if sink.is_reported(setting) {
            null(rule, context, setting, sink);
            continue;
        }
        let Some(literal) = Literal::of(context, setting) else { continue };
        let value = &literal.property.value;
        let Some(written) = value.written.as_deref() else { continue };
        let key = setting.key();
        // Quotes would make neither `TLS` nor `MS_OAUTH` of it.
        let one_word = matches!(setting, Setting::SmtpEncryption | Setting::SmtpAuthentication);
        let is = match value.kind {
            ValueKind::Integer => "a number",
            ValueKind::Float => "a floating-point number",
            ValueKind::Boolean => "a truth value",
            ValueKind::Binary => "a series of bytes",
            _ => "something else",
        };
        let message = if setting == Setting::OAuthClientSecret {
            format!("the JVM reads the value of `{key}` as {is}, and osweb gets another text than the one written")
        } else {
            format!(
                "`{key}` is {} to osweb: the JVM reads {} as {is}",
                context.quoted(&value.text),
                context.quoted(written)
            )
        };
        let mut diagnostic = literal.at(rule, message).label(format!("read as {is}"));
        diagnostic.help = if setting == Setting::SmtpPort {
            "Write the port as a decimal number without a leading zero: `smtpPort: 587`.".to_owned()
        } else if one_word {
            setting.definition().hint.to_owned()
        } else {
            "Put the value in single quotes.".to_owned()
        };
        // A port that comes out right is only written oddly.
        if setting == Setting::SmtpPort && ["587", "25"].contains(&value.text.as_str()) {
            diagnostic.severity = Severity::Warning;
            diagnostic = literal.fix(diagnostic, true, &value.text);
        } else if value.style == Style::Plain && setting != Setting::SmtpPort && !one_word {
            diagnostic = literal.fix(diagnostic, false, written);
        }
        // Those two rules have their say too.
        if one_word {
            diagnostic.severity = Severity::Warning;
        } else {
            sink.mark_reported(setting);
        }
        sink.push(diagnostic);
    }
}

/// `~` and `null` are empty, which another rule says; here is why.
fn null(rule: &Rule, context: &Context, setting: Setting, sink: &mut Sink) {
    let Some(property) = context.setting(setting) else { return };
    let written = property.value.written.as_deref().unwrap_or_default();
    let told = sink.diagnostics.iter().any(|diagnostic| {
        diagnostic.rule == "empty-setting" && diagnostic.property.as_deref() == Some(setting.name().as_str())
    });
    if property.value.kind == ValueKind::Null && !written.is_empty() && told {
        let mut diagnostic = rule
            .at(
                property.value.span,
                format!("`{}` is an empty text to osweb: the JVM reads `{written}` as nothing", setting.key()),
            )
            .label("read as nothing")
            .help("Put it in single quotes if the text itself is meant.")
            .property(setting.name());
        diagnostic.severity = Severity::Info;
        sink.push(diagnostic);
    }
}
