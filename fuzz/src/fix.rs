//! What `--fix` writes heals, whatever the text, also with `--unsafe-fixes`.

use std::sync::Arc;

use osweb_config::character;
use osweb_config::diagnostic::Severity;
use osweb_config::fix::{Kinds, fix_with};
use osweb_config::inspect::{Inspection, Options, inspect};
use osweb_config::property::name;
use osweb_config::secret::names_secret;
use osweb_config::settings::{CANONICAL_SECTION, Setting};
use osweb_config::source::SourceFile;

/// What must hold of a file and what fixing makes of it.
pub fn hold(name: &str, bytes: &[u8]) {
    hold_with(name, bytes, Kinds::Safe);
    hold_with(name, bytes, Kinds::Unsafe);
}

/// Letters and digits in lower case (names may be respelt), each as the one of ASCII that it looks like.
fn letters(text: &str) -> String {
    let plain = |char: char| match character::odd(char) {
        Some(odd) => odd.twin.unwrap_or_else(|| char.to_string()),
        None => char.to_string(),
    };
    text.chars()
        .map(plain)
        .collect::<String>()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_lowercase()
}

fn hold_with(name: &str, bytes: &[u8], kinds: Kinds) {
    let options = Options::default();
    let old = inspect(Arc::new(SourceFile::from_bytes(name, bytes.to_vec())), &options);
    let text = old.source.text();
    let has_error = old.diagnostics.iter().any(|one| one.severity == Severity::Error);
    assert!(has_error || old.reading.faults.is_empty(), "a refused file has no error:\n{text:?}");
    let Some(fixed) = fix_with(&old, &options, kinds, &|_| true) else { return };
    let new = &fixed.inspection;
    let after = new.source.text();
    assert!(kinds == Kinds::Unsafe || fixed.applied.iter().all(|one| one.safe), "{:?}", fixed.applied);
    assert!(fix_with(new, &options, kinds, &|_| true).is_none(), "a second run changes more:\n{text:?}\n{after:?}");
    let disk = SourceFile::from_bytes(name, new.source.encode(after));
    assert_eq!(disk.text(), after, "what is written is not what is read");
    assert!(after.len() <= 2 * text.len() + 200, "it grew:\n{text:?}\n{after:?}");
    let refused = !old.reading.faults.is_empty();
    if !refused {
        nothing_is_lost(&old, new, kinds);
    } else if let Some(fault) = new.reading.faults.first() {
        let left = after.len() - fault.span.start as usize;
        let before = text.len() - old.reading.faults[0].span.start as usize;
        assert!(left < before, "refused as early as before:\n{text:?}\n{after:?}");
    }
    let of_text = |rule: &str| matches!(rule, "yaml-syntax" | "suspicious-character");
    let names = ["smtp", "oAuth", "OAuth", "TLS"];
    if refused && fixed.applied.iter().all(|one| of_text(one.rule)) && !names.iter().all(|name| !text.contains(name)) {
        assert_eq!(letters(text), letters(after), "letters lost:\n{text:?}\n{after:?}");
    }
}

/// A file that is read stays one, with the same values outside the section, and its secrets.
fn nothing_is_lost(old: &Inspection, new: &Inspection, kinds: Kinds) {
    let (text, after) = (old.source.text(), new.source.text());
    assert!(new.reading.faults.is_empty(), "refused now:\n{text:?}\n{after:?}");
    let outside = |inspection: &Inspection| {
        let others = inspection.reading.properties.iter();
        // The keys of the section may be respelt.
        let others = others.filter(|one| {
            let canonical = name::canonical(&one.name);
            !canonical.starts_with(CANONICAL_SECTION) && !CANONICAL_SECTION.starts_with(&canonical)
        });
        others.map(|one| (one.document, one.name.clone(), one.value.text.clone())).collect::<Vec<_>>()
    };
    if kinds == Kinds::Safe {
        assert_eq!(outside(old), outside(new), "another value outside the section:\n{text:?}\n{after:?}");
    } else {
        // Settings that were misplaced may come into the section, and are put right there.
        let is_setting = |name: &str| Setting::from_key(name.rsplit('.').next().unwrap_or_default()).is_some();
        for (document, name, value) in outside(old).into_iter().filter(|(_, name, _)| !is_setting(name)) {
            let mut all = new.reading.properties.iter();
            let is_there = all.any(|one| (one.document, &one.value.text) == (document, &value));
            assert!(is_there, "the value of {name} is lost:\n{text:?}\n{after:?}");
        }
    }
    // Every secret keeps its letters.
    for secret in old.reading.properties.iter().filter(|one| names_secret(&one.name)) {
        // The JVM makes another text of some.
        let texts = [Some(secret.value.text.as_str()), secret.value.written.as_deref()];
        let is_one = |text: &str| texts.iter().flatten().any(|old| letters(old) == letters(text));
        let kept = new.reading.properties.iter().any(|one| is_one(&one.value.text));
        assert!(kept, "a secret lost something:\n{text:?}\n{after:?}");
    }
}
