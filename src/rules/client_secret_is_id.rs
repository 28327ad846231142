//! `oAuthClientSecret` is the Secret ID instead of the secret.
//!
//! # What
//!
//! The value is a GUID. Microsoft Entra shows two columns for a client secret: Value and Secret ID. A GUID is the ID; the value is about
//! 40 characters long and shown only once, when the secret is made.
//!
//! # Why
//!
//! The ID is not a secret. Entra answers AADSTS7000215: "Ensure the secret being sent in the request is the client secret value, not
//! the client secret ID".
//!
//! # What to do
//!
//! If the value is lost, make a new client secret (App registrations > your app > Certificates & secrets > New client secret) and
//! copy the column Value at once.
//!
//! # References
//!
//! - Microsoft, AADSTS7000215 and other codes: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
//! - Microsoft, add a client secret: <https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials>

use super::literal::Literal;
use super::{Context, Formats, Group, Rule, Sink};
use crate::diagnostic::{Consequence, Severity};
use crate::secret::has_mark;
use crate::settings::{Setting, validate};

pub(super) const RULE: Rule = Rule {
    name: "client-secret-is-id",
    group: Group::Values,
    severity: Severity::Error,
    consequence: Consequence::Send,
    formats: Formats::Osweb,
    judges_refused: false,
    page: rule_page!("client-secret-is-id"),
    check,
};

fn check(rule: &Rule, context: &Context, sink: &mut Sink) {
    let setting = Setting::OAuthClientSecret;
    let Some(literal) = Literal::of(context, setting).filter(|_| !sink.is_reported(setting)) else { return };
    let bare = validate::hidden_guid(literal.text).filter(|guid| literal.text.contains(guid.as_str()));
    let guid = bare.as_deref().unwrap_or(literal.text);
    if !validate::is_guid(guid) {
        return;
    }
    let mut diagnostic = literal
        .at(rule, "`oAuthClientSecret` is a GUID: the Secret ID, not the secret")
        .label("the ID of a secret")
        .help(
            "Copy the column Value of the client secret, not Secret ID (Microsoft Entra: App registrations > your app > Certificates & \
             secrets). If the value is no longer shown, make a new client secret.",
        );
    let others = [(Setting::OAuthClientId, "the client ID"), (Setting::OAuthTenantId, "the tenant ID")];
    for (other, what) in others {
        let Some(id) = Literal::of(context, other) else { continue };
        if id.text.trim().eq_ignore_ascii_case(guid) {
            diagnostic.message = format!("`oAuthClientSecret` is {what} once more, not the secret");
            diagnostic = diagnostic.related(id.property.value.span, format!("{what}, the same GUID"));
        } else if other == Setting::OAuthClientId && has_mark(id.text) {
            diagnostic.message =
                "`oAuthClientSecret` is a GUID, and `oAuthClientId` looks like a secret: the two are swapped"
                    .to_owned();
            diagnostic = diagnostic
                .related(id.property.value.span, "looks like the secret")
                .help("Write the GUID as `oAuthClientId` and the other value as `oAuthClientSecret`.");
            sink.mark_reported(other);
        }
    }
    sink.push(diagnostic);
    sink.mark_reported(setting);
}
