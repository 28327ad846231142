//! What `--fix` writes heals, whatever the text: laws 3 and 11, on mutated and random texts.
//!
//! `PROPTEST_CASES=1000000 cargo test --release --test main laws::fixes` tries as many.

use std::sync::Arc;

use osweb_config::character;
use osweb_config::fix::{Kinds, fix_with};
use osweb_config::inspect::{Inspection, Options, inspect};
use osweb_config::property::name;
use osweb_config::secret::names_secret;
use osweb_config::settings::{SECTION, Setting};
use osweb_config::source::SourceFile;
use proptest::prelude::*;

const SOUND: &str = include_str!("../../fixtures/cases/sound.yml");

/// Texts to begin with: sound, in braces, of properties, with a legacy section.
const BASES: &[&str] = &[
    SOUND,
    "featureSwitches: {sendEmail: {smtpServer: 'mail.fabrikam.com', smtpPort: 25, oAuthClientSecret: '${MAIL}', smtpUsername: a@b.de}}\n",
    "a: &x {b: 'c d', e: [1, two, \"three\"]}\nlist:\n  - k: v\n    l: |\n      text\n  - *x\nfeatureSwitches.sendEmail.smtpEncryption: tls\n",
    "feature-switches:\n  send-email:\n    smtp-server: ' smtp.office365.com:587'\n    smtp-encryption: 'ssl '\n    smtpPassword: Nurbelakostin6\n    smtpUsername: <mailer@contoso.com>\n",
    "\"featureSwitches\": {\n  \"sendEmail\": {\n    \"smtpPort\": 587,\n    \"oAuthClientId\": \"5d0c7a1e-83b4-4f29-9e6d-20a4c8b15f73\"\n  }\n}\n",
];

/// What slips into a text: signs of YAML, of other languages, spaces that are none, look-alikes.
const PIECES: &[&str] = &[
    "'",
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ";",
    ":",
    ": ",
    "#",
    " #",
    "- ",
    "? ",
    "!",
    "!vault |",
    "&a",
    "*a",
    "|",
    ">",
    "%",
    "@",
    "`",
    "=",
    " = ",
    "${X}",
    "${X:y}",
    "{{ x }}",
    "@x@",
    "//",
    "/*",
    "\t",
    "\n",
    "\r\n",
    "  ",
    "\u{a0}",
    "\u{2003}",
    "\u{3000}",
    "\u{200b}",
    "\u{feff}",
    "\u{ad}",
    "\u{ff1a}",
    "\u{430}",
    "\u{3bf}",
    "\u{201c}",
    "\u{2019}",
    "\u{2013}",
    "\u{fb03}",
    "\u{fffd}",
    "\u{1a}",
    "\u{85}",
    "<<<<<<< HEAD\n",
    "=======\n",
    "---\n",
    "...\n",
    "smtpPort: 25\n",
    "    smtpPort: 587\n",
    "sendEmail:",
    "<<: *x\n",
    "\\",
    "null",
    "0123",
    "yes",
    "ENC(",
    "{cipher}",
    "\u{1F600}",
];

/// One slip: what is done, where, and with which piece.
fn slip() -> impl Strategy<Value = (u8, prop::sample::Index, prop::sample::Index)> {
    (0_u8..9, any::<prop::sample::Index>(), any::<prop::sample::Index>())
}

fn mutate(text: &mut String, (kind, at, piece): &(u8, prop::sample::Index, prop::sample::Index)) {
    let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let place = boundaries[at.index(boundaries.len())];
    let piece_text = PIECES[piece.index(PIECES.len())];
    let lines: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let line = lines[at.index(lines.len())];
    let end = text[line..].find('\n').map_or(text.len(), |end| line + end);
    match kind {
        0 | 1 => text.insert_str(place, piece_text),
        2 => text.insert_str(line, piece_text),
        3 => text.insert_str(end, piece_text),
        4 => {
            if let Some(char) = text[place..].chars().next() {
                text.replace_range(place..place + char.len_utf8(), "");
            }
        }
        // A line again, a line joined to the next one, a line further in or out.
        5 => {
            let again = format!("{}\n", &text[line..end]);
            text.insert_str(line, &again);
        }
        6 if end < text.len() => text.replace_range(end..=end, " "),
        7 => text.insert_str(line, [" ", "  ", "\t", "\u{a0}"][piece.index(4)]),
        8 => {
            let lead = text[line..end].len() - text[line..end].trim_start_matches(' ').len();
            text.replace_range(line..line + lead, &" ".repeat(piece.index(lead + 1)));
        }
        _ => {}
    }
}

