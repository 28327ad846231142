//! The section `featureSwitches.sendEmail` is missing.
//!
//! # What
//!
//! Nothing in the file gives a setting of `featureSwitches.sendEmail`, or the section stands only in a document that osweb's
//! profile does not activate.
//!
//! # Why
//!
//! osweb has no mail server, and sends no mail.
//!
//! # What to do
//!
//! Add the section with its eight settings. If it stands in another file, such as a shared application-prod.yml, name that with
//! `--base`. If osweb runs with another profile than the file's name says, name it with `--profile`.
//!
//! # References
//!
//! - enaio documentation: <https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm>
//! - Spring Boot, documents with a condition: <https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.activation-properties>

use super::{Found, Rule, Subject, path};
use crate::diagnostic::{Consequence, Severity};
use crate::property::{KeyId, name};
use crate::settings::{SECTION, Setting};
use crate::source::Span;

pub(super) const SEVERITY: Severity = Severity::Error;
pub(super) const CONSEQUENCE: Consequence = Consequence::Start;

pub(super) fn check(rule: &Rule, subject: &Subject, found: &mut Found) {
    if found.all_explained() || subject.settings.is_present() || !subject.settings.base.is_empty() {
        return;
    }
    let diagnostic = inactive(rule, subject).unwrap_or_else(|| {
        let (span, below) = match switches(subject) {
            Some(span) => (span, " below it"),
            None => (Span::at(0), ""),
        };
        rule.at(span, format!("the file gives no setting of `{SECTION}`"))
            .label(if below.is_empty() { "nothing of the section in the whole file" } else { "`sendEmail` must stand below" })
            .help(format!(
                "Add `featureSwitches:` with `sendEmail:`{below} and its eight settings. If they stand in another file, name it with `--base FILE`."
            ))
    });
    found.push(diagnostic.property(SECTION));
    found.explain_all();
}

/// The section stands in a document that counts for another profile.
fn inactive(rule: &Rule, subject: &Subject) -> Option<crate::diagnostic::Diagnostic> {
    let setting = Setting::ALL.into_iter().find(|setting| !subject.settings.occurrences(*setting).is_empty())?;
    let property = &subject.reading.properties[subject.settings.occurrences(setting)[0].property];
    let condition = subject.reading.documents.get(property.document as usize)?.condition.as_ref()?;
    let element = path::elements(subject, property).into_iter().find(|element| element.canonical == path::section()[1])?;
    let counts = match subject.profile {
        _ if condition.cloud_platform => "counts on a cloud platform only".to_owned(),
        Some(profile) => format!("the profile `{profile}` does not activate"),
        None => "counts for certain profiles only, and the file's name has none".to_owned(),
    };
    Some(
        rule.at(condition.span, format!("`{SECTION}` stands only in a document that {counts}"))
            .label("the condition of the document")
            .help("Correct the condition, or name the profile that osweb runs with: `--profile NAME`.")
            .related(element.span, "the section"),
    )
}

/// The key `featureSwitches` in an active document.
fn switches(subject: &Subject) -> Option<Span> {
    let [switches, _] = path::section();
    subject.reading.keys.iter().enumerate().find_map(|(index, key)| {
        let active = subject.active.get(key.document as usize).copied().unwrap_or(true);
        let top = key.parent.is_none() && name::canonical(&key.step).starts_with(&switches);
        if !active || !top {
            return None;
        }
        let first = path::of_key(subject, KeyId(index as u32)).into_iter().next()?;
        (first.canonical == switches).then_some(first.span)
    })
}
