//! Replies that only Microsoft's servers give, by scripted servers over the wire.

use std::path::PathBuf;
use std::time::Duration;

use osweb_config::catalog::{self, Phase};
use osweb_config::live::{self, Event, LiveReport, Outcome, Request, Stage, StageReport};
use osweb_config::secret::Secret;
use serde_json::json;

use super::refusals::against;
use super::scripted::{self, Script, Server};

pub(super) fn good_endpoint() -> Server {
    scripted::token_endpoint_with(&scripted::claims(), "c2lnbmF0dXJl")
}

/// A live check with the library, against scripted servers.
fn run(server: &Server, endpoint: &Server) -> LiveReport {
    run_to(server, endpoint, None)
}

/// The same, with a test message.
fn run_sending(server: &Server, endpoint: &Server) -> LiveReport {
    run_to(server, endpoint, Some("inbox@example.com".to_owned()))
}

fn run_to(server: &Server, endpoint: &Server, send_to: Option<String>) -> LiveReport {
    run_within(server, endpoint, send_to, Duration::from_secs(5))
}

/// The same, with so much time for each stage.
pub(super) fn run_within(server: &Server, endpoint: &Server, send_to: Option<String>, timeout: Duration) -> LiveReport {
    let request = Request {
        server: "localhost".to_owned(),
        port: server.port,
        username: "mailer@example.com".to_owned(),
        client_id: "c11e0000-0000-4000-8000-000000000001".to_owned(),
        tenant: "7e57ab1e-0000-4000-8000-000000000001".to_owned(),
        secret: Secret::new("abc8Q~planted-in-a-request_to-the.library"),
        cloud: None,
        token_endpoint: Some(format!("https://localhost:{}/token", endpoint.port)),
        lacking: vec![],
        allow_hosts: vec!["localhost".to_owned()],
        trust: scripted::trust(),
        timeout,
        send_to,
        send_as: None,
    };
    live::run(&request, &mut |_: Event| {})
}

fn failed(report: &LiveReport) -> &StageReport {
    report.failed().next().unwrap_or_else(|| panic!("nothing failed: {report:?}"))
}

fn fixtures() -> Vec<(String, String)> {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "fixtures", "live", "catalog"].iter().collect();
    let mut all: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|file| file.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "reply"))
        .map(|path| {
            let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).expect("it is text"))
        })
        .collect();
    all.sort();
    all
}

/// A script that gives a reply in a phase and everything else as it should be.
pub(super) fn script_with(phase: Phase, reply: Vec<u8>) -> Script {
    let mut script = Script::default();
    match phase {
        Phase::Greeting => script.greeting = reply,
        Phase::Ehlo => script.hello = reply,
        Phase::Starttls => script.starttls = reply,
        Phase::EhloTls => script.hello_in_tls = reply,
        Phase::Auth => script.auth = vec![reply],
        Phase::Mail => script.mail = reply,
        Phase::Rcpt => script.rcpt = reply,
        Phase::Data => script.data = reply,
        Phase::End => script.message = reply,
        Phase::Rset => script.rset = reply,
        other => panic!("no mail server replies in {other:?}"),
    }
    script
}

#[test]
fn every_literal_reply_of_a_mail_server_comes_through_whole_in_each_of_its_phases() {
    let endpoint = good_endpoint();
    let mut count = 0;
    for (name, fixture) in fixtures() {
        let entry = catalog::named(&name).expect("a fixture has the name of its entry");
        for reply in fixture
            .trim_end()
            .split("\n\n")
            .filter(|reply| reply.starts_with(|first: char| ('4'..='5').contains(&first)))
        {
            // The first and the last phase stand for all: each takes another way through the stages.
            for phase in [entry.phases.first(), entry.phases.last()].into_iter().flatten() {
                let said = format!("{}\r\n", reply.replace('\n', "\r\n")).into_bytes();
                let report = run_sending(&scripted::smtp(script_with(*phase, said)), &endpoint);
                let stage = failed(&report);
                // DATA and the end of the message belong to the stage `send`; MAIL and RCPT are refused before it.
                assert_eq!(stage.stage, phase.stage(), "{name}: {report:?}");
                let finding = stage.finding.as_ref().expect("it is judged");
                assert_eq!((finding.entry, finding.reply.as_deref()), (name.as_str(), Some(reply)), "{phase:?}");
                assert!(reply.starts_with(finding.code.split(' ').next().expect("a code")), "{name}: {}", finding.code);
                count += 1;
            }
        }
    }
    assert!(count > 200, "only {count} replies");
}

