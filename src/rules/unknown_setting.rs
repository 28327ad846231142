//! The section has a key that is not documented.
//!
//! # What
//!
//! A key below `featureSwitches.sendEmail` is none of the eight documented settings, not even in another spelling. The documentation
//! does not say that its list is complete, so the key may have a meaning; more often it is a slip, or a name that another
//! program or enaio server uses.
//!
//! # Why
//!
//! Spring passes over what it does not know. A setting under a misspelt name is not set: where it is missing for that reason, this
//! is an error.
//!
//! # What to do
//!
//! Correct the name. If the key is meant, silence the rule on its line: `# osweb-config: ignore[unknown-setting] why`.
//!
//! # References
//!
//! - enaio documentation, the documented settings: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>

use super::form::{Form, Login};
use super::path::{self, Element};
use super::{Found, Rule, Subject, quoted, suggest};
use crate::diagnostic::{Consequence, Severity};
use crate::edit::Edit;
use crate::property::name;
use crate::settings::{SECTION, Setting};

pub(super) const SEVERITY: Severity = Severity::Warning;
pub(super) const CONSEQUENCE: Consequence = Consequence::Send;

pub(super) fn check(rule: &Rule, subject: &Subject, found: &mut Found) {
    let form = Form::of(subject);
    // The vocabulary of an older section is not documented, and its rewriting takes care of it.
    if form.login == Login::Basic || found.all_explained() {
        return;
    }
    for element in unknown(subject, found) {
        let name = quoted(&element.text);
        let meant = suggest::setting(&element.text).filter(|setting| {
            let given = subject.setting(*setting).is_some() || subject.settings.base(*setting).is_some();
            !given && !found.is_explained(*setting)
        });
        let mut diagnostic = rule.at(element.span, format!("{name} is none of the documented settings")).label("not documented");
        match meant {
            Some(setting) => {
                let key = setting.key();
                diagnostic.message = format!("{name} is no documented setting, and `{key}` is missing");
                diagnostic = diagnostic.label(format!("did you mean `{key}`?")).help(format!("Write `{key}`.")).property(setting.name());
                if form.is_microsofts() {
                    diagnostic.severity = Severity::Error;
                }
                if subject.source.slice(element.span) == element.text {
                    diagnostic = diagnostic.fix(false, format!("write `{key}`"), vec![Edit::replace(element.span, key)]);
                }
                found.explain(setting);
            }
            None => {
                diagnostic = diagnostic
                    .help("Remove it, unless you know what it is for: the documentation names eight settings, and this is none of them.")
                    .property(format!("{SECTION}.{}", element.text));
            }
        }
        found.push(diagnostic);
    }
}

/// The undocumented keys directly below the section, each once; those that hold a password have a rule of their own.
fn unknown(subject: &Subject, found: &Found) -> Vec<Element> {
    let depth = path::section().len();
    let mut unknown: Vec<Element> = vec![];
    for index in &subject.settings.others {
        let property = &subject.reading.properties[*index];
        let elements = path::elements(subject, property);
        let misplaced = elements.last().and_then(|last| Setting::from_key(&last.canonical));
        let Some(element) = elements.get(depth) else { continue };
        let password = name::is_password(&elements[depth..].iter().map(|element| element.text.as_str()).collect::<String>());
        let explained = Setting::from_key(&element.canonical).is_some()
            || misplaced.is_some_and(|setting| found.is_explained(setting))
            || password;
        if !explained && !unknown.iter().any(|known| known.canonical == element.canonical) {
            unknown.push(element.clone());
        }
    }
    unknown
}
