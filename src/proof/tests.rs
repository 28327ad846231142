//! Fixes that nobody should write, and what keeps them from being applied.

use std::sync::Arc;

use super::*;
use crate::diagnostic::Fix;
use crate::inspect::inspect;
use crate::source::SourceFile;

fn read(name: &str, text: &str) -> Inspection {
    inspect(Arc::new(SourceFile::from_bytes(name, text.as_bytes().to_vec())), &Options::default())
}

/// A complete section, with some of its values changed.
fn section(changes: &[(&str, &str)]) -> String {
    let mut text = "featureSwitches:\n  sendEmail:\n".to_owned();
    for setting in Setting::ALL {
        let key = setting.key();
        let value = match changes.iter().find(|(changed, _)| *changed == key) {
            Some((_, value)) => value,
            None => setting.definition().sound,
        };
        text.push_str(&format!("    {key}: {value}\n"));
    }
    text
}

/// Proves that edits, each of them a text and what takes its place, heal one diagnostic of each of these rules. What follows a `|` is the
/// title of the fix.
fn proof(text: &str, rules: &[&str], edits: &[(&str, &str)]) -> Result<(), Broken> {
    let old = read("osweb-prod.yml", text);
    let edits = edits.iter().map(|(from, to)| {
        let start = text.find(from).unwrap_or_else(|| panic!("{from:?} is not in {text}"));
        Edit::replace(Span::new(start, start + from.len()), *to)
    });
    let mut edits: Vec<Edit> = edits.collect();
    let mut wrong = vec![];
    for rule in rules {
        let (rule, title) = rule.split_once('|').unwrap_or((rule, ""));
        let found = old.diagnostics.iter().find(|one| one.rule == rule);
        let mut one = found.unwrap_or_else(|| panic!("no {rule} in {:#?}", old.diagnostics)).clone();
        one.fix = Some(Fix { safe: true, title: title.to_owned(), edits: std::mem::take(&mut edits) });
        wrong.push(one);
    }
    prove(&old, &wrong.iter().collect::<Vec<_>>(), &Options::default()).map(drop)
}

const STILL_THERE: Result<(), Broken> = Err("the fault would still be there");
const NEW_ERROR: Result<(), Broken> = Err("a new error would come");
const ELSE: Result<(), Broken> = Err("something else would get another value");
const REFUSED: Result<(), Broken> = Err("the file would be refused");
const LOSES: Result<(), Broken> = Err(LOST);

