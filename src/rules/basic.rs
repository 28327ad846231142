//! A section that logs in with a password, or not at all: what the two rules that speak of it have in common.

use super::form::{Form, Host};
use super::{Context, Sink};
use crate::diagnostic::{Diagnostic, Severity};
use crate::property::{Property, name};
use crate::settings::{SECTION, Setting, key_below_section};

/// Completes the one diagnostic of such a section, and lets the other rules pass over what follows from it.
pub(super) fn explain(context: &Context, form: Form, mut diagnostic: Diagnostic, sink: &mut Sink) {
    let server_missing =
        context.setting(Setting::SmtpServer).is_none() && context.settings.base(Setting::SmtpServer).is_none();
    if form.host == Host::Microsoft || server_missing {
        diagnostic = diagnostic.help(format!(
            "Let `osweb-config migrate {}` rewrite the section for OAuth2. As of 2026-11-23 Microsoft plans to switch basic authentication \
             off by default at the end of December 2026.",
            crate::system::argument(context.source.name())
        ));
        sink.mark_all_reported();
    } else {
        diagnostic.severity = Severity::Warning;
        diagnostic = diagnostic.help(format!(
            "For a mail server of your own it may be right as it is; which values osweb knows is not documented. For Microsoft 365 let \
             `osweb-config migrate {}` rewrite the section.",
            crate::system::argument(context.source.name())
        ));
        // What belongs to OAuth2 need not be there, and other values than those documented are possible.
        for setting in [
            Setting::SmtpAuthentication,
            Setting::SmtpEncryption,
            Setting::OAuthClientId,
            Setting::OAuthClientSecret,
            Setting::OAuthTenantId,
        ] {
            sink.mark_reported(setting);
        }
    }
    sink.push(diagnostic);
}

/// The full name of a property below the section, with the section's name in the documented spelling.
pub(super) fn documented_name(property: &Property) -> String {
    let depth = SECTION.split('.').count();
    let key = property.name.splitn(depth + 1, '.').nth(depth).unwrap_or(&property.name);
    let spelt = key_below_section(&name::canonical(&property.name)).is_some();
    if spelt { format!("{SECTION}.{key}") } else { property.name.clone() }
}