#[test]
fn every_literal_reply_of_the_token_endpoint_comes_through() {
    let mut count = 0;
    for (name, fixture) in fixtures() {
        // Errors of Microsoft Graph have another shape, and come from elsewhere.
        let answers =
            fixture.lines().filter(|line| line.starts_with("{\"error\": \"") || line.starts_with("{\"error\":\""));
        for body in answers {
            let json: serde_json::Value = serde_json::from_str(body).expect("JSON");
            let endpoint = scripted::token_endpoint("400 Bad Request", "Content-Type: application/json\r\n", body);
            let report = run(&scripted::smtp(Script::default()), &endpoint);
            let stage = failed(&report);
            assert_eq!(stage.stage, Stage::Token, "{name}: {report:?}");
            let finding = stage.finding.as_ref().expect("it is judged");
            let reply = finding.reply.as_deref().expect("it is kept");
            // Microsoft Graph, which makes secrets, has its error as an object.
            let said = |oauth: &str, graph: &str| {
                json[oauth].as_str().or(json["error"][graph].as_str()).expect("text").to_owned()
            };
            assert!(reply.contains(&said("error_description", "message")), "{name}: {reply}");
            match json["error_codes"][0].as_u64() {
                Some(code) => assert_eq!(finding.code, format!("AADSTS{code}"), "{name}"),
                None => assert_eq!(finding.code, said("error", "code"), "{name}"),
            }
            count += 1;
        }
    }
    assert!(count > 90, "only {count} replies");
}

#[test]
fn send_as_denied_is_shown_whole_and_cured() {
    let reply = fixtures().into_iter().find(|(name, _)| name == "send-as-denied").expect("it is there").1;
    let reply = reply.split("\n\n").next().expect("the first").to_owned();
    assert!(reply.len() > 1_500, "a real one is longer than lettre reads");
    let server = scripted::smtp(Script { message: format!("{reply}\r\n").into_bytes(), ..Script::default() });
    let live = against(&server, &good_endpoint())
        .with(&["--send-to", "inbox@example.com", "--send-as", "jane.doe@example.com"])
        .report();
    live.fails_at(
        "send",
        "554 5.2.252",
        "Add-RecipientPermission -Identity jane.doe@example.com -AccessRights SendAs -Trustee mailer@example.com",
        "smtpUsername",
    );
    assert_eq!(live.stage("send")["reply"], reply);
}

#[test]
fn a_refusal_that_is_held_back_is_waited_for() {
    let refused = b"535 5.7.3 Authentication unsuccessful [FR0P281CA0123.DEUP281.PROD.OUTLOOK.COM]\r\n".to_vec();
    let script = Script { auth: vec![refused], hold_back: Duration::from_secs(3), ..Script::default() };
    let live = against(&scripted::smtp(script), &good_endpoint()).with(&["--timeout", "1"]).report();
    let remedy = "New-ServicePrincipal -AppId c11e0000-0000-4000-8000-000000000001 -ObjectId 0b1ec700-0000-4000-8000-000000000002";
    live.fails_at("authenticate", "535 5.7.3", remedy, "smtpUsername");
    let others = live.stage("authenticate")["others"].as_array().expect("there are some").len();
    assert!(others >= 4, "one text, several causes");
}

#[test]
fn a_reply_that_is_not_utf8_and_one_of_many_lines_are_kept() {
    let auth = vec![b"535-5.7.3 Zugang verweigert f\xfcr\r\n535-5.7.3 \x1b[2Jzwei\r\n535 5.7.3 Ende\r\n".to_vec()];
    let report = run(&scripted::smtp(Script { auth, ..Script::default() }), &good_endpoint());
    let finding = failed(&report).finding.clone().expect("it is judged");
    assert_eq!(finding.code, "535 5.7.3");
    assert_eq!(
        finding.reply.as_deref(),
        Some("535-5.7.3 Zugang verweigert f\u{fffd}r\n535-5.7.3 <U+001B>[2Jzwei\n535 5.7.3 Ende")
    );
}

#[test]
fn a_challenge_of_google_is_decoded() {
    // {"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}
    let challenge =
        "334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZ29vZ2xlLmNvbS8ifQ==\r\n";
    let auth = vec![
        challenge.as_bytes().to_vec(),
        b"535-5.7.8 Username and Password not accepted.\r\n535 5.7.8 see https://support.google.com\r\n".to_vec(),
    ];
    let server = scripted::smtp(Script { auth, ..Script::default() });
    let report = run(&server, &good_endpoint());
    let finding = failed(&report).finding.clone().expect("it is judged");
    assert_eq!(finding.code, "535 5.7.8");
    assert!(finding.reply.expect("it is kept").contains("\"scope\":\"https://mail.google.com/\""));
    let sent = server.received();
    let after_auth = sent.split("AUTH XOAUTH2 ").nth(1).expect("AUTH was sent");
    assert_eq!(after_auth.split("\r\n").nth(1), Some(""), "an empty line answers the challenge");
}

