//! What `--fix` writes heals, whatever the text: laws 3 and 11, on mutated and random texts.
//!
//! `PROPTEST_CASES=1000000 cargo test --release --test main laws::fixes` tries as many.

use proptest::prelude::*;

use super::pieces;
use super::targets::fix;

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
fn pieces() -> Vec<&'static str> {
    pieces::files().iter().map(|piece| std::str::from_utf8(piece).expect("UTF-8")).collect()
}

/// One slip: what is done, where, and with which piece.
fn slip() -> impl Strategy<Value = (u8, prop::sample::Index, prop::sample::Index)> {
    (0_u8..9, any::<prop::sample::Index>(), any::<prop::sample::Index>())
}

fn mutate(text: &mut String, (kind, at, piece): &(u8, prop::sample::Index, prop::sample::Index)) {
    let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let place = boundaries[at.index(boundaries.len())];
    let piece_text = pieces()[piece.index(pieces().len())];
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

/// What must hold of a text and what `--fix` makes of it.
fn hold(text: &str) {
    fix::hold("osweb-prod.yml", text.as_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn fixing_heals_mutated_texts(base in 0..BASES.len(), slips in prop::collection::vec(slip(), 1..6)) {
        let mut text = BASES[base].to_owned();
        slips.iter().for_each(|slip| mutate(&mut text, slip));
        hold(&text);
    }

    #[test]
    fn fixing_heals_random_texts(chosen in prop::collection::vec(any::<prop::sample::Index>(), 1..16), words in "[a-z:' \n]{0,8}") {
        let mut text: String = chosen.iter().map(|piece| pieces()[piece.index(pieces().len())]).collect();
        text.insert_str(0, &words);
        hold(&text);
    }
}
