//! `oAuthClientId` is not an Application (client) ID.
//!
//! # What
//!
//! The Application (client) ID is a GUID: 32 hexadecimal digits in groups of 8-4-4-4-12. The value is something else, or the ID of one
//! of Microsoft's own applications.
//!
//! # Why
//!
//! Entra answers AADSTS700016: the application was not found in the directory.
//!
//! # What to do
//!
//! Copy Application (client) ID from the Overview page of the app registration. It is neither the Object ID nor the Secret ID, which
//! look alike.
//!
//! # References
//!
//! - Microsoft, register an application: <https://learn.microsoft.com/entra/identity-platform/quickstart-register-app>
//! - Microsoft, AADSTS700016 and other codes: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>

use super::literal::Literal;
use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::secret::has_mark;
use crate::settings::{Setting, validate};

pub(super) const RULE: Rule = Rule {
    name: "client-id-invalid",
    group: Group::Values,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("client-id-invalid"),
    check,
};

/// Microsoft's own applications, which are resources that a token is for. Source: Microsoft, "Verify first-party Microsoft
/// applications in sign-in reports".
const RESOURCES: [(&str, &str); 3] = [
    ("00000002-0000-0ff1-ce00-000000000000", "Office 365 Exchange Online"),
    ("00000003-0000-0000-c000-000000000000", "Microsoft Graph"),
    ("00000002-0000-0000-c000-000000000000", "Windows Azure Active Directory"),
];

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    let setting = Setting::OAuthClientId;
    let Some(literal) = Literal::of(context, setting).filter(|_| !sink.is_reported(setting)) else { return };
    let id = literal.text;
    let mut diagnostic = if validate::is_guid(id) {
        let Some((_, name)) = RESOURCES.iter().find(|(resource, _)| resource.eq_ignore_ascii_case(id)) else { return };
        literal
            .at(rule, format!("`oAuthClientId` is the ID of {name} itself, not of your app registration"))
            .label("one of Microsoft's own applications")
            .help(setting.definition().hint)
    } else if has_mark(id) {
        literal
            .at(rule, "`oAuthClientId` looks like a client secret; it must be a GUID")
            .label("looks like a secret")
            .help("Write the Application (client) ID here. If this is the secret, it belongs to `oAuthClientSecret`.")
    } else {
        literal
            .at(rule, format!("`oAuthClientId` is {}, which is not a GUID{}", context.quoted(id), hint(id)))
            .label("not a GUID")
            .help(setting.definition().hint)
    };
    if let Some(guid) = guid_in(id) {
        diagnostic = literal.fix(diagnostic.help(format!("Write `oAuthClientId: {guid}`.")), true, &guid);
    } else if let Some(tenant) = Literal::of(context, Setting::OAuthTenantId)
        && validate::is_domain(id)
        && validate::is_guid(tenant.text)
    {
        diagnostic = diagnostic
            .help("If client ID and tenant are swapped, exchange the two values.")
            .related(tenant.property.value.span, "perhaps the client ID");
        let here = literal.property.alias.is_none() && tenant.property.alias.is_none();
        if here {
            let title = "exchange the values of `oAuthClientId` and `oAuthTenantId`";
            diagnostic = diagnostic.fix(false, title, vec![literal.write(tenant.text), tenant.write(id)]);
        }
    }
    sink.push(diagnostic);
    sink.mark_reported(setting);
}

/// The GUID in braces, quotes, or an address such as `api://GUID`.
fn guid_in(id: &str) -> Option<String> {
    let part =
        || id.split_once("://")?.1.split(['/', '?', '#']).find(|part| validate::is_guid(part)).map(str::to_owned);
    validate::hidden_guid(id).or_else(part)
}

/// What a text that is no GUID looks like instead.
pub(super) fn hint(id: &str) -> String {
    let digits = id.chars().filter(char::is_ascii_hexdigit).count();
    if id.contains('@') {
        ", but a mail address".to_owned()
    } else if id.contains("://") {
        ", but the address of a page".to_owned()
    } else if id.parse::<std::net::IpAddr>().is_ok() {
        ", but an IP address".to_owned()
    } else if validate::is_domain(id) {
        ", but a domain".to_owned()
    } else if id.chars().all(|char| char.is_ascii_hexdigit() || char == '-') && digits != 32 {
        format!(": it has {digits} digits instead of 32")
    } else if let Some(char) =
        id.chars().find(|char| !char.is_ascii_hexdigit() && *char != '-').filter(|_| id.len() == 36)
    {
        format!(": `{char}` is not a hexadecimal digit")
    } else {
        String::new()
    }
}