#[test]
fn a_fix_heals_what_it_is_for_and_changes_nothing_else() {
    let tls = section(&[("smtpEncryption", "tls")]);
    let both = section(&[("smtpEncryption", "tls"), ("smtpAuthentication", "ms_oauth")]);
    let kebab = tls.replace("smtpEncryption", "smtp-encryption");
    let slip = section(&[]).replace("smtpPort", "smtpPrt");
    let spaces = section(&[("smtpEncryption", "' tls '")]);
    let user = section(&[("smtpUsername", "' osweb@optimal-systems.de'")]);
    let secret = section(&[("oAuthClientSecret", "' kV28Q~w3RtYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_UiB'")]);
    for (text, rules, edits, expected) in [
        (&tls, &["encryption-not-tls"][..], &[("tls", "TLS")][..], Ok(())),
        (&tls, &["encryption-not-tls"], &[("tls", "tls")], Err("nothing is changed")),
        (&tls, &["encryption-not-tls"], &[("tls", "tls # TLS")], STILL_THERE),
        (&tls, &["encryption-not-tls"], &[("tls", "'TLS")], REFUSED),
        (&tls, &["encryption-not-tls"], &[("tls", "TLS"), ("587", "0")], NEW_ERROR),
        (&tls, &["encryption-not-tls"], &[("tls", "TLS"), ("587", "25")], ELSE),
        (&tls, &["encryption-not-tls"], &[("tls", "TLS"), ("587", "'587'")], ELSE),
        (&tls, &["encryption-not-tls"], &[("tls", "TLS"), ("587\n", "587\n    enabled: 1\n")], ELSE),
        (&tls, &["encryption-not-tls"], &[("tls", "TLS"), ("    smtpPort: 587\n", "")], NEW_ERROR),
        // One is healed, but not the one that the fix is for.
        (&both, &["encryption-not-tls"], &[("ms_oauth", "MS_OAUTH")], STILL_THERE),
        (
            &both,
            &["encryption-not-tls", "authentication-not-ms-oauth"],
            &[("ms_oauth", "MS_OAUTH"), ("tls", "TLS")],
            Ok(()),
        ),
        // A key and its value; a key that is nearly right, whose value stays.
        (
            &kebab,
            &["non-canonical-name", "encryption-not-tls"],
            &[("smtp-encryption", "smtpEncryption"), ("tls", "TLS")],
            Ok(()),
        ),
        (&slip, &["unknown-setting"], &[("smtpPrt", "smtpPort")], Ok(())),
        (&slip, &["unknown-setting"], &[("smtpPrt", "smtpPort"), ("587", "25")], LOSES),
        // What the spaces hid comes to light, at the same setting.
        (&spaces, &["surrounding-whitespace"], &[("' tls '", "'tls'")], Ok(())),
        // Of an address and a secret nothing that can be seen is lost.
        (&user, &["surrounding-whitespace"], &[("' osweb", "'osweb")], Ok(())),
        (&user, &["surrounding-whitespace"], &[("' osweb", "'web")], LOSES),
        (&secret, &["surrounding-whitespace"], &[("' kV28Q", "'kV28Q")], Ok(())),
        (&secret, &["surrounding-whitespace"], &[("' kV28Q", "'V28Q")], LOSES),
    ] {
        assert_eq!(proof(text, rules, edits), expected, "{rules:?} {edits:?}");
    }
}

#[test]
fn what_the_diagnostics_do_not_name_keeps_its_name_and_value() {
    let tls = section(&[("smtpEncryption", "tls")]);
    let around = format!("x:\n  y: 1\n{tls}    z: 1\n");
    let two_less = section(&[]).replace("    smtpPort: 587\n    smtpEncryption: TLS\n", "");
    let two = [("    smtpAuth", "    smtpPort: 587\n    smtpEncryption: TLS\n    smtpAuth")];
    let text = "a: 1\nfeatureSwitches:\n  sendEmail:\n    smtpServer:smtp.office365.com\n    smtpPort:587\n";
    let spaces = [("smtpServer:", "smtpServer: "), ("smtpPort:", "smtpPort: ")];
    let astray = format!("{}sendEmail:\n  smtpPort: 587\n", tls.replace("    smtpPort: 587\n", ""));
    let braces = section(&[("smtpServer", "{smtp.office365.com}")]);
    let ignores = format!("{0}{0}{1}", "# osweb-config: ignore[encoding]\n", section(&[]));
    let kebab = section(&[]).replace("featureSwitches", "feature-switches");
    let slip = section(&[]).replace("featureSwitches", "featureSwitch");
    let with = |edits: &[(&'static str, &'static str)], more: &[(&'static str, &'static str)]| [edits, more].concat();
    for (text, rule, edits, expected) in [
        (&*around, "encryption-not-tls", vec![("tls", "TLS")], Ok(())),
        // Names: of a property of the section, of one outside it, of a key above one.
        (&around, "encryption-not-tls", vec![("tls", "TLS"), ("z: 1", "za: 1")], ELSE),
        (&around, "encryption-not-tls", vec![("tls", "TLS"), ("y: 1", "Y: 1")], ELSE),
        (&around, "encryption-not-tls", vec![("tls", "TLS"), ("x", "w")], ELSE),
        (&around, "encryption-not-tls", vec![("tls", "TLS"), ("z: 1\n", "")], ELSE),
        // A setting is named by the title of the fix, and no other one is.
        (&two_less, "missing-setting|add `smtpPort` and `smtpEncryption`", two.to_vec(), Ok(())),
        (&two_less, "missing-setting|add `smtpPort`", two.to_vec(), ELSE),
        (
            &two_less,
            "missing-setting|add `smtpPort` and `smtpEncryption`",
            with(&two, &[("office365", "office36")]),
            ELSE,
        ),
        // A section that is one text becomes settings.
        (text, "wrong-type", spaces.to_vec(), Ok(())),
        (text, "wrong-type", with(&spaces, &[("a: 1", "a: 2")]), ELSE),
        // One error of a kind more than before.
        (&astray, "encryption-not-tls", vec![("tls", "TLS")], Ok(())),
        (
            &astray,
            "encryption-not-tls",
            vec![
                ("tls", "TLS"),
                ("sendEmail:\n  smtpPort", "featureSwitch.sendEmail.smtpPort: 587\nsendEmail:\n  smtpPort"),
            ],
            NEW_ERROR,
        ),
        // One of two faults that are told in the same words.
        (&ignores, "unused-ignore", vec![("# osweb-config: ignore[encoding]\n", "")], Ok(())),
        // Keys in braces below a setting are its value.
        (&braces, "wrong-type", vec![("{smtp.office365.com}", "smtp.office365.com")], Ok(())),
        (&braces, "wrong-type", vec![("{smtp.office365.com}", "smtp.office365.com"), ("587", "25")], ELSE),
        // A key above settings is written in another way.
        (&kebab, "non-canonical-name", vec![("feature-switches", "featureSwitches")], Ok(())),
        (&slip, "misplaced-setting", vec![("featureSwitch", "featureSwitches")], Ok(())),
        (&slip, "misplaced-setting", vec![("featureSwitch", "featureSwitches"), ("587", "25")], ELSE),
    ] {
        assert_eq!(proof(text, &[rule], &edits), expected, "{rule} {edits:?}\n{text}");
    }
}

