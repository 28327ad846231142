//! `rotate`: a secret is written once the identity provider has taken it.

use super::program::{Program, Ran};
use super::refusals::against;
use super::replies::good_endpoint;
use super::scripted::{self, Script, Server};
use crate::common::{stderr, stdout};

const OLD: &str = "abc8Q~planted-refusal-secret_that.must.not.leave";
const NEW: &str = "xyz8Q~planted-newer-secret_that.is.taken.0123";

/// What was said, and what the file holds then.
fn rotate(server: &Server, endpoint: &Server, options: &[&str]) -> (Ran, String) {
    let folder = tempfile::tempdir().expect("a folder of its own");
    let mut program: Program = against(server, endpoint).with(&["--client-secret-env", "NEW"]).with(options);
    program.environment.push(("NEW", NEW.to_owned()));
    let output = program.command_of(&["rotate"], &folder).output().expect("the program runs");
    let ran = Ran { code: output.status.code().unwrap_or(-1), stdout: stdout(&output), stderr: stderr(&output) };
    assert!(!ran.all().contains(NEW) && !ran.all().contains(OLD), "{}", ran.all());
    (ran, std::fs::read_to_string(folder.path().join("osweb-prod.yml")).expect("it is there"))
}

#[test]
fn a_secret_that_gets_a_token_is_written() {
    let (server, endpoint) = (scripted::smtp(Script::default()), good_endpoint());
    let (ran, file) = rotate(&server, &endpoint, &["--expires", "2099-12-31"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(ran.stdout.contains("tried before: a token was issued for it"), "{}", ran.stdout);
    assert!(file.contains(NEW) && !file.contains(OLD) && file.contains("secret-expires 2099-12-31"), "{file}");
    assert!(endpoint.received().contains("planted-newer-secret"), "the new secret was tried");
    assert_eq!(server.received(), "", "the mail server is left alone without --login");
}

#[test]
fn a_secret_that_is_refused_is_not_written() {
    let body = r#"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided."}"#;
    let endpoint = scripted::token_endpoint("401 Unauthorized", "", body);
    let (ran, file) = rotate(&scripted::smtp(Script::default()), &endpoint, &[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{}", ran.all());
    assert!(ran.stderr.contains("AADSTS7000215") && ran.stderr.contains("nothing was written"), "{}", ran.stderr);
    assert!(file.contains(OLD) && !file.contains(NEW), "{file}");
}

#[test]
fn a_token_that_nobody_takes_is_no_proof() {
    let mut claims = scripted::claims();
    claims["appid"] = "99999999-0000-4000-8000-000000000009".into();
    let endpoint = scripted::token_endpoint_with(&claims, "c2lnbmF0dXJl");
    let (ran, file) = rotate(&scripted::smtp(Script::default()), &endpoint, &[]);
    assert_eq!(ran.code, 2, "{}", ran.all());
    assert!(ran.stderr.contains("gets no token that can be used") && file.contains(OLD), "{}", ran.all());
}

#[test]
fn a_missing_role_is_no_fault_of_the_secret() {
    let mut claims = scripted::claims();
    claims.as_object_mut().expect("an object").remove("roles");
    let endpoint = scripted::token_endpoint_with(&claims, "c2lnbmF0dXJl");
    let (ran, file) = rotate(&scripted::smtp(Script::default()), &endpoint, &[]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(file.contains(NEW), "{file}");
}

#[test]
fn a_sign_in_is_tried_where_it_is_asked_for() {
    let good = scripted::smtp(Script::default());
    let (ran, file) = rotate(&good, &good_endpoint(), &["--login"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(ran.stdout.contains("the mail server took that") && file.contains(NEW), "{}", ran.stdout);
    assert!(good.received().contains("AUTH XOAUTH2") && !good.received().contains("MAIL FROM"), "no mail is sent");
    let bad = scripted::smtp(Script {
        auth: vec![b"535 5.7.3 Authentication unsuccessful\r\n".to_vec()],
        ..Script::default()
    });
    let (ran, file) = rotate(&bad, &good_endpoint(), &["--login"]);
    assert_eq!(ran.code, 2, "{}", ran.all());
    assert!(ran.stderr.contains("could not be tried to the end") && file.contains(OLD), "{}", ran.stderr);
}

/// While the provider is asked: other users of the machine see the arguments of a command.
#[cfg(target_os = "linux")]
#[test]
fn the_secret_is_in_no_argument() {
    use std::io::Write as _;

    let endpoint = scripted::token_endpoint_that(scripted::SILENT, "");
    let folder = tempfile::tempdir().expect("a folder of its own");
    let program = against(&scripted::smtp(Script::default()), &endpoint).with(&["--client-secret-stdin"]);
    let mut command = program.command_of(&["rotate"], &folder);
    command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut child = command.spawn().expect("the program runs");
    writeln!(child.stdin.take().expect("it is piped"), "{NEW}").expect("it is read");
    while !endpoint.received().contains("\r\n\r\n") {
        assert!(child.try_wait().expect("it can be asked").is_none(), "it waits for the provider");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let of_process = |what: &str| std::fs::read(format!("/proc/{}/{what}", child.id())).expect("Linux tells it");
    for what in ["cmdline", "environ", "comm"] {
        assert!(!String::from_utf8_lossy(&of_process(what)).contains(NEW), "{what}");
    }
    child.kill().and_then(|()| child.wait()).expect("it is ours");
    let beside: Vec<_> =
        std::fs::read_dir(folder.path()).expect("readable").map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside, ["osweb-prod.yml"], "nothing was written before the provider answered");
}

#[test]
fn offline_and_the_difference_fetch_nothing() {
    for option in ["--offline", "--diff"] {
        let (server, endpoint) = (scripted::smtp(Script::default()), good_endpoint());
        let (ran, _) = rotate(&server, &endpoint, &[option]);
        assert_eq!(ran.code, 0, "{}", ran.all());
        assert_eq!((server.received(), endpoint.received()), (String::new(), String::new()));
    }
}
