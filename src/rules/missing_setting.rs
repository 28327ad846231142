//! Settings are missing.
//!
//! # What
//!
//! The documentation lists eight settings as required for sending mail with Microsoft 365, and names no defaults. One or more of
//! them are neither in the section nor in a file given with `--base`.
//!
//! # Why
//!
//! osweb cannot sign in or does not know where.
//!
//! # What to do
//!
//! Add the settings below `sendEmail:`. If a shared file such as application-prod.yml gives them, name it with `--base FILE`.
//!
//! # References
//!
//! - enaio documentation: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>

use super::form::{Form, Login};
use super::{Context, Formats, Group, Rule, Sink, cause, imports, listed, path};
use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::settings::{SECTION, Setting};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "missing-setting",
    group: Group::Structure,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("missing-setting"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    let form = Form::of(context);
    let needed: &[Setting] = match form.login {
        Login::OAuth => &Setting::ALL,
        // Nothing else is certain.
        Login::Unknown => &[Setting::SmtpServer, Setting::SmtpPort],
        Login::Basic => &[],
    };
    let missing: Vec<Setting> = needed
        .iter()
        .copied()
        .filter(|setting| {
            context.setting(*setting).is_none()
                && context.settings.base(*setting).is_none()
                && !sink.is_reported(*setting)
        })
        .collect();
    let Some(first) = missing.first() else { return };
    let names: Vec<String> = missing.iter().map(|setting| format!("`{}`", setting.key())).collect();
    let dotted = !context.settings.sections.iter().any(|place| place.exact);
    let name = |setting: Setting| if dotted { setting.name() } else { setting.key().to_owned() };
    let lines: Vec<String> =
        missing.iter().map(|setting| format!("`{}: {}`", name(*setting), setting.definition().written)).collect();
    let is = if missing.len() == 1 { "is" } else { "are" };
    let below = if dotted { "" } else { " below `sendEmail:`" };
    let mut diagnostic = rule
        .at(place(context), format!("{} {is} missing", listed(&names)))
        .label(format!("{} {is} not given", listed(&names)))
        .help(format!(
            "Add {}{below}. If a shared file gives what is missing, name it with `--base FILE`.",
            listed(&lines)
        ));
    diagnostic = diagnostic.property(if missing.len() == 1 { first.name() } else { SECTION.to_owned() });
    sink.push(imports::mention(context, commented_out(context, &missing, diagnostic)));
    missing.into_iter().for_each(|setting| sink.mark_reported(setting));
}

/// Where the settings are instead: in comments of the file.
fn commented_out(context: &Context, missing: &[Setting], mut diagnostic: Diagnostic) -> Diagnostic {
    let line = |span: Span| context.source.line(span.start);
    let mut help = String::new();
    let comments = cause::commented_out(context.source);
    for (setting, span) in comments.into_iter().filter(|(setting, _)| missing.contains(setting)) {
        help += &format!("`{}` is a comment in line {}: delete the `#`. ", setting.key(), line(span));
        diagnostic = diagnostic.related(span, format!("`{}` is a comment", setting.key()));
    }
    diagnostic.help.insert_str(0, &help);
    diagnostic
}

/// The section's key; where the settings are written with dots the section's part of the first of them.
pub(super) fn place(context: &Context) -> Span {
    let sections = &context.settings.sections;
    // Of several documents the last has the final say.
    let Some(place) = sections.iter().rev().find(|place| place.exact).or_else(|| sections.first()) else {
        return Span::at(0);
    };
    let elements = path::of_key(context, place.key);
    let section = path::section();
    let part = elements.iter().position(|element| element.canonical == section[1]).map(|at| &elements[..=at]);
    match part {
        Some([first, .., last]) => Span { start: first.span.start, end: last.span.end },
        Some([only]) => only.span,
        _ => place.span,
    }
}
