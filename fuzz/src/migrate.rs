//! Migrations are refused with a reason, or right; nothing outside the edits changes.

use std::sync::Arc;

use osweb_config::inspect::{Options, inspect};
use osweb_config::migration::{Documents, Origin, Text, Values, carry_out, left, plan, refuse_unfit, survey};
use osweb_config::settings::Setting;
use osweb_config::source::SourceFile;

use super::masks::SECRET;

fn values() -> Values {
    let mut values = Values::default();
    for (setting, text) in [
        (Setting::SmtpServer, "smtp.office365.com"),
        (Setting::SmtpPort, "587"),
        (Setting::SmtpUsername, "mailer@contoso.com"),
        (Setting::OAuthClientId, "3f2504e0-4f89-41d3-9a0c-0305e82c3301"),
        (Setting::OAuthClientSecret, "${OSWEB_MAIL_SECRET}"),
        (Setting::OAuthTenantId, "contoso.onmicrosoft.com"),
    ] {
        values.set(setting, Text::Open(text.to_owned()), Origin::Option("--given"));
    }
    values
}

/// What must hold of a file and what migrating makes of it.
pub fn hold(name: &str, bytes: &[u8]) {
    let options = Options::default();
    let old = inspect(Arc::new(SourceFile::from_bytes(name, bytes.to_vec())), &options);
    let planted = old.source.text().contains(SECRET);
    let refused = |refusal: osweb_config::migration::Refusal| {
        let text = old.mask().text(&refusal.text(&old.source));
        assert!(!(planted && text.contains(SECRET)), "the refusal shows the secret:\n{text}");
    };
    if let Err(refusal) = refuse_unfit(&old) {
        return refused(refusal);
    }
    let parts = match survey(&old, Documents::All) {
        Ok(parts) => parts,
        Err(refusal) => return refused(refusal),
    };
    let wanted = plan(&old, &parts, &values());
    drop(left(&old, &parts, &wanted));
    if !wanted.needs.is_empty() || wanted.steps.is_empty() {
        return;
    }
    let migrated = match carry_out(&old, &parts, &wanted, &options) {
        Ok(migrated) => migrated,
        Err(refusal) => return refused(refusal),
    };
    let (before, after) = (old.source.text(), migrated.new.source.text());
    let disk = migrated.new.source.encode(after);
    // What is between two edits is the same, byte by byte. On disk: without its last character of Latin-1 a file of properties can be UTF-8.
    let mut expected = String::new();
    let mut from = 0;
    for edit in migrated.edits.edits() {
        expected.push_str(&before[from..edit.span.start as usize]);
        expected.push_str(&edit.replacement);
        from = edit.span.end as usize;
    }
    expected.push_str(&before[from..]);
    assert_eq!(disk, old.source.encode(&expected));
    // What is written is read as what was meant, and there is nothing left to do.
    let again = inspect(Arc::new(SourceFile::from_bytes(name, disk)), &options);
    assert_eq!(again.source.text(), after);
    let parts = survey(&again, Documents::All).unwrap_or_else(|_| panic!("the new file is refused:\n{after}"));
    let steps = plan(&again, &parts, &values()).steps;
    assert!(steps.is_empty(), "a second migration has {} steps:\n{after}", steps.len());
}
