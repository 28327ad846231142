//! One test walks the catalog. Each entry has `fixtures/live/catalog/NAME.reply`, the literal reply (or, for an observation, the
//! detail that it is about), and `NAME.out`, the finding as people read it. To write an `.out` anew, delete it, run the test twice, and
//! *read* what was written.

use std::path::PathBuf;

use super::*;
use crate::live::claims::Claims;
use crate::live::tests::request;
use crate::live::{human, mask};
use crate::terminal::Look;

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "fixtures", "live", "catalog"].iter().collect()
}

/// What is known when things were right up to the reply.
fn facts() -> Facts {
    let mut request = request();
    request.send_to = Some("inbox@example.com".to_owned());
    request.send_as = Some("jane.doe@example.com".to_owned());
    let mut facts = Facts::of(&request);
    facts.token = Some(Claims {
        aud: Some("https://outlook.office365.com".to_owned()),
        appid: Some(request.client_id.clone()),
        oid: Some("99999999-8888-4777-8666-555555555555".to_owned()),
        tid: Some(request.tenant),
        roles: vec!["SMTP.SendAsApp".to_owned()],
        ..Claims::default()
    });
    facts.greeting = Some("FR0P281CA0123.outlook.office365.com Microsoft ESMTP MAIL Service ready".to_owned());
    facts
}

/// The replies of a fixture: one a line for the token endpoint, blocks of lines for the mail server.
fn findings(entry: &'static Entry, fixture: &str) -> Vec<(Finding, String)> {
    let facts = facts();
    match entry.when {
        Pattern::Observed => vec![(observed(entry.name, &facts.about(fixture.trim())), String::new())],
        Pattern::Aadsts(_) | Pattern::OAuth(_) => fixture
            .lines()
            .map(|line| {
                let json: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
                let codes = json["error_codes"].as_array().into_iter().flatten();
                let codes: Vec<u32> = codes.map(|code| code.as_u64().expect("a number") as u32).collect();
                let found = token(&codes, json["error"].as_str(), &facts);
                (found, json["error_description"].as_str().unwrap_or_default().to_owned())
            })
            .collect(),
        Pattern::Smtp { .. } => fixture
            .split("\n\n")
            .map(|block| {
                let reply = Reply::literal(block.trim_end());
                (smtp(&reply, Stage::Authenticate, &facts), reply.whole())
            })
            .collect(),
    }
}

