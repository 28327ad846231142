//! The file breaks a policy of yours.
//!
//! # What
//!
//! `check --policy FILE` judges the file by a JSON Schema of your own, beside the other rules. The schema sees the whole file as
//! Spring does: nested, active documents merged, the eight settings under their documented names, values with the type
//! that the JVM gives them. Without `--policy` this rule reports nothing.
//!
//! # Why
//!
//! Some demands are yours alone: that the tenant is your organization's, that senders have your domain, that no secret
//! is in the file. A gate that knows them keeps a file for another tenant out.
//!
//! # What to do
//!
//! Change the file at the place shown, or the policy. The help names the policy's file, and quotes the `description` that is
//! beside the demand: write there what your colleagues should do.
//!
//! # References
//!
//! - JSON Schema: <https://json-schema.org/understanding-json-schema>

use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::settings::{Nested, Setting};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "policy",
    group: Group::Bookkeeping,
    severity: Severity::Error,
    consequence: Consequence::Rest,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("policy"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    // What could not be read in full cannot be judged by what it lacks.
    if context.policies.is_empty() || !context.reading.faults.is_empty() {
        return;
    }
    let mut nested = Nested::of_file(context.reading, context.settings, context.active);
    nested.supply(&context.settings.base);
    for policy in context.policies {
        for violation in policy.violations(&nested) {
            let span = violation.span.unwrap_or_else(|| whole_file(context));
            let from =
                violation.property.as_deref().and_then(|property| elsewhere(context, property)).unwrap_or_default();
            let message = format!("{}{from}", violation.message);
            let mut diagnostic = rule.at(span, message).label("against the policy").help(violation.help);
            diagnostic.property = violation.property;
            sink.push(diagnostic);
        }
    }
}

/// Which file of lower precedence gives a property that this one does not.
fn elsewhere(context: &Context, property: &str) -> Option<String> {
    let setting = Setting::ALL.into_iter().find(|setting| setting.name() == property)?;
    let base = context.settings.base(setting).filter(|_| context.setting(setting).is_none())?;
    Some(format!(" (line {} of {} gives it)", base.line, base.path))
}

/// The first key stands for the whole file; an empty file has but its beginning.
fn whole_file(context: &Context) -> Span {
    context.reading.keys.first().map_or_else(|| Span::at(0), |key| key.span)
}
