//! One test walks the catalog. Each entry has `fixtures/live/catalog/NAME.reply`, the literal reply (or, for an observation, the
//! detail that it is about), and `NAME.out`, the finding as people read it. To write an `.out` anew, delete it, run the test twice, and
//! *read* what was written.

use std::path::PathBuf;

use super::*;
use crate::secret::Secret;

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "fixtures", "live", "catalog"].iter().collect()
}

/// What is known when things were right up to the reply.
pub(super) fn facts() -> Facts {
    let client_id = "11111111-2222-4333-8444-555555555555".to_owned();
    let tenant = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee".to_owned();
    let token = Claims {
        aud: Some("https://outlook.office365.com".to_owned()),
        appid: Some(client_id.clone()),
        oid: Some("99999999-8888-4777-8666-555555555555".to_owned()),
        tid: Some(tenant.clone()),
        roles: vec!["SMTP.SendAsApp".to_owned()],
        ..Claims::default()
    };
    let greeting = "FR0P281CA0123.outlook.office365.com Microsoft ESMTP MAIL Service ready".to_owned();
    Facts {
        known: true,
        username: "mailer@example.com".to_owned(),
        client_id,
        tenant,
        sender: "jane.doe@example.com".to_owned(),
        recipient: Some("inbox@example.com".to_owned()),
        secret_is_id: Some(false),
        seen: Seen { token: Some(token), greeting: Some(greeting), ..Seen::default() },
        ..Facts::unknown()
    }
}

/// The same, as far as they are known in a phase.
fn facts_in(phase: Phase) -> Facts {
    let mut facts = facts();
    facts.seen.tls_verified = phase >= Phase::EhloTls;
    facts.seen.signed_in = phase > Phase::Auth;
    if phase < Phase::Claims {
        facts.seen.token = None;
    }
    if phase == Phase::Proxy {
        facts.seen.proxy = Some(ProxySigns {
            variable: "HTTPS_PROXY".to_owned(),
            address: "proxy.example.com:3128".to_owned(),
            credentials: false,
        });
    }
    facts
}

/// The findings of a fixture with the phases in which they are the same: one line a reply of the token endpoint, one block of lines
/// a reply of the mail server.
fn findings(entry: &'static Entry, fixture: &str) -> Vec<(Vec<Phase>, Finding, String)> {
    let mut found: Vec<(Vec<Phase>, Finding, String)> = vec![];
    let mut add = |phase, finding: Finding, reply: String| match found.last_mut() {
        Some((phases, last, said)) if *last == finding && *said == reply => phases.push(phase),
        _ => found.push((vec![phase], finding, reply)),
    };
    match entry.when[0] {
        Pattern::Observed | Pattern::Http(..) => {
            for phase in entry.phases {
                add(*phase, observed(entry.name, *phase, &facts_in(*phase).about(fixture.trim())), String::new());
            }
        }
        Pattern::Aadsts(_) | Pattern::OAuth(_) | Pattern::Says(_) => {
            for line in fixture.lines() {
                let error = lookup::token_error(line);
                add(Phase::Http, token(&error, &facts_in(Phase::Http)), error.description);
            }
        }
        Pattern::Smtp { .. } | Pattern::Unknown(_) => {
            for block in fixture.split("\n\n") {
                let reply = Reply::literal(block.trim_end());
                for phase in entry.phases {
                    add(*phase, smtp(&reply, *phase, &facts_in(*phase)), reply.whole());
                }
            }
        }
    }
    found
}

