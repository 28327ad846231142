//! `oAuthTenantId` is not a tenant.
//!
//! # What
//!
//! The Directory (tenant) ID is a GUID; a domain of the organization (`contoso.onmicrosoft.com`) does as well. The value is neither, or
//! one of `common`, `organizations` and `consumers`, which mean all tenants at once.
//!
//! # Why
//!
//! A sign-in without a user is always to one tenant. Entra answers AADSTS900023, AADSTS90002, or for `common` AADSTS9001023
//! or AADSTS50194.
//!
//! # What to do
//!
//! Copy Directory (tenant) ID from the Overview page of the app registration.
//!
//! # References
//!
//! - Microsoft, find your tenant ID: <https://learn.microsoft.com/entra/fundamentals/how-to-find-tenant>
//! - Microsoft, client credentials: <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>
//! - Microsoft, AADSTS codes: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>

use super::client_id_invalid::hint;
use super::literal::Literal;
use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::secret::has_mark;
use crate::settings::{Setting, validate};

pub(super) const RULE: Rule = Rule {
    name: "tenant-id-invalid",
    group: Group::Values,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("tenant-id-invalid"),
    check,
};

/// The tenant of all personal Microsoft accounts. Source: Microsoft, "Access token claims reference".
const PERSONAL: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

/// Hosts of the token endpoints: a domain, but nobody's tenant.
const LOGIN_HOSTS: [&str; 5] = [
    "login.microsoftonline.com",
    "login.windows.net",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
    "sts.windows.net",
];

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    let setting = Setting::OAuthTenantId;
    let Some(literal) = Literal::of(context, setting).filter(|_| !sink.is_reported(setting)) else { return };
    let tenant = literal.text;
    let lower = tenant.to_lowercase();
    let shown = || context.quoted(tenant);
    let (message, label) = if ["common", "organizations", "consumers"].contains(&lower.as_str()) {
        (format!("`oAuthTenantId` is {}, which means all tenants; osweb signs in to one", shown()), "no single tenant")
    } else if lower == PERSONAL {
        (
            format!("`oAuthTenantId` is {}, the tenant of personal Microsoft accounts", shown()),
            "not your organization's",
        )
    } else if LOGIN_HOSTS.contains(&lower.as_str()) {
        (format!("`oAuthTenantId` is {}, the host that issues tokens, not a tenant", shown()), "not a tenant")
    } else if validate::is_guid(tenant) || is_domain(tenant) {
        return;
    } else if has_mark(tenant) {
        ("`oAuthTenantId` looks like a client secret; it must be a GUID or a domain".to_owned(), "looks like a secret")
    } else {
        (format!("`oAuthTenantId` is {}, which is neither a GUID nor a domain{}", shown(), hint(tenant)), "no tenant")
    };
    let mut diagnostic = literal.at(rule, message).label(label).help(setting.definition().hint);
    if let Some(inside) = inside(tenant) {
        diagnostic = literal.fix(diagnostic.help(format!("Write `oAuthTenantId: {inside}`.")), true, &inside);
    }
    sink.push(diagnostic);
    sink.mark_reported(setting);
}

/// A domain name, not an IP address or a number with a dot.
fn is_domain(text: &str) -> bool {
    validate::is_domain(text)
        && text.rsplit('.').next().is_some_and(|top| !top.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The GUID in braces or in the address of a token endpoint.
fn inside(tenant: &str) -> Option<String> {
    if let Some((_, behind)) = tenant.split_once("://") {
        return behind.split(['/', '?', '#']).find(|part| validate::is_guid(part)).map(str::to_owned);
    }
    let trimmed = tenant.trim_matches(['/', '.', ',', ';', '<', '>', '"', '\'', '@', ' ']);
    validate::hidden_guid(tenant).or_else(|| (trimmed != tenant && is_domain(trimmed)).then(|| trimmed.to_owned()))
}
