//! A migration planned and carried out through the library.
#![allow(dead_code, reason = "each of the two test programs uses a part of it")]

use std::sync::Arc;

use osweb_config::date::Date;
use osweb_config::inspect::{Inspection, Options, inspect};
use osweb_config::migration::{self, Documents, Migrated, Origin, Plan, Refusal, Text, Values};
use osweb_config::secret::Secret;
use osweb_config::settings::Setting;
use osweb_config::source::SourceFile;

use super::case::{CLIENT_ID, SECRET, TENANT_ID};

pub(super) fn planned_values() -> Values {
    let mut values = Values::default();
    for (setting, text) in [
        (Setting::SmtpServer, "smtp.office365.com"),
        (Setting::SmtpUsername, "osweb@contoso-mail.de"),
        (Setting::OAuthClientId, CLIENT_ID),
        (Setting::OAuthTenantId, TENANT_ID),
    ] {
        values.set(setting, Text::Open(text.to_owned()), Origin::Option("--option"));
    }
    values.set(Setting::OAuthClientSecret, Text::Secret(Secret::new(SECRET)), Origin::Option("--client-secret-env"));
    values
}

pub(super) fn read(bytes: &[u8]) -> Inspection {
    inspect(Arc::new(SourceFile::from_bytes("osweb-prod.yml", bytes.to_vec())), &Options::default())
}

pub(super) fn plan(old: &Inspection) -> (Vec<migration::Part>, Plan) {
    let parts =
        migration::survey(old, Documents::Active).unwrap_or_else(|refusal| panic!("{}", refusal.text(&old.source)));
    let plan = migration::plan(old, &parts, &planned_values());
    assert!(plan.needs.is_empty(), "{:?}", plan.needs);
    (parts, plan)
}

/// The same with the day on which the secret expires.
pub(super) fn carried_out(old: &Inspection, expires: Option<Date>) -> Result<Migrated, Refusal> {
    let (parts, plan) = plan(old);
    migration::carry_out(old, &parts, &Plan { expires, ..plan }, &Options::default())
}

pub(super) fn migrated(old: &Inspection) -> (Plan, Migrated) {
    let (parts, plan) = plan(old);
    let migrated = migration::carry_out(old, &parts, &plan, &Options::default())
        .unwrap_or_else(|refusal| panic!("{}\n{}", refusal.text(&old.source), old.source.text()));
    (plan, migrated)
}