const QUOTE: Result<(), Broken> = Err("a quote would get into quotes");
const STILL_REFUSED: Result<(), Broken> = Err("the file would still be refused at this place");

#[test]
fn a_refused_file_is_read_or_refused_further_on_and_loses_nothing() {
    let semicolon = section(&[]).replace("smtpPort:", "smtpPort;");
    let two = semicolon.replace("smtpAuthentication:", "smtpAuthentication;");
    let late = section(&[]).replace("oAuthClientId:", "oAuthClientId;").replace("oAuthTenantId:", "oAuthTenantId;");
    let rest = section(&[("smtpUsername", "'osweb@optimal-systems.de'!")]);
    let comma = section(&[("smtpUsername", "'osweb@optimal-systems.de',")]);
    let server = section(&[("smtpServer", "'smtp.office365.com'.")]);
    let at = section(&[("smtpFrom", ""), ("smtpUsername", "@osweb")]);
    let secret = section(&[("oAuthClientSecret", "'kV28Q~w3RtYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_UiB'!")]);
    let secret_and_more = secret.replace("oAuthTenantId:", "oAuthTenantId;");
    let twice = format!("{}    smtpPort: 587\n", section(&[]));
    for (text, rule, edits, expected) in [
        (&semicolon, "yaml-syntax", &[("smtpPort;", "smtpPort:")][..], Ok(())),
        (&semicolon, "yaml-syntax", &[("smtpPort;", "smtpPort ;")], STILL_REFUSED),
        (&semicolon, "yaml-syntax", &[("smtpPort; 587", "smtpPort: 58")], LOSES),
        (&semicolon, "yaml-syntax", &[("smtpPort; 587", "smtpPort: 875")], LOSES),
        (&two, "yaml-syntax", &[("smtpPort;", "smtpPort:")], Ok(())),
        (&two, "yaml-syntax", &[("smtpAuthentication;", "smtpAuthentication:")], STILL_REFUSED),
        (&late, "yaml-syntax", &[("oAuthClientId;", "oAuthClientId:")], Ok(())),
        // What is after a value in quotes: a comma may go, of an address and a secret nothing else.
        (&comma, "yaml-syntax", &[(",", "")], Ok(())),
        (&comma, "yaml-syntax", &[("e',", "e'")], LOSES),
        (&semicolon, "yaml-syntax", &[("smtpPort;", "smtpPort:"), (".office", "office")], Ok(())),
        (&rest, "yaml-syntax", &[("!", "")], LOSES),
        (&secret, "yaml-syntax", &[("!", "")], LOSES),
        (&server, "yaml-syntax", &[("'.", "'")], Ok(())),
        (&server, "yaml-syntax", &[("m'.", "'")], LOSES),
        // Quotes around quotes hide what is wrong, but for a secret, which may hold them.
        (&at, "yaml-syntax", &[("@osweb", "'@osweb'")], Ok(())),
        (&server, "yaml-syntax", &[("'smtp.office365.com'.", "\"'smtp.office365.com'.\"")], QUOTE),
        (&server, "yaml-syntax", &[("'smtp.office365.com'.", "'smtp.office365.com.'")], Ok(())),
        (
            &secret,
            "yaml-syntax",
            &[("'kV28Q~w3RtYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_UiB'!", "\"'kV28Q~w3RtYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_UiB'!\"")],
            Ok(()),
        ),
        (
            &secret_and_more,
            "yaml-syntax",
            &[("'kV28Q~w3RtYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_UiB'!", "\"'kV28Q~w3RtYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_UiB'!\"")],
            QUOTE,
        ),
        // What is given twice may go as a whole.
        (&twice, "duplicate-key", &[("UiB\n", "UiB\n"), ("    smtpPort: 587\n", "")], Ok(())),
    ] {
        assert_eq!(proof(text, &[rule], edits), expected, "{rule} {edits:?}\n{text}");
    }
}

