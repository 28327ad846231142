//! The ways to both servers: proxies and certificates. What is wrong is said in full: which variable, which host, which step, which reason.

use super::refusals::against;
use super::replies::good_endpoint;
use super::scripted::{self, Flaw, Script};

const BASIC: &str = "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x";
const WINDOWS: &str = "407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM";

/// The proxy's address (PORT for the port of one that answers, REFUSED for one that does not), its answer, the code, words of the
/// cause, words of the cure.
const PROXIES: &[(&str, &str, &str, &str, &str)] = &[
    (
        "http://127.0.0.1:REFUSED",
        "",
        "proxy-unreachable",
        "which HTTPS_PROXY names, cannot be reached",
        "Look at HTTPS_PROXY",
    ),
    ("http://proxy.invalid:3128", "", "proxy-unreachable", "proxy.invalid:3128", "correct host and port"),
    ("socks5://127.0.0.1:PORT", "", "proxy-socks", "SOCKS is not spoken here", "http://host:port, in HTTPS_PROXY"),
    ("socks4://127.0.0.1:PORT", "", "proxy-socks", "SOCKS is not spoken here", "http://host:port, in HTTPS_PROXY"),
    ("ftp://127.0.0.1:PORT", "", "proxy-kind", "of a kind that does not exist", "http://host:port"),
    ("http://127.0.0.1:99999", "", "proxy-invalid", "does not name a proxy", "http://host:port"),
    (
        "http://127.0.0.1:PORT",
        BASIC,
        "proxy-login",
        "requires a user name and a password",
        "between http:// and the host",
    ),
    (
        "http://user:planted-word@127.0.0.1:PORT",
        BASIC,
        "proxy-login",
        "refuses user name or password",
        "Correct them in HTTPS_PROXY",
    ),
    ("http://user:planted-word@127.0.0.1:PORT", WINDOWS, "proxy-login-kind", "Negotiate, NTLM", "without a sign-in"),
    ("http://127.0.0.1:PORT", "403 Forbidden", "proxy-refuses", "does not let the request", "administrator"),
    ("http://127.0.0.1:PORT", "502 Bad Gateway", "proxy-gateway", "cannot reach localhost itself", "administrator"),
    (
        "http://127.0.0.1:PORT",
        "200 Connection established",
        "tls-not-spoken",
        "does not speak TLS",
        "what sits between",
    ),
    ("https://127.0.0.1:PORT", "403 Forbidden", "tls-not-spoken", "the proxy 127.0.0.1", "host and port"),
];

#[test]
fn each_fault_of_a_proxy_has_its_own_words() {
    let refused = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("bound").port();
    let server = scripted::smtp(Script::default());
    let endpoint = good_endpoint();
    for (address, answer, code, cause, cure) in PROXIES {
        let answer = format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n");
        let proxy = scripted::listener(Box::leak(answer.into_boxed_str()));
        let address = address.replace("PORT", &proxy.port.to_string()).replace("REFUSED", &refused.to_string());
        let mut program = against(&server, &endpoint);
        program.environment.push(("HTTPS_PROXY", address.clone()));
        let live = program.report();
        let token = live.stage("token");
        assert_eq!(token["code"], *code, "{address}: {}", live.ran.all());
        let said = |name: &str| token[name].as_str().expect("it is there").to_owned();
        assert!(said("cause").contains(cause), "{address}: {}", said("cause"));
        assert!(said("remedy").contains(cure), "{address}: {}", said("remedy"));
        assert!(!said("remedy").contains("***"), "the cure can be read: {}", said("remedy"));
        assert!(!live.ran.all().contains("planted-word"), "{}", live.ran.all());
        assert_eq!(live.stages("passed"), ["resolve", "connect", "starttls"], "{address}");
    }
}

#[test]
fn a_host_of_no_proxy_is_reached_without_one() {
    let server = scripted::smtp(Script::default());
    let mut program = against(&server, &good_endpoint());
    program.environment.push(("HTTPS_PROXY", "http://127.0.0.1:9".to_owned()));
    program.environment.push(("NO_PROXY", "example.com, localhost".to_owned()));
    let live = program.report();
    assert_eq!(live.ran.code, 0, "{}", live.ran.all());
}

/// Both ends of TLS give the same reason for the same certificate.
#[test]
fn each_flaw_of_a_certificate_is_told_at_both_ends() {
    let cases = [
        (Flaw::Expired, "certificate-expired", "has expired", "clock"),
        (Flaw::Young, "certificate-not-yet-valid", "not valid yet", "clock"),
        (Flaw::OtherName, "certificate-wrong-name", "other.example.com", "name"),
        (Flaw::SelfSigned, "certificate-self-signed", "vouches for itself", "--ca-file"),
        (Flaw::Authority, "certificate-authority", "marked as an authority", "CA:FALSE"),
        (Flaw::UnknownIssuer, "certificate-unknown-issuer", "is not trusted here", "--ca-file"),
    ];
    let body = serde_json::json!({ "access_token": scripted::token(&scripted::claims(), "c2ln") }).to_string();
    for (flaw, code, cause, cure) in cases {
        let (config, _) = scripted::flawed(flaw);
        let server = scripted::smtp_with(Script::default(), config.clone());
        let endpoint = scripted::token_endpoint_as("200 OK", "", &body, config);
        let live = against(&server, &endpoint).report();
        assert_eq!(live.stages("failed"), ["starttls", "token"], "{flaw:?}: {}", live.ran.all());
        for stage in ["starttls", "token"] {
            let found = live.stage(stage);
            assert_eq!(found["code"], code, "{flaw:?} {stage}");
            let said = |name: &str| found[name].as_str().expect("it is there").to_owned();
            assert!(said("cause").contains(cause), "{flaw:?} {stage}: {}", said("cause"));
            assert!(said("remedy").contains(cure), "{flaw:?} {stage}: {}", said("remedy"));
            if matches!(flaw, Flaw::Expired | Flaw::Young | Flaw::OtherName) {
                assert!(!said("cause").contains("company"), "the issuer is trusted: {}", said("cause"));
            }
            if matches!(flaw, Flaw::OtherName) {
                assert!(said("cause").contains("localhost"), "the name that was expected: {}", said("cause"));
            }
        }
        assert_eq!(endpoint.received(), "", "{flaw:?}: the secret was sent");
        assert!(!server.received().contains("AUTH"), "{flaw:?}: the token was sent");
    }
}

/// Naming a certificate that is marked as an authority does not help, and the advice does not say that it would.
#[test]
fn a_certificate_that_is_an_authority_is_not_cured_by_naming_it() {
    let (config, pem) = scripted::flawed(Flaw::Authority);
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), pem).expect("it can be written");
    let server = scripted::smtp_with(Script::default(), config);
    let mut program = against(&server, &good_endpoint());
    let at = program.arguments.iter().position(|argument| argument == "--ca-file").expect("it is there");
    program.arguments[at + 1] = file.path().display().to_string();
    let live = program.report();
    let found = live.stage("starttls");
    assert_eq!(found["code"], "certificate-authority", "{}", live.ran.all());
    assert!(found["cause"].as_str().expect("there").contains("naming it with --ca-file does not help"));
}