#[test]
fn the_log_in_is_what_microsoft_documents() {
    use base64::Engine;
    let server = scripted::smtp(Script::default());
    let report = run(&server, &good_endpoint());
    assert!(report.passed(), "{report:?}");
    let sent = server.received();
    let login = sent.split("AUTH XOAUTH2 ").nth(1).and_then(|rest| rest.split("\r\n").next()).expect("AUTH was sent");
    let login = base64::engine::general_purpose::STANDARD.decode(login).expect("base64");
    let token = scripted::token(&scripted::claims(), "c2lnbmF0dXJl");
    let login = String::from_utf8(login).expect("text");
    let head = token.split('.').next().expect("three parts");
    assert!(login.starts_with(&format!("user=mailer@example.com\u{1}auth=Bearer {head}.")), "{login}");
    assert!(login.ends_with(".c2lnbmF0dXJl\u{1}\u{1}"), "{login}");
}

#[test]
fn a_token_is_judged_before_it_is_sent() {
    let now = scripted::claims()["exp"].as_i64().expect("a time") - 3600;
    let cases = [
        ("aud", json!("00000003-0000-0000-c000-000000000000"), "token-for-graph"),
        ("aud", json!("https://management.azure.com/"), "token-for-other-resource"),
        ("scp", json!("SMTP.Send"), "token-of-a-user"),
        ("appid", json!("c11e0000-0000-4000-8000-00000000ffff"), "token-of-other-app"),
        ("tid", json!("7e57ab1e-0000-4000-8000-00000000ffff"), "token-of-other-tenant"),
        ("exp", json!(now - 60), "token-expired"),
        ("nbf", json!(now + 1200), "token-not-yet-valid"),
    ];
    for (claim, value, code) in cases {
        let mut claims = scripted::claims();
        claims[claim] = value;
        let server = scripted::smtp(Script::default());
        let report = run(&server, &scripted::token_endpoint_with(&claims, "c2lnbmF0dXJl"));
        let stage = failed(&report);
        assert_eq!((stage.stage, stage.finding.as_ref().expect("judged").code.as_str()), (Stage::Claims, code));
        assert!(!server.received().contains("AUTH"), "{code}: the token was sent");
    }
}

#[test]
fn what_cannot_be_told_of_a_token_is_not_held_against_it() {
    let bare = json!({});
    let also_right = json!({ "aud": "00000002-0000-0ff1-ce00-000000000000" });
    for claims in [bare, also_right] {
        let report = run(&scripted::smtp(Script::default()), &scripted::token_endpoint_with(&claims, "c2ln"));
        assert!(report.passed(), "{claims}: {report:?}");
    }
    let body = json!({ "access_token": "opaque", "expires_in": "3599" }).to_string();
    let report = run(&scripted::smtp(Script::default()), &scripted::token_endpoint("200 OK", "", &body));
    assert!(report.passed(), "an opaque token is the server's to judge: {report:?}");
}

#[test]
fn answers_that_are_not_a_token_endpoints_are_told() {
    let page = "<html><title>Web gateway: please log in</title></html>";
    let cases = [
        ("200 OK", "Content-Type: text/html\r\n", page, "token-not-json"),
        ("403 Forbidden", "Content-Type: text/html\r\n", page, "token-not-json"),
        ("429 Too Many Requests", "Retry-After: 30\r\n", "", "token-throttled"),
        ("503 Service Unavailable", "", "", "token-throttled"),
        ("200 OK", "Content-Type: application/json\r\n", "{\"ok\":true}", "token-absent"),
    ];
    for (status, headers, body, code) in cases {
        let report = run(&scripted::smtp(Script::default()), &scripted::token_endpoint(status, headers, body));
        let finding = failed(&report).finding.clone().expect("it is judged");
        assert_eq!(finding.code, code, "{status}");
        assert_eq!(finding.reply.is_some_and(|reply| reply.contains("please log in")), code == "token-not-json");
    }
}

#[test]
fn a_port_that_does_not_speak_smtp_is_told_by_its_words() {
    for (greeting, expected) in [
        (&b"SSH-2.0-OpenSSH_9.2p1\r\n"[..], "not-smtp"),
        (b"HTTP/1.1 400 Bad Request\r\n", "not-smtp"),
        (b"", "connection-closed"),
        (b"554 5.7.1 no access from here\r\n", "554 5.7.1"),
        (b"421 4.3.2 Service not active\r\n", "421 4.3.2"),
    ] {
        let server = if greeting.is_empty() {
            scripted::hanging_up()
        } else {
            scripted::smtp(Script { greeting: greeting.to_vec(), ..Script::default() })
        };
        let report = run(&server, &good_endpoint());
        let stage = failed(&report);
        assert_eq!((stage.stage, stage.finding.as_ref().expect("judged").code.as_str()), (Stage::Connect, expected));
        // The token is tried all the same: two faults are found in one run.
        let token = report.stages.iter().find(|report| report.stage == Stage::Claims).expect("it is reported");
        assert_eq!(token.outcome, Outcome::Passed);
    }
}
