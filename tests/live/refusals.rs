//! What is refused before a byte is sent. Listeners record what reaches them.

use super::program::Program;
use super::scripted::{self, Script};

const SECRET: &str = "abc8Q~planted-refusal-secret_that.must.not.leave";

#[test]
fn a_server_that_nobody_named_gets_nothing() {
    let stranger = scripted::listener("220 stranger\r\n");
    let endpoint = scripted::token_endpoint_with(&scripted::claims(), "c2lnbmF0dXJl");
    let ca = scripted::ca_file();
    // The same listener by name and by address: a file can point anywhere.
    for server in ["localhost", "127.0.0.1", "smtp.office365.com.localhost"] {
        let mut program = Program::new(stranger.port, SECRET);
        program.server = server.to_owned();
        let endpoint_url = format!("https://localhost:{}/token", endpoint.port);
        let ca = ca.path().display().to_string();
        let live = program.with(&["--token-endpoint", &endpoint_url, "--ca-file", &ca]).report();
        live.fails_at("resolve", "host-not-allowed", "--allow-host", "smtpServer");
        assert_eq!(live.stages("skipped").len(), 7);
    }
    assert_eq!(stranger.received(), "");
    assert_eq!(endpoint.received(), "", "not even the token is fetched for a file that points elsewhere");
}

#[test]
fn naming_another_server_allows_no_other() {
    let stranger = scripted::listener("220 stranger\r\n");
    let program = Program::new(stranger.port, SECRET).with(&["--allow-host", "mail.example.com"]);
    program.report().fails_at("resolve", "host-not-allowed", "--allow-host", "smtpServer");
    assert_eq!(stranger.received(), "");
}

#[test]
fn a_token_endpoint_in_the_clear_gets_nothing() {
    let clear = scripted::listener("");
    let server = scripted::smtp(Script::default());
    let endpoint = format!("http://localhost:{}/token", clear.port);
    let program = Program::new(server.port, SECRET);
    let live = program.with(&["--allow-host", "localhost", "--token-endpoint", &endpoint]).report();
    live.fails_at("token", "endpoint-not-https", "https://", "oAuthTenantId");
    assert_eq!(clear.received(), "");
    assert_eq!(server.received(), "", "nothing is sent to the mail server either");
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = scripted::token_endpoint_with(&scripted::claims(), "c2lnbmF0dXJl");
    for status in ["302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let to = format!("Location: https://localhost:{}/token\r\n", elsewhere.port);
        let endpoint = scripted::token_endpoint(status, &to, "");
        let live = against(&scripted::smtp(Script::default()), &endpoint).report();
        live.fails_at("token", "token-redirect", "A token endpoint does not redirect", "oAuthTenantId");
        assert!(endpoint.received().contains("grant_type=client_credentials"), "the request itself was made");
    }
    assert_eq!(elsewhere.received(), "");
}

#[test]
fn a_server_without_starttls_gets_no_token() {
    let server =
        scripted::smtp(Script { hello: b"250-mail\r\n250 AUTH LOGIN XOAUTH2\r\n".to_vec(), ..Script::default() });
    let endpoint = scripted::token_endpoint_with(&scripted::claims(), "c2lnbmF0dXJl");
    let live = against(&server, &endpoint).report();
    live.fails_at("starttls", "starttls-missing", "smtpPort", "smtpServer");
    assert!(!server.received().contains("AUTH"), "{}", server.received());
}

#[test]
fn words_in_the_clear_behind_starttls_are_not_believed() {
    let injected = b"220 2.0.0 SMTP server ready\r\n250-evil.example\r\n250 AUTH XOAUTH2\r\n".to_vec();
    let server = scripted::smtp(Script { starttls: injected, ..Script::default() });
    let endpoint = scripted::token_endpoint_with(&scripted::claims(), "c2lnbmF0dXJl");
    let live = against(&server, &endpoint).report();
    live.fails_at("starttls", "starttls-injection", "Do not send mail over this network", "smtpServer");
    assert!(live.stage("starttls")["cause"].as_str().expect("there").contains("250-evil.example"));
    assert!(!server.received().contains("AUTH"), "{}", server.received());
}

#[test]
fn a_proxy_is_asked_and_its_refusal_told() {
    let proxy = scripted::listener("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
    let server = scripted::smtp(Script::default());
    let mut program = Program::new(server.port, SECRET).with(&[
        "--allow-host",
        "localhost",
        "--token-endpoint",
        "https://login.invalid/token",
    ]);
    program.environment.push(("HTTPS_PROXY", format!("http://me:planted-proxy-word@127.0.0.1:{}", proxy.port)));
    let ca = scripted::ca_file();
    let live = program.with(&["--ca-file", &ca.path().display().to_string()]).report();
    live.fails_at("token", "proxy-login", "HTTPS_PROXY", "oAuthTenantId");
    let asked = proxy.received();
    assert!(asked.starts_with("CONNECT login.invalid:443"), "{asked}");
    assert!(!asked.contains("planted-refusal"), "the secret never reaches the proxy: {asked}");
    assert!(!live.ran.all().contains("planted-proxy-word"), "{}", live.ran.all());
}

/// Settings for scripted servers.
pub(super) fn against(server: &scripted::Server, endpoint: &scripted::Server) -> Program {
    let ca = scripted::ca_file();
    // The file is read when the program starts; it goes when the test process ends.
    let (_, path) = ca.keep().expect("it can stay");
    let endpoint = format!("https://localhost:{}/#TenantID#/oauth2/v2.0/token", endpoint.port);
    let path = path.display().to_string();
    Program::new(server.port, SECRET).with(&[
        "--allow-host",
        "localhost",
        "--token-endpoint",
        &endpoint,
        "--ca-file",
        &path,
    ])
}
