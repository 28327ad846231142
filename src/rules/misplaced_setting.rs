//! A setting is in the wrong place.
//!
//! # What
//!
//! The section, or a part of it, is below another name than `featureSwitches.sendEmail`: `sendEmail` at the top level, settings
//! directly below `featureSwitches`, one level too deep, or below a misspelled name. Most often a line is indented too much or too
//! little.
//!
//! # Why
//!
//! osweb looks for each setting under its full name and finds nothing there.
//!
//! # What to do
//!
//! Indent the lines so that all settings are below `sendEmail:`, and that below `featureSwitches:`.
//!
//! # References
//!
//! - enaio documentation, the names of the settings: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>
//! - YAML 1.1, indentation: <https://yaml.org/spec/1.1/#id871998>

use std::collections::{HashMap, HashSet};

use super::path::{self, Element};
use super::{Context, Formats, Group, Rule, Sink, listed, suggest};
use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::edit::Edit;
use crate::parse::Format;
use crate::property::{Property, name};
use crate::settings::{SECTION, Setting};
use crate::source::Span;

mod stray;

pub(super) const RULE: Rule = Rule {
    name: "misplaced-setting",
    group: Group::Structure,
    severity: Severity::Error,
    consequence: Consequence::Start,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("misplaced-setting"),
    check,
};

/// Settings that stand together in a wrong place.
struct Misplaced {
    /// What they stand below.
    parents: Vec<Element>,
    settings: Vec<(Setting, Span)>,
}

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    if sink.all_reported() {
        return;
    }
    let mut told = HashSet::new();
    for group in groups(context, sink) {
        if !is_meant(context, &group) {
            continue;
        }
        told.insert(path::canonical(&group.parents));
        sink.push(report(rule, context, &group));
        for (setting, _) in &group.settings {
            sink.mark_reported(*setting);
        }
        if Setting::ALL.into_iter().all(|setting| context.setting(setting).is_none()) {
            sink.mark_all_reported();
            return;
        }
    }
    stray::check(rule, context, &told, sink);
}

fn groups(context: &Context, sink: &Sink) -> Vec<Misplaced> {
    let mut groups: Vec<Misplaced> = vec![];
    let mut places: HashMap<Vec<String>, usize> = HashMap::new();
    let is_missing = |setting| is_missing(context, setting, sink);
    if !Setting::ALL.into_iter().any(is_missing) {
        return groups;
    }
    let named = |_: &str, last: &str| Setting::of_name(last).is_some_and(is_missing);
    for index in context.reading.properties_like(named) {
        let property = &context.reading.properties[index];
        let Some(setting) = candidate(context, property, sink) else { continue };
        let mut elements = path::elements(context, property);
        let Some(last) = elements.pop() else { continue };
        let place = *places.entry(path::canonical(&elements)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.settings.push((setting, last.span)),
            None => groups.push(Misplaced { parents: elements, settings: vec![(setting, last.span)] }),
        }
    }
    groups
}

/// The setting that a property is named after, if it is missing in its own place.
fn candidate(context: &Context, property: &Property, sink: &Sink) -> Option<Setting> {
    let last = property.name.rsplit('.').next()?;
    let setting = Setting::from_key(last)?;
    let active = context.view.is_active(property.document);
    (active && is_missing(context, setting, sink)).then_some(setting)
}

fn is_missing(context: &Context, setting: Setting, sink: &Sink) -> bool {
    context.setting(setting).is_none() && context.settings.base(setting).is_none() && !sink.is_reported(setting)
}

/// Whether the place looks like one that the section was meant to be; another service's mail settings are not.
fn is_meant(context: &Context, group: &Misplaced) -> bool {
    const ALIKE: &[&str] = &["sendmail", "sendemails", "email", "mail", "smtp", "oauth", "mailsettings"];
    let section = path::section();
    let path: Vec<&str> = group.parents.iter().map(|element| element.canonical.as_str()).collect();
    let Some(last) = path.last() else { return true };
    path[0] == section[0]
        || suggest::is_near(last, &section[1])
        || path.iter().any(|element| suggest::is_near(element, &section[0]))
        || !context.settings.is_present() && (group.settings.len() > 1 || ALIKE.contains(last))
}

/// What is said of a group.
struct Verdict<'a> {
    span: Span,
    message: String,
    help: String,
    /// The misspelt element, and what it must be.
    rename: Option<(&'a Element, &'static str)>,
}

fn report(rule: &Rule, context: &Context, group: &Misplaced) -> Diagnostic {
    let Verdict { span, message, help, rename } = verdict(context, group);
    // Without nesting there is nothing to indent: each line has its full name.
    let flat = context.reading.format == Format::Properties;
    let help = if flat { full_names(group) } else { help };
    let (first, _) = group.settings[0];
    let mut diagnostic = rule.at(span, message).label("not where osweb looks").help(help);
    diagnostic = diagnostic.property(if group.settings.len() == 1 { first.name() } else { SECTION.to_owned() });
    // Of a section that still signs in with a password the name is not all that is wrong.
    let oauth = [Setting::OAuthClientId, Setting::OAuthClientSecret, Setting::OAuthTenantId];
    if let Some((place, documented)) = rename
        && group.settings.iter().any(|(setting, _)| oauth.contains(setting))
        && context.source.slice(place.span) == place.text
    {
        diagnostic =
            diagnostic.fix(false, format!("write `{documented}`"), vec![Edit::replace(place.span, documented)]);
    }
    diagnostic
}

