//! Real servers: one good way, and one fault each. Each fault names its stage, its remedy and its setting; Postfix's log proves
//! how far the session went.

use super::lab::lab;
use super::program::{Live, Program};

fn program(service: &str, client: &str) -> Program {
    let lab = lab();
    let mut program = Program::new(lab.port(service), lab.text("secret"));
    program.client_id = lab.client(client).to_owned();
    program.tenant = lab.text("tenant").to_owned();
    program.with(&["--allow-host", "localhost", "--ca-file", lab.text("ca"), "--token-endpoint", &lab.token_endpoint()])
}

fn check(service: &str, client: &str) -> Live {
    let live = program(service, client).report();
    assert!(!live.ran.all().contains(lab().text("secret")), "the secret was shown");
    live
}

/// Demands that no session of a service went as far as AUTH: no token left.
fn no_token_left(service: &str) {
    for line in lab().sessions(service) {
        assert!(!line.contains("auth="), "{line}");
    }
}

#[test]
fn a_message_arrives_in_the_mailbox() {
    let live = program("good", "good").with(&["--send-to", "inbox@example.com"]).report();
    assert_eq!(live.ran.code, 0, "{}", live.ran.all());
    assert_eq!(live.stages("passed").len(), 8, "{}", live.ran.all());
    let seen = live.stage("send")["seen"].to_string();
    let id = seen.split("Message-ID: ").nth(1).and_then(|rest| rest.split('"').next()).expect("it is shown");
    let mail = lab().delivered(id).expect("the message lies in the mailbox");
    assert!(mail.contains("Subject: [osweb-config] Test message") && mail.contains("Auto-Submitted: auto-generated"));
    assert!(mail.contains("From: mailer@example.com") && mail.contains("To: inbox@example.com"), "{mail}");
    assert!(seen.contains("queued as"), "{seen}");
}

#[test]
fn nothing_is_sent_without_send_to() {
    let live = check("good", "good");
    assert_eq!(live.ran.code, 0, "{}", live.ran.all());
    assert_eq!(live.stages("skipped"), ["envelope", "send"]);
    assert!(live.stage("starttls")["seen"].to_string().contains("osweb-config lab authority"));
}

#[test]
fn access_by_rbac_passes_with_a_warning() {
    let live = check("good", "rbac");
    assert_eq!(live.ran.code, 0, "{}", live.ran.all());
    assert_eq!(live.stage("claims")["code"], "role-missing");
    assert_eq!(live.stage("claims")["outcome"], "passed");
}

#[test]
fn refused() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("bound").port();
    let mut program = program("good", "good");
    program.port = free;
    let live = program.report();
    live.fails_at("connect", "connection-refused", "Open outgoing TCP connections", "smtpPort");
    // The other way is walked all the same.
    assert_eq!(live.stages("passed"), ["resolve", "token", "claims"]);
}

#[test]
fn hanging() {
    let live = program("hang", "good").with(&["--timeout", "1"]).report();
    live.fails_at("connect", "greeting-timed-out", "--timeout 60", "smtpServer");
}

#[test]
fn tls_from_the_first_byte() {
    let live = program("implicit", "good").with(&["--timeout", "1"]).report();
    live.fails_at("connect", "implicit-tls", "smtpPort: 587", "smtpPort");
}

#[test]
fn no_starttls() {
    check("no_tls", "good").fails_at("starttls", "starttls-missing", "Check smtpServer and smtpPort", "smtpServer");
    no_token_left("no_tls");
}

#[test]
fn an_old_version_of_tls() {
    check("tls10", "good").fails_at("starttls", "tls-version", "older version", "smtpServer");
    no_token_left("tls10");
}

#[test]
fn an_expired_certificate() {
    let live = check("expired", "good");
    live.fails_at("starttls", "certificate-expired", "clock", "smtpServer");
    assert!(live.stage("starttls")["cause"].as_str().expect("there").contains("valid until 2021-01-01"));
    no_token_left("expired");
}

#[test]
fn an_unknown_authority() {
    let live = check("other_ca", "good");
    live.fails_at("starttls", "certificate-unknown-issuer", "--ca-file", "smtpServer");
    assert!(live.stage("starttls")["cause"].as_str().expect("there").contains("an authority nobody trusts"));
    no_token_left("other_ca");
}

#[test]
fn a_certificate_that_vouches_for_itself() {
    check("self_signed", "good").fails_at("starttls", "certificate-self-signed", "--ca-file", "smtpServer");
    no_token_left("self_signed");
}

