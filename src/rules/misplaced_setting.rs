//! A setting stands in the wrong place.
//!
//! # What
//!
//! The section, or a part of it, stands below another name than `featureSwitches.sendEmail`: `sendEmail` at the top level, settings
//! directly below `featureSwitches`, one level too deep, or below a misspelt name. Most often a line is indented too much or too
//! little.
//!
//! # Why
//!
//! osweb looks for each setting under its full name and finds nothing there.
//!
//! # What to do
//!
//! Indent the lines so that all settings stand below `sendEmail:`, and that below `featureSwitches:`.
//!
//! # References
//!
//! - enaio documentation, the names of the settings: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>
//! - YAML 1.1, indentation: <https://yaml.org/spec/1.1/#id871998>

use super::path::{self, Element};
use super::{Found, Rule, Subject, listed, suggest};
use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::edit::Edit;
use crate::property::Property;
use crate::settings::{SECTION, Setting};
use crate::source::Span;

pub(super) const SEVERITY: Severity = Severity::Error;
pub(super) const CONSEQUENCE: Consequence = Consequence::Start;

/// Settings that stand together in a wrong place.
struct Group {
    /// What they stand below.
    parents: Vec<Element>,
    settings: Vec<(Setting, Span)>,
}

pub(super) fn check(rule: &Rule, subject: &Subject, found: &mut Found) {
    if found.all_explained() {
        return;
    }
    for group in groups(subject, found) {
        if !is_meant(subject, &group) {
            continue;
        }
        found.push(report(rule, subject, &group));
        for (setting, _) in &group.settings {
            found.explain(*setting);
        }
        if !subject.settings.is_present() {
            found.explain_all();
            return;
        }
    }
}

fn groups(subject: &Subject, found: &Found) -> Vec<Group> {
    let mut groups: Vec<Group> = vec![];
    for property in &subject.reading.properties {
        let Some(setting) = candidate(subject, property, found) else { continue };
        let mut elements = path::elements(subject, property);
        let Some(last) = elements.pop() else { continue };
        let same = |group: &&mut Group| {
            group.parents.iter().map(|element| &element.canonical).eq(elements.iter().map(|element| &element.canonical))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.settings.push((setting, last.span)),
            None => groups.push(Group { parents: elements, settings: vec![(setting, last.span)] }),
        }
    }
    groups
}

/// The setting that a property is named after, if it is missing in its own place.
fn candidate(subject: &Subject, property: &Property, found: &Found) -> Option<Setting> {
    let last = property.name.rsplit('.').next()?;
    let setting = Setting::from_key(last)?;
    let active = subject.active.get(property.document as usize).copied().unwrap_or(true);
    let missing = subject.setting(setting).is_none() && subject.settings.base(setting).is_none();
    (active && missing && !found.is_explained(setting)).then_some(setting)
}

/// Whether the place looks like one that the section was meant to be; another service's mail settings are not.
fn is_meant(subject: &Subject, group: &Group) -> bool {
    const ALIKE: &[&str] = &["sendmail", "sendemails", "email", "mail", "smtp", "oauth", "mailsettings"];
    let section = path::section();
    let path: Vec<&str> = group.parents.iter().map(|element| element.canonical.as_str()).collect();
    let Some(last) = path.last() else { return true };
    path[0] == section[0]
        || suggest::is_near(last, &section[1])
        || path.iter().any(|element| suggest::is_near(element, &section[0]))
        || !subject.settings.is_present() && (group.settings.len() > 1 || ALIKE.contains(last))
}

fn report(rule: &Rule, subject: &Subject, group: &Group) -> Diagnostic {
    let [switches, section] = path::section();
    let parents = &group.parents;
    let path: Vec<&str> = parents.iter().map(|element| element.canonical.as_str()).collect();
    let written = parents.iter().map(|element| element.text.as_str()).collect::<Vec<_>>().join(".");
    let (first, at) = group.settings[0];
    let names: Vec<String> = group.settings.iter().map(|(setting, _)| format!("`{}`", setting.key())).collect();
    let stand = if names.len() == 1 { "stands" } else { "stand" };
    let names = if names.len() > 3 { "the settings".to_owned() } else { listed(&names) };
    let settings_at = |place: &str| (at, format!("{names} {stand} {place}; osweb looks below `{SECTION}`"), None);
    let (span, message, rename) = match path[..] {
        [] => settings_at("at the top level"),
        [one] if one == switches => settings_at("directly below `featureSwitches`"),
        [one, two, ..] if one == switches && two == section => settings_at(&format!("too deep, below `{written}`")),
        [.., one, two] if one == switches && two == section => {
            let place = &parents[parents.len() - 2];
            let above = &parents[parents.len() - 3].text;
            (place.span, format!("`{}` stands below `{above}`; it must stand at the top level", place.text), None)
        }
        [one] if one == section => {
            (parents[0].span, "`sendEmail` stands at the top level; osweb looks for it below `featureSwitches`".to_owned(), None)
        }
        [.., one, two] if two == section && suggest::is_near(one, &switches) => {
            let place = &parents[parents.len() - 2];
            (place.span, format!("`{}` is not `featureSwitches`, so osweb does not find the section", place.text), Some((place, "featureSwitches")))
        }
        [.., two] if two == section => {
            let place = &parents[parents.len() - 1];
            let above = &parents[parents.len() - 2].text;
            (place.span, format!("`sendEmail` stands below `{above}`; osweb looks for it below `featureSwitches`"), None)
        }
        [one, _] if one == switches => {
            let place = &parents[1];
            (place.span, format!("`{}` is not `sendEmail`, so osweb does not find the section", place.text), Some((place, "sendEmail")))
        }
        [.., _] => {
            let place = &parents[parents.len() - 1];
            (place.span, format!("{names} {stand} below `{written}`; osweb looks below `{SECTION}`"), None)
        }
    };
    let help = match rename {
        Some((_, documented)) => format!("Write `{documented}`."),
        None => format!("Indent the lines so that all settings stand below `sendEmail:`, and that below `featureSwitches:`. The full name is `{}`.", first.name()),
    };
    let mut diagnostic = rule.at(span, message).label("not where osweb looks").help(help);
    diagnostic = diagnostic.property(if group.settings.len() == 1 { first.name() } else { SECTION.to_owned() });
    if let Some((place, documented)) = rename
        && subject.source.slice(place.span) == place.text
    {
        diagnostic = diagnostic.fix(false, format!("write `{documented}`"), vec![Edit::replace(place.span, documented)]);
    }
    diagnostic
}