fn judge(text: &str) -> Inspection {
    inspect(Arc::new(SourceFile::from_bytes("osweb-prod.yml", text.into())), &Options::default())
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

/// What must hold of a text and what `--fix` makes of it, also with `--unsafe-fixes`.
fn hold(text: &str) -> Result<(), TestCaseError> {
    hold_with(text, Kinds::Safe)?;
    hold_with(text, Kinds::Unsafe)
}

fn hold_with(text: &str, kinds: Kinds) -> Result<(), TestCaseError> {
    let options = Options::default();
    let old = judge(text);
    let Some(fixed) = fix_with(&old, &options, kinds, &|_| true) else { return Ok(()) };
    let new = &fixed.inspection;
    let after = new.source.text();
    prop_assert!(kinds == Kinds::Unsafe || fixed.applied.iter().all(|one| one.safe), "{:?}", fixed.applied);
    prop_assert!(
        fix_with(new, &options, kinds, &|_| true).is_none(),
        "a second run changes more:\n{text:?}\n{after:?}"
    );
    prop_assert!(after.len() <= 2 * text.len() + 200, "it grew:\n{text:?}\n{after:?}");
    let refused = !old.reading.faults.is_empty();
    if !refused {
        prop_assert!(new.reading.faults.is_empty(), "refused now:\n{text:?}\n{after:?}");
        let outside = |inspection: &Inspection| {
            let section = name::canonical(SECTION);
            let others = inspection.reading.properties.iter();
            // The keys of the section may be respelt.
            let others = others.filter(|one| {
                let canonical = name::canonical(&one.name);
                !canonical.starts_with(&section) && !section.starts_with(&canonical)
            });
            others.map(|one| (one.document, one.name.clone(), one.value.text.clone())).collect::<Vec<_>>()
        };
        if kinds == Kinds::Safe {
            prop_assert_eq!(outside(&old), outside(new), "another value outside the section:\n{:?}\n{:?}", text, after);
        } else {
            // Settings that were misplaced may come into the section, and are put right there.
            let is_setting = |name: &str| Setting::from_key(name.rsplit('.').next().unwrap_or_default()).is_some();
            for (document, name, value) in outside(&old).into_iter().filter(|(_, name, _)| !is_setting(name)) {
                let mut all = new.reading.properties.iter();
                let is_there = all.any(|one| (one.document, &one.value.text) == (document, &value));
                prop_assert!(is_there, "the value of {name} is lost:\n{text:?}\n{after:?}");
            }
        }
        // In a file that is read every secret keeps its letters.
        for secret in old.reading.properties.iter().filter(|one| names_secret(&one.name)) {
            // The JVM makes another text of some.
            let texts = [Some(secret.value.text.as_str()), secret.value.written.as_deref()];
            let is_one = |text: &str| texts.iter().flatten().any(|old| letters(old) == letters(text));
            let kept = new.reading.properties.iter().any(|one| is_one(&one.value.text));
            prop_assert!(kept, "a secret lost something:\n{text:?}\n{after:?}");
        }
    } else if let Some(fault) = new.reading.faults.first() {
        let left = after.len() - fault.span.start as usize;
        let before = text.len() - old.reading.faults[0].span.start as usize;
        prop_assert!(left < before, "refused as early as before:\n{text:?}\n{after:?}");
    }
    let of_text = |rule: &str| matches!(rule, "yaml-syntax" | "suspicious-character");
    let names = ["smtp", "oAuth", "OAuth", "TLS"];
    if refused && fixed.applied.iter().all(|one| of_text(one.rule)) && !names.iter().all(|name| !text.contains(name)) {
        prop_assert_eq!(letters(text), letters(after), "letters lost:\n{:?}\n{:?}", text, after);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn fixing_heals_mutated_texts(base in 0..BASES.len(), slips in prop::collection::vec(slip(), 1..6)) {
        let mut text = BASES[base].to_owned();
        slips.iter().for_each(|slip| mutate(&mut text, slip));
        hold(&text)?;
    }

    #[test]
    fn fixing_heals_random_texts(pieces in prop::collection::vec(any::<prop::sample::Index>(), 1..16), words in "[a-z:' \n]{0,8}") {
        let mut text: String = pieces.iter().map(|piece| PIECES[piece.index(PIECES.len())]).collect();
        text.insert_str(0, &words);
        hold(&text)?;
    }
}