#[test]
fn every_entry_is_found_by_its_literal_reply_and_reads_well() {
    let mut faults = vec![];
    let mut names = vec![];
    for entry in all() {
        names.push(entry.name);
        let Ok(fixture) = std::fs::read_to_string(folder().join(format!("{}.reply", entry.name))) else {
            faults.push(format!("{}: no literal reply (NAME.reply)", entry.name));
            continue;
        };
        let mut out = String::new();
        for (phases, mut finding, reply) in findings(entry, &fixture) {
            if finding.entry != entry.name {
                faults.push(format!("{}: {} takes this reply first in {phases:?}: {reply}", entry.name, finding.entry));
            }
            finding.reply = (!reply.is_empty()).then_some(printable(&reply).replace("<U+000A>", "\n"));
            let phases = phases.iter().map(|phase| phase.name()).collect::<Vec<_>>().join(", ");
            out.push_str(&format!("{} ({phases})\n{}", finding.code, page::finding_text(&finding)));
        }
        let path = folder().join(format!("{}.out", entry.name));
        match std::fs::read_to_string(&path) {
            Ok(expected) if expected == out => {}
            Ok(_) if std::env::var_os("UPDATE_FIXTURES").is_some() => {
                std::fs::write(&path, out).expect("fixtures can be written");
            }
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

/// Without knowing the step, as `explain` asks: each literal reply leads to its own entry, in a line of a log too. What is only told by its first digit
/// means something else at each step, and is no reply that is known.
#[test]
fn every_literal_reply_is_found_by_itself_and_in_a_line_of_a_log() {
    let (mut replies, mut faults) = (0, vec![]);
    for entry in all() {
        let fixture =
            std::fs::read_to_string(folder().join(format!("{}.reply", entry.name))).expect("it has a fixture");
        let texts: Vec<&str> = match entry.when[0] {
            Pattern::Observed | Pattern::Http(..) => continue,
            Pattern::Aadsts(_) | Pattern::OAuth(_) | Pattern::Says(_) => fixture.lines().collect(),
            Pattern::Smtp { .. } | Pattern::Unknown(_) => fixture.split("\n\n").map(str::trim_end).collect(),
        };
        for text in texts.into_iter().filter(|text| !text.is_empty()) {
            let own = Reply::read(text).and_then(|reply| {
                let own = entry.phases.iter().filter_map(|phase| best(&reply, *phase));
                own.filter(|(best, _)| best.name == entry.name).map(|(_, score)| is_known(score)).max()
            });
            if own == Some(false) {
                continue;
            }
            replies += 1;
            let line = format!("2026-11-23 10:00:00.123 ERROR osweb - javax.mail.MessagingException: {text}");
            for asked in [text, &line] {
                let names: Vec<_> = lookup::lookup(asked, None).iter().map(|found| found.entry).collect();
                if !names.contains(&entry.name) {
                    faults.push(format!("{}: {asked}\n  leads to {names:?}", entry.name));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} of {replies}:\n{}", faults.len(), faults.join("\n"));
    assert!(replies >= 200, "{replies}");
}

/// In no phase is a reply judged by an entry that does not apply there, and in each phase there is one.
#[test]
fn no_entry_wins_outside_its_phases() {
    for entry in all() {
        let fixture =
            std::fs::read_to_string(folder().join(format!("{}.reply", entry.name))).expect("it has a fixture");
        for reply in fixture.split("\n\n").filter_map(|block| Reply::read(block.trim_end())) {
            for phase in Phase::SMTP {
                let found = smtp(&reply, *phase, &facts_in(*phase));
                let winner = named(found.entry).expect("it is in the catalog");
                assert!(winner.phases.contains(phase), "{} in {phase:?}: {}", found.entry, reply.whole());
            }
        }
    }
}

/// Whatever a server says in whatever phase, the finding says something of that phase and of the code, and nothing that is not proven yet.
#[test]
fn every_code_in_every_phase_means_something() {
    for phase in Phase::SMTP {
        for code in 400..600 {
            for text in ["", " odd words", " 4.9.9 odd", " 5.9.9 odd", " 5.7.1 odd", " 4.7.0 odd"] {
                let reply = Reply::literal(&format!("{code}{}{text}", if text.is_empty() { " " } else { "" }));
                let finding = smtp(&reply, *phase, &facts_in(*phase));
                let said = format!("{} {}", finding.cause, finding.remedy);
                assert!(!said.contains("does not fit what was seen"), "{phase:?} {code}{text}: {said}");
                if *phase < Phase::Auth {
                    for word in ["sign-in works", "may not send to", "mailbox permission", "New-ServicePrincipal"] {
                        assert!(!said.contains(word), "{phase:?} {code}{text}: {said}");
                    }
                }
                if *phase >= Phase::EhloTls {
                    assert!(!finding.cause.contains("firewall that inspects SMTP"), "{phase:?} {code}{text}: {said}");
                }
            }
        }
    }
}

#[test]
fn every_exact_code_of_an_entry_is_in_no_other() {
    let mut seen = std::collections::HashMap::new();
    for entry in all() {
        for pattern in entry.when {
            let Pattern::Aadsts(codes) = pattern else { continue };
            for (from, to) in *codes {
                assert!(from <= to, "{}: {from} to {to}", entry.name);
                if from == to {
                    assert_eq!(seen.insert(from, entry.name), None, "{from} is in two entries");
                }
            }
        }
    }
}

#[test]
fn nothing_is_left_to_fill_in_and_every_link_is_https() {
    for entry in all() {
        for cause in entry.causes {
            for facts in [facts(), Facts::unknown()] {
                let filled = facts.about("Detail.").fill(&format!("{}\n{}", cause.what, cause.remedy));
                assert!(!filled.contains(['{', '}']), "{}: {filled}", entry.name);
            }
            assert!(cause.what.ends_with(['.', '}']), "{}: {}", entry.name, cause.what);
            for word in ["log-in", "logs in", "blank", "behind", "anew"] {
                assert!(!format!("{} {}", cause.what, cause.remedy).contains(word), "{}: {word}", entry.name);
            }
        }
        assert!(entry.url.is_none_or(|url| url.starts_with("https://")), "{}", entry.name);
        assert!(!entry.causes.is_empty() && !entry.phases.is_empty() && !entry.when.is_empty(), "{}", entry.name);
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
            // The names stand alone between quotes, with a dash in them.
            for name in source
                .split('"')
                .filter(|text| text.contains('-') && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'))
            {
                let prefix = name.split('-').next().unwrap_or_default();
                let group = [
                    "name",
                    "connection",
                    "greeting",
                    "starttls",
                    "tls",
                    "certificate",
                    "proxy",
                    "token",
                    "host",
                    "endpoint",
                    "family",
                    "reply",
                    "message",
                    "implicit",
                    "not",
                    "clock",
                    "role",
                    "audience",
                    "login",
                    "xoauth2",
                    "trust",
                ];
                if group.contains(&prefix) && !NO_OBSERVATIONS.contains(&name) {
                    assert!(named(name).is_some(), "{}: {name}", path.display());
                    count += 1;
                }
            }
        }
    }
    assert!(count > 40, "only {count} observations found");
}

/// Words of that form in the sources that are something else: headers of HTTP.
const NO_OBSERVATIONS: &[&str] = &["proxy-authenticate", "content-length", "content-type"];

#[test]
fn the_token_decides_between_the_causes_of_one_reply() {
    let reply = Reply::literal("535 5.7.3 Authentication unsuccessful [FR0P281CA0123.DEUP281.PROD.OUTLOOK.COM]");
    let with_role = smtp(&reply, Phase::Auth, &facts_in(Phase::Auth));
    assert!(with_role.cause.contains("New-ServicePrincipal"), "{}", with_role.cause);
    assert!(with_role.remedy.contains("New-ServicePrincipal -AppId 11111111-2222-4333-8444-555555555555 -ObjectId 99999999-8888-4777-8666-555555555555"));
    assert!(with_role.remedy.contains("Remove-ServicePrincipal -Identity '<wrong Object ID>'"), "{}", with_role.remedy);
    assert!(with_role.ruled_out.iter().any(|out| out.because.contains("carries SMTP.SendAsApp")));

    let mut facts = facts_in(Phase::Auth);
    facts.seen.token.as_mut().expect("there is one").roles =
        vec!["IMAP.AccessAsApp".to_owned(), "Mail.Send".to_owned()];
    let without = smtp(&reply, Phase::Auth, &facts);
    assert!(
        without.cause.contains("no permission to send mail (roles: IMAP.AccessAsApp, Mail.Send)"),
        "{}",
        without.cause
    );
    assert!(without.remedy.contains("SMTP.SendAsApp") && without.remedy.contains("New-ManagementRoleAssignment"));
}

#[test]
fn a_foreign_greeting_explains_what_fails_after_it_and_a_masked_one_a_firewall() {
    let mut facts = facts_in(Phase::Handshake);
    facts.seen.greeting = Some("mail.provider.example ESMTP Exim 4.96".to_owned());
    for (name, phase) in [
        ("starttls-missing", Phase::Starttls),
        ("certificate-wrong-name", Phase::Handshake),
        ("certificate-unknown-issuer", Phase::Handshake),
    ] {
        let finding = observed(name, phase, &facts);
        assert!(finding.cause.starts_with("Somebody else than Microsoft answers"), "{name}: {}", finding.cause);
        assert!(finding.cause.contains("Exim"), "{name}");
    }
    facts.seen.greeting = Some("********".to_owned());
    facts.seen.masked = true;
    let finding = observed("starttls-missing", Phase::Starttls, &facts);
    assert!(finding.cause.starts_with("A firewall inspects SMTP"), "{}", finding.cause);
    assert!(finding.others.iter().all(|other| !other.cause.contains("Somebody else")), "{finding:?}");
    facts.seen.masked = false;
    facts.server = "mail.example.com".to_owned();
    assert!(!observed("certificate-wrong-name", Phase::Handshake, &facts).cause.contains("Somebody else"));
}

#[test]
fn verified_tls_rules_a_firewall_out_and_says_so() {
    for phase in [Phase::EhloTls, Phase::Auth, Phase::Mail, Phase::Rcpt, Phase::Data, Phase::End] {
        for name in ["connection-closed", "reply-timed-out"] {
            let finding = observed(name, phase, &facts_in(phase));
            let said = format!("{} {}", finding.cause, finding.remedy);
            assert!(!said.contains("firewall"), "{name} {phase:?}: {said}");
            assert!(
                finding.ruled_out.iter().any(|out| out.cause.contains("firewall")),
                "{name} {phase:?}: {finding:?}"
            );
        }
    }
    let clear = observed("connection-closed", Phase::Ehlo, &facts_in(Phase::Ehlo));
    assert!(clear.cause.contains("firewall that inspects SMTP") && clear.ruled_out.is_empty(), "{clear:?}");
}

#[test]
fn a_certificate_is_judged_by_who_made_it() {
    let with = |signs: CertificateSigns, phase| {
        let mut facts = facts_in(phase);
        facts.seen.certificate = Some(signs);
        facts
    };
    let trusted = CertificateSigns { issuer_trusted: Some(true), ..CertificateSigns::default() };
    let expired = observed("certificate-expired", Phase::TokenTls, &with(trusted, Phase::TokenTls));
    assert!(expired.cause.contains("the token endpoint login.microsoftonline.com has expired"), "{}", expired.cause);
    assert!(expired.others.iter().all(|other| !other.cause.contains("company")), "{expired:?}");
    let own = CertificateSigns { self_signed: true, authority: true, ..CertificateSigns::default() };
    let own = observed("certificate-authority", Phase::Handshake, &with(own, Phase::Handshake));
    assert!(own.cause.contains("marked as an authority") && own.remedy.contains("CA:FALSE"), "{own:?}");
    let public = CertificateSigns { public_issuer: true, issuer_trusted: Some(false), ..CertificateSigns::default() };
    let public = observed("certificate-unknown-issuer", Phase::Handshake, &with(public, Phase::Handshake));
    assert!(public.cause.contains("public authority"), "{}", public.cause);
}

#[test]
fn high_volume_mail_wants_another_permission() {
    let mut facts = facts_in(Phase::Auth);
    facts.server = "smtp-hve.office365.com".to_owned();
    let reply = Reply::literal("535 5.7.3 Authentication unsuccessful");
    let finding = smtp(&reply, Phase::Auth, &facts);
    assert!(finding.cause.contains("no permission to send mail (roles: SMTP.SendAsApp)"), "{}", finding.cause);
    assert!(finding.remedy.contains("Application permissions, Mail.Send"), "{}", finding.remedy);
}

#[test]
fn a_secret_id_in_the_place_of_the_secret_is_told() {
    let mut facts = facts();
    let error =
        TokenError { codes: vec![7000215], error: Some("invalid_client".to_owned()), description: String::new() };
    assert!(token(&error, &facts).ruled_out.iter().any(|out| out.cause.contains("Secret ID")));
    facts.secret_is_id = Some(Secret::new("99999999-8888-4777-8666-555555555555").expose().len() == 36);
    let finding = token(&error, &facts);
    assert!(finding.cause.contains("is the Secret ID"), "{}", finding.cause);
    assert!(finding.others.is_empty());
}

#[test]
fn the_first_known_code_counts_and_an_unknown_one_names_its_family() {
    let of = |codes: &[u32], error: &str, description: &str| {
        let error =
            TokenError { codes: codes.to_vec(), error: Some(error.to_owned()), description: description.to_owned() };
        token(&error, &facts())
    };
    assert_eq!(of(&[1, 7000222], "invalid_client", "").code, "AADSTS7000222");
    assert_eq!(of(&[999_999], "odd", "").code, "AADSTS999999");
    assert_eq!(of(&[], "odd", "").code, "odd");
    let grant = of(&[5_099_999], "invalid_grant", "");
    assert!(grant.cause.contains("grants no token") && grant.cause.contains("begin with 50"), "{}", grant.cause);
    assert!(!grant.remedy.contains("stray"), "{}", grant.remedy);
    assert_eq!(
        of(&[7_009_999], "invalid_client", "The provided client secret keys for app 'x' are expired.").entry,
        "secret-expired"
    );
}

/// Replies of public documents, each at the step where it can come.
#[test]
fn documented_replies_find_their_entry() {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "fixtures", "live", "replies.tsv"].iter().collect();
    let mut faults = vec![];
    for line in std::fs::read_to_string(path).expect("it is there").lines().filter(|line| !line.starts_with('#')) {
        let [step, reply, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three columns: {line}") };
        let named = |phase: &&Phase| match step {
            "end" => **phase == Phase::End,
            "MAIL" => **phase == Phase::Mail,
            "RCPT" => **phase == Phase::Rcpt,
            step => phase.name() == step,
        };
        let phase = *Phase::SMTP.iter().find(named).unwrap_or_else(|| panic!("no such step: {step}"));
        let found = smtp(&Reply::literal(reply), phase, &facts_in(phase));
        if found.entry != expected {
            faults.push(format!("{step}: {reply}\n    {} instead of {expected}", found.entry));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
