//! A profile is named where Spring Boot 3 refuses to start.
//!
//! # What
//!
//! - `spring.profiles` as the condition of a document. Spring Boot 3 knows only `spring.config.activate.on-profile`.
//! - `spring.profiles.active`, `spring.profiles.include` or `spring.profiles.default` in a file that belongs to a profile, such as
//!   osweb-prod.yml, or in a document with a condition.
//! - A condition that is not a profile expression: `&` and `|` side by side without parentheses.
//!
//! # Why
//!
//! Spring Boot ends at start-up with an error. Versions 2.4 to 2.7 only warn of `spring.profiles`. Which version osweb carries
//! is not documented.
//!
//! # What to do
//!
//! Write `spring.config.activate.on-profile: prod`. Which profiles are active is not for such a file to say: remove the line.
//! In an expression put parentheses around what belongs together: `prod & (eu | us)`.
//!
//! # References
//!
//! - Spring Boot, profiles: <https://docs.spring.io/spring-boot/reference/features/profiles.html>
//! - Spring Boot, documents with a condition: <https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.activation-properties>
//! - Spring Framework, profile expressions: <https://docs.spring.io/spring-framework/docs/current/javadoc-api/org/springframework/core/env/Profiles.html#of(java.lang.String...)>

use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Diagnostic, Severity};
use crate::edit::Edit;
use crate::profile;
use crate::property::{Property, name};

pub(super) const RULE: Rule = Rule {
    name: "profile-refused",
    group: Group::Structure,
    severity: Severity::Error,
    consequence: Consequence::Start,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("profile-refused"),
    check,
};

const CONDITION: &str = "spring.config.activate.on-profile";

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    let mut lists: Vec<(u32, String)> = vec![];
    for index in context.reading.properties_under(name::is_spring) {
        let property = &context.reading.properties[index];
        let canonical = name::canonical(&property.name);
        let base = canonical.split_once('[').map_or(canonical.as_str(), |(base, _)| base);
        let Some(diagnostic) = judge(rule, context, property, base) else { continue };
        // Of a list the first item is enough.
        if canonical.contains('[') {
            let list = (property.document, base.to_owned());
            if lists.contains(&list) {
                continue;
            }
            lists.push(list);
        }
        sink.push(diagnostic.property(documented(base)));
    }
}

fn judge(rule: &Rule, context: &Context, property: &Property, base: &str) -> Option<Diagnostic> {
    let key = context.key_span(property);
    match base {
        "spring.profiles" => {
            let diagnostic = rule
                .at(key, "`spring.profiles` as a condition keeps Spring Boot 3 from starting")
                .label("no longer known")
                .help(format!(
                    "Write `{CONDITION}` in its place. Which version of Spring Boot osweb carries is not documented."
                ));
            let written = context.source.slice(key);
            Some(if written == "spring.profiles" {
                diagnostic.fix(false, format!("write `{CONDITION}`"), vec![Edit::replace(key, CONDITION)])
            } else {
                diagnostic
            })
        }
        "spring.profiles.active" | "spring.profiles.include" | "spring.profiles.default" => {
            let condition = context.reading.documents.get(property.document as usize)?.condition.as_ref();
            let name = context.quoted(base);
            if context.profile_specific {
                let file =
                    std::path::Path::new(context.source.name()).file_name().unwrap_or_default().to_string_lossy();
                let message =
                    format!("{name} in {file}, which belongs to a profile itself, keeps Spring Boot from starting");
                Some(rule.at(key, message).label("not allowed here").help(
                    "Remove the line. Profiles are set where the service is started, or in a file without a profile in its name.",
                ))
            } else {
                let condition = condition?;
                let message = format!("{name} in a document with a condition keeps Spring Boot from starting");
                Some(
                    rule.at(key, message)
                        .label("not allowed here")
                        .help("Remove the line, or move it into a document without a condition.")
                        .related(condition.span, "the condition of this document"),
                )
            }
        }
        "spring.config.activate.onprofile" => {
            let wrong = property
                .value
                .text
                .split(',')
                .map(str::trim)
                .find(|expression| !expression.is_empty() && profile::Expression::parse(expression).is_none())?;
            Some(
                rule.at(property.value.span, format!("{} is not a profile expression", context.quoted(wrong)))
                    .label("Spring Boot refuses to start")
                    .help("Put parentheses around what belongs together, as in `prod & (eu | us)`: `&` and `|` cannot be side by side."),
            )
        }
        _ => None,
    }
}

fn documented(base: &str) -> &str {
    if base == "spring.config.activate.onprofile" { CONDITION } else { base }
}
