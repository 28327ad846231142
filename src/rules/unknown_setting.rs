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
use super::{Context, Formats, Group, Rule, Sink, listed, suggest};
use crate::diagnostic::{Consequence, Severity};
use crate::edit::Edit;
use crate::property::name;
use crate::settings::{SECTION, Setting};

pub(super) const RULE: Rule = Rule {
    name: "unknown-setting",
    group: Group::Structure,
    severity: Severity::Warning,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("unknown-setting"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    let form = Form::of(context);
    // The vocabulary of an older section is not documented, and its rewriting takes care of it.
    if form.login == Login::Basic || sink.all_reported() {
        return;
    }
    for Unknown { element, below } in unknown(context, sink) {
        let name = context.quoted(&element.text);
        let mut meant: Vec<Setting> = vec![];
        for setting in below.iter().filter_map(|below| suggest::setting(&format!("{}{below}", element.text))) {
            let given = context.setting(setting).is_some() || context.settings.base(setting).is_some();
            if !given && !sink.is_reported(setting) && !meant.contains(&setting) {
                meant.push(setting);
            }
        }
        let mut diagnostic =
            rule.at(element.span, format!("{name} is none of the documented settings")).label("not documented");
        if let Some(first) = meant.first() {
            let keys: Vec<String> = meant.iter().map(|setting| format!("`{}`", setting.key())).collect();
            let (keys, is) = (listed(&keys), if meant.len() == 1 { "is" } else { "are" });
            diagnostic.message = format!("{name} is no documented setting, and {keys} {is} missing");
            diagnostic = diagnostic
                .label(format!("did you mean {keys}?"))
                .help(format!("Write {keys}, right below `sendEmail:`."));
            diagnostic = diagnostic.property(if meant.len() == 1 {
                first.name()
            } else {
                format!("{SECTION}.{}", element.text)
            });
            if form.is_microsofts() {
                diagnostic.severity = Severity::Error;
            }
            if below == [""] && context.source.slice(element.span) == element.text {
                let key = first.key();
                diagnostic = diagnostic.fix(false, format!("write `{key}`"), vec![Edit::replace(element.span, key)]);
            }
            meant.into_iter().for_each(|setting| sink.mark_reported(setting));
        } else {
            diagnostic = diagnostic
                .help("Remove it, unless you know what it is for: the documentation names eight settings, and this is none of them.")
                .property(format!("{SECTION}.{}", element.text));
        }
        sink.push(diagnostic);
    }
}

/// An undocumented key directly below the section, and what stands below it (`""` for the key itself).
struct Unknown {
    element: Element,
    below: Vec<String>,
}

/// The undocumented keys, each once; those that hold a password have a rule of their own.
fn unknown(context: &Context, sink: &Sink) -> Vec<Unknown> {
    let depth = path::section().len();
    let mut unknown: Vec<Unknown> = vec![];
    for index in &context.settings.others {
        let property = &context.reading.properties[*index];
        let elements = path::elements(context, property);
        let misplaced = elements.last().and_then(|last| Setting::from_key(&last.canonical));
        let Some(element) = elements.get(depth) else { continue };
        let below: String = elements[depth + 1..].iter().map(|element| element.text.as_str()).collect();
        let explained = Setting::from_key(&element.canonical).is_some()
            || misplaced.is_some_and(|setting| sink.is_reported(setting))
            || name::is_password(&format!("{}{below}", element.text));
        if explained {
            continue;
        }
        match unknown.iter_mut().find(|known| known.element.canonical == element.canonical) {
            Some(known) => known.below.push(below),
            None => unknown.push(Unknown { element: element.clone(), below: vec![below] }),
        }
    }
    unknown
}