/// The lines with their full names.
fn full_names(group: &Misplaced) -> String {
    let lines: Vec<String> = group.settings.iter().map(|(setting, _)| format!("`{}=…`", setting.name())).collect();
    format!("Write the full name of each setting: {}.", listed(&lines))
}

fn verdict<'a>(context: &Context, group: &'a Misplaced) -> Verdict<'a> {
    let [switches, section] = path::section();
    let parents = &group.parents;
    let path: Vec<&str> = parents.iter().map(|element| element.canonical.as_str()).collect();
    let written = parents.iter().map(|element| element.text.as_str()).collect::<Vec<_>>().join(".");
    let keys: Vec<String> = group.settings.iter().map(|(setting, _)| format!("`{}`", setting.key())).collect();
    let (are, them) = if keys.len() == 1 { ("is", "it") } else { ("are", "them") };
    let keys = if keys.len() > 3 { "the settings".to_owned() } else { listed(&keys) };
    let of_settings = |place: &str, help: String| Verdict {
        span: group.settings[0].1,
        message: format!("{keys} {are} {place}; osweb looks below `{SECTION}`"),
        help,
        rename: None,
    };
    let below = if context.settings.is_present() {
        format!("Indent {them} below `sendEmail:`, with the other settings.")
    } else {
        format!("Write `sendEmail:` below `featureSwitches:`, and indent {them} below that.")
    };
    let at = |index: usize, message: String, help: &str| Verdict {
        span: parents[index].span,
        message,
        help: help.to_owned(),
        rename: None,
    };
    let renamed = |index: usize, documented: &'static str| Verdict {
        span: parents[index].span,
        message: format!("`{}` is not `{documented}`, so osweb does not find the section", parents[index].text),
        help: format!("Write `{documented}`."),
        rename: Some((&parents[index], documented)),
    };
    let last = parents.len().saturating_sub(1);
    match path[..] {
        [] => of_settings("at the top level", below),
        [one] if one == switches => of_settings("directly below `featureSwitches`", below),
        [one, two, ..] if one == switches && two == section => of_settings(
            &format!("too deep, below `{written}`"),
            format!("Indent {them} directly below `sendEmail:`, with the other settings."),
        ),
        [.., one, two] if one == switches && two == section => at(
            last - 1,
            format!("`{}` is below `{}`; it belongs at the top level", parents[last - 1].text, parents[last - 2].text),
            "Move `featureSwitches:`, with all that is below it, to the beginning of the line.",
        ),
        [one] if one == section => at(
            0,
            "`sendEmail` is at the top level; osweb looks for it below `featureSwitches`".to_owned(),
            "Write `featureSwitches:` above `sendEmail:`, and indent the section below it.",
        ),
        [.., one, two] if two == section && suggest::is_near(one, &switches) => renamed(last - 1, "featureSwitches"),
        [.., two] if two == section => at(
            last,
            format!("`sendEmail` is below `{}`; osweb looks for it below `featureSwitches`", parents[last - 1].text),
            "Move `sendEmail:`, with all that is below it, below `featureSwitches:`.",
        ),
        [one, _]
            if one == switches
                && let Some(slipped) = slipped(context, group) =>
        {
            slipped
        }
        // A block with content of its own is another one, whatever it is called.
        [one, two] if one == switches && (suggest::is_near(two, &section) || !has_others(context, group)) => {
            renamed(1, "sendEmail")
        }
        [.., _] => at(
            last,
            format!("{keys} {are} below `{written}`; osweb looks below `{SECTION}`"),
            "Write `featureSwitches:` with `sendEmail:` below it, and the settings below that.",
        ),
    }
}

/// The properties below the last parent of a group.
fn below<'a>(context: &'a Context, group: &'a Misplaced) -> impl Iterator<Item = &'a Property> {
    let prefix: Vec<&str> = group.parents.iter().map(|element| element.canonical.as_str()).collect();
    let prefix = prefix.join(".");
    context.reading.properties.iter().filter(move |property| {
        let canonical = name::canonical(&property.name);
        name::below(&canonical, &prefix).is_some()
    })
}

/// Whether there is more than settings, and the section's own name, below the last parent.
fn has_others(context: &Context, group: &Misplaced) -> bool {
    below(context, group)
        .any(|property| property.name.rsplit('.').next().is_none_or(|last| Setting::from_key(last).is_none()))
}

/// `sendEmail:` is there, but indented into the block above it, so that the settings are beside it.
fn slipped<'a>(context: &Context, group: &'a Misplaced) -> Option<Verdict<'a>> {
    let [_, section] = path::section();
    let is_section = |property: &Property| {
        let last = property.name.rsplit('.').next().unwrap_or_default();
        property.value.text.is_empty() && name::canonical(last) == section
    };
    let property = below(context, group).find(|property| is_section(property))?;
    let (span, parent) = (context.key_span(property), group.parents.last()?);
    let column = |span: Span| context.source.position(span.start).column - 1;
    let (own, wanted) = (column(span), column(parent.span));
    Some(Verdict {
        span,
        message: format!("`sendEmail:` is indented by {own}, so it belongs to `{}:`", parent.text),
        help: format!("Indent it by {wanted}, like `{}:`, and the settings below it deeper.", parent.text),
        rename: None,
    })
}