#[test]
fn a_wrong_name() {
    let live = check("wrong_name", "good");
    live.fails_at("starttls", "certificate-wrong-name", "as its certificate has it", "smtpServer");
    assert!(live.stage("starttls")["cause"].as_str().expect("there").contains("mail.example.org"));
    no_token_left("wrong_name");
}

#[test]
fn the_lab_is_not_trusted_without_its_authority() {
    let mut program = program("good", "good");
    let at = program.arguments.iter().position(|argument| argument == "--ca-file").expect("it is there");
    program.arguments.drain(at..at + 2);
    let live = program.report();
    assert_eq!(live.stages("failed"), ["starttls", "token"], "{}", live.ran.all());
    assert_eq!(live.stage("token")["code"], "certificate-unknown-issuer");
}

#[test]
fn xoauth2_not_offered() {
    check("login_only", "good").fails_at("authenticate", "xoauth2-not-offered", "smtp.office365.com", "smtpServer");
    no_token_left("login_only");
}

#[test]
fn no_log_in_offered_at_all() {
    let live = check("no_auth", "good");
    live.fails_at("authenticate", "xoauth2-not-offered", "smtp.office365.com", "smtpServer");
    assert!(live.stage("authenticate")["cause"].as_str().expect("there").contains("no sign-in at all"));
}

#[test]
fn token_expired() {
    let live = check("good", "expired");
    live.fails_at("claims", "token-expired", "Set this machine's clock", "oAuthTenantId");
    assert_eq!(live.stages("skipped"), ["authenticate", "envelope", "send"]);
}

#[test]
fn wrong_audience() {
    let remedy = "https://outlook.office365.com/.default";
    check("good", "graph").fails_at("claims", "token-for-graph", remedy, "oAuthTenantId");
}

#[test]
fn role_missing() {
    let live = check("good", "no-role");
    live.fails_at("authenticate", "535 5.7.8", "SMTP.SendAsApp", "smtpUsername");
    let found = live.stage("authenticate");
    assert!(found["cause"].as_str().expect("there").contains("no permission to send mail (roles: none)"));
    let object_id = lab().text("object_id");
    assert!(found["remedy"].as_str().expect("there").contains(&format!("-ObjectId {object_id}")));
}

#[test]
fn a_challenge_is_answered_and_shown() {
    let live = check("good", "other-mailbox");
    live.fails_at("authenticate", "535 5.7.8", "may use the mailbox mailer@example.com", "smtpUsername");
    let reply = live.stage("authenticate")["reply"].as_str().expect("it is kept");
    assert!(reply.starts_with("334 {\"status\":\"401\"") && reply.contains("\n535 5.7.8 "), "{reply}");
}

#[test]
fn a_wrong_secret() {
    let mut program = program("good", "good");
    program.secret = "wrong-and-planted-9876543210".to_owned();
    let live = program.report();
    live.fails_at("token", "invalid_client", "copy its Value", "oAuthClientSecret");
    assert!(!live.ran.all().contains("wrong-and-planted"), "{}", live.ran.all());
    assert_eq!(live.stages("passed"), ["resolve", "connect", "starttls"]);
}

#[test]
fn sender_not_allowed() {
    let live =
        program("good", "good").with(&["--send-to", "inbox@example.com", "--send-as", "jane@example.com"]).report();
    live.fails_at("envelope", "553 5.7.1", "-Identity jane@example.com -AccessRights SendAs", "smtpUsername");
    assert_eq!(live.stages("skipped"), ["send"]);
}

#[test]
fn recipient_refused() {
    let live = program("good", "good").with(&["--send-to", "nobody@example.com"]).report();
    live.fails_at("envelope", "550 5.1.1", "another recipient", "smtpUsername");
}

#[test]
fn a_recipient_that_is_put_off() {
    let live = program("defer", "good").with(&["--send-to", "inbox@example.com"]).report();
    live.fails_at("envelope", "450 4.3.2", "Try again in some minutes", "smtpServer");
    let reply = live.stage("envelope")["reply"].as_str().expect("it is kept");
    assert!(reply.contains("Try again later"), "{reply}");
}

#[test]
fn a_message_that_is_too_big() {
    let live = program("small", "good").with(&["--send-to", "inbox@example.com"]).report();
    live.fails_at("send", "552 5.3.4", "limit", "smtpServer");
}
