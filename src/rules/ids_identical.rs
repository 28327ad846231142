//! Client ID and tenant ID are the same.
//!
//! # What
//!
//! `oAuthClientId` and `oAuthTenantId` are the same GUID.
//!
//! # Why
//!
//! One names the application, the other the organization; they are never equal. One of the two was copied twice.
//!
//! # What to do
//!
//! Compare both with the Overview page of the app registration, where Application (client) ID and Directory (tenant) ID are one
//! below the other, and correct the wrong one.
//!
//! # References
//!
//! - Microsoft, application and service principal objects: <https://learn.microsoft.com/entra/identity-platform/app-objects-and-service-principals>
//! - Microsoft, find your tenant ID: <https://learn.microsoft.com/entra/fundamentals/how-to-find-tenant>

use super::literal::Literal;
use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::settings::{Setting, validate};

pub(super) const RULE: Rule = Rule {
    name: "ids-identical",
    group: Group::Values,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("ids-identical"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    let (client, tenant) = (Setting::OAuthClientId, Setting::OAuthTenantId);
    if sink.is_reported(client) || sink.is_reported(tenant) {
        return;
    }
    let (Some(client), Some(tenant)) = (Literal::of(context, client), Literal::of(context, tenant)) else { return };
    if !validate::is_guid(client.text) || !client.text.eq_ignore_ascii_case(tenant.text) {
        return;
    }
    let (first, second) =
        if client.property.value.span <= tenant.property.value.span { (client, tenant) } else { (tenant, client) };
    sink.push(
        second
            .at(rule, "`oAuthClientId` and `oAuthTenantId` are the same GUID")
            .label(format!("the same as `{}`", first.setting.key()))
            .help("Copy both again from the Overview page of the app registration: Application (client) ID and Directory (tenant) ID.")
            .related(first.property.value.span, "the same GUID"),
    );
    sink.mark_reported(first.setting);
    sink.mark_reported(second.setting);
}
