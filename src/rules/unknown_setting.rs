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
//! Spring passes over what it does not know. A setting under a misspelled name is not set: where it is missing for that reason, this
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
use crate::character;
use crate::diagnostic::{Consequence, Severity};
use crate::edit::Edit;
use crate::property::{self, Content, name};
use crate::settings::{Kind, SECTION, Setting, validate};

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
    for Unknown { element, below, value } in unknown(context, sink) {
        // A name that only looks like the setting's has been told by its odd character.
        let look_alike = !element.text.is_ascii();
        let plain = look_alike.then(|| character::plain(&element.text)).flatten();
        if plain.and_then(|plain| Setting::from_key(&plain)).is_some_and(|setting| sink.is_reported(setting)) {
            continue;
        }
        let name = context.quoted(&element.text);
        let mut meant: Vec<Setting> = vec![];
        for setting in below.iter().filter_map(|below| suggest::setting(&format!("{}{below}", element.text))) {
            if is_missing(context, sink, setting) && !meant.contains(&setting) {
                meant.push(setting);
            }
        }
        let by_name = !meant.is_empty();
        let missing: Vec<Setting> =
            Setting::ALL.into_iter().filter(|setting| is_missing(context, sink, *setting)).collect();
        if !by_name && below == [""] {
            meant = by_value(&missing, value);
        }
        let mut diagnostic =
            rule.at(element.span, format!("{name} is none of the documented settings")).label("not documented");
        if let Some(first) = meant.first() {
            let keys: Vec<String> = meant.iter().map(|setting| format!("`{}`", setting.key())).collect();
            let (keys, is) = (listed(&keys), if meant.len() == 1 { "is" } else { "are" });
            diagnostic.message = format!("{name} is not a documented setting, and {keys} {is} missing");
            diagnostic = diagnostic.label(format!("did you mean {keys}?")).help(match (by_name, meant.len()) {
                (true, _) => format!("Write {keys}, right below `sendEmail:`."),
                (false, 1) => format!("Its value has the form of {keys}. If that is what it is, rename it."),
                (false, _) => format!("Its value has the form of {keys}. If it is one of them, rename it."),
            });
            diagnostic = diagnostic.property(if meant.len() == 1 {
                first.name()
            } else {
                format!("{SECTION}.{}", element.text)
            });
            if form.is_microsofts() {
                diagnostic.severity = Severity::Error;
            }
            if meant.len() == 1 && below == [""] && context.source.slice(element.span) == element.text {
                let key = first.key();
                // A name that other products give to the same thing, with a value that is right for it.
                let of_others = suggest::is_other_name(&element.canonical, *first);
                let fits = first.kind().fits(value) || property::value::content(value) != Content::Literal;
                if fits || !of_others {
                    let edit = Edit::replace(element.span, key);
                    diagnostic = diagnostic.fix(of_others, format!("write `{key}`"), vec![edit]);
                }
            }
            // Of several that come into question none is said to be found.
            if by_name || meant.len() == 1 {
                meant.into_iter().for_each(|setting| sink.mark_reported(setting));
            }
        } else if let Some(first) = missing.first() {
            let keys: Vec<String> = missing.iter().map(|setting| format!("`{}`", setting.key())).collect();
            let is = if missing.len() == 1 { "is" } else { "are" };
            diagnostic = diagnostic
                .help(format!(
                    "{} {is} missing: if this line is meant for one of them, rename it, such as to `{}`. The documentation names eight settings, and \
                     this is none of them.",
                    listed(&keys),
                    first.key()
                ))
                .property(format!("{SECTION}.{}", element.text));
        } else {
            diagnostic = diagnostic
                .help("Remove it, unless you know what it is for: the documentation names eight settings, and this is none of them.")
                .property(format!("{SECTION}.{}", element.text));
        }
        sink.push(diagnostic);
    }
}

/// An undocumented key directly below the section, and what stands below it (`""` for the key itself).
struct Unknown<'a> {
    element: Element,
    below: Vec<String>,
    value: &'a str,
}

/// Whether nothing gives a setting, and nothing was said of that yet.
fn is_missing(context: &Context, sink: &Sink, setting: Setting) -> bool {
    context.setting(setting).is_none() && context.settings.base(setting).is_none() && !sink.is_reported(setting)
}

/// The missing settings that a value would be right for, told by a form that says something.
fn by_value(missing: &[Setting], value: &str) -> Vec<Setting> {
    let telling = |setting: Setting| match setting.kind() {
        Kind::Host => value.contains('.') && !validate::is_guid(value),
        Kind::Tenant => validate::is_guid(value),
        Kind::Port => ["25", "465", "587", "2525"].contains(&value),
        Kind::Word(..) | Kind::Address | Kind::Guid | Kind::Secret => true,
    };
    missing.iter().copied().filter(|setting| telling(*setting) && setting.kind().fits(value)).collect()
}

/// The undocumented keys, each once; those that hold a password have a rule of their own.
fn unknown<'a>(context: &Context<'a>, sink: &Sink) -> Vec<Unknown<'a>> {
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
            None => {
                unknown.push(Unknown {
                    element: element.clone(),
                    below: vec![below],
                    value: property.value.text.trim(),
                });
            }
        }
    }
    unknown
}