#[test]
fn what_is_precious_is_kept_but_for_what_cannot_be_seen() {
    let property = |key: &str, value: &str| {
        let text = format!("featureSwitches.sendEmail.{key}: {value}\n");
        read("osweb-prod.yml", &text).reading.properties[0].clone()
    };
    for (key, old, new, kept) in [
        ("smtpUsername", "'a@b.de '", "a@b.de", true),
        ("smtpUsername", "'Mail <a@b.de>'", "a@b.de", true),
        ("smtpUsername", "'mailto:a@b.de'", "a@b.de", true),
        ("smtpUsername", "'\"a@b.de\";'", "a@b.de", true),
        ("smtpUsername", "a@b\u{ff0e}de", "a@b.de", true),
        ("smtpUsername", "a@b.de", "a@c.de", false),
        ("smtpUsername", "a@b.de", "x", false),
        ("smtpUsername", "osweb", "x", true),
        ("oAuthClientSecret", "'a@b.de '", "a@b.de", true),
        ("oAuthClientSecret", "'<a@b.de>'", "a@b.de", false),
        ("oAuthClientSecret", "abc", "abd", false),
        ("oAuthClientSecret", "0123", "0123", true),
        ("oAuthClientSecret", "0123", "83", true),
        ("oAuthClientSecret", "0123", "84", false),
    ] {
        assert_eq!(keeps(&property(key, old), new), kept, "{key} {old} {new}");
    }
}

#[test]
fn the_first_change_of_properties_is_told() {
    let properties = |text: &str| read("x.yml", text).reading.properties.clone();
    let before = properties("a: 1\nb: 2\n");
    for (after, changed) in [
        ("a: 1\nb: 2\n", None),
        ("a: 1\n\nb: 2 # c\n", None),
        ("a: 1\nb: 3\n", Some("b")),
        ("a: 1\nb: '2'\n", Some("b")),
        ("a: 1\n---\nb: 2\n", Some("b")),
        ("a: 1\nc: 2\n", Some("b")),
        ("a: 1\n", Some("b")),
        ("a: 1\nb: 2\nc: 3\n", Some("c")),
    ] {
        assert_eq!(first_change(&before, &properties(after)), changed, "{after}");
    }
}
