//! The section `featureSwitches.sendEmail` is missing.
//!
//! # What
//!
//! Nothing in the file gives a setting of `featureSwitches.sendEmail`, or the section is only in a document that osweb's
//! profile does not activate.
//!
//! # Why
//!
//! osweb has no mail server, and sends no mail.
//!
//! # What to do
//!
//! Add the section with its eight settings. If it is in another file, such as a shared application-prod.yml, name that with
//! `--base`. If osweb runs with another profile than the file's name says, name it with `--profile`.
//!
//! # References
//!
//! - enaio documentation: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>
//! - Spring Boot, documents with a condition: <https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.activation-properties>

use super::{Context, Formats, Group, Rule, Sink, imports, path};
use crate::diagnostic::{Consequence, Severity};
use crate::parse::Format;
use crate::property::name;
use crate::settings::{SECTION, Setting};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "missing-section",
    group: Group::Structure,
    severity: Severity::Error,
    consequence: Consequence::Start,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("missing-section"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    if sink.all_reported() || context.settings.is_present() || !context.settings.base.is_empty() {
        return;
    }
    let diagnostic = inactive(rule, context).unwrap_or_else(|| {
        let switches = switches(context);
        rule.at(switches.unwrap_or(Span::at(0)), format!("the file gives no setting of `{SECTION}`"))
            .label(match switches {
                Some(_) => "`sendEmail` must be below",
                None => "nothing of the section in the whole file",
            })
            .help(format!(
                "{} If they are in another file, name it with `--base FILE`.",
                match switches {
                    Some(span) => format!(
                        "Add `sendEmail:` with its eight settings below the `featureSwitches:` of line {}.",
                        context.source.line(span.start)
                    ),
                    None if context.reading.format == Format::Properties => {
                        format!("Add the eight settings, each with its full name, such as `{SECTION}.smtpServer=smtp.office365.com`.")
                    }
                    None => "Add `featureSwitches:` with `sendEmail:` and its eight settings.".to_owned(),
                }
            ))
    });
    sink.push(imports::mention(context, diagnostic).property(SECTION));
    sink.mark_all_reported();
}

/// The section stands in a document that counts for another profile.
fn inactive(rule: &Rule, context: &Context) -> Option<crate::diagnostic::Diagnostic> {
    let setting = Setting::ALL.into_iter().find(|setting| !context.settings.occurrences(*setting).is_empty())?;
    let property = &context.reading.properties[context.settings.occurrences(setting)[0].property];
    let condition = context.reading.documents.get(property.document as usize)?.condition.as_ref()?;
    let element =
        path::elements(context, property).into_iter().find(|element| element.canonical == path::section()[1])?;
    let counts = match context.profile {
        _ if condition.cloud_platform => "counts on a cloud platform only".to_owned(),
        Some(profile) => format!("the profile `{profile}` does not activate"),
        None => "counts for certain profiles only, and the file's name has none".to_owned(),
    };
    Some(
        rule.at(condition.span, format!("`{SECTION}` is only in a document that {counts}"))
            .label("the condition of the document")
            .help("Correct the condition, or name the profile that osweb runs with: `--profile NAME`.")
            .related(element.span, "the section"),
    )
}

/// The key `featureSwitches` in an active document.
fn switches(context: &Context) -> Option<Span> {
    let [switches, _] = path::section();
    context.reading.keys_under(|name| name::may_begin(name, &switches)).into_iter().find_map(|id| {
        let key = context.reading.key(id);
        let active = context.view.is_active(key.document);
        let top = key.parent.is_none() && name::canonical(&key.segment).starts_with(&switches);
        if !active || !top {
            return None;
        }
        let first = path::of_key(context, id).into_iter().next()?;
        (first.canonical == switches).then_some(first.span)
    })
}
