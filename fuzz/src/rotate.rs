//! A secret is replaced, and nothing else; or it is refused, without any secret in the words.

use std::sync::Arc;

use osweb_config::date::Date;
use osweb_config::diff;
use osweb_config::inspect::{Inspection, Options, inspect};
use osweb_config::rotation::rotate;
use osweb_config::secret::Secret;
use osweb_config::settings::Setting;
use osweb_config::source::SourceFile;

use super::masks::Planted;

/// The new secret.
const NEW: &str = "zR31Q~newly-made.for_the~laws-0123456789";

/// What must hold of a file and of what rotating its secret makes of it.
pub fn hold(name: &str, bytes: &[u8]) {
    if bytes.windows(8).any(|part| NEW.as_bytes().windows(8).any(|new| new == part)) {
        return;
    }
    let options = Options::default();
    let old = inspect(Arc::new(SourceFile::from_bytes(name, bytes.to_vec())), &options);
    let planted = Planted::of(&old);
    let secret = Secret::new(NEW);
    let given =
        |one: &Inspection| one.settings.get(&one.reading, Setting::OAuthClientSecret).map(|one| one.value.text.clone());
    for expires in [None, Some(Date::of_seconds(1_835_395_200))] {
        let rotated = match rotate(&old, &secret, expires, &options) {
            Ok(rotated) => rotated,
            Err(refusal) => {
                let said = old.mask().text(&refusal.text(&old.source));
                planted.assert_hidden("the refusal", &said);
                assert!(!said.contains(NEW), "{said}");
                continue;
            }
        };
        assert_eq!(given(&rotated.new).as_deref(), Some(NEW));
        let disk = rotated.new.source.encode(rotated.new.source.text());
        let again = inspect(Arc::new(SourceFile::from_bytes(name, disk)), &options);
        assert_eq!(given(&again).as_deref(), Some(NEW), "what is written is not what is read");
        let said = diff::unified(&old, &rotated.new, "osweb-prod.yml", false);
        planted.assert_hidden("the difference", &said);
        assert!(!said.contains(NEW), "{said}");
        assert!(rotate(&rotated.new, &secret, expires, &options).is_err(), "the same secret is new");
    }
}
