//! A line that lost its place though the section is there: a password, or a setting that is given in its own place too.

use std::collections::HashSet;

use super::super::path::{self, Element};
use super::super::{Context, Rule, Sink, suggest};
use crate::diagnostic::Severity;
use crate::parse::Format;
use crate::property::{Property, name};
use crate::settings::Setting;

/// Reports stray lines; `told` are the places of which more was said already.
pub(super) fn check(rule: &Rule, context: &Context, told: &HashSet<Vec<String>>, sink: &mut Sink) {
    // Names of variables have no place that a line could lose.
    if context.reading.format == Format::Actuator {
        return;
    }
    for index in context.reading.properties_like(may_be_stray) {
        let property = &context.reading.properties[index];
        let active = context.view.is_active(property.document);
        let key = property.name.rsplit('.').next().unwrap_or_default();
        let setting = Setting::from_key(key);
        // Characters that only look like an indentation are told by another rule.
        if !active || !key.is_ascii() || setting.is_none() && !is_mail_password(key) {
            continue;
        }
        let mut elements = path::elements(context, property);
        let Some(last) = elements.pop() else { continue };
        let parents = path::canonical(&elements);
        if told.contains(&parents) || !is_stray(&parents, setting) {
            continue;
        }
        report(rule, context, property, setting, &elements, &last, sink);
    }
}

/// A first look at the end of a name; all of it is judged later.
fn may_be_stray(above: &str, last: &str) -> bool {
    const SWITCHES: &str = "featureswitches";
    const SECTION: &str = "sendemail";
    let above = above.rsplit('.').next().unwrap_or_default();
    let outside = above.is_empty() || name::may_begin(above, SWITCHES);
    // Spelled out first, for the many names that are neither: a name that is near the section's has about its length, and
    // each word for a password has one letter of both pairs.
    if !outside && above.len() + 2 < SECTION.len() {
        return false;
    }
    if Setting::of_name(last).is_some() {
        return outside;
    }
    let has = |letters: &[u8]| last.bytes().any(|byte| letters.contains(&byte.to_ascii_lowercase()));
    let password = || has(b"pk") && has(b"sw") && is_mail_password(last);
    password() && (outside || suggest::is_near(&name::canonical(above), SECTION))
}

/// A password for sending mail, by its name. What another service calls so is its own business.
fn is_mail_password(key: &str) -> bool {
    const BARE: &[&str] = &["password", "passwort", "kennwort", "pwd", "passwd", "pass"];
    let canonical = name::canonical(key);
    let mail = ["smtp", "mail", "email", "oauth"].iter().any(|start| canonical.starts_with(start));
    name::is_password(key) && (mail || BARE.contains(&canonical.as_str()))
}

/// Whether a place is one where a line of the section ends up that lost its indentation, or whose section is misspelt.
fn is_stray(parents: &[String], setting: Option<Setting>) -> bool {
    let [switches, section] = path::section();
    match parents {
        [] => true,
        [one] if *one == switches => true,
        // Where everything is given in its place a similar name may be something else.
        [.., last] if setting.is_none() => {
            let exact = parents.len() == 2 && parents[0] == switches && *last == section;
            !exact && suggest::is_near(last, &section)
        }
        _ => false,
    }
}

fn report(
    rule: &Rule,
    context: &Context,
    property: &Property,
    setting: Option<Setting>,
    parents: &[Element],
    last: &Element,
    sink: &mut Sink,
) {
    let place = match parents {
        [] => "at the top level".to_owned(),
        _ => {
            let written: Vec<&str> = parents.iter().map(|element| element.text.as_str()).collect();
            format!("below `{}`", written.join("."))
        }
    };
    let key = context.quoted(&last.text);
    let (message, help) = match setting {
        Some(setting) => (
            format!("{key} is {place}, where osweb does not look: it takes the one below `sendEmail`"),
            format!(
                "Remove the line; if its value is the right one, write it as `{}` below `sendEmail:` first.",
                setting.key()
            ),
        ),
        // `password` alone at the top level may be anybody's.
        None if parents.is_empty() && !name::canonical(&last.text).starts_with("smtp") => return,
        None => (
            format!("{key} is {place}, not below `sendEmail`; a password must not stay in the file"),
            "Remove the line, and change the password if it is still in use.".to_owned(),
        ),
    };
    let name = setting.map_or_else(|| property.name.clone(), Setting::name);
    let mut diagnostic = rule.at(last.span, message).label("not where osweb looks").help(help).property(name);
    diagnostic.severity = Severity::Error;
    sink.push(diagnostic);
}