#[test]
fn every_entry_is_found_by_its_literal_reply_and_reads_well() {
    let mut faults = vec![];
    let mut names = vec![];
    for entry in entries() {
        names.push(entry.name);
        let Ok(fixture) = std::fs::read_to_string(folder().join(format!("{}.reply", entry.name))) else {
            faults.push(format!("{}: no literal reply (NAME.reply)", entry.name));
            continue;
        };
        let found = findings(entry, &fixture);
        let mut out = String::new();
        for (mut finding, reply) in found {
            let entry_causes: Vec<_> =
                entry.causes.iter().map(|cause| facts().about(fixture.trim()).fill(cause.what)).collect();
            if !entry_causes.contains(&finding.cause) {
                faults.push(format!("{}: another entry takes this reply first: {reply}", entry.name));
            }
            finding.reply = (!reply.is_empty()).then_some(mask::printable(&reply).replace("<U+000A>", "\n"));
            out.push_str(&format!("{}\n", finding.code));
            human::finding_lines(&mut out, &finding, Look { width: 120, ..Look::FILE });
        }
        let path = folder().join(format!("{}.out", entry.name));
        match std::fs::read_to_string(&path) {
            Ok(expected) if expected == out => {}
            Ok(expected) => faults.push(format!("{}: expected\n{expected}\nfound\n{out}", entry.name)),
            Err(_) => {
                std::fs::write(&path, out).expect("fixtures can be written");
                faults.push(format!("{}: written for the first time, read it", path.display()));
            }
        }
    }
    names.sort_unstable();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        faults.push(format!("{}: the name is used twice", twice[0]));
    }
    for file in std::fs::read_dir(folder()).expect("the folder is there") {
        let path = file.expect("it can be read").path();
        if !names.contains(&path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()) {
            faults.push(format!("{}: no entry has this name", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_code_of_an_entry_stands_in_its_fixture_and_in_no_other_entry() {
    let mut seen = std::collections::HashMap::new();
    for entry in entries() {
        let Pattern::Aadsts(codes) = entry.when else { continue };
        let fixture =
            std::fs::read_to_string(folder().join(format!("{}.reply", entry.name))).expect("it has a fixture");
        for code in codes {
            assert!(fixture.contains(&format!("AADSTS{code}:")), "{}: no literal reply for {code}", entry.name);
            assert_eq!(seen.insert(code, entry.name), None, "{code} stands in two entries");
        }
    }
}

#[test]
fn nothing_is_left_to_fill_in_and_every_link_is_https() {
    for entry in entries() {
        for cause in entry.causes {
            let filled = facts().fill(&format!("{}\n{}", cause.what, cause.remedy));
            assert!(!filled.contains(['{', '}']), "{}: {filled}", entry.name);
            assert!(cause.what.ends_with(['.', '}']), "{}: {}", entry.name, cause.what);
        }
        assert!(entry.url.is_none_or(|url| url.starts_with("https://")), "{}", entry.name);
        assert!(!entry.causes.is_empty(), "{}", entry.name);
    }
}

#[test]
fn what_the_stages_observe_is_in_the_catalog() {
    let mut folders = vec![[env!("CARGO_MANIFEST_DIR"), "src", "live"].iter().collect::<PathBuf>()];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).expect("the sources are there") {
            let path = file.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).expect("it can be read");
            for (at, found) in source.match_indices("walk.observed(\"") {
                let name = source[at + found.len()..].split('"').next().expect("there is a quote");
                assert!(entries().any(|entry| entry.name == name), "{}: {name}", path.display());
                count += 1;
            }
        }
    }
    assert!(count > 30, "only {count} observations found");
}

#[test]
fn the_token_decides_between_the_causes_of_one_reply() {
    let reply = Reply::literal("535 5.7.3 Authentication unsuccessful [FR0P281CA0123.DEUP281.PROD.OUTLOOK.COM]");
    let with_role = smtp(&reply, Stage::Authenticate, &facts());
    assert!(with_role.cause.contains("New-ServicePrincipal"), "{}", with_role.cause);
    assert!(with_role.remedy.contains("New-ServicePrincipal -AppId 11111111-2222-4333-8444-555555555555 -ObjectId 99999999-8888-4777-8666-555555555555"));
    assert!(with_role.ruled_out.iter().any(|out| out.because.contains("carries SMTP.SendAsApp")));

    let mut facts = facts();
    facts.token.as_mut().expect("there is one").roles.clear();
    let without = smtp(&reply, Stage::Authenticate, &facts);
    assert!(without.cause.contains("no permission to send mail (roles: none)"), "{}", without.cause);
    assert!(without.remedy.contains("SMTP.SendAsApp") && without.remedy.contains("New-ManagementRoleAssignment"));
}

#[test]
fn a_foreign_greeting_explains_what_fails_behind_it() {
    let mut facts = facts();
    facts.greeting = Some("mail.provider.example ESMTP Exim 4.96".to_owned());
    for name in ["starttls-missing", "certificate-wrong-name", "certificate-unknown-issuer"] {
        let finding = observed(name, &facts);
        assert!(finding.cause.starts_with("Somebody else than Microsoft answers"), "{name}: {}", finding.cause);
        assert!(finding.cause.contains("Exim"), "{name}");
    }
    facts.microsoft = false;
    assert!(!observed("certificate-wrong-name", &facts).cause.contains("Somebody else"));
}

#[test]
fn high_volume_mail_wants_another_permission() {
    let mut facts = facts();
    facts.server = "smtp-hve.office365.com".to_owned();
    let reply = Reply::literal("535 5.7.3 Authentication unsuccessful");
    let finding = smtp(&reply, Stage::Authenticate, &facts);
    assert!(finding.cause.contains("no permission to send mail (roles: SMTP.SendAsApp)"), "{}", finding.cause);
    assert!(finding.remedy.contains("Application permissions, Mail.Send"), "{}", finding.remedy);
}

#[test]
fn a_secret_id_in_the_place_of_the_secret_is_told() {
    let mut facts = facts();
    facts.secret_is_id = true;
    let finding = token(&[7000215], Some("invalid_client"), &facts);
    assert!(finding.cause.contains("holds the Secret ID"), "{}", finding.cause);
    assert!(finding.others.is_empty());
}

#[test]
fn replies_that_are_not_in_the_catalog_are_told_from_each_other() {
    let unknown = |text: &str, stage| smtp(&Reply::literal(text), stage, &facts());
    assert!(unknown("450 4.9.9 later", Stage::Envelope).cause.contains("for the time being"));
    assert!(unknown("535 5.9.9 no", Stage::Authenticate).cause.contains("refuses the log-in"));
    assert_eq!(unknown("599 no", Stage::Send).code, "599");
    assert_eq!(token(&[999_999], Some("odd"), &facts()).code, "AADSTS999999");
    assert_eq!(token(&[], Some("odd"), &facts()).code, "odd");
    // Several codes: the first one that is known.
    assert_eq!(token(&[1, 7000222], Some("invalid_client"), &facts()).code, "AADSTS7000222");
}
