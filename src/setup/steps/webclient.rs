//! enaio webclient, in osweb-prod.yml.

use super::super::{Author, Line, Row, Section, Value, Values};
use super::Steps;
use crate::settings::{SECTION, Setting};

pub(super) fn section(values: &Values) -> Section {
    let rows = Setting::ALL.into_iter().map(|setting| row(setting, values)).collect();
    let mut steps = Steps::new(values);
    steps
        .step(Author::Vendor, "Enter the settings of webclient")
        .item("Open the configuration of `osweb` in enaio services-admin, or the file `osweb-prod.yml` of service-manager.")
        .table(rows)
        .step(Author::Vendor, "Let the service read them")
        .item("A service that is configured in services-admin restarts by itself when it is saved.")
        .item("After editing the file itself select *Reload* in services-admin.");
    steps.section("enaio webclient, in osweb-prod.yml", "All settings are below `featureSwitches.sendEmail`.")
}

fn row(setting: Setting, values: &Values) -> Row {
    let (value, note) = match setting {
        Setting::SmtpServer => (Line::value(values.server.clone()), None),
        Setting::SmtpPort => (Line::value(values.port.clone()), None),
        Setting::SmtpEncryption => (Line::code("TLS"), None),
        Setting::SmtpAuthentication => (Line::code("MS_OAUTH"), None),
        Setting::SmtpUsername => (Line::value(values.user.clone()), Some("name@domain.com")),
        Setting::OAuthClientId => (Line::value(values.client.clone()), Some("Application (client) ID")),
        Setting::OAuthClientSecret => (
            Line::value(Value { text: "<Value of the client secret>".to_owned(), known: false }),
            Some(match values.term.expires {
                Some(_) => {
                    "the Value, not the Secret ID; the file's expires on {expires}, by the comment of line {expires_line}"
                }
                None => "the Value, not the Secret ID; see the last part for when it expires",
            }),
        ),
        Setting::OAuthTenantId => (Line::value(values.tenant.clone()), Some("Directory (tenant) ID")),
    };
    Row {
        label: None,
        name: format!("{SECTION}.{}", setting.key()),
        value,
        note: note.map(|note| Line::new(note, values)),
    }
}
